"""The plan as a spreadsheet: a row for each action, once, and a note of what was filtered by."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from accounts.access import Access
from actions.models import ActionQuerySet, Evidence, Leadership, Plan
from actions.pages.plan_table import Row, row_of
from indicators.spreadsheets.workbook import Column, Value, WrittenSheet, cut, write_csv, write_workbook

COLUMNS = (
    Column("Place", 7),
    Column("Indicators", 11),
    Column("Action", 60),
    Column("Timescale as printed", 22),
    Column("Due", 18),
    Column("Repeats", 12),
    Column("Lead", 32),
    Column("Support", 32),
    Column("Status", 14),
    Column("Delivery rating", 20),
    Column("Overdue", 9),
    Column("Last update on", 18),
    Column("Last update by", 24),
    Column("Last update", 60),
    Column("Pieces of evidence", 11),
)


def as_workbook(plan: Plan, lines: list[list[Value]], notes: Iterable[str]) -> bytes:
    """The list on one sheet, and what it is on another, so that the list begins with its header."""
    about = WrittenSheet("About this list", [Column(f"{plan}", 80)], [[note] for note in notes])
    return write_workbook([WrittenSheet("Actions", COLUMNS, lines), about])


def as_csv(lines: list[list[Value]]) -> bytes:
    return write_csv([column.title for column in COLUMNS], lines)


def notes_of(plan: Plan, filters: Iterable[str], number: int, total: int, *, on: date) -> list[str]:
    """What a list holds, for somebody who gets it from somebody else."""
    found = [f"{plan.organisation.name}", f"{number:,} of {total:,} actions, as on {on:%-d %B %Y}."]
    by = "; ".join(filters)
    return [*found, f"Filtered by: {by}." if by else "The whole plan."]


def lines_of(actions: ActionQuerySet, access: Access, *, on: date) -> list[list[Value]]:
    """The values of each action in the order of COLUMNS, in a number of queries that does not grow."""
    evidence = pieces_of_evidence(actions, access)
    rows = [row_of(action, access, on=on) for action in actions.with_latest()]
    lines = (line_of(row, evidence.get(row.action.pk, 0)) for row in rows)
    return [[cut(value) if isinstance(value, str) else value for value in line] for line in lines]


def pieces_of_evidence(actions: ActionQuerySet, access: Access) -> dict[int, int]:
    kept = Evidence.objects.of(access.organisation).kept().filter(action__in=actions.order_by())
    return dict(kept.order_by().values_list("action").annotate(Count("pk")))


def line_of(row: Row, evidence: int) -> list[Value]:
    action, latest = row.action, row.latest
    return [
        action.place,
        ", ".join(str(indicator.number) for indicator in action.indicators.all()),
        action.wording,
        action.timescale,
        row.deadline.due_on if row.deadline else None,
        action.repeat or ("ongoing" if action.ongoing else ""),
        names(row.accountable),
        names(row.supporting),
        action.status_words,
        row.rating_words,
        "Yes" if row.overdue else "No",
        latest.made_on if latest else None,
        latest.author if latest else "",
        latest.words if latest else "",
        evidence,
    ]


def names(leaderships: Iterable[Leadership]) -> str:
    return "; ".join(each.lead.name for each in leaderships)
