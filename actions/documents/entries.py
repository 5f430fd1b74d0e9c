"""Takes the timescales and the leads in a cell apart: by blank lines, and by what makes sense as one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from actions.documents.beside import Entry
from actions.documents.grids import Cell, Line
from actions.timescales import read

FAR = 100_000.0  # a row further down, whatever its height
MOST_JOINED = 4  # lines of one timescale: 'February', '2022 and', 'ongoing'
ANY_START = date(2020, 4, 1)  # the plan's start decides no question of what is one timescale
# What shows that a line goes on in the next, or begins in the one before.
OPEN_END = re.compile(r"(?:[-\u2013,&/:+(]|\b(?:and|of|for|with|from|the|by|to|including|plus))\s*$", re.IGNORECASE)
OPEN_START = re.compile(r"\s*(?:[a-z(&/+,)]|and\b|with\b)")


@dataclass(frozen=True)
class Placed:
    """A line and how far down it stands; `apart`: nothing stands right above it."""

    line: Line
    at: float
    apart: bool


def offsets(lines: Sequence[Line]) -> list[float]:
    """How far down each line begins."""
    heights = [0.0]
    for line in lines:
        heights.append(heights[-1] + line.height)
    return heights[:-1]


def timescale_entries(cells: Sequence[Cell], wanted: int) -> list[Entry]:
    """The timescales of some cells beside `wanted` actions.

    Lines that say more together are one ('January', '2022'); where each line can be one by itself and there are as
    many as actions, they are.
    """
    runs = list(_runs(cells))
    apart = [[[placed] for placed in run] for run in runs]
    joined = [_joined(run) for run in runs]
    if sum(map(len, apart)) == wanted and _doubtful(apart) <= _doubtful(joined):
        joined = apart
    return [Entry(_text(part), part[0].at, part[0].apart) for run in joined for part in run]


def lead_entries(cells: Sequence[Cell], wanted: int) -> list[Entry]:
    """The leads of some cells beside `wanted` actions: what a blank line parts, or else line by line if that fits."""
    groups = list(_groups(cells))
    lines = [part for group in groups for part in _whole_lines(group)]
    if len(groups) == 1 and len(lines) == wanted > 1:
        return [Entry(_text(part), part[0].at, True, unsure=True) for part in lines]
    return [Entry(_text(group), group[0].at, group[0].apart) for group in groups]


def _text(part: Sequence[Placed]) -> str:
    return "\n".join(placed.line.as_written for placed in part)


def _runs(cells: Sequence[Cell]) -> Iterator[list[Placed]]:
    """The lines that stand right below each other."""
    for cell in cells:
        run: list[Placed] = []
        for line, at in zip(cell.lines, offsets(cell.lines), strict=True):
            if line.text:
                run.append(Placed(line, cell.row * FAR + at, not run))
            elif run:
                yield run
                run = []
        if run:
            yield run


def _joined(run: list[Placed]) -> list[list[Placed]]:
    """The lines of a run put together where that reads best: the fewest doubts, then the fewest parts."""

    @cache
    def best(first: int) -> tuple[int, tuple[int, ...]]:
        if first == len(run):
            return 0, ()
        options = []
        for end in range(first + 1, min(first + MOST_JOINED, len(run)) + 1):
            cost, ends = best(end)
            options.append((cost + 1 + 10 * _is_doubtful(_text(run[first:end])), (end, *ends)))
        return min(options)

    ends = []
    for at in range(len(run), -1, -200):  # from the end, so that a very long cell does not go too deep
        best(max(at, 0))
    ends = best(0)[1]
    return [run[first:end] for first, end in zip((0, *ends), ends, strict=False)]


def _doubtful(runs: list[list[list[Placed]]]) -> int:
    return sum(_is_doubtful(_text(part)) for run in runs for part in run)


@cache
def _is_doubtful(text: str) -> bool:
    return bool(read(text[:300], plan_start=ANY_START).doubts)


def _groups(cells: Sequence[Cell]) -> Iterator[list[Placed]]:
    """What blank lines part, except where a line shows that it goes on below: 'with support from:'."""
    group: list[Placed] = []
    for run in _runs(cells):
        goes_on = group and (OPEN_END.search(group[-1].line.text) or OPEN_START.match(run[0].line.text))
        is_same_cell = group and run[0].at - group[0].at < FAR / 2
        if group and not (goes_on and is_same_cell):
            yield group
            group = []
        group += run
    if group:
        yield group


def _whole_lines(group: list[Placed]) -> list[list[Placed]]:
    """The lines of a group, those that go on in the next together; points after 'from:' belong to it."""
    found: list[list[Placed]] = []
    for placed in group:
        before = found[-1][-1].line if found else None
        is_below = before and (placed.line.level > found[-1][0].line.level or OPEN_END.search(before.text))
        if before and (is_below or (not placed.line.level and OPEN_START.match(placed.line.text))):
            found[-1].append(placed)
        else:
            found.append([placed])
    return found
