"""Takes the timescales and the leads in a cell apart: by blank lines, and by what makes sense as one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from actions.documents.beside import Entry
from actions.documents.grids import Cell, DocumentError, Line
from actions.timescales import read

MOST_LINES = 200  # of the cells beside some actions: each is weighed against the others
FAR = 100_000.0  # a row further down, whatever its height
MOST_JOINED = 4  # lines of one timescale: 'February', '2022 and', 'ongoing'
DOUBTFUL, IMPOSSIBLE = 1_000, 1_000_000  # beside the cost of one part more, which is 1
ANY_START = date(2020, 4, 1)  # the plan's start decides no question of what is one timescale
# What shows that a line goes on in the next, or begins in the one before.
OPEN_END = re.compile(r"(?:[-\u2013,&/:+(]|\b(?:and|of|for|with|from|the|by|to|including|plus))\s*$", re.IGNORECASE)
GOES_ON = re.compile(r"\s*(?:(?:and|then|to|until)\b|[&/(\u2013-])", re.IGNORECASE)  # of a timescale
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

    Lines that say more together are one ('January', '2022'). Where lines without a blank one between them can as well
    be as many timescales as there are actions, they are.
    """
    runs = list(_runs(cells))
    found = [part for run in runs for part in _parted(run)]
    if len(runs) == 1 and len(found) < wanted <= len(runs[0]):
        as_many = _parted(runs[0], wanted)
        found = as_many if sum(map(_unlikely, as_many)) <= sum(map(_unlikely, found)) else found
    return [Entry(_text(part), part[0].at, part[0].apart) for part in found]


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
    if sum(len(cell.lines) for cell in cells) > MOST_LINES:
        raise DocumentError(f"One cell of the plan has more than {MOST_LINES} lines. Split it into rows first.")
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


def _parted(run: list[Placed], parts: int = 0) -> list[list[Placed]]:
    """The lines of a run as timescales, in this many parts or in as few as read best."""

    @cache
    def best(first: int, left: int) -> tuple[int, tuple[int, ...]]:
        """The cost of the lines from the first one on, and where parts end; `left` parts, or any number for -1."""
        if first == len(run) or left == 0:
            return (0, ()) if first == len(run) and left <= 0 else (IMPOSSIBLE, ())
        options = []
        for end in range(first + 1, min(first + MOST_JOINED, len(run)) + 1):
            cost, ends = best(end, left - 1 if left > 0 else -1)
            options.append((cost + 1 + DOUBTFUL * _unlikely(run[first:end]), (end, *ends)))
        return min(options)

    ends = best(0, parts or -1)[1]
    return [run[first:end] for first, end in zip((0, *ends), ends, strict=False)]


def _unlikely(part: Sequence[Placed]) -> bool:
    """Whether some lines are hardly a timescale by themselves."""
    text = _text(part)
    return _is_doubtful(text) or (not part[0].apart and GOES_ON.match(text) is not None)


@lru_cache(4096)
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
