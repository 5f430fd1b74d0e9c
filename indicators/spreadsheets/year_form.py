"""One year as a spreadsheet to fill in, and what stands in it when it comes back.

A row has one figure for each group, or one for the whole; its key in column A says which, so rows may be moved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.asked import COUNT, GROUPS, PERCENT, Field, asked
from indicators.definitions import Definition
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError
from indicators.spreadsheets.wide import SHARE
from indicators.spreadsheets.workbook import Column, WrittenSheet

KEY, SINGLE = "Key", "Single figure or words"


@dataclass(frozen=True, slots=True)
class FormCell:
    """One figure that was filled in: `found` is the cell to the letter, `text` what would be typed for it."""

    address: str
    field: str
    found: str
    text: str
    doubts: tuple[str, ...] = ()
    refusal: str = ""


def title_of(standard: str, year: int) -> str:
    return f"{standard} {year}"


def year_form(
    definitions: Sequence[Definition], typed: Mapping[str, str], *, standard: str, year: int, organisation: str
) -> WrittenSheet:
    """The sheet of a year, with what is typed so far."""
    names = definitions[0].groups
    groups = (names.white, names.bme, names.unknown)
    columns = (
        Column(KEY, 22),
        Column("Indicator", 9),
        Column("What to enter", 60),
        *(Column(name, 12, to_fill=True) for name in groups),
        Column(SINGLE, 24, to_fill=True),
    )
    return WrittenSheet(
        title_of(standard, year),
        columns,
        [row for definition in definitions for row in _rows(definition, typed)],
        notes=(
            f"{title_of(standard, year)}, {organisation}",
            "Fill in the coloured cells. Leave empty what you do not have. Do not change column A.",
            "Type values, not formulas. Enter a percentage with its sign, such as 34.3%.",
        ),
    )


def _rows(definition: Definition, typed: Mapping[str, str]) -> Iterator[list[str | int | None]]:
    fields = asked(definition)
    for grid in fields.grids:
        for row in grid.rows:
            place = f"{grid.title}, " if grid.title else ""
            values = {field.name.rpartition("-")[2]: _value(field, typed) for field in row.fields}
            label = f"{definition.subject}: {place}{row.label}"
            yield [f"{definition.number}-{row.key}", definition.number, label, *(values.get(group) for group in GROUPS)]
    for field in fields.singles:
        label = f"{definition.subject}: {field.label}"
        yield [field.name, definition.number, label, None, None, None, _value(field, typed)]


def _value(field: Field, typed: Mapping[str, str]) -> str | int | None:
    """A count as a number, so that a spreadsheet can add it up; everything else as it was typed."""
    text = typed.get(field.name, "").strip()
    plain = text.replace(",", "")
    return int(plain) if field.kind == COUNT and plain.isdigit() else text or None


# ---- and back


def read_year_form(sheet: Sheet, definitions: Sequence[Definition], *, standard: str, year: int) -> list[FormCell]:
    """The cells that were filled in; SpreadsheetError where the sheet is not the form of this year."""
    head = next((at for at, row in enumerate(sheet.rows) if row and row[0].strip() == KEY), None)
    above = " ".join(text for row in sheet.rows[: head or 0] for text in row)
    if head is None or title_of(standard, year) not in above:
        raise SpreadsheetError(
            f"This is not the form for {title_of(standard, year)}. Download that form, fill it in and choose it."
        )
    columns = _columns(sheet.rows[head], definitions[0])
    fields = {field.name: field for definition in definitions for field in asked(definition)}
    return [
        _cell(sheet, at, column, row[0].strip(), group, fields)
        for at, row in enumerate(sheet.rows[head + 1 :], head + 1)
        for column, group in columns.items()
        if column < len(row) and row[column].strip()
    ]


def _columns(header: Sequence[str], definition: Definition) -> dict[int, str]:
    """The group of each column to fill in; '' for the single figures."""
    names = definition.groups
    wanted = {names.white: "white", names.bme: "bme", names.unknown: "unknown", SINGLE: ""}
    found = {at: wanted[text.strip()] for at, text in enumerate(header) if text.strip() in wanted}
    if len(found) != len(wanted):
        raise SpreadsheetError(
            f"The heading row has changed. It needs the columns {', '.join(wanted)}. Download the form again."
        )
    return found


def _cell(sheet: Sheet, row: int, column: int, key: str, group: str, fields: Mapping[str, Field]) -> FormCell:
    address, found = sheet.address(row, column), sheet.rows[row][column].strip()
    name = f"{key}-{group}" if group else key
    if name not in fields:
        why = "Nothing is asked for in this cell." if key else "This row has no key in column A."
        return FormCell(address, name, found, "", refusal=f"{why} Clear it, or move the figure.")
    if address in sheet.formulas:
        return FormCell(address, name, found, "", refusal="This cell holds a formula. Paste its value instead.")
    if fields[name].kind == PERCENT and SHARE.fullmatch(found):
        text = f"{(Decimal(found) * 100).normalize():f}%"
        return FormCell(address, name, found, text, doubts=(f"{found} is read as {text}.",))
    return FormCell(address, name, found, found)
