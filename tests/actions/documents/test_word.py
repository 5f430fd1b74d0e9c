"""What Word writes into a table: merged cells, lists, tracked changes, controls and links."""

import io
import random
import zipfile
from collections.abc import Sequence
from contextlib import suppress

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.documents.grids import DocumentError, Grid, as_json, from_json
from actions.documents.word import read_word
from tests.actions.documents.documents import add_table, as_bytes, docx_of, new_document
from tests.actions.documents.kingston import kingston_docx
from tests.indicators.spreadsheets.test_sheets import little_is_used, lying, packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"

MAIN = f'<Relationship Id="a" Type="{OFFICE}" Target="word/document.xml"/>'


def word_of(body: str, **others: str | bytes) -> bytes:
    """A document of this body, and other parts of its folder by name, with _ for the point."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f"<Relationships>{MAIN}</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    return packed(parts | {f"word/{name.replace('_', '.')}": part for name, part in others.items()})


def in_cell(paragraphs: str) -> bytes:
    return word_of(f"<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>")


def lines_in(content: bytes) -> list[tuple[int, str]]:
    """The level and the words of each line of the first cell."""
    return [(line.level, line.text) for line in read_word("a.docx", content)[0].rows[0][0].lines]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def run(text: str, about: str = "") -> str:
    return f"<w:r><w:rPr>{about}</w:rPr><w:t>{text}</w:t></w:r>"


PARAGRAPHS = {
    "runs are one text": (run("Review ") + run("training"), [(0, "Review training")]),
    "a link": (f"<w:hyperlink>{run('Policy')}</w:hyperlink>{run(' review')}", [(0, "Policy review")]),
    "a control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Chosen')}</w:sdtContent></w:sdt>", [(0, "Chosen")]),
    "a control that nobody filled in": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click')}</w:sdtContent></w:sdt>{run('A')}",
        [(0, "A")],
    ),
    "tracked changes": (
        f"<w:ins>{run('new ')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>{run('words')}",
        [(0, "new words")],
    ),
    "moved words": (f"<w:moveFrom>{run('there')}</w:moveFrom><w:moveTo>{run('here')}</w:moveTo>", [(0, "here")]),
    "a soft break": ("<w:r><w:t>January</w:t><w:br/><w:t>2022</w:t></w:r>", [(0, "January"), (0, "2022")]),
    "a page break": ('<w:r><w:t>one</w:t><w:br w:type="page"/><w:t> line</w:t></w:r>', [(0, "one line")]),
    "tabs and hyphens": ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>", [(0, "a b-c")]),
    "a footnote": (f'{run("Words")}<w:r><w:footnoteReference w:id="2"/></w:r>', [(0, "Words")]),
    "a field": (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>{run("March 2022")}',
        [(0, "March 2022")],
    ),
    "hidden words": (run("Seen") + run(" unseen", "<w:vanish/>"), [(0, "Seen")]),
    "a typed bullet": (run("\u2022 Train chairs"), [(1, "Train chairs")]),
    "a symbol as bullet": (f'<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>{run(" Train")}', [(1, "Train")]),
    "two typed bullets in a paragraph": (
        "<w:r><w:t>- one</w:t><w:br/><w:t>- two</w:t></w:r>",
        [(1, "one"), (1, "two")],
    ),
}


@pytest.mark.parametrize(("written", "lines"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_is_read_as_it_would_be_printed(written: str, lines: list[tuple[int, str]]) -> None:
    assert lines_in(in_cell(f"<w:p>{written}</w:p>")) == lines


def test_a_paragraph_whose_end_is_deleted_runs_on_into_the_next() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"

    assert lines_in(in_cell(f"<w:p>{deleted}{run('Train ')}</w:p><w:p>{run('chairs')}</w:p>")) == [(0, "Train chairs")]


@pytest.mark.parametrize("sign", ["\u2022", "-", "*", "o ", "1.", "(a)", "a)", "\u2013", "\uf0b7", "ii."])
def test_a_sign_that_somebody_typed_makes_a_point(sign: str) -> None:
    assert lines_in(docx_of([f"{sign} Train chairs", "b"])) == [(1, "Train chairs")]


@pytest.mark.parametrize("text", ["1.05", "Q3 2022", "e.g. this", "-0.64%", "o\u2019clock", "A. Smith", "31 March"])
def test_what_only_looks_like_a_sign_makes_none(text: str) -> None:
    assert lines_in(docx_of([text, "b"])) == [(0, text)]


def test_a_second_kind_of_sign_is_a_second_level() -> None:
    content = docx_of([["1. First", "a) part", "b) part", "2. Second"], "b"])

    assert [level for level, _ in lines_in(content)] == [1, 2, 2, 1]


def test_lists_of_word_have_their_levels_and_the_numbers_that_word_draws() -> None:
    document = new_document()
    cell = add_table(document, ["", ""]).cell(0, 0)
    for style in ("List Bullet", "List Bullet 2", "List Bullet", "List Number", "List Number"):
        cell.add_paragraph("Point", style=style)

    lines = read_word("a.docx", as_bytes(document))[0].rows[0][0].lines[1:]

    assert [line.level for line in lines] == [1, 2, 1, 1, 1]
    assert [line.marker for line in lines][3:] == ["1.", "2."]


def test_merged_cells_stand_in_every_place_that_they_cover() -> None:
    document = new_document()
    table = add_table(document, ["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"])
    table.cell(0, 0).merge(table.cell(2, 0)).text = "down"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "across"

    [grid] = read_word("a.docx", as_bytes(document))

    assert texts(grid) == [["down", "b", "c"], ["down", "across", "across"], ["down", "h", "i"]]
    assert (grid.rows[2][0].row, grid.rows[2][0].rows) == (0, 3)
    assert len(grid.across(1)) == 2


def test_a_deleted_row_is_not_read_and_an_inserted_one_is() -> None:
    def row(about: str, text: str) -> str:
        return f"<w:tr><w:trPr>{about}</w:trPr><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr>"

    content = word_of(f"<w:tbl>{row('<w:del/>', 'old')}{row('<w:ins/>', 'new')}</w:tbl>")

    assert texts(read_word("a.docx", content)[0]) == [["new"]]


def test_controls_around_rows_cells_and_tables_hide_nothing() -> None:
    cell = f"<w:sdt><w:sdtContent><w:tc><w:p>{run('in')}</w:p></w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"
    content = word_of(f"<w:sdt><w:sdtContent><w:tbl>{row}</w:tbl></w:sdtContent></w:sdt>")

    assert texts(read_word("a.docx", content)[0]) == [["in"]]


def test_a_table_in_a_cell_is_words_of_that_cell_and_a_table_of_its_own() -> None:
    document = new_document()
    cell = add_table(document, ["Before", "b"]).cell(0, 0)
    nested = cell.add_table(1, 2)
    nested.cell(0, 0).text, nested.cell(0, 1).text = "Band 8A", "73"

    outer, inner = read_word("a.docx", as_bytes(document))

    assert outer.rows[0][0].text == "Before Band 8A, 73"
    assert (texts(inner), inner.within) == ([["Band 8A", "73"]], "Table 1")


def test_a_table_knows_the_text_above_it() -> None:
    document = new_document("Title", "Indicator 2")
    add_table(document, ["a", "b"])
    add_table(document, ["c", "d"])

    assert [grid.above for grid in read_word("a.docx", as_bytes(document))] == [("Title", "Indicator 2"), ()]


def test_a_grid_that_is_kept_is_the_same_again() -> None:
    for grid in read_word("a.docx", kingston_docx()):
        assert from_json(as_json(grid)) == grid


# ---- files that are none, and files that mean harm


def deep(levels: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * levels


def zeros(megabytes: int) -> bytes:
    file = io.BytesIO(in_cell("<w:p/>"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/more.xml", "w") as part:
        for _ in range(megabytes):
            part.write(bytes(1_000_000))
    return file.getvalue()


ROW = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 60 + "</w:tr>"
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><w:document/>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document>&x;</w:document>'
REFUSED = {
    "nothing": ("a.docx", b"", "empty"),
    "an older file": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"older Word file.*\.docx"),
    "a locked file": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
    "a PDF": ("a.docx", b"%PDF-1.7\n1 0 obj", "is a PDF"),
    "a picture": ("a.docx", b"\x89PNG\r\n\x1a\n\x00\x00", "is no Word document"),
    "a web page": ("a.doc", b"<html><table>", "is no Word document"),
    "a file with macros by name": ("a.docm", in_cell("<w:p/>"), "macros"),
    "a file with macros": ("a.docx", word_of("", vbaProject_bin=b"1"), "macros"),
    "a workbook": ("a.docx", packed({"xl/workbook.xml": "<workbook/>"}), "not a Word document"),
    "an OpenDocument file": ("a.docx", packed({"mimetype": "", "content.xml": "<a/>"}), "OpenDocument"),
    "6 MB": ("a.docx", b"PK\x03\x04" + bytes(6_000_000), "larger than 5 MB"),
    "half of a file": ("a.docx", kingston_docx()[:9_000], "damaged"),
    "200 MB of zeros": ("a.docx", zeros(200), "unpacks to far more"),
    "40 MB that are said to be 1,000 bytes": ("a.docx", lying(zeros(40), 40_000_000, 1_000), "damaged"),
    "entities": ("a.docx", word_of("", document_xml=LAUGHS), "XML"),
    "a file of the server": ("a.docx", word_of("", document_xml=OUTSIDE), "XML"),
    "tables 1,000 deep": ("a.docx", word_of(deep(1_000)), "damaged"),
    "a table of 2,001 rows": ("a.docx", word_of(f"<w:tbl>{'<w:tr/>' * 2_001}</w:tbl>"), "more than 2,000 rows"),
    "many cells": ("a.docx", word_of(f"<w:tbl>{ROW * 501}</w:tbl>"), "more cells"),
    "a very wide cell": (
        "a.docx",
        word_of('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>'),
        "more cells",
    ),
    "301 tables": ("a.docx", word_of("<w:tbl/>" * 301), "more than 300 tables"),
    "a million tags": (
        "a.docx",
        word_of("<w:p/>" * 700_000, x_xml=random.Random(1).randbytes(99_000).hex()),
        "unpacks",
    ),
    "1,000 parts": ("a.docx", word_of("", **{f"a{at}_xml": "<a/>" for at in range(1_000)}), "more than 500 parts"),
}


@pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_document_or_means_harm_is_refused_in_words_and_takes_little(
    name: str, content: bytes, words: str
) -> None:
    with little_is_used(), pytest.raises(DocumentError, match=words):
        read_word(name, content)


def test_what_a_document_says_is_elsewhere_is_not_fetched() -> None:
    body = f"<w:tbl><w:tr><w:tc><w:p>{run('Words')}</w:p></w:tc></w:tr></w:tbl>"
    relations = (
        '<Relationships><Relationship Id="a" TargetMode="External" Target="https://evil.example/styles.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>'
    )
    content = word_of(body, **{"_rels/document_xml_rels": relations})

    assert texts(read_word("a.docx", content)[0]) == [["Words"]]


def test_a_document_cut_short_anywhere_is_refused() -> None:
    whole = docx_of(["a", "b"])
    for length in range(0, len(whole) - 1, 700):
        with pytest.raises(DocumentError):
            read_word("a.docx", whole[:length])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from('<>"/= w:p1&;')), max_size=4))
def test_a_document_of_changed_xml_is_read_or_refused(changes: Sequence[tuple[float, str]]) -> None:
    letters = list(deep(2) + f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc></w:tr></w:tbl>")
    for at, letter in changes:
        letters[int(at * len(letters))] = letter
    with suppress(DocumentError):  # any other error fails the test
        read_word("a.docx", word_of("".join(letters)))


def test_python_docx_agrees_that_the_document_is_one() -> None:
    assert len(Document(io.BytesIO(kingston_docx())).tables) == len(read_word("a.docx", kingston_docx())) == 2
