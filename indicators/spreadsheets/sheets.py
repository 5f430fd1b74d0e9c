"""Opens a spreadsheet that somebody uploaded, sized before it is parsed.

The parser makes a table as large as the furthest cell and copies a text for each cell that repeats it, so a small file
can ask for more memory than there is, and then the whole process ends. So a workbook is read and measured here first,
and packed anew: the parser sees nothing that was not measured.
"""

import csv
import io
import posixpath
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath

from python_calamine import CalamineWorkbook, SheetTypeEnum

from indicators.spreadsheets.archives import MOST_BYTES, OLDER, Package, UnreadableError, refuse_first, unpacked

MOST_SHEETS = 50
MOST_ROWS = 20_000
MOST_COLUMNS = 300
MOST_CELLS = 500_000  # rows times columns, all sheets together: empty cells take memory too
MOST_REPEATED = 100_000_000  # bytes, were each cell to hold the longest text that cells share, and 100 if fewer do
SAVE_AGAIN = "Save it as an Excel workbook (.xlsx) or as CSV, and choose it again."
DAMAGED = f"This file is damaged or is not a spreadsheet that can be read. {SAVE_AGAIN}"
COPY_OUT = "Copy the table alone into a new spreadsheet and choose that."
MANY_CELLS = f"This file has more than {MOST_CELLS:,} cells, empty ones counted. {COPY_OUT}"
FAR_OUT = f"lies outside the {MOST_ROWS:,} rows and {MOST_COLUMNS} columns that are read. {COPY_OUT}"
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
TAG = re.compile(rb"<(?:[^\s<>/]*:)?(row|c|f)(?![^\s<>/])([^<>]*>?)|</(?:[^\s<>/]*:)?sheetData")
SHEET = re.compile(rb"<(?:[^\s<>/]*:)?sheet(?=\s)([^<>]*>?)")
RELATION = re.compile(rb"<(?:[^\s<>/]*:)?Relationship(?=\s)([^<>]*>?)")
ATTRIBUTES = re.compile(rb"(?:\s+[^\s=\"'/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*+\s*/?>")
ATTRIBUTE = re.compile(rb"([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
ADDRESS = re.compile(rb"([A-Z]{1,3})([1-9][0-9]{0,6})")
FAULT = re.compile(rb">(#[A-Z0-9/!?_]{2,20})<")
SHARED_END = re.compile(rb"</(?:[^\s<>/]*:)?si\s*>")


class SpreadsheetError(UnreadableError):
    """The file cannot be read as a spreadsheet; the message says what is wrong and what to do."""


WORKBOOK = Package(
    name="workbook",
    program="spreadsheet",
    holds="a table of scores",
    macros=".xlsm",
    open_document=".ods",
    save_again=SAVE_AGAIN,
    copy_out=COPY_OUT,
    damaged=DAMAGED,
    error=SpreadsheetError,
)
STRANGE = WORKBOOK.strange


Merged = tuple[int, int, int, int]  # the first row and column of a merged range, and its last, all from 0


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells as text, row by row from A1, the addresses of those that hold formulas, and merged ranges.

    Rows of a CSV can differ in length. A number has its stored digits without noise ('0.343', '6307'), because how
    Excel shows it is not read: 34.3% is found as '0.343'. A day is '2021-03-31', yes and no are 'TRUE' and 'FALSE'.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[str] = frozenset()
    merged: tuple[Merged, ...] = ()

    def address(self, row: int, column: int) -> str:
        """What a spreadsheet calls the cell: 'B3' for row 2 and column 1, both counted from 0."""
        return f"{letters(column)}{row + 1}"


@dataclass
class _Measured:
    """What one part of a workbook would fill, found without parsing it. Rows and columns are counts from A1."""

    rows: int = 0
    columns: int = 0
    shared: int = 0  # cells that take their text from the list which all sheets share
    longest: int = 0  # bytes of the longest text in that list, if this part is it
    formulas: set[str] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)  # '#N/A', which the parser reads as nothing


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """The sheets of a .csv or .xlsx file of this name, in its order; a CSV is one sheet.

    SpreadsheetError for anything that is not such a file, or is larger than the limits above.
    """
    try:
        return _read_workbook(content) if _is_workbook(name, content) else [_read_csv(name, content)]
    except SpreadsheetError:
        raise
    except BaseException as error:
        # Whatever a damaged file makes the parsers raise; a panic of calamine is not even an Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise SpreadsheetError(DAMAGED) from error


