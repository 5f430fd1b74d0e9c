"""Hides small counts of a public table, and enough others that its totals do not give them back.

What is kept: no hidden number can be worked out from those published, even knowing that people are counted in whole
numbers from 0 up; and no total gives back a group of hidden cells that together is under the threshold.
What is not: a reader may still find bounds ('at most 14'), as with every suppression, and one who replays this method
may narrow them. So nothing computed from a hidden number (a share, a ratio, a chart) may be published beside it.

A table with its totals is a graph: its rows and columns are points, and each number joins its row to its column. The
hidden ones can take other values exactly where they lie on a ring, along which 1 is added and taken away in turn,
and nothing is taken from a 0 (Gusfield 1988, 'A graph theoretic approach to statistical data security').
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

Place = tuple[int, int]  # row and column; the last row and the last column hold the totals
Point = tuple[str, int]  # 'row' or 'column', and which


@dataclass(frozen=True, slots=True)
class Published:
    """A table of counts as it may be published; None is a hidden number."""

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def suppress(rows: Sequence[Sequence[int]], *, threshold: int = 11) -> Published:
    """The table and its totals without what would tell of fewer people than the threshold.

    Every number under the threshold is hidden, a total too, and a 0: that nobody of a group is here tells of persons.
    A row or column that is 0 all over stays. Then others are hidden, cells rather than totals and small ones rather
    than large, until nothing is given back. The same table always gives the same answer. ValueError for a negative
    count or threshold, and for rows of different lengths.
    """
    _refuse_impossible(rows, threshold)
    table = _Table(rows)
    hidden = {place for place, count in table.counts.items() if count < threshold}
    found = -1
    while len(hidden) > found:
        found = len(hidden)
        _widen(table, hidden, threshold)
        for place in sorted(hidden):
            hidden |= _ring(table, hidden, place)
    return _published(rows, hidden)


def _refuse_impossible(rows: Sequence[Sequence[int]], threshold: int) -> None:
    if threshold < 0:
        raise ValueError(f"A threshold of {threshold} hides nothing: give 0 or more.")
    if len({len(row) for row in rows}) > 1:
        raise ValueError("The rows of a table have the same number of cells.")
    if any(count < 0 for row in rows for count in row):
        raise ValueError("A count of people cannot be negative.")


class _Table:
    """The numbers of a table with its totals, but for the rows and columns that are 0 all over."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        whole = _with_totals(rows)
        self.rows = [i for i, row in enumerate(whole) if any(row)]
        self.columns = [j for j, column in enumerate(zip(*whole, strict=True)) if any(column)]
        self.counts: dict[Place, int] = {(i, j): whole[i][j] for i in self.rows for j in self.columns}
        self.total_places = {place for place in self.counts if place[0] == len(rows) or place[1] == len(whole[0]) - 1}
        # One total costs more than any cells together.
        self.cost_of_total = 1 + whole[-1][-1]

    def lines(self) -> Iterator[list[Place]]:
        """Each row, then each column, with its total last."""
        yield from ([(i, j) for j in self.columns] for i in self.rows)
        yield from ([(i, j) for i in self.rows] for j in self.columns)

    def cost(self, place: Place) -> int:
        return self.counts[place] + (self.cost_of_total if place in self.total_places else 0)

    def steps(self, point: Point) -> Iterator[tuple[Point, Place]]:
        """Where a ring may go on from a point: from a column to a row it takes 1 away, or adds 1 to a total."""
        kind, number = point
        if kind == "row":
            yield from ((("column", j), (number, j)) for j in self.columns)
        else:
            yield from ((("row", i), (i, number)) for i in self.rows if self.counts[i, number])


def _with_totals(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    wide = [[*row, sum(row)] for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)] or [0]]


def _widen(table: _Table, hidden: set[Place], threshold: int) -> None:
    """Hides the smallest left of each line whose hidden cells are a group that its total would give back."""
    for *cells, total in table.lines():
        shown = sorted((place for place in cells if place not in hidden), key=lambda place: table.counts[place])
        group = [table.counts[place] for place in cells if place in hidden]
        while group and total not in hidden and sum(group) < threshold:
            place = shown.pop(0)
            group.append(table.counts[place])
            hidden.add(place)


def _ring(table: _Table, hidden: set[Place], place: Place) -> set[Place]:
    """The places of the ring through a hidden place that hides least more, by adding 1 to it or taking 1 away."""
    row, column = ("row", place[0]), ("column", place[1])
    ways = [_cheapest_way(table, hidden, column, row, place)]
    if table.counts[place]:
        ways.append(_cheapest_way(table, hidden, row, column, place))
    return set(min(ways)[1])


def _cheapest_way(
    table: _Table, hidden: set[Place], start: Point, end: Point, avoided: Place
) -> tuple[int, tuple[Place, ...]]:
    """What it costs to hide a way from point to point, and its places; one way, through the totals, is always there."""
    reached: set[Point] = set()
    waiting: list[tuple[int, tuple[Place, ...], Point]] = [(0, (), start)]
    while waiting[0][2] != end:
        cost, way, point = heappop(waiting)
        if point in reached:
            continue
        reached.add(point)
        for onwards, place in table.steps(point):
            if place != avoided and onwards not in reached:
                dearer = cost + (0 if place in hidden else table.cost(place))
                heappush(waiting, (dearer, (*way, place), onwards))
    return waiting[0][0], waiting[0][1]


def _published(rows: Sequence[Sequence[int]], hidden: set[Place]) -> Published:
    whole = [
        tuple(None if (i, j) in hidden else count for j, count in enumerate(row))
        for i, row in enumerate(_with_totals(rows))
    ]
    *body, foot = whole
    return Published(tuple(row[:-1] for row in body), tuple(row[-1] for row in body), foot[:-1], foot[-1])
