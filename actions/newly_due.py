"""Which organisations have something new to say, asked each minute over bare keys: most minutes it is none.

An occasion is new where its day has come and no reminder of that deadline to that address is for this day or a later
one: when the newest is put on record, those before it are too. What is found is then looked at whole (see due.py), so
a key too many costs time alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Max

from accounts.models import Membership, Organisation, Role
from actions import occasions
from actions.choices import choices, rules_of
from actions.models import Action, Deadline, Leadership, Reminder, Update
from actions.occasions import Rules
from actions.quarters import Quarter
from actions.recurrence import SHORTEST
from actions.timescales import Repeat

# An organisation, an action, the day that counts, and how it repeats: None of a quarter without an update.
Asking = tuple[int, int, date, str | None]


def organisations_with_news(*, on: date, had_theirs: Collection[tuple[int, str]] = ()) -> set[int]:
    """The keys of the organisations in which an occasion has come that nobody was told of.

    had_theirs: the organisations and addresses that get nothing more today, whatever comes.
    """
    told = newest_told()
    leads, contacts, newest = addresses_of_leads(), addresses_of_contacts(), Newest(on)
    found: set[int] = set()
    for organisation, action, due_on, repeat in everything_that_asks(on=on):
        if organisation in found:
            continue
        reached = leads.get(action, [""])
        asked = [address for address in reached if address] + (contacts[organisation] if "" in reached else [])
        days = [(address, newest.of(organisation, due_on, repeat, address)) for address in asked]
        days += [(address, newest.escalation(organisation, due_on, repeat)) for address in contacts[organisation]]
        if any(
            day and told.get((action, due_on, address), date.min) < day and (organisation, address) not in had_theirs
            for address, day in days
        ):
            found.add(organisation)
    return found


def newest_told() -> dict[tuple[int, date, str], date]:
    """Of each action, day that counts and address, the day of the newest occasion that is on record."""
    asked = Reminder.objects.counting().filter(action__in=Action.objects.open())
    rows = asked.order_by().values_list("action", "due_on", "address").annotate(newest=Max("day"))
    return {(action, due_on, address): newest for action, due_on, address, newest in rows}


def everything_that_asks(*, on: date) -> Iterator[Asking]:
    unmet = Deadline.objects.unmet().filter(
        due_on__lte=on + timedelta(days=occasions.FURTHEST), action__in=Action.objects.open()
    )
    yield from unmet.order_by().values_list("action__plan__organisation", "action", "due_on", "action__repeat")
    for organisation, action in without_update(Quarter.of(on)):
        yield organisation, action, Quarter.of(on).ends_on, None


class Newest:
    """The day of the newest occasion that has come: of the many deadlines with one day it is worked out once."""

    def __init__(self, on: date) -> None:
        self.on, self.chosen = on, choices()
        self.rules = {organisation.pk: rules_of(organisation) for organisation in Organisation.objects.order_by()}

    def of(self, organisation: int, due_on: date, repeat: str | None, address: str) -> date | None:
        return newest_of_rules(self.on, due_on, repeat, self.chosen.rules_for(address, self.rules[organisation]))

    def escalation(self, organisation: int, due_on: date, repeat: str | None) -> date | None:
        return newest_escalation(self.on, due_on, repeat, self.rules[organisation])


@lru_cache(maxsize=10_000)
def newest_of_rules(on: date, due_on: date, repeat: str | None, rules: Rules) -> date | None:
    if repeat is None:
        come = occasions.of_quarter(due_on, until=on)
    else:
        come = occasions.of_deadline(due_on, until=on, apart=apart_of(repeat), rules=rules)
    return come[-1].day if come else None


@lru_cache(maxsize=10_000)
def newest_escalation(on: date, due_on: date, repeat: str | None, rules: Rules) -> date | None:
    if repeat is None:
        return None
    come = occasions.of_escalation(due_on, until=on, apart=apart_of(repeat), rules=rules)
    return come[-1].day if come else None


def apart_of(repeat: str) -> int | None:
    return SHORTEST[Repeat(repeat)] if repeat else None


def without_update(quarter: Quarter) -> list[tuple[int, int]]:
    updated = Update.objects.standing().filter(made_on__range=(quarter.starts_on, quarter.ends_on))
    silent = Action.objects.open().filter(ongoing=True, plan__starts_on__lte=quarter.ends_on)
    keys = silent.exclude(pk__in=updated.order_by().values("action"))
    return list(keys.order_by().values_list("plan__organisation", "pk"))


def addresses_of_leads() -> dict[int, list[str]]:
    """Of each action, the addresses of its accountable leads: '' for one who cannot be reached."""
    found: dict[int, list[str]] = defaultdict(list)
    accountable = Leadership.objects.filter(kind=Leadership.Kind.ACCOUNTABLE, action__in=Action.objects.open())
    for action, address in accountable.order_by().values_list("action", "lead__address"):
        found[action].append(address.lower())
    return found


def addresses_of_contacts() -> dict[int, list[str]]:
    """Of each organisation, the addresses of those who stand in: EDI leads, and admins where it has none."""
    by_role: dict[str, dict[int, list[str]]] = {Role.EDI_LEAD: defaultdict(list), Role.ADMIN: defaultdict(list)}
    members = Membership.objects.filter(role__in=by_role, user__is_active=True).order_by()
    for role, organisation, address in members.values_list("role", "organisation", "user__email"):
        by_role[role][organisation].append(address)
    return defaultdict(list, by_role[Role.ADMIN] | by_role[Role.EDI_LEAD])
