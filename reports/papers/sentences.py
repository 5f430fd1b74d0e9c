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
    Kind.REPORTED: ("was reported complete and is to be confirmed", "were reported complete and are to be confirmed"),
    Kind.STARTED: ("was started", "were started"),
    Kind.WORSE: ("got worse and is at risk or off track", "got worse and are at risk or off track"),
    Kind.BETTER: ("is back on track", "are back on track"),
    Kind.REOPENED: ("was reopened", "were reopened"),
    Kind.CLOSED: ("was closed", "were closed"),
    Kind.OVERDUE: ("became overdue", "became overdue"),
    Kind.CAUGHT_UP: ("is no longer overdue", "are no longer overdue"),
    Kind.OTHERWISE: ("changed its status otherwise", "changed their status otherwise"),
    Kind.REWORDED: ("was reworded, or has other leads or dates", "were reworded, or have other leads or dates"),
    Kind.NEW: ("is new in the plan", "are new in the plan"),
    Kind.GONE: ("is no longer in the plan", "are no longer in the plan"),
}
# What more than chance shows, then what a number alone shows.
TESTED = {
    Move.IMPROVED: "improved",
    Move.WORSENED: "worsened",
    Move.WIDER_GAP: "got better with a wider gap",
    Move.NO_CLEAR_CHANGE: "showed no clear change",
}
RIGHT, WRONG = "moved the right way", "moved the wrong way"
MAY_BE_CHANCE = "; those that moved may have moved by chance"
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


def in_three(
    counted: Sequence[Counted], changes: Sequence[Change], table: ScoreTable, *, since: str, waiting: int
) -> list[str]:
    """How the actions stand, what changed, and what the scores say. `waiting` are complete and to be confirmed."""
    return [delivery(counted, waiting), changed(changes, since=since), scores(table)]


def delivery(counted: Sequence[Counted], waiting: int) -> str:
    total = sum(each.number for each in counted)
    told = [f"{each.number:,} {each.words.lower()}{unsure(each, waiting)}" for each in counted if each.number]
    return f"The plan has {actions(total)}: {listed(told)}." if told else "The plan has no actions."


def unsure(counted: Counted, waiting: int) -> str:
    return f" ({waiting} of them to be confirmed)" if waiting and counted.tone == "blue" else ""


def changed(changes: Sequence[Change], *, since: str) -> str:
    numbers: Mapping[Kind, int] = Counter(change.kind for change in changes)
    counted = [(numbers[kind], words) for kind, words in CHANGED.items() if numbers[kind]]
    told = [f"{number} {one if number == 1 else more}" for number, (one, more) in counted]
    return f"Since {since}, {listed(told) or 'no change is recorded'}."


def scores(table: ScoreTable) -> str:
    """Only what is more than chance is called better or worse."""
    if not table.rows:
        return "No scores are recorded."
    numbers = Counter(move_of(row) for row in table.rows)
    told = [f"{numbers[words]} {words}" for words in MOVED if numbers[words]]
    untested = MAY_BE_CHANCE if numbers[RIGHT] or numbers[WRONG] else ""
    return f"Of the {len(table.rows)} indicators, in {table.years[-1]}, {listed(told)}{untested}."


def move_of(row: Row) -> str:
    position = row.position
    if position.change in TESTED:
        return TESTED[position.change]
    if position.direction is Direction.SAME:
        return SAME
    return WAYS.get((row.indicator.better, position.direction), UNKNOWN)
