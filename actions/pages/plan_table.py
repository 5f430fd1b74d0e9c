"""The plan as trusts print it: blocks of actions under the indicators that they serve."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accounts.access import Access
from actions import policies
from actions.models import Action, Deadline, Leadership, Plan, Update
from actions.pages.quarterly_updates import QuarterlyUpdate, update_this_quarter
from actions.statuses import Status, rating_words
from indicators.models import Indicator, Score


@dataclass(frozen=True)
class Row:
    """One action with all that the page says of it."""

    action: Action
    accountable: list[Leadership]
    supporting: list[Leadership]
    deadline: Deadline | None
    latest: Update | None
    overdue: bool
    can_update: bool
    quarter: QuarterlyUpdate | None = None  # that of today, of an action that continues
    copy: int = 0  # of an action that stands under several headings of one page: 1 for the first, and so on

    @property
    def rating_words(self) -> str:
        return rating_words(self.action.status, overdue=self.overdue)


@dataclass(frozen=True)
class Block:
    """A run of actions under their indicators, with the score of each as printed, or under a heading.

    `number` is how many actions stand under the heading, on other pages too.
    """

    indicators: list[tuple[Indicator, str]]
    rows: list[Row]
    heading: str = ""
    number: int = 0


def row_of(action: Action, access: Access, *, on: date) -> Row:
    """A row from an action that was fetched `with_parts()`; asks the database for nothing more."""
    return row_for(action, can_update=policies.can_update(access, action), on=on)


def row_for(action: Action, *, can_update: bool, on: date) -> Row:
    """The same where another than a signed-in person reads it."""
    deadline = next(iter(action.open_deadlines), None)  # type: ignore[attr-defined]
    latest = next(iter(action.standing_updates), None)  # type: ignore[attr-defined]
    leaderships = list(action.leaderships.all())
    return Row(
        action=action,
        accountable=[each for each in leaderships if each.kind == Leadership.Kind.ACCOUNTABLE],
        supporting=[each for each in leaderships if each.kind == Leadership.Kind.SUPPORTING],
        deadline=deadline,
        latest=latest,
        overdue=bool(deadline and deadline.due_on < on and action.status not in Status.ended()),
        can_update=can_update,
        quarter=update_this_quarter(action, latest, on=on),
    )


def blocks_of(rows: list[Row], scores: dict[int, str]) -> list[Block]:
    """Rows in printed order, in blocks of one set of indicators; `scores` gives the printed score by indicator."""

    def indicators(row: Row) -> list[int]:
        return [indicator.pk for indicator in row.action.indicators.all()]

    return [
        Block(
            indicators=[(indicator, scores.get(indicator.pk, "")) for indicator in group[0].action.indicators.all()],
            rows=group,
        )
        for group in (list(run) for _, run in groupby(rows, key=indicators))
    ]


def scores_of(plan: Plan) -> dict[int, str]:
    """The score of the plan's year as printed, by indicator."""
    scores = Score.objects.of(plan.organisation).submitted()
    of_year = scores.filter(submission__standard=plan.standard, submission__year=plan.year)
    return {score.indicator_id: str(score) for score in of_year}
