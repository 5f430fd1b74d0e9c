"""The tables of a document as a workbook: a sheet each, and one before them that says what they are of."""

import re
from datetime import UTC, datetime, time
from decimal import Decimal

from indicators.spreadsheets.workbook import (
    Column,
    Percentage,
    Value,
    WrittenSheet,
    cut,
    titles_of,
    write_workbook,
)
from reports.documents.allowed import allowed
from reports.documents.blocks import Cell, Document, Facts, Table
from reports.documents.grid import grid_of

ABOUT = "About"
ACROSS, NARROWEST = 140, 10  # characters: what the columns of a table share, and what each has at least
MOST_CHARACTERS = 255  # of a property
PRINTED = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?( ?%)?")


def workbook_of(document: Document) -> bytes:
    """The tables of the document as .xlsx; the same bytes for the same document.

    Numbers and days are kept as such where a cell has them. A cell that stands across several rows is said again in
    each of them, so that the rows can be filtered and sorted.
    """
    tables = [block for block in document.blocks if isinstance(block, Table)]
    titles = titles_of([ABOUT, *(allowed(table.name) for table in tables)])
    sheets = [sheet_of(title, table) for title, table in zip(titles[1:], tables, strict=True)]
    about: dict[str, str | datetime] = {
        "title": allowed(document.title)[:MOST_CHARACTERS],
        "subject": allowed(document.subtitle)[:MOST_CHARACTERS],
        "author": allowed(document.author)[:MOST_CHARACTERS],
        "created": datetime.combine(document.dated_on, time(), UTC),
    }
    return write_workbook([about_sheet(document, titles[1:], tables), *sheets], about)


def about_sheet(document: Document, titles: list[str], tables: list[Table]) -> WrittenSheet:
    """Which document it is, its facts, and what each of the other sheets holds."""
    notes = (document.title, document.subtitle, document.organisation, document.notice)
    facts = [fact for block in document.blocks if isinstance(block, Facts) for fact in block.facts]
    rows = [[kept(fact.label), kept(fact.text)] for fact in facts]
    rows += [[f"Sheet '{title}'", kept(table.caption)] for title, table in zip(titles, tables, strict=True)]
    columns = [Column("About this document", 32), Column("", 90)]
    return WrittenSheet(ABOUT, columns, rows, [kept(note) for note in notes if note])


def sheet_of(title: str, table: Table) -> WrittenSheet:
    whole = sum(column.width for column in table.columns)
    columns = [
        Column(kept(column.title), max(round(ACROSS * column.width / whole), NARROWEST)) for column in table.columns
    ]
    rows = [[value_of(place.cell) for place in row] for row in grid_of(table)]
    return WrittenSheet(title, columns, rows, has_filter=True)


def value_of(cell: Cell) -> Value:
    """A day, a number as it is printed, or the words."""
    if cell.day is not None:
        return cell.day
    if cell.number is None:
        return kept(cell.text)
    printed = PRINTED.fullmatch(cell.text.strip())
    number = Decimal(cell.text.strip().rstrip(" %").replace(",", "")) if printed else None
    if number is None or float(number) != cell.number:
        return cell.number
    return Percentage(number) if printed and printed[1] else number


def kept(text: str) -> str:
    return cut(allowed(text))
