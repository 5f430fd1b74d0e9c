"""What is due or overdue, and to whom it is to be said: the ground on which reminders are planned."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch

from accounts.models import Membership, Organisation, Role
from actions import occasions
from actions.choices import Choices, choices, rules_of
from actions.models import Action, ActionQuerySet, Deadline, Leadership, Update
from actions.occasions import Occasion
from actions.quarters import Quarter
from actions.recurrence import SHORTEST
from actions.timescales import Repeat


@dataclass(frozen=True)
class Recipient:
    """Someone to write to: the holder of a post that leads an action, or an EDI lead. One address is one recipient."""

    name: str = field(compare=False)
    address: str


@dataclass(frozen=True, eq=False)
class Due:
    """An action that asks for attention, the day that counts, and each recipient's occasions in order."""

    action: Action
    due_on: date
    for_quarter: bool
    occasions: dict[Recipient, list[Occasion]]


@dataclass(frozen=True)
class Upcoming:
    """One reminder that will go out unless something changes."""

    send_on: date
    recipient: Recipient
    due: Due
    occasion: Occasion


@dataclass(frozen=True)
class Planned:
    """One message that will go out unless something changes, and what it is about."""

    send_on: date
    recipient: Recipient
    dues: list[Due]


Contacts = dict[int, list[Recipient]]


def all_due(*, on: date, until: date, among: ActionQuerySet | None = None) -> list[Due]:
    """What has an occasion by `until`, earliest first, in a number of queries that does not grow.

    among: the actions to look at; all of them unless said.

    Ongoing actions are asked about in the quarters of `on` and `until`, where the quarter has no update.
    """
    open_actions = (Action.objects.all() if among is None else among).open()
    dated = with_deadline(open_actions, until=until)
    quarters = {Quarter.of(on), Quarter.of(until)}
    silent = [pair for quarter in quarters for pair in without_update(open_actions, quarter)]
    contacts, chosen = contacts_of({action.plan.organisation for action, _ in dated + silent}), choices()
    found = [due_by_deadline(action, day, contacts, chosen, until=until) for action, day in dated]
    found += [due_in_quarter(action, day, contacts, until=until) for action, day in silent]
    return sorted(
        (due for due in found if any(due.occasions.values())),
        key=lambda due: (due.due_on, due.action.place, due.action.pk),
    )


def with_deadline(actions: ActionQuerySet, *, until: date) -> list[tuple[Action, date]]:
    last = until + timedelta(days=occasions.FURTHEST)
    deadlines = Deadline.objects.unmet().filter(due_on__lte=last)
    rows = with_recipients(actions.filter(Exists(deadlines.filter(action=OuterRef("pk")))))
    rows = rows.prefetch_related(Prefetch("deadlines", deadlines, to_attr="asking"))
    return [(action, deadline.due_on) for action in rows for deadline in action.asking]  # type: ignore[attr-defined]


def without_update(actions: ActionQuerySet, quarter: Quarter) -> list[tuple[Action, date]]:
    updates = Update.objects.standing().filter(
        action=OuterRef("pk"), made_on__range=(quarter.starts_on, quarter.ends_on)
    )
    silent = actions.filter(~Exists(updates), ongoing=True, plan__starts_on__lte=quarter.ends_on)
    return [(action, quarter.ends_on) for action in with_recipients(silent)]


def with_recipients(actions: ActionQuerySet) -> ActionQuerySet:
    accountable = Leadership.objects.filter(kind=Leadership.Kind.ACCOUNTABLE).select_related("lead")
    return actions.select_related("plan__organisation").prefetch_related(
        Prefetch("leaderships", accountable, to_attr="accountable")
    )


def due_by_deadline(action: Action, due_on: date, contacts: Contacts, chosen: Choices, *, until: date) -> Due:
    apart = SHORTEST[Repeat(action.repeat)] if action.repeat else None
    rules = rules_of(action.plan.organisation)
    asked = {
        recipient: occasions.of_deadline(
            due_on, until=until, apart=apart, rules=chosen.rules_for(recipient.address, rules)
        )
        for recipient in recipients_of(action, contacts)
    }
    for occasion in occasions.of_escalation(due_on, until=until, apart=apart, rules=rules):
        for contact in contacts[action.plan.organisation_id]:
            asked.setdefault(contact, [occasion])
    return Due(action, due_on, False, asked)


def due_in_quarter(action: Action, due_on: date, contacts: Contacts, *, until: date) -> Due:
    come = occasions.of_quarter(due_on, until=until)
    return Due(action, due_on, True, dict.fromkeys(recipients_of(action, contacts), come))


def recipients_of(action: Action, contacts: Contacts) -> list[Recipient]:
    """The accountable leads; for one without an address, or an action without a lead, the EDI leads: never nobody."""
    leads = [leadership.lead for leadership in action.accountable]  # type: ignore[attr-defined]
    reached = [Recipient(lead.holder or lead.name, lead.address.lower()) for lead in leads if lead.address]
    if leads and len(reached) == len(leads):
        return list(dict.fromkeys(reached))
    return list(dict.fromkeys(reached + contacts[action.plan.organisation_id]))


def contacts_of(organisations: Iterable[Organisation]) -> Contacts:
    """The EDI leads of each organisation, by name; its admins where it has none."""
    by_role: dict[str, Contacts] = {role: defaultdict(list) for role in (Role.EDI_LEAD, Role.ADMIN)}
    memberships = Membership.objects.filter(
        organisation__in=organisations, role__in=by_role, user__is_active=True
    ).select_related("user")
    for membership in memberships.order_by("user__name", "pk"):
        recipient = Recipient(membership.user.name, membership.user.email)
        by_role[membership.role][membership.organisation_id].append(recipient)
    return defaultdict(list, by_role[Role.ADMIN] | by_role[Role.EDI_LEAD])
