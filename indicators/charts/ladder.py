"""The geometry of one pay band's ladder: staff in post beside the straight line to its target.

templates/indicators/ladder_chart.svg draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indicators.charts.drawing import (
    AIM,
    INSET,
    LEFT,
    PLOT,
    RIGHT,
    ROW,
    SERIES,
    WIDTH,
    Days,
    Label,
    Style,
    Wanted,
    Words,
    beside,
    joined,
    needed,
    round_heights,
    rows_of,
    said,
)


@dataclass(frozen=True)
class LadderChart:
    """All that the drawing needs, in px. `line` and `trajectory` are points of polylines, `marks` centres."""

    key: str
    title: str
    description: str
    bottom: int
    heights: tuple[Words, ...]
    days: tuple[Words, ...]
    line: str
    marks: tuple[Words, ...]
    trajectory: str
    goal: Words
    labels: tuple[Label, ...]
    height: int
    actual: Style = SERIES[0]
    planned: Style = AIM
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    top: int = INSET


def ladder_chart(
    *, key: str, title: str, start: tuple[date, int], target: tuple[date, int], readings: Sequence[tuple[date, int]]
) -> LadderChart | None:
    """Staff in post of one band (a count on a day) against its target, or None where the target's day is not later."""
    if target[0] <= start[0]:
        return None
    actual = sorted({start[0]: start[1], **dict(readings)}.items())
    first, last = actual[0][0], max(actual[-1][0], target[0])
    rows = _rows(actual[-1], target)
    bottom = INSET + max(PLOT, needed(rows))
    most = max(count for _, count in (*actual, target))
    scale, heights = round_heights(0, most, INSET * 2, bottom, (0, float("inf")), 1, "{:.0f}")
    days = Days(first, last, INSET)
    places, (begin, goal) = (
        [Words(days.x(day), scale.y(count), f"{count} on {said(day)}") for day, count in there]
        for there in (actual, (start, target))
    )
    wanted = [Wanted(places[-1].y, rows[0], SERIES[0]), Wanted(goal.y, rows[1], AIM)]
    words, months, labels = _describe(actual, start, target), _months(days, bottom), beside(wanted, INSET, bottom)
    line, plan, marks, height = joined(places), joined((begin, goal)), tuple(places), bottom + ROW + INSET
    return LadderChart(key, title, words, bottom, heights, months, line, marks, plan, goal, labels, height)


def _rows(reading: tuple[date, int], target: tuple[date, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (day, count), (goal_on, goal) = reading, target
    return rows_of("In post", f"{count} in {day:%b %Y}"), rows_of("Target", f"{goal} by {goal_on:%b %Y}")


def _months(days: Days, bottom: int) -> tuple[Words, ...]:
    """At most three first days of months; a time within one month has its first day alone."""
    first, last = days.first, days.last
    months = range(first.year * 12 + first.month - (first.day == 1), last.year * 12 + last.month)
    for step in (1, 3, 6, 12, 24, 60, 120, 600, 12000):
        shown = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
        if len(shown) <= 3:
            break
    return tuple(Words(days.x(day), bottom + ROW + 2, f"{day:%b %Y}") for day in shown or [first])


def _describe(actual: Sequence[tuple[date, int]], start: tuple[date, int], target: tuple[date, int]) -> str:
    (begin, low), (goal, high), (newest, count) = start, target, actual[-1]
    told = ", ".join(f"{there} on {said(day)}" for day, there in actual)
    sentences = [f"Staff in post: {told}.", f"Target: {high} by {said(goal)}, from {low} on {said(begin)}."]
    if begin < newest <= goal:
        due = low + (high - low) * (newest - begin).days / (goal - begin).days
        sentences.append(f"On {said(newest)} a straight line to the target would be at {due:.0f}; {count} are in post.")
    return " ".join(sentences)
