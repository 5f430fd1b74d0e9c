"""Makes Word documents for tests: tables in which each cell is a list of paragraphs, written as they look.

'* ' before a paragraph makes it a point of a list, '** ' one of the level below; an empty one is a blank line.
"""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.shared import Twips
from docx.table import Table, _Cell

Written = str | Sequence[str]  # a cell: one paragraph, or several
STYLES = {"** ": "List Bullet 2", "* ": "List Bullet"}
HEADINGS = ["WRES Indicator", "Trust Score", "Actions", "Timescale", "Lead Responsibility"]


def new_document(*paragraphs: str) -> DocumentType:
    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Twips(16838), Twips(11906)
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def fill(cell: _Cell, written: Written, *, spacing: float | None = None) -> None:
    for at, text in enumerate([written] if isinstance(written, str) else written):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        mark = next((mark for mark in STYLES if text.startswith(mark)), "")
        if mark:
            paragraph.style = STYLES[mark]
        paragraph.add_run(text.removeprefix(mark))
        if spacing:
            paragraph.paragraph_format.line_spacing = spacing


def add_table(
    document: DocumentType, *rows: Sequence[Written], widths: Sequence[int] = (), spaced: Sequence[int] = ()
) -> Table:
    """A table of these rows; in the columns that are `spaced`, lines stand half as far apart again."""
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, written in enumerate(row):
            cell = table.cell(at, column)
            if widths:
                cell.width = Twips(widths[column])
            fill(cell, written, spacing=1.5 if column in spaced else None)
    return table


def merge_down(table: Table, first: int, last: int, columns: Sequence[int]) -> None:
    for column in columns:
        table.cell(first, column).merge(table.cell(last, column))


def as_bytes(document: DocumentType) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx_of(*rows: Sequence[Written], above: str = "Action plan") -> bytes:
    """A document of one table under a heading."""
    document = new_document(above)
    add_table(document, *rows)
    return as_bytes(document)
