"""What needs attention in an organisation, for the overview: the most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from accounts.access import Access
from accounts.models import Organisation
from actions import policies
from actions.models import Action, ActionQuerySet, Plan
from actions.models.plans import current_of
from actions.quarters import Quarter
from actions.statuses import TO_BE_CONFIRMED

DUE_WITHIN = timedelta(days=30)
SHOWN = 25


@dataclass(frozen=True)
class Matter:
    """One kind of thing to see to: how many actions, the first few, what to do, and the filters that show them all."""

    title: str
    advice: str
    count: int
    first: list[Action]
    query: str


def matters(access: Access, *, on: date) -> list[Matter]:
    """Five kinds, those without an action too: that nothing is overdue is news. And what waits for this person."""
    organisation = access.organisation
    plan = current_of(Plan.objects.of(organisation).select_related("standard"), on=on)
    actions = Action.objects.of(organisation).filter(plan=plan)
    of_plan = {"year": str(plan.year), "standard": plan.standard.code.lower()} if plan else {}
    found = [matter(title, advice, rows, of_plan | query) for title, advice, rows, query in kinds(actions, on=on)]
    return to_confirm(access, actions, of_plan) + found + overdue_ahead(organisation, plan, on=on)


def kinds(actions: ActionQuerySet, *, on: date) -> list[tuple[str, str, ActionQuerySet, dict[str, str]]]:
    """Each with its title, what to do, its actions and the filters that show them."""
    quarter, soon = Quarter.of(on), on + DUE_WITHIN
    within = {"due_from": on.isoformat(), "due_to": soon.isoformat()}
    due, ends = actions.due_between(on, soon).by_urgency(), f"{quarter.ends_on:%-d %B %Y}"
    until_then = "Reminders go to the EDI leads until there is one."
    return [
        ("Overdue", "Ask the lead for an update.", actions.overdue(on=on).by_urgency(), {"only": "overdue"}),
        ("Due in the next 30 days", "Ask the lead how it is going.", due, within),
        ("No update this quarter", f"The quarter ends on {ends}.", actions.silent(quarter), {"only": "no_update"}),
        ("No lead with an email address", until_then, actions.unreached(), {"only": "no_lead"}),
        ("Timescale not clear", "Without a date nobody is reminded of these.", actions.doubtful(), {"only": "unclear"}),
    ]


def overdue_ahead(organisation: Organisation, plan: Plan | None, *, on: date) -> list[Matter]:
    """What is overdue and was carried forward into a plan that has not started: in the plan in force it is closed."""
    plans = Plan.objects.of(organisation).filter(starts_on__gt=on, actions__carried_from__origin__plan=plan)
    ahead = plans.select_related("standard").first() if plan else None
    if ahead is None:
        return []
    overdue = Action.objects.of(organisation).filter(plan=ahead).overdue(on=on).by_urgency()
    advice = f"These were carried forward into the {ahead.year} plan, which starts on {ahead.starts_on:%-d %B %Y}."
    query = {"year": str(ahead.year), "standard": ahead.standard.code.lower(), "only": "overdue"}
    found = matter(f"Overdue in the {ahead.year} plan", advice, overdue, query)
    return [found] if found.count else []


def to_confirm(access: Access, actions: ActionQuerySet, of_plan: dict[str, str]) -> list[Matter]:
    """What waits for a second person, for those who can be that person, where there is any."""
    if not policies.can_confirm_others(access):
        return []
    advice = "Somebody reported these complete, and a second person has to confirm it."
    found = matter(TO_BE_CONFIRMED, advice, actions.waiting_for(access.user), of_plan | {"only": "to_confirm"})
    return [found] if found.count else []


def matter(title: str, advice: str, found: ActionQuerySet, query: dict[str, str]) -> Matter:
    return Matter(title, advice, found.count(), list(found.with_parts()[:SHOWN]), urlencode(query))
