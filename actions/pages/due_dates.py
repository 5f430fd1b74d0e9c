"""The due dates of actions through time: as rows of the time line, and as a list by month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from actions.models import Deadline
from actions.pages.plan_table import Row
from actions.statuses import Status
from actions.time_line import DueDate, Lane, TimeLine, time_lines


@dataclass(frozen=True)
class Listed:
    """One due date in words. The status of the action is said beside it unless the date itself is dealt with."""

    row: Row
    deadline: Deadline
    kind: str


@dataclass(frozen=True)
class DueDates:
    """What the page of the time line shows."""

    charts: list[TimeLine]
    months: list[tuple[str, list[Listed]]]
    ongoing: list[Row]
    undated: list[Row]
    ended: list[Row]


def due_dates(rows: list[Row], *, on: date) -> DueDates:
    """From rows whose actions were fetched with all their deadlines; asks the database for nothing more."""
    listed = [Listed(row, each, kind_of(row, each, on=on)) for row in rows for each in dated(row)]
    by_month: dict[str, list[Listed]] = defaultdict(list)
    for each in sorted(listed, key=lambda each: (each.deadline.due_on, each.row.action.place)):
        by_month[f"{each.deadline.due_on:%B %Y}"].append(each)
    without = [row for row in rows if not dated(row)]
    lanes = [lane for row in rows if (lane := lane_of(row, listed))]
    return DueDates(
        charts=time_lines(lanes, today=on),
        months=list(by_month.items()),
        ongoing=[row for row in without if goes_on(row)],
        undated=[row for row in without if not goes_on(row) and not has_ended(row)],
        ended=[row for row in without if has_ended(row)],
    )


def dated(row: Row) -> list[Deadline]:
    """All but what is no longer asked for."""
    return [each for each in row.action.deadlines.all() if each.dropped_on is None]


def kind_of(row: Row, deadline: Deadline, *, on: date) -> str:
    """How a due date looks: as itself once it is dealt with or past, and before that as its action stands."""
    if deadline.met_on:
        return "met"
    if deadline.missed_on:
        return "missed"
    if has_ended(row):
        return "closed"
    return "overdue" if deadline.due_on < on else row.action.status


def lane_of(row: Row, listed: list[Listed]) -> Lane | None:
    """The row of the chart; None for an action that has no place in time."""
    dues = tuple(DueDate(each.deadline.due_on, each.kind) for each in listed if each.row is row)
    runs_from = row.action.plan.starts_on if goes_on(row) else None
    if not dues and runs_from is None:
        return None
    return Lane(f"{row.action.place}. {row.action.wording}", dues, runs_from, row.action.status_words.lower())


def goes_on(row: Row) -> bool:
    return row.action.ongoing and not has_ended(row)


def has_ended(row: Row) -> bool:
    return row.action.status in Status.ended()
