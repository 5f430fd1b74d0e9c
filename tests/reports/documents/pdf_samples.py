"""Documents that are hard to draw, and how a test draws and reads one."""

from pathlib import Path

import pytest
from django.conf import settings

from reports.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
)
from reports.documents.pdf import pdf_of
from tests.reports.documents.pdf_reading import ReadPdf
from tests.reports.documents.samples import COLUMNS, SVG, every_part, long_document, text

FONTS: list[Path] = settings.DOCUMENT_FONTS
WORDS = "Recruitment responsibilities notwithstanding, the committee asked for evidence. "


def with_blocks(*blocks: Block) -> Document:
    return every_part().model_copy(update={"blocks": blocks})


def drawn(document: Document) -> bytes:
    if not all(font.is_file() for font in FONTS):
        pytest.fail("The document fonts are missing: run 'make test', which fetches them.")
    return pdf_of(document, fonts=FONTS)


def read(document: Document) -> ReadPdf:
    return ReadPdf(drawn(document))


def one_table(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table(name="Any", caption="Any", columns=columns, rows=rows)


def long_cells() -> Document:
    long_row = (text("x" * 60), text((WORDS * 70)[:5000]), text("a_b/c." + "y" * 60), text("Done"), text("1" * 20))
    return with_blocks(one_table(long_row, tuple(text("after") for _ in COLUMNS)))


def long_block() -> Document:
    """One indicator with more actions than a page holds."""
    label = Cell(text="5. Harassment\nScore: 34.3%", rows=30, is_header=True)
    rows = [(text(f"Action {at}. {WORDS}"), text("March 2022"), text("Done"), text("1")) for at in range(30)]
    return with_blocks(one_table((label, *rows[0]), *rows[1:]))


def tall_parts() -> Document:
    """Each part that can be longer than a page, and is."""
    long = WORDS * 60
    label, rating = Cell(text=long, rows=2, is_header=True), Cell(text=long, tone="red")
    rows = ((label, text("a"), text("b"), rating, text("c")), tuple(text(long) for _ in COLUMNS[1:]))
    facts = Facts(title="Facts", facts=(Fact(label="Long", text=long), Fact(label="Rating", text=long, tone="red")))
    return with_blocks(one_table(*rows), facts, Callout(title="Long", sentences=(long, long)), Bullets(items=(long,)))


def charts(number: int) -> Document:
    """Indicators, each with its heading, two lines of words, and a chart of the size that the pages draw."""
    svg = SVG.replace('width="160" height="48"', 'width="400" height="280"')
    parts = [
        (
            Heading(level=3, text=f"Indicator {at}"),
            Paragraph(text=f"Words {at}. {WORDS}"),
            Figure(title=f"Chart {at}", alternative="1", svg=svg.replace("1.05", f"Drawn {at}")),
        )
        for at in range(1, number + 1)
    ]
    return with_blocks(Heading(level=2, text="Indicators"), *(block for part in parts for block in part))


def long_words() -> Document:
    """A word that is longer than a line, everywhere."""
    word, capitals = "Gleichstellung" * 8, "RESPONSIBILITIES" * 2
    rows = (Cell(text=word, is_header=True), text(capitals), text(word), Cell(text=word, tone="red"), text("1" * 40))
    facts = Facts(title="Facts", facts=(Fact(label=capitals, text=word), Fact(label=word, text=word, tone="red")))
    table = Table(name="Any", caption=word, columns=COLUMNS, rows=(rows,))
    headings = (Heading(level=2, text=word), Heading(level=3, text=word), Heading(level=4, text=word))
    callout = Callout(title=word, sentences=(word,), is_caution=True)
    parts = (*headings, callout, Bullets(items=(word,)), facts, table)
    named = {"title": word, "subtitle": word, "organisation": word, "notice": word, "running": word[:60]}
    return with_blocks(*parts).model_copy(update=named)


def crowded() -> Document:
    """Few rows, whose widest column is left with little room by the words of the others."""
    columns = tuple(column.model_copy(update={"width": 1 if at else 90}) for at, column in enumerate(COLUMNS))
    row = (text("a " * 500), *(text("Responsibilities") for _ in COLUMNS[1:]))
    label = Facts(title="Facts", facts=(Fact(label="A long label. " * 200, text="Any"),))
    return with_blocks(one_table(row, row, columns=columns), label)


def wide_table() -> Document:
    columns = tuple(Column(title=f"Column {at}", width=1 + at % 5) for at in range(12))
    return with_blocks(one_table(tuple(text("Responsibilities of 12,345,678") for _ in columns), columns=columns))


DOCUMENTS = {
    "every part": every_part(),
    "22 actions": long_document(22),
    "200 actions": long_document(200),
    "long cells": long_cells(),
    "a long block": long_block(),
    "long words": long_words(),
    "tall parts": tall_parts(),
    "twelve columns": wide_table(),
    "a crowded table": crowded(),
}
