"""Tables of a Word document: heads that repeat, rows that stay whole, cells that stand across several rows."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from indicators.charts.drawing import width_of
from reports.documents.allowed import allowed
from reports.documents.blocks import Facts, Table, Tone
from reports.documents.grid import Place, grid_of
from reports.documents.keeping import MOST_LINES, has_bold_names, is_bold, row_lines, stays_whole
from reports.documents.widths import fitted
from reports.documents.word_styles import TABLE_STYLE
from reports.documents.word_xml import put

# The word of a rating and what it stands on, by tone; each pair has a contrast of 7 or more.
TONES: dict[Tone, tuple[str, str]] = {
    "blue": ("004281", "CCDFF1"),
    "red": ("6B140E", "F7D4D1"),
    "amber": ("4D3708", "FFDC8E"),
    "green": ("004C23", "CCE5D8"),
    "grey": ("354550", "DBE0E3"),
}
TWIPS_PER_PX = 15 * 12 / 16 * 1.1  # of a letter in bold 9 points, which the drawings measure in plain 16 px
MARGINS = 190  # twips, on both sides of a cell
LETTERS_OF_BLOCK = 1500  # of rows that share a merged cell, which says nothing on the page after it
# The ids of styles: to look up each of a thousand by its name takes long.
TEXT, HEADING, NUMBER = "TableText", "TableHeading", "TableNumber"


def add_table(word: WordDocument, table: Table, width: int) -> None:
    """The table across so many twips; its caption is a paragraph before it."""
    heads = [allowed(column.title) for column in table.columns]
    grid = grid_of(table)
    drawn = begin(word, [1, *row_lines(table)], columns_of(table, heads, width), table.caption)
    bold_names = has_bold_names(table)
    first, *rows = drawn._tbl.tr_lst
    write_heads(first, drawn, table, heads)
    for number, (tr, places) in enumerate(zip(rows, grid, strict=True)):
        for tc, place in zip(tr.tc_lst, places, strict=True):
            style = HEADING if is_bold(place.cell, bold_names=bold_names) else plain_style(place)
            write_place(tc, drawn, place, style, begins=place.row == number)
    if stays_whole(table):
        keep(rows)
    for block in blocks_of(grid):
        together = [rows[number] for number in block]
        if letters_in(together) <= LETTERS_OF_BLOCK:
            keep(together)
    set_look(drawn, first_row=True, first_column=all(row[0].cell.is_header for row in grid))


def write_heads(tr: Any, drawn: WordTable, table: Table, heads: Sequence[str]) -> None:
    """The row that is said again on each page, and never stands alone at the foot of one."""
    put(tr.get_or_add_trPr(), "tblHeader")
    for tc, column, head in zip(tr.tc_lst, table.columns, heads, strict=True):
        properties = write(tc, drawn, head, HEADING)._p.get_or_add_pPr()
        put(properties, "keepNext")
        if column.is_numeric:
            put(properties, "jc", val="right")


def plain_style(place: Place) -> str:
    return NUMBER if place.column.is_numeric else TEXT


def write_place(tc: Any, drawn: WordTable, place: Place, style: str, *, begins: bool) -> None:
    """What stands across several rows is written where it begins; below, its cells only go on."""
    if place.cell.rows > 1:
        put(tc.get_or_add_tcPr(), "vMerge", val="restart" if begins else "continue")
    text, tone = (allowed(place.cell.text), place.cell.tone) if begins else ("", "")
    write(tc, drawn, text, style, tone)


def add_facts(word: WordDocument, facts: Facts, width: int) -> None:
    """A table of two columns, of which the first says what the second is."""
    drawn = begin(word, row_lines(facts), [width * 3 // 10, width - width * 3 // 10], facts.title)
    for tr, fact in zip(drawn._tbl.tr_lst, facts.facts, strict=True):
        label, text = tr.tc_lst
        write(label, drawn, allowed(fact.label), HEADING)
        write(text, drawn, allowed(fact.text), TEXT, fact.tone)
    if stays_whole(facts):
        keep(drawn._tbl.tr_lst)
    set_look(drawn, first_row=False, first_column=True)


def begin(word: WordDocument, lines: Sequence[int], widths: Sequence[int], title: str) -> WordTable:
    """An empty table with its style, its widths, and its title for those who cannot see it.

    It has a row for each number of lines. One of many may go over pages: some programs cut off what else had no room.
    """
    drawn: WordTable = word.add_table(len(lines), len(widths), style=TABLE_STYLE)
    properties = drawn._tbl.tblPr
    put(properties, "tblW", w=str(sum(widths)), type="dxa")
    put(properties, "tblLayout", type="fixed")
    put(properties, "tblCaption", val=allowed(title))
    for column, width in zip(drawn._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for tr, number in zip(drawn._tbl.tr_lst, lines, strict=True):
        if number <= MOST_LINES:
            put(tr.get_or_add_trPr(), "cantSplit")
        for tc, width in zip(tr.tc_lst, widths, strict=True):
            put(tc.get_or_add_tcPr(), "tcW", w=str(width), type="dxa")
    return drawn


def write(tc: Any, table: WordTable, text: str, style: str, tone: Tone = "") -> Paragraph:
    """The words of a cell; a rating is bold on its colour."""
    paragraph = Paragraph(tc.p_lst[0], table)
    paragraph._p.style = style
    run = paragraph.add_run(text)
    if tone:
        ink, fill = TONES[tone]
        run.bold = True
        run._r.get_or_add_rPr().get_or_add_color().set(qn("w:val"), ink)
        put(tc.get_or_add_tcPr(), "shd", val="clear", color="auto", fill=fill)
    return paragraph


def keep(rows: Sequence[Any]) -> None:
    """Rows stay on one page: all of them but the last are kept with the next."""
    for tr in rows[:-1]:
        for paragraph in tr.iter(qn("w:p")):
            put(paragraph.get_or_add_pPr(), "keepNext")


def letters_in(rows: Sequence[Any]) -> int:
    return sum(len(words.text or "") for tr in rows for words in tr.iter(qn("w:t")))


def blocks_of(grid: Sequence[Sequence[Place]]) -> list[range]:
    """The rows that share merged cells, together; any other row alone."""
    begins = [number for number, row in enumerate(grid) if all(place.row == number for place in row)]
    return [range(first, after) for first, after in pairwise([*begins, len(grid)])]


def set_look(table: WordTable, *, first_row: bool, first_column: bool) -> None:
    """Which of its rows and columns are headers: a screen reader asks for it, and the style draws them."""
    flags = {"firstRow": first_row, "lastRow": False, "firstColumn": first_column, "lastColumn": False}
    values = {name: str(int(flag)) for name, flag in flags.items()}
    value = 0x0600 | 0x0020 * first_row | 0x0080 * first_column
    put(table._tbl.tblPr, "tblLook", val=f"{value:04X}", **values, noHBand="1", noVBand="1")


def columns_of(table: Table, heads: Sequence[str], width: int) -> list[int]:
    """Twips for each column, by its share and the longest word that stands in it."""
    longest = [longest_word([head]) for head in heads]
    for places in grid_of(table):
        for place in places:
            longest[place.at] = max(longest[place.at], longest_word([place.cell.text]))
    widths = [int(each) for each in fitted([column.width for column in table.columns], longest, width)]
    widths[0] += width - sum(widths)
    return widths


def longest_word(texts: Iterable[str]) -> float:
    words = (word for text in texts for word in text.split())
    return max((width_of(word) * TWIPS_PER_PX for word in words), default=0.0) + MARGINS
