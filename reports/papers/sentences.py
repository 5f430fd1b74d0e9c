"""The summary of a paper in three sentences; every number in it is that of a table below it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from indicators.changes import Change as Move
from indicators.positions.saying import Direction
from indicators.tables import Row, ScoreTable
from reports.papers.changes import Change, Kind
from reports.papers.content import Counted
from reports.summary import actions, listed

CHANGED = {
    Kind.COMPLETED: ("was completed", "were completed"),
    Kind.STARTED: ("was started", "were started"),
    Kind.WORSE: ("came to be at risk or off track", "came to be at risk or off track"),
    Kind.BETTER: ("is back on track", "are back on track"),
    Kind.CLOSED: ("was closed", "were closed"),
    Kind.OVERDUE: ("became overdue", "became overdue"),
}
# What more than chance shows, then what a number alone shows.
TESTED = {
    Move.IMPROVED: "improved",
    Move.WORSENED: "worsened",
    Move.WIDER_GAP: "got better with a wider gap",
    Move.NO_CLEAR_CHANGE: "showed no clear change",
}
RIGHT, WRONG = "moved the right way, which may be chance", "moved the wrong way, which may be chance"
SAME, UNKNOWN = "stayed the same", "cannot be compared"
MOVED = (*TESTED.values(), RIGHT, WRONG, SAME, UNKNOWN)

# Which way a number went, by what is better for the indicator.
WAYS = {
    ("parity", Direction.CLOSER): RIGHT,
    ("parity", Direction.FURTHER): WRONG,
    ("higher", Direction.UP): RIGHT,
    ("higher", Direction.DOWN): WRONG,
    ("lower", Direction.DOWN): RIGHT,
    ("lower", Direction.UP): WRONG,
}


def in_three(counted: Sequence[Counted], changes: Sequence[Change], table: ScoreTable, *, since: str) -> list[str]:
    """How the actions stand, what changed, and what the scores say."""
    return [delivery(counted), changed(changes, since=since), scores(table)]


def delivery(counted: Sequence[Counted]) -> str:
    total = sum(each.number for each in counted)
    told = [f"{each.number:,} {each.words.lower()}" for each in counted if each.number]
    return f"The plan has {actions(total)}: {listed(told)}." if told else "The plan has no actions."


def changed(changes: Sequence[Change], *, since: str) -> str:
    numbers: Mapping[Kind, int] = Counter(change.kind for change in changes)
    counted = [(numbers[kind], words) for kind, words in CHANGED.items() if numbers[kind]]
    told = [f"{number} {one if number == 1 else more}" for number, (one, more) in counted]
    return f"Since {since}, {listed(told) or 'no action changed its status or became overdue'}."


def scores(table: ScoreTable) -> str:
    """Only what is more than chance is called better or worse."""
    if not table.rows:
        return "No scores are recorded."
    numbers = Counter(move_of(row) for row in table.rows)
    told = [f"{numbers[words]} {words}" for words in MOVED if numbers[words]]
    return f"Of the {len(table.rows)} indicators, in {table.years[-1]}, {listed(told)}."


def move_of(row: Row) -> str:
    position = row.position
    if position.change in TESTED:
        return TESTED[position.change]
    if position.direction is Direction.SAME:
        return SAME
    return WAYS.get((row.indicator.better, position.direction), UNKNOWN)
