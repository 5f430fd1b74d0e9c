"""A table as the page shows it: which cells a row has, and which headers a screen reader says with each."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.documents.blocks import Cell, Column, Table
from reports.documents.grid import Place, grid_of, has_merged_cells
from reports.documents.keeping import stays_whole

STEP = 5  # percent; the style sheet has a class for each step, because the page may hold no style of its own


@dataclass(frozen=True)
class Head:
    """A column: its title, the id that cells name it by, its share of the table in percent, in whole steps."""

    column: Column
    id: str
    share: int


@dataclass(frozen=True)
class ShownCell:
    """A cell where it begins. `headers` are the ids of its headers, where scope alone would not say them.

    `above` is what stands across this row from above, to be said again where rows are cards: not what stands before
    every cell of the row, which is read as the heading of the cards that follow it.
    """

    cell: Cell
    column: Column
    id: str
    headers: str
    above: tuple[Place, ...]


@dataclass(frozen=True)
class ShownTable:
    heads: tuple[Head, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    is_small: bool
    stays_whole: bool


def shown_table(table: Table, key: str) -> ShownTable:
    """`key` begins the ids of headers, which only a table with merged cells needs; it is unique on the page.

    A small table, of a word and a number, fits on a phone as it is. One that stays whole is not torn on paper.
    """
    key = key if has_merged_cells(table) else ""
    shares = shares_of([column.width for column in table.columns])
    heads = tuple(
        Head(column, f"{key}-column-{at}" if key else "", share)
        for at, (column, share) in enumerate(zip(table.columns, shares, strict=True))
    )
    rows = tuple(shown_row(row, number, heads, key) for number, row in enumerate(grid_of(table)))
    is_small = len(heads) == 1 or (len(heads) == 2 and heads[1].column.is_numeric)
    return ShownTable(heads, rows, is_small=is_small, stays_whole=stays_whole(table))


def shares_of(widths: Sequence[int]) -> list[int]:
    """The widths in percent of their sum, in whole steps, each one step or more; what is left goes to the most cut."""
    steps = 100 // STEP
    exact = [width * steps / sum(widths) for width in widths]
    found = [max(int(share), 1) for share in exact]
    most_cut = sorted(range(len(widths)), key=lambda at: found[at] - exact[at])
    for at in most_cut[: max(steps - sum(found), 0)]:
        found[at] += 1
    return [share * STEP for share in found]


def shown_row(row: Sequence[Place], number: int, heads: Sequence[Head], key: str) -> tuple[ShownCell, ...]:
    own = [place for place in row if place.row == number]
    shown = []
    for place in own:
        before = [other for other in row if other.at < place.at and other.cell.is_header]
        names = [heads[place.at].id, *(id_of(other, key) for other in before)] if key else []
        above = tuple(other for other in row if other.row < number and other.at > own[0].at)
        shown.append(
            ShownCell(
                cell=place.cell,
                column=place.column,
                id=id_of(place, key) if key and place.cell.is_header else "",
                headers=" ".join(names),
                above=above if place is own[0] else (),
            )
        )
    return tuple(shown)


def id_of(place: Place, key: str) -> str:
    return f"{key}-row-{place.row}-{place.at}"
