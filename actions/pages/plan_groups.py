"""The plan in other groups than it was printed in: by indicator, status, lead or month due."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.core.paginator import Page
from django.db.models import FilteredRelation, Q

from accounts.access import Access
from actions.models import Action, ActionQuerySet, Leadership, Plan
from actions.pages.plan_table import Block, Row, blocks_of, row_of, scores_of
from actions.statuses import Status


@dataclass(frozen=True, order=True)
class Heading:
    """What actions stand under: its turn among the others, and its words; of an indicator also its number."""

    turn: tuple[int, str]
    words: str
    indicator: int = 0


@dataclass(frozen=True)
class Entry:
    """One action under one heading; none where the plan stands as printed."""

    heading: Heading | None
    action: int


LAST = (1, "")


def entries_of(actions: ActionQuerySet, group: str) -> list[Entry]:
    """Every row of the list, in order: an action has one under each heading that it belongs to. One query."""
    found = READ[group](actions.order_by("plan", "place", "pk"))
    return sorted(found, key=lambda entry: entry.heading.turn) if group else found  # type: ignore[union-attr]


def number_of_actions(entries: list[Entry]) -> int:
    """An action that stands under several headings counts once."""
    return len({entry.action for entry in entries})


def as_printed(actions: ActionQuerySet) -> list[Entry]:
    return [Entry(None, pk) for pk in actions.values_list("pk", flat=True)]


def by_indicator(actions: ActionQuerySet) -> list[Entry]:
    pairs = actions.values_list("indicators__number", "pk")
    return [Entry(of_indicator(number), pk) for number, pk in pairs]


def of_indicator(number: int | None) -> Heading:
    return Heading(LAST, "No indicator") if number is None else Heading((0, f"{number:03}"), "", number)


def by_status(actions: ActionQuerySet) -> list[Entry]:
    turns = {status.value: Heading((0, f"{turn:02}"), status.label) for turn, status in enumerate(Status)}
    return [Entry(turns[status], pk) for status, pk in actions.values_list("status", "pk")]


def by_lead(actions: ActionQuerySet) -> list[Entry]:
    """Under each lead that is accountable; who supports stands in the row."""
    accountable = FilteredRelation("leaderships", condition=Q(leaderships__kind=Leadership.Kind.ACCOUNTABLE))
    pairs = actions.annotate(accountable=accountable).values_list("accountable__lead__name", "pk")
    return [
        Entry(Heading((0, name.casefold()), name) if name else Heading(LAST, "No lead yet"), pk) for name, pk in pairs
    ]


def by_month(actions: ActionQuerySet) -> list[Entry]:
    found = actions.by_urgency().values_list("due_next", "status", "pk")  # type: ignore[misc]  # by_urgency adds it
    return [Entry(of_month(due_on, status), pk) for due_on, status, pk in found]


def of_month(due_on: date | None, status: str) -> Heading:
    if status in Status.ended():
        return Heading((2, ""), "Complete or closed")
    return Heading((0, f"{due_on:%Y-%m}"), f"{due_on:%B %Y}") if due_on else Heading(LAST, "No date")


READ: dict[str, Callable[[ActionQuerySet], list[Entry]]] = {
    "": as_printed,
    "indicator": by_indicator,
    "status": by_status,
    "lead": by_lead,
    "due": by_month,
}


def blocks_on(page: "Page[Entry]", plan: Plan, access: Access, *, on: date) -> list[Block]:
    """The entries of a page as blocks of rows, in a number of queries that does not grow."""
    return blocks_in(list(page), list(page.paginator.object_list), plan, access, on=on)


def blocks_in(entries: list[Entry], of_all: Sequence[Entry], plan: Plan, access: Access, *, on: date) -> list[Block]:
    """Some of the entries of a list as blocks of rows; each heading tells how many it has in the whole list."""
    rows = rows_of(entries, access, on=on)
    scores = scores_of(plan)
    if not entries or entries[0].heading is None:
        return blocks_of(rows, scores)
    of_number = {each.number: [(each, scores.get(each.pk, ""))] for each in plan.indicators}
    numbers = Counter(entry.heading for entry in of_all)
    runs = groupby(zip(entries, rows, strict=True), key=lambda pair: pair[0].heading)
    return [
        Block(of_number.get(heading.indicator, []), [row for _, row in run], heading.words, numbers[heading])
        for heading, run in runs
        if heading
    ]


def rows_of(entries: list[Entry], access: Access, *, on: date) -> list[Row]:
    """A row for each entry; one of an action that stands several times knows which it is."""
    asked = {entry.action for entry in entries}
    actions = Action.objects.of(access.organisation).filter(pk__in=asked).with_latest()
    found = {action.pk: row_of(action, access, on=on) for action in actions}
    times = Counter(entry.action for entry in entries)
    so_far: Counter[int] = Counter()
    rows = []
    for entry in entries:
        so_far[entry.action] += 1
        copy = so_far[entry.action] if times[entry.action] > 1 else 0
        rows.append(replace(found[entry.action], copy=copy))
    return rows
