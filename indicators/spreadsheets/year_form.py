"""One year as a spreadsheet to fill in, and what stands in it when it comes back.

A row has one figure for each group, or one for the whole; its key in column A says which, so rows may be moved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from indicators.asked import COUNT, GROUPS, PERCENT, POINTS, Field, asked
from indicators.definitions import Definition
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError
from indicators.spreadsheets.wide import SHARE
from indicators.spreadsheets.workbook import Column, WrittenSheet

KEY, SINGLE = "Key", "Single figure or words"
PRINTED_PLACES = 4  # of a percentage that somebody typed; one with more was calculated
MOST_DIGITS = 9  # of a count that is written as a number; spreadsheets keep 15, and no trust counts further


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


def heading_of(standard: str, year: int, organisation: str) -> str:
    """What stands in A1: of which year the form is, and whose."""
    return f"{title_of(standard, year)}, {organisation}"


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
            heading_of(standard, year, organisation),
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
    is_number = plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS
    return int(plain) if field.kind == COUNT and is_number else text or None


# ---- and back


def read_year_form(
    sheet: Sheet, definitions: Sequence[Definition], *, standard: str, year: int, organisation: str
) -> list[FormCell]:
    """The cells that were filled in; SpreadsheetError where the sheet is not the form of this year."""
    head = _head(sheet, standard, year, organisation)
    columns = _columns(sheet.rows[head], definitions[0])
    fields = {field.name: field for definition in definitions for field in asked(definition)}
    taken: dict[str, str] = {}
    return [
        _once(_cell(sheet, at, column, row[0].strip(), group, fields), taken)
        for at, row in enumerate(sheet.rows[head + 1 :], head + 1)
        for column, group in columns.items()
        if column < len(row) and (row[column].strip() or sheet.address(at, column) in sheet.formulas)
    ]


def _head(sheet: Sheet, standard: str, year: int, organisation: str) -> int:
    """The row of headings, below the line that says whose form it is and of which year."""
    head = next((at for at, row in enumerate(sheet.rows) if row and row[0].strip() == KEY), None)
    title, above = title_of(standard, year), [text.strip() for row in sheet.rows[: head or 0] for text in row]
    said = next((text for text in above if text.startswith(f"{title}, ")), None)
    if head is None or said is None:
        raise SpreadsheetError(f"This is not the form for {title}. Download that form, fill it in and choose it.")
    if said != heading_of(standard, year, organisation).strip():
        other = said.removeprefix(f"{title}, ")[:100]
        raise SpreadsheetError(f"This is the form of {other}. Download the form of {organisation} and fill that in.")
    return head


def _columns(header: Sequence[str], definition: Definition) -> dict[int, str]:
    """The group of each column to fill in; '' for the single figures."""
    names = definition.groups
    wanted = {names.white: "white", names.bme: "bme", names.unknown: "unknown", SINGLE: ""}
    found = {at: wanted[text.strip()] for at, text in enumerate(header) if text.strip() in wanted}
    if sorted(found.values()) != sorted(wanted.values()):
        raise SpreadsheetError(
            "The heading row has changed. "
            f"It needs each of the columns {', '.join(wanted)} once. Download the form again."
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
    text, doubt = _understood(fields[name].kind, found)
    return FormCell(address, name, found, text, doubts=(doubt,) if doubt else ())


def _understood(kind: str, found: str) -> tuple[str, str]:
    """What would be typed, and what is doubtful about it: Excel keeps 34.3% as 0.343, and 100% as 1."""
    if kind == PERCENT and SHARE.fullmatch(found):
        percent = Decimal(found).scaleb(2)
        if -int(percent.as_tuple().exponent) > PRINTED_PLACES:
            percent = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
        text = f"{percent.normalize():f}%"
        return text, f"{found} is read as {text}."
    if kind == PERCENT and found == "1":
        return found, "1 is read as 1%. If everybody is meant, enter 100%."
    if kind == POINTS and SHARE.fullmatch(found):
        points = f"{Decimal(found).scaleb(2).normalize():f}"
        return found, f"{found} is read as {found} points. If {points} points are meant, enter {points}."
    return found, ""


def _once(cell: FormCell, taken: dict[str, str]) -> FormCell:
    """A figure of a row that stands twice is refused, and the first cell is named."""
    first = taken.setdefault(cell.field, cell.address)
    if cell.refusal or first == cell.address:
        return cell
    return replace(cell, text="", doubts=(), refusal=f"This figure is already in {first}. Take one of the two out.")
