"""Which organisations have something new to say, asked each minute over bare keys: most minutes it is none.

An occasion is new where its day has come and no reminder of that deadline to that address is for this day or a later
one: when the newest is put on record, those before it are too. What is found is then looked at whole (see due.py), so
a key too many costs time alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from django.db.models import Max

from accounts.models import Membership, Role
from actions import occasions
from actions.models import Action, Deadline, Leadership, Reminder, Update
from actions.quarters import Quarter
from actions.recurrence import SHORTEST
from actions.timescales import Repeat

# An organisation, an action, the day that counts, the day of its newest occasion, and that of its escalation.
Asking = tuple[int, int, date, date | None, date | None]
Newest = Callable[[date, str], tuple[date | None, date | None]]


def organisations_with_news(*, on: date) -> set[int]:
    """The keys of the organisations in which an occasion has come that nobody was told of."""
    told = {
        (action, due_on, address): day
        for action, due_on, address, day in Reminder.objects.order_by()
        .values_list("action", "due_on", "address")
        .annotate(day=Max("day"))
    }
    leads, contacts = addresses_of_leads(), addresses_of_contacts()
    found: set[int] = set()
    for organisation, action, due_on, newest, escalated in everything_that_asks(on=on):
        if organisation in found:
            continue
        reached = leads.get(action, [""])
        asked = [(address, newest) for address in reached if address]
        if "" in reached:
            asked += [(address, newest) for address in contacts[organisation]]
        asked += [(address, escalated) for address in contacts[organisation]]
        if any(day and told.get((action, due_on, address), date.min) < day for address, day in asked):
            found.add(organisation)
    return found


def everything_that_asks(*, on: date) -> Iterator[Asking]:
    newest = newest_on(on)
    unmet = Deadline.objects.unmet().filter(
        due_on__lte=on + timedelta(days=occasions.FIRST), action__in=Action.objects.open()
    )
    keys = unmet.order_by().values_list("action__plan__organisation", "action", "due_on", "action__repeat")
    for organisation, action, due_on, repeat in keys:
        yield organisation, action, due_on, *newest(due_on, repeat)
    ends_on = Quarter.of(on).ends_on
    if come := occasions.of_quarter(ends_on, until=on):
        for organisation, action in without_update(Quarter.of(on)):
            yield organisation, action, ends_on, come[-1].day, None


def newest_on(on: date) -> Newest:
    """The newest occasion and the escalation of a deadline; many deadlines share their day, so each is asked once."""

    @cache
    def newest(due_on: date, repeat: str) -> tuple[date | None, date | None]:
        apart = SHORTEST[Repeat(repeat)] if repeat else None
        come = occasions.of_deadline(due_on, until=on, apart=apart)
        escalated = occasions.of_escalation(due_on, until=on, apart=apart)
        return come[-1].day if come else None, escalated[-1].day if escalated else None

    return newest


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
