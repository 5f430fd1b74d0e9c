"""Reads the tables of a Word document (.docx), sized before it is parsed, with the text that leads up to each."""

import posixpath
from pathlib import PurePath

from actions.documents.grids import Cell, DocumentError, Grid, Line, Places
from actions.documents.numbering import Numbering
from actions.documents.paragraphs import Drawn, lines_of_paragraphs
from actions.documents.xml import Element, attribute, child, children, inside, name, number, parse
from indicators.spreadsheets.archives import MOST_BYTES, OLDER, Package, refuse_first, unpacked

SAVE_AGAIN = "Save it as a Word document (.docx), and choose it again."
COPY_OUT = "Copy the table of actions alone into a new document and choose that."
DAMAGED = f"This file is damaged or is not a Word document that can be read. {SAVE_AGAIN}"
MOST_TAGS = 600_000  # of the text itself: a report of a hundred pages has a third of them
MOST_ROWS = 2_000
MOST_COLUMNS = 63  # as many as Word makes
MOST_CELLS = 30_000  # all tables together, each place of a merged cell counted
MOST_TABLES = 300
MOST_ABOVE = 5  # lines that are kept of what stands above a table
MANY = f"This document has more cells than a plan has. {COPY_OUT}"

DOCUMENT = Package(
    name="document",
    program="word processing",
    holds="a plan",
    macros=".docm",
    open_document=".odt",
    save_again=SAVE_AGAIN,
    copy_out=COPY_OUT,
    damaged=DAMAGED,
    error=DocumentError,
)


def read_word(file_name: str, content: bytes) -> list[Grid]:
    """The tables of a .docx in their order, one that stands in a cell of another right after it.

    DocumentError for anything that is not such a file, or is larger than the limits above.
    """
    _check(file_name, content)
    try:
        return _Reader(unpacked(content, DOCUMENT)).tables()
    except DocumentError:
        raise
    except Exception as error:
        # Whatever a damaged file makes the parsers raise.
        raise DocumentError(DAMAGED) from error


def _check(file_name: str, content: bytes) -> None:
    ending = PurePath(file_name).suffix.lower()
    refuse_first(
        DocumentError,
        (not content, "This file is empty. Save the document again and choose it."),
        (len(content) > MOST_BYTES, f"This file is larger than {MOST_BYTES // 1_000_000} MB. {COPY_OUT}"),
        (content.startswith(OLDER), f"This is an older Word file (.doc), or has a password. {SAVE_AGAIN}"),
        (ending == ".docm", f"This document may hold macros (.docm). {SAVE_AGAIN}"),
        (content.startswith(b"%PDF"), f"This file is a PDF. Open it in Word. {SAVE_AGAIN}"),
        (not content.startswith(b"PK\x03\x04"), f"This file is named {ending} but is no Word document. {SAVE_AGAIN}"),
    )


class _Reader:
    """Walks through one document: the lists are counted on, and the tables are gathered."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        path = _related(parts, "", "officeDocument")
        if path is None or path not in parts:
            raise DocumentError(f"This is not a Word document. {SAVE_AGAIN}")
        refuse_first(DocumentError, (parts[path].count(b"<") > MOST_TAGS, DOCUMENT.too_large))
        body = child(parse(parts[path]), "body")
        if body is None:
            raise DocumentError(f"This is not a Word document. {SAVE_AGAIN}")
        self._body = body
        styles, numbering = (
            parse(parts[found]) if (found := _related(parts, path, kind)) in parts else None
            for kind in ("styles", "numbering")
        )
        self._drawn = Drawn(styles, Numbering(numbering, styles))
        self._grids: list[Grid] = []
        self._cells = 0

    def tables(self) -> list[Grid]:
        above: list[str] = []
        for each in inside(self._body, "p", "tbl"):
            if name(each) == "p":
                above += [line.as_written for line in lines_of_paragraphs([each], self._drawn) if line.text]
            else:
                self._table(each, tuple(above[-MOST_ABOVE:]), "")
                above.clear()
        return self._grids

    def _table(self, table: Element, above: tuple[str, ...], within: str) -> Grid:
        at = len(self._grids)
        called = f"Table {at + 1}"
        rows = [each for each in inside(table, "tr") if child(each, "trPr", "del") is None]
        refuse_first(
            DocumentError,
            (at >= MOST_TABLES, f"This document has more than {MOST_TABLES} tables. {COPY_OUT}"),
            (len(rows) > MOST_ROWS, f"{called} has more than {MOST_ROWS:,} rows. {COPY_OUT}"),
        )
        self._grids.append(Grid(called, (), above, within))  # before the tables in its cells
        widths = [number(each, "w") for each in children(child(table, "tblGrid"), "gridCol")]
        places = Places()
        for row, element in enumerate(rows):
            self._row(element, row, widths, places, called)
        self._grids[at] = Grid(called, places.rows(len(rows)), above, within)
        return self._grids[at]

    def _row(self, element: Element, row: int, widths: list[int], places: Places, called: str) -> None:
        column = number(child(element, "trPr", "gridBefore"))
        for each in inside(element, "tc"):
            about = child(each, "tcPr")
            if child(about, "cellDel") is not None:
                continue
            span = max(number(child(about, "gridSpan"), default=1), 1)
            self._cells += span
            too_many = self._cells > MOST_CELLS or not 0 <= column <= MOST_COLUMNS - span
            refuse_first(DocumentError, (too_many, MANY))
            merge = child(about, "vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart"
            if not (goes_on and places.lengthen(row, column, span)):
                width = number(child(about, "tcW"), "w") or sum(widths[column : column + span])
                places.put(Cell(self._lines(each, width, called), row, column, 1, span))
            column += span

    def _lines(self, cell: Element, width: int, called: str) -> tuple[Line, ...]:
        """The lines of a cell; of a table in it the rows, each as a line. That table is gathered as well."""
        found: list[Line] = []
        paragraphs: list[Element] = []
        for each in inside(cell, "p", "tbl"):
            if name(each) == "p":
                paragraphs.append(each)
                continue
            found += lines_of_paragraphs(paragraphs, self._drawn, width)
            paragraphs.clear()
            nested = self._table(each, (), called)
            rows = (", ".join(cell.text for cell in nested.across(at) if cell.text) for at in range(len(nested.rows)))
            found += [Line(text) for text in rows if text]
        found += lines_of_paragraphs(paragraphs, self._drawn, width)
        while found and not found[-1].text:
            found.pop()
        return tuple(found)


def _related(parts: dict[str, bytes], path: str, kind: str) -> str | None:
    """The part to which another has a relation of a kind. Nothing outside the file is looked at."""
    folder, file = posixpath.split(path)
    relations = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    for each in parse(relations) if relations else ():
        is_kind = (attribute(each, "Type") or "").endswith(f"/{kind}")
        if is_kind and attribute(each, "TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/", folder, attribute(each, "Target") or "")).strip("/")
    return None
