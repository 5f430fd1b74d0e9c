"""What needs attention in an organisation, for the overview: the most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from accounts.models import Organisation
from actions.models import Action, ActionQuerySet, Leadership, Plan, PlanQuerySet, Update
from actions.quarters import Quarter

DUE_WITHIN = timedelta(days=30)
SHOWN = 25


@dataclass(frozen=True)
class Matter:
    """One kind of thing to see to: how many actions, the first few, and what to do."""

    title: str
    advice: str
    count: int
    first: list[Action]


def matters(organisation: Organisation, *, on: date) -> list[Matter]:
    """All five kinds, those without an action too: that nothing is overdue is news."""
    actions = Action.objects.of(organisation).filter(plan__in=plan_now(organisation, on=on)).open()
    quarter = Quarter.of(on)
    return [
        matter(title, advice, found)
        for title, advice, found in (
            ("Overdue", "Ask the lead for an update.", actions.overdue(on=on).by_urgency()),
            (
                "Due in the next 30 days",
                "Ask the lead how it is going.",
                actions.due_between(on, on + DUE_WITHIN).by_urgency(),
            ),
            (
                "No update this quarter",
                f"The quarter ends on {quarter.ends_on:%-d %B %Y}.",
                silent(actions, quarter),
            ),
            (
                "No lead with an email address",
                "Reminders go to the EDI leads until there is one.",
                unreached(actions),
            ),
            (
                "Timescale not clear",
                "Without a date nobody is reminded of these.",
                actions.exclude(doubts=[]),
            ),
        )
    ]


def matter(title: str, advice: str, found: ActionQuerySet) -> Matter:
    return Matter(title, advice, found.count(), list(found.with_parts()[:SHOWN]))


def plan_now(organisation: Organisation, *, on: date) -> PlanQuerySet:
    """The plan in force, or before the first one starts that one."""
    plans = Plan.objects.of(organisation)
    in_force = plans.in_force(on=on)
    return in_force[:1] if in_force.exists() else plans[:1]


def silent(actions: ActionQuerySet, quarter: Quarter) -> ActionQuerySet:
    made = Update.objects.standing().filter(action=OuterRef("pk"), made_on__range=(quarter.starts_on, quarter.ends_on))
    return actions.filter(~Exists(made))


def unreached(actions: ActionQuerySet) -> ActionQuerySet:
    """No accountable lead, or one that nobody would hear at."""
    accountable = Leadership.objects.filter(action=OuterRef("pk"), kind=Leadership.Kind.ACCOUNTABLE)
    return actions.filter(~Exists(accountable.exclude(lead__address="")))
