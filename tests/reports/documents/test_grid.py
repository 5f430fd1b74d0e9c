"""Every column of every row holds something: a cell of the row, or one that stands across it from above."""

from reports.documents.blocks import Cell, Column, Table
from reports.documents.grid import grid_of, has_merged_cells

COLUMNS = [Column(title=title) for title in ("Area", "Indicator", "Action")]


def cells(*texts: str) -> list[Cell]:
    """'a3' is a cell that stands across three rows."""
    return [Cell(text=text, rows=int(text[1:] or 1)) for text in texts]


def table(*rows: list[Cell]) -> Table:
    return Table(name="T", caption="T", columns=COLUMNS, rows=rows)


def test_a_cell_stands_in_each_row_that_it_goes_across() -> None:
    grid = grid_of(table(cells("a3", "b2", "c"), cells("d"), cells("e", "f"), cells("g", "h", "i")))

    assert [[place.cell.text[0] for place in row] for row in grid] == [
        ["a", "b", "c"],
        ["a", "b", "d"],
        ["a", "e", "f"],
        ["g", "h", "i"],
    ]


def test_a_place_knows_where_its_cell_begins_and_its_column() -> None:
    second = grid_of(table(cells("a", "b2", "c"), cells("d", "e")))[1]

    assert [place.row for place in second] == [1, 0, 1]
    assert [place.column.title for place in second] == ["Area", "Indicator", "Action"]


def test_a_row_may_be_wholly_under_cells_from_above() -> None:
    grid = grid_of(table(cells("a2", "b2", "c2"), []))

    assert [place.cell.text for place in grid[1]] == ["a2", "b2", "c2"]


def test_a_table_without_rows_has_no_places() -> None:
    assert grid_of(table()) == ()


def test_a_table_says_whether_a_cell_stands_across_rows() -> None:
    assert has_merged_cells(table(cells("a2", "b", "c"), cells("d", "e")))
    assert not has_merged_cells(table(cells("a", "b", "c")))
