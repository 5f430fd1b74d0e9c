"""Reads a whole document as a plan: which of its tables hold actions, and how one goes on in the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from actions.documents.blocks import MOST_ACTIONS, read_actions, read_table
from actions.documents.columns import HEADINGS_WITHIN, Column, Layout, layout_of
from actions.documents.grids import DocumentError, Grid
from actions.documents.indicator_words import Named, Standard, lines_that_name
from actions.documents.plan import Doubt, LeftOut, ReadAction, ReadPlan, Said, UsedTable
from actions.documents.tables import read_tables
from actions.documents.word import read_word

CHOOSE = "Choose a Word document (.docx), an Excel workbook (.xlsx) or a CSV file."
TOO_MANY = f"There are more than {MOST_ACTIONS:,} actions in this file. Bring in one plan at a time."
NOTHING = Named()
WORD = (".docx", ".docm", ".doc", ".dotx", ".dotm")


def read_grids(name: str, content: bytes) -> list[Grid]:
    """The tables of a file that somebody uploaded; DocumentError for one that cannot be read or has none."""
    ending = PurePath(name).suffix.lower()
    if ending in WORD:
        grids = [grid for grid in read_word(name, content) if not grid.is_empty]
    elif ending in (".xlsx", ".csv", ".xls", ".xlsm"):
        grids = read_tables(name, content)
    else:
        raise DocumentError(f"A file whose name ends in '{ending[:20]}' cannot be read. {CHOOSE}")
    if not grids:
        raise DocumentError("There is no table in this document. Paste the text of the plan instead.")
    return grids


@dataclass(frozen=True)
class _Last:
    """The table before, which the next may go on with, and the indicators at its end."""

    layout: Layout | None = None
    named: Named = NOTHING


def read_plan(grids: Sequence[Grid], standard: Standard, *, columns: Mapping[str, Said] | None = None) -> ReadPlan:
    """The actions of all the tables that hold some. `columns` says by table what somebody set its columns to."""
    actions: list[ReadAction] = []
    tables: list[UsedTable] = []
    left_out: list[LeftOut] = []
    last = _Last()
    for grid in grids:
        if grid.within in [table.name for table in tables]:
            continue  # its words are in those of the cell that it stands in
        layout = _layout(grid, last.layout, (columns or {}).get(grid.name))
        if layout is None:
            left_out.append(_table_left_out(grid))
            last = _Last()
            continue
        reading = read_table(grid, layout, standard, _above(grid, layout, standard, last))
        actions += read_actions(reading)
        tables.append(UsedTable(grid.name, layout.columns, layout.headings))
        left_out += [*_columns_left_out(grid, layout), *reading.left_out]
        last = _Last(layout, reading.current)
        if len(actions) > MOST_ACTIONS:
            raise DocumentError(TOO_MANY)
    return ReadPlan(tuple(_once(actions)), tuple(tables), tuple(dict.fromkeys(left_out)))


def _table_left_out(grid: Grid) -> LeftOut:
    words = " ".join(cell.text for cell in grid.across(0))[:300]
    return LeftOut(grid.name, words, "It has no column of actions.")


def _columns_left_out(grid: Grid, layout: Layout) -> list[LeftOut]:
    return [LeftOut(grid.name, words, "This column is not brought in.") for words in layout.left_out()]


def _layout(grid: Grid, last: Layout | None, said: Said | None) -> Layout | None:
    """How a table is laid out: as somebody said, as its headings say, or as the table that it goes on with."""
    found = layout_of(grid)
    if said is not None:
        return replace(found or layout_as(grid, said), columns=said.columns)
    if found or last is None or grid.above or not grid.rows:
        return found
    return replace(last, row=-1) if len(grid.across(0)) == len(last.columns) else None


def layout_as(grid: Grid, said: Said) -> Layout:
    """The layout of a table whose headings are not understood, or are not there."""
    row = heading_row(grid)
    cells = grid.across(row)
    headings = tuple(cell.text if said.has_headings else "" for cell in cells)
    spans = tuple((cell.column, cell.column + cell.columns) for cell in cells)
    return Layout(said.columns, headings, spans, row if said.has_headings else row - 1)


def heading_row(grid: Grid) -> int:
    """The row whose cells are the columns of a table: that of its headings, or else the first of those with most."""
    if layout := layout_of(grid):
        return layout.row
    return max(range(min(len(grid.rows), HEADINGS_WITHIN)), key=lambda row: len(grid.across(row)))


def _above(grid: Grid, layout: Layout, standard: Standard, last: _Last) -> Named:
    """The indicators that a table begins under: of the table that it goes on with, or of the text above it."""
    if Column.INDICATOR not in layout.columns and grid.above:
        return standard.named(lines_that_name(grid.above))
    if last.layout and last.layout.columns == layout.columns and last.named.numbers and not grid.above:
        doubt = "The indicator is that of the table before: this one goes on without naming one."
        return Named(last.named.numbers, (doubt,))
    return Named()


def _once(actions: Sequence[ReadAction]) -> list[ReadAction]:
    """An action that is printed again under other indicators, with the same words beside it, is one."""
    found: dict[tuple[str, ...], ReadAction] = {}
    for action in actions:
        key = tuple(" ".join(text.lower().split()) for text in (action.wording, action.timescale, action.lead))
        first = found.setdefault(key, action)
        if first is not action:
            numbers = tuple(sorted({*first.numbers, *action.numbers}))
            doubt = Doubt("indicators", "It is printed more than once, and taken as one action for all its indicators.")
            doubts = tuple(dict.fromkeys((*first.doubts, doubt)))
            found[key] = replace(first, numbers=numbers, doubts=doubts)
    return list(found.values())
