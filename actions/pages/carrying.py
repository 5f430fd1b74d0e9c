"""The actions of a plan that may go on in the next one, and what was chosen for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.access import Access
from actions.models import Action, Plan
from actions.pages.plan_table import Row, row_of
from actions.statuses import Status
from indicators.models import Indicator

AT_ONCE = 50  # actions; what is left can be carried forward next


@dataclass(frozen=True)
class NextPlan:
    """The plan in which actions go on; `plan` is None where it is still to be made."""

    year: int
    plan: Plan | None
    indicators: Mapping[int, Indicator]


@dataclass(frozen=True)
class Choice:
    """One action, with what was chosen for it."""

    row: Row
    chosen: str

    @property
    def name(self) -> str:
        return f"choice-{self.row.action.pk}"


@dataclass(frozen=True)
class Choices:
    """The open actions, and those that have ended; `has_more` where some are left for the next time."""

    open: list[Choice]
    ended: list[Choice]
    has_more: bool

    @property
    def of_all(self) -> list[Choice]:
        return [*self.open, *self.ended]


def next_plan(plan: Plan) -> NextPlan:
    """The plan of the year after, or of the next year that has one."""
    later = Plan.objects.filter(organisation=plan.organisation_id, standard=plan.standard_id, year__gt=plan.year)
    found = later.order_by("year").first()
    year = found.year if found else plan.year + 1
    indicators = Indicator.objects.filter(standard=plan.standard_id).valid_in(year).order_by("number")
    return NextPlan(year, found, {indicator.number: indicator for indicator in indicators})


def choices(plan: Plan, access: Access, asked: Mapping[str, str], *, on: date) -> Choices:
    """Those that do not go on yet. An open one is carried forward unless something else is chosen."""
    waiting = Action.objects.of(access.organisation).filter(plan=plan, carried_to=None).with_parts()
    ended = waiting.filter(status__in=Status.ended())
    still_open, of_ended = (
        [row_of(each, access, on=on) for each in rows[: AT_ONCE + 1]] for rows in (waiting.open(), ended)
    )
    return Choices(
        open=[chosen_for(row, asked, "carry") for row in still_open[:AT_ONCE]],
        ended=[chosen_for(row, asked, "leave") for row in of_ended[:AT_ONCE]],
        has_more=max(len(still_open), len(of_ended)) > AT_ONCE,
    )


def chosen_for(row: Row, asked: Mapping[str, str], default: str) -> Choice:
    name = f"choice-{row.action.pk}"
    # Where something was chosen for others, an action that is not named is left as it is.
    return Choice(row, asked.get(name, "leave" if any(key.startswith("choice-") for key in asked) else default))
