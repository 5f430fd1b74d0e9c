"""Writes workbooks and CSV that are handed out: every text stays a text, so that no cell can run as a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class Percentage:
    """A number of percent that is shown with its sign, as in print, and counted with as that number: 34.3."""

    number: Decimal


Value = str | int | float | Decimal | Percentage | date | None

MOST_IN_A_CELL = 32_767  # characters, the limit of Excel
LONGEST_TITLE = 31  # characters, the limit of Excel
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
A4 = 9
# A file is the same whenever it is written; the moment means nothing and is the first that a zip can hold.
WRITTEN_AT = datetime(1980, 1, 1, tzinfo=UTC)
LANGUAGE = b"<dc:language>en-GB</dc:language>"
# Signs that begin a formula in some spreadsheet program; the wide ones are read as the narrow.
RUNS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)? ?%?")


NO_PROPERTIES: Mapping[str, str | datetime] = {}


class WorkbookError(ValueError):
    """A value does not fit into a workbook; the message names its cell."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet: width in characters, and whether its cells are for the reader to fill in."""

    title: str
    width: float = 12
    to_fill: bool = False


@dataclass(frozen=True)
class WrittenSheet:
    """A sheet of one table; each row has a value for each column or fewer. Notes stand above, a line each.

    With a filter, a reader can choose among the rows by what a column holds.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()
    has_filter: bool = False


def write_workbook(sheets: Sequence[WrittenSheet], properties: Mapping[str, str | datetime] = NO_PROPERTIES) -> bytes:
    """An .xlsx of these sheets, in this order; the same bytes for the same content.

    Properties are what the file says of itself: title, author, subject, created.

    A Decimal keeps its places ('1.30'), and a date is one that can be sorted and counted from. Titles are cut and
    changed to what Excel takes, and numbered where two would be the same. WorkbookError for a value that no cell can
    hold, and for a workbook without a sheet.

    Cells to fill in are coloured and unlocked, all others locked, but the sheets are not protected: protection would
    forbid to add a year, widen a column or sort, and what comes back is checked in any case. Who wants it can switch
    it on.
    """
    if not sheets:
        raise WorkbookError("A workbook has at least one sheet.")
    file = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, **safe}) as book:
        book.set_properties({"created": WRITTEN_AT, **properties})
        looks = _Looks(book)
        for title, sheet in zip(titles_of([sheet.title for sheet in sheets]), sheets, strict=True):
            _write(book.add_worksheet(title), sheet, looks)
    return _in_english(file)


def titles_of(titles: Sequence[str]) -> list[str]:
    """What sheets of these titles are called in a workbook: titles are cut, changed, and numbered where they agree."""
    taken: set[str] = set()
    return [_title(title, taken) for title in titles]


def cut(text: str) -> str:
    """The text, or as much of it as a cell holds and an ellipsis."""
    return text if len(text) <= MOST_IN_A_CELL else f"{text[: MOST_IN_A_CELL - 1]}…"


def write_csv(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it as that; lines end in CR LF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([harmless(text) for text in header])
    writer.writerows([harmless(_as_text(value)) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text with an apostrophe before it, where a spreadsheet program could run it; '-0.64%' is left as it is."""
    runs = text.lstrip(" ").startswith(RUNS) and PLAIN_NUMBER.fullmatch(text) is None
    return f"'{text}" if runs else text


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Percentage):
        return f"{value.number:f}%"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class _Looks:
    """The formats of one workbook, each made once: a workbook holds at most 64,000."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.made: dict[tuple[bool, str], Format] = {}
        self.header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.note = book.add_format({"valign": "top"})

    def cell(self, to_fill: bool, value: Value) -> Format:
        number = _number_format(value)
        if (to_fill, number) not in self.made:
            look = {"text_wrap": True, "valign": "top", "num_format": number, "locked": not to_fill}
            filled = {"bg_color": "#FFF9C4", "border": 1, "border_color": "#768692"} if to_fill else {}
            self.made[to_fill, number] = self.book.add_format(look | filled)
        return self.made[to_fill, number]


def _number_format(value: Value) -> str:
    if isinstance(value, date):
        return "d mmmm yyyy"
    if isinstance(value, Percentage):
        return f'{_number_format(value.number)}"%"'
    if isinstance(value, Decimal) and value.is_finite():
        places = max(0, -int(value.as_tuple().exponent))
        return f"0.{'0' * places}".rstrip(".")
    return "General"


def _write(page: Worksheet, sheet: WrittenSheet, looks: _Looks) -> None:
    for at, note in enumerate(sheet.notes):
        _put(page, at, 0, note, looks.note)
    head = len(sheet.notes) + 1 if sheet.notes else 0
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        _put(page, head, at, column.title, looks.header)
    for row, values in enumerate(sheet.rows, head + 1):
        if len(values) > len(sheet.columns):
            raise WorkbookError(f"Row {row + 1} of '{sheet.title}' has more values than columns.")
        for at, column in enumerate(sheet.columns):
            value = values[at] if at < len(values) else None
            _put(page, row, at, value, looks.cell(column.to_fill, value))
    page.freeze_panes(head + 1, 0)
    if sheet.has_filter:
        page.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    page.repeat_rows(head)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P of &N")


def _put(page: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    try:
        if value is None or value == "":
            answer = page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            answer = page.write_string(row, column, value, look)
        elif isinstance(value, date):
            answer = page.write_datetime(row, column, value, look)
        else:
            number = value.number if isinstance(value, Percentage) else value
            answer = page.write_number(row, column, number, look)
    except TypeError as error:  # not a number, or infinite
        raise WorkbookError(f"Row {row + 1}, column {column + 1}: {value} cannot be written.") from error
    if answer != 0:
        raise WorkbookError(f"Row {row + 1}, column {column + 1} is beyond what Excel holds, or its text is too long.")


def _title(title: str, taken: set[str]) -> str:
    """What Excel takes as the name of a sheet, and no other sheet has; capitals make no difference to it."""
    plain = NOT_IN_A_TITLE.sub(" ", title).strip(" '")[:LONGEST_TITLE].strip(" '") or "Sheet"
    if plain.lower() == "history":  # kept by Excel for itself
        plain = "History of scores"
    found, count = plain, 1
    while found.lower() in taken:
        count += 1
        found = f"{plain[: LONGEST_TITLE - len(str(count)) - 1]} {count}"
    taken.add(found.lower())
    return found


def _in_english(file: io.BytesIO) -> bytes:
    """Says the language, which XlsxWriter has no option for, among the properties that screen readers can ask for."""
    answer = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            content = old.read(each)
            if each.filename == "docProps/core.xml":
                content = content.replace(b"</cp:coreProperties>", LANGUAGE + b"</cp:coreProperties>")
            new.writestr(zipfile.ZipInfo(each.filename), content, zipfile.ZIP_DEFLATED)
    return answer.getvalue()
