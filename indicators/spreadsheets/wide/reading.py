"""Reads a table of past years row by row, cell by cell."""

from collections.abc import Iterator, Sequence

from indicators.printed import PrintedValueError
from indicators.spreadsheets.sheets import Sheet
from indicators.spreadsheets.wide.headings import Column, Headings, first_filled, headings_of
from indicators.spreadsheets.wide.labels import Indicators, Row, of_white_alone
from indicators.spreadsheets.wide.table import Ignored, Known, WideCell, WideTable
from indicators.spreadsheets.wide.values import score_of

Key = tuple[int, str, int]  # number, part and year


def read_wide(sheet: Sheet, definitions: Sequence[Known]) -> WideTable:
    """The scores of the given indicators; SpreadsheetError where no row holds a year to the right of column A."""
    indicators = Indicators(definitions)
    headings = headings_of(sheet, indicators.groups)
    cells: list[WideCell] = []
    ignored = [*headings.ignored]
    seen: dict[Key, str] = {}
    last = None
    for at in range(headings.first_row, len(sheet.rows)):
        labels = tuple(text.strip() for text in sheet.rows[at][: headings.label_columns] if text.strip())
        row = indicators.row(labels, last)
        last = row.known if isinstance(row, Row) else None
        if isinstance(row, Row):
            for found in _cells(sheet, at, row, headings, seen):
                if isinstance(found, WideCell):
                    cells.append(found)
                else:
                    ignored.append(found)
        elif any(map(str.strip, sheet.rows[at])):
            ignored.append(first_filled(sheet, at, row))
    return WideTable(headings.years, tuple(cells), tuple(ignored))


def _cells(sheet: Sheet, at: int, row: Row, headings: Headings, seen: dict[Key, str]) -> Iterator[WideCell | Ignored]:
    """The scores of a row; `seen` has the address of each that was found so far."""
    is_alone = row.known.unit == "percent" and not row.known.has_pair
    for place, column in headings.columns.items():
        found, address = "".join(sheet.rows[at][place : place + 1]), sheet.address(at, place)
        is_formula = address in sheet.formulas
        if not found.strip() and not is_formula:
            continue
        if is_alone and column.part == "white":
            yield Ignored(address, found, of_white_alone(row.known))
        else:
            yield _cell(address, found, row, column, seen, is_formula)


def _cell(address: str, found: str, row: Row, column: Column, seen: dict[Key, str], is_formula: bool) -> WideCell:
    known = row.known
    part = (row.own or column.part or row.worded or "bme") if known.has_pair else ""
    first = seen.setdefault((known.number, part, column.year), address)
    place = (address, known.number, part, column.year, found)
    if is_formula:
        return WideCell(*place, refusal="This cell holds a formula: paste its value.")
    if part and column.part and part != column.part:
        return WideCell(*place, refusal="The row says one group and the column the other. Take one of the two out.")
    if first != address:
        return WideCell(*place, refusal=f"This score is already in {first}. Take one of the two out.")
    try:
        score = score_of(known, found)
    except PrintedValueError as error:
        return WideCell(*place, refusal=str(error))
    doubts = [column.doubt, *row.doubts]
    if known.has_pair and not (row.own or column.part or row.worded):
        doubts.append(f"The row does not say of which group: read as {known.bme_name}.")
    doubts += score.doubts
    return WideCell(
        *place, score.text, score.value, score.places, tuple(filter(None, doubts)), "", score.missing_reason
    )