def letters(column: int) -> str:
    """The letters of a column counted from 0: 'A' for 0, 'AA' for 26."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _is_workbook(name: str, content: bytes) -> bool:
    """Goes by the content; the name must agree, because a wrong name means that something else went wrong before."""
    ending, packed = PurePath(name).suffix.lower(), content.startswith(b"PK\x03\x04")
    _refuse_first(
        (not content, "This file is empty. Save the spreadsheet again and choose it."),
        (len(content) > MOST_BYTES, f"This file is larger than {MOST_BYTES // 1_000_000} MB. {COPY_OUT}"),
        (content.startswith(OLDER), f"This is an older Excel file (.xls), or has a password. {SAVE_AGAIN}"),
        (ending not in (".csv", ".xlsx"), f"A file whose name ends in '{ending}' cannot be read. {SAVE_AGAIN}"),
        (packed and ending == ".csv", "This file is named .csv but is a workbook. Name it .xlsx, or save it as CSV."),
        (not packed and ending == ".xlsx", f"This file is named .xlsx but is not an Excel workbook. {SAVE_AGAIN}"),
        (content.startswith(b"%PDF"), f"This file is named .csv but is a PDF. {SAVE_AGAIN}"),
    )
    return packed


def _refuse_first(*faults: tuple[bool, str]) -> None:
    refuse_first(SpreadsheetError, *faults)


def _read_csv(name: str, content: bytes) -> Sheet:
    text = _decoded(content)
    rows, cells, formulas = [], 0, set()
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        rows.append(tuple(row))
        cells += len(row)
        _check_size(len(rows), len(row), cells)
        formulas |= {f"{letters(at)}{len(rows)}" for at, cell in enumerate(row) if cell.lstrip().startswith("=")}
    return Sheet(PurePath(name).stem, tuple(rows), frozenset(formulas))


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if CONTROL.search(text) is None:
                return text
    raise SpreadsheetError(f"This file is named .csv but is not text. {SAVE_AGAIN}")


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first rows into equally many cells; a comma where none does."""

    def evenness(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = [len(row) for row, _ in zip(reader, range(30), strict=False) if len(row) > 1]
        return max(((widths.count(width), width) for width in widths), default=(0, 0))

    return max((",", ";", "\t"), key=evenness)


def _check_size(rows: int, columns: int, cells: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise SpreadsheetError(f"The cell {letters(max(columns, 1) - 1)}{rows} {FAR_OUT}")
    if cells > MOST_CELLS:
        raise SpreadsheetError(MANY_CELLS)


def _read_workbook(content: bytes) -> list[Sheet]:
    parts = unpacked(content, WORKBOOK)
    measured = {path.lower(): _measure(part) for path, part in parts.items()}
    each = [measured[path] for path in _sheet_paths(parts)]
    cells = sum(sheet.rows * sheet.columns for sheet in each)
    repeated = max(100, sum(sheet.shared for sheet in each)) * max(part.longest for part in measured.values())
    _refuse_first(
        (len(each) > MOST_SHEETS, f"This workbook has more than {MOST_SHEETS} sheets. {COPY_OUT}"),
        (cells > MOST_CELLS, MANY_CELLS),
        (repeated > MOST_REPEATED, f"This workbook repeats a very long text in many cells. {COPY_OUT}"),
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        while parts:
            packed.writestr(*parts.popitem())
    file.seek(0)
    with CalamineWorkbook.from_filelike(file) as workbook:
        listed = zip(each, workbook.sheets_metadata, strict=True)
        sheets = [at for at, (_, about) in enumerate(listed) if about.typ == SheetTypeEnum.WorkSheet]
        return [_sheet(workbook, at, each[at]) for at in sheets]


def _sheet(workbook: CalamineWorkbook, at: int, measured: _Measured) -> Sheet:
    read = workbook.get_sheet_by_index(at)
    rows = [[_as_text(value) for value in row] for row in read.to_python(skip_empty_area=False)]
    for (row, column), text in measured.faults.items():
        # The parser leaves out empty rows and columns at the end, and so also those that hold a fault alone.
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    # A range can reach further than any filled cell, and is told as far as those do.
    merged = tuple(
        (top, left, min(bottom, measured.rows - 1), min(right, measured.columns - 1))
        for (top, left), (bottom, right) in read.merged_cell_ranges or []
        if top < measured.rows and left < measured.columns
    )
    return Sheet(workbook.sheet_names[at], tuple(map(tuple, rows)), frozenset(measured.formulas), merged)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{Decimal(format(value, '.15g')):f}"
    return str(value).removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value)


def _sheet_paths(parts: dict[str, bytes]) -> list[str]:
    """The path of each sheet's part in lower case, in the order of the workbook, as the parser numbers them."""
    book = next((path for path in parts if posixpath.basename(path).lower() == "workbook.xml"), None)
    if book is None:
        raise SpreadsheetError(f"This is not an Excel workbook. {SAVE_AGAIN}")
    folder, file = posixpath.split(book)
    relations = [*map(_attributes, RELATION.findall(parts[posixpath.join(folder, "_rels", f"{file}.rels")]))]
    targets = {each[b"Id"]: each[b"Target"].decode().replace("\\", "/") for each in relations}
    sheets = map(_attributes, SHEET.findall(parts[book]))
    keys = [value for sheet in sheets for name, value in sheet.items() if name.endswith(b":id")]
    _refuse_first((len(targets) < len(relations), DAMAGED))
    return [posixpath.normpath(posixpath.join("/", folder, targets[key])).strip("/").lower() for key in keys]


def _measure(part: bytes) -> _Measured:
    """Walks through the cells of a part and refuses those far out. A cell without an address follows the last one."""
    found = _Measured(longest=max(map(len, SHARED_END.split(part)[:-1]), default=0))
    row = column = 0
    address = ""
    for match in TAG.finditer(part):
        attributes = _attributes(match[2]) if match[1] else {}
        if match[1] == b"f" and address:
            found.formulas.add(address)
        elif match[1] == b"row":
            row, column = int(attributes.get(b"r", row + 1)), 0
        elif match[1] == b"c":
            row_of_cell, column = _place(attributes[b"r"]) if b"r" in attributes else (row, column + 1)
            address = f"{letters(column - 1)}{row_of_cell}"
            if not match[2].endswith(b"/>"):  # an empty cell with a format alone
                _fill(found, row_of_cell, column, attributes.get(b"t"), part[match.end() : match.end() + 99])
        elif match[1] is None:
            address = ""  # what follows the cells can hold formulas that are of no cell
    # Cells without an address are counted from tags, and a comment could hold a tag that the parser does not see.
    if found.rows and (b"<!" in part or part.count(b"<?") > 1):
        raise SpreadsheetError(STRANGE)
    return found


def _fill(found: _Measured, row: int, column: int, kind: bytes | None, after: bytes) -> None:
    found.rows, found.columns = max(found.rows, row), max(found.columns, column)
    _check_size(found.rows, found.columns, found.rows * found.columns)
    found.shared += kind == b"s"
    if kind == b"e":
        text = FAULT.search(after)
        found.faults[row - 1, column - 1] = text[1].decode() if text else "#ERROR"


def _attributes(raw: bytes) -> dict[bytes, bytes]:
    """What stands in a tag after its name. A bracket in a value or a name given twice is refused: parsers differ."""
    pairs = ATTRIBUTE.findall(raw)
    found = {name: double or single for name, double, single in pairs}
    if len(found) < len(pairs) or ATTRIBUTES.fullmatch(raw) is None:
        raise SpreadsheetError(DAMAGED)
    return found


def _place(address: bytes) -> tuple[int, int]:
    """Row and column counted from 1."""
    match = ADDRESS.fullmatch(address)
    if match is None:
        raise SpreadsheetError(DAMAGED)
    return int(match[2]), sum((letter - 64) * 26**at for at, letter in enumerate(reversed(match[1])))
