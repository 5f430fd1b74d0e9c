"""The places of a table: what stands in each column of each row, also where a cell stands across several rows."""

from dataclasses import dataclass

from reports.documents.blocks import Cell, Column, Table


@dataclass(frozen=True)
class Place:
    """What a column holds in one row. `row` is where its cell begins: above this one where it stands across."""

    column: Column
    cell: Cell
    row: int
    at: int


def grid_of(table: Table) -> tuple[tuple[Place, ...], ...]:
    """A row of places for each row of the table, one for each column, in order."""
    rows: list[tuple[Place, ...]] = []
    for row, cells in enumerate(table.rows):
        above = [place for place in rows[-1] if place.row + place.cell.rows > row] if rows else []
        taken = {place.at for place in above}
        free = [at for at in range(len(table.columns)) if at not in taken]
        own = [Place(table.columns[at], cell, row, at) for at, cell in zip(free, cells, strict=True)]
        rows.append(tuple(sorted([*above, *own], key=lambda place: place.at)))
    return tuple(rows)


def has_merged_cells(table: Table) -> bool:
    return any(cell.rows > 1 for row in table.rows for cell in row)
