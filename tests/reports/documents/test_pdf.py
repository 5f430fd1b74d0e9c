"""A PDF is whole for eyes and for a screen reader: its tags, its words in order, and its pages."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from reports.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
)
from reports.documents.pdf import PdfError, pdf_of
from tests.reports.documents.pdf_reading import Letter, ReadPdf
from tests.reports.documents.samples import COLUMNS, SVG, every_part, long_document, text

FONTS: list[Path] = settings.DOCUMENT_FONTS
ROOT = Path(__file__).parents[3]
MARGIN = 2 / 2.54 * 72
WIDTH, HEIGHT = 595.3, 841.9
WORDS = "Recruitment responsibilities notwithstanding, the committee asked for evidence. "
PAGE_NUMBERS = re.compile(r"Page \d+ of \d+$")


@pytest.fixture(autouse=True)
def fonts_are_there() -> None:
    if not all(font.is_file() for font in FONTS):
        pytest.fail("The document fonts are missing: run 'make test', which fetches them.")


def with_blocks(*blocks: Block) -> Document:
    return every_part().model_copy(update={"blocks": blocks})


def read(document: Document) -> ReadPdf:
    return ReadPdf(pdf_of(document, fonts=FONTS))


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


def wide_table() -> Document:
    columns = tuple(Column(title=f"Column {at}", width=1 + at % 5) for at in range(12))
    return with_blocks(one_table(tuple(text("Responsibilities of 12,345,678") for _ in columns), columns=columns))


DOCUMENTS = {
    "every part": every_part(),
    "22 actions": long_document(22),
    "200 actions": long_document(200),
    "long cells": long_cells(),
    "a long block": long_block(),
    "twelve columns": wide_table(),
}


def texts_of(block: Block) -> list[str]:
    """What somebody reads of a part, in order."""
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Callout():
            return [block.title, *block.sentences]
        case Bullets():
            return list(block.items)
        case Facts():
            return [word for fact in block.facts for word in (fact.label, fact.text)]
        case Figure():
            return [block.title]
        case Table():
            return [
                block.caption,
                *(column.title for column in block.columns),
                *(cell.text for row in block.rows for cell in row),
            ]
    raise AssertionError(block)


def squeezed(words: str) -> str:
    """Without what a line break leaves or takes: spaces, hyphens and places where a word may break."""
    return re.sub(r"[\s\u200b\u00ad\u0002\ufffe-]", "", words)


# ---- tags


def test_it_says_that_it_is_accessible_in_which_language_and_what_it_is() -> None:
    pdf = read(every_part())

    assert pdf.catalog["/Lang"] == "en-GB"
    assert pdf.catalog["/MarkInfo"]["/Marked"]
    assert pdf.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.catalog["/Metadata"].get_data().decode()
    assert pdf.reader.metadata is not None
    assert pdf.reader.metadata.title == every_part().title
    assert pdf.reader.metadata.author == every_part().author
    assert pdf.reader.metadata["/CreationDate"] == "D:20220112000000Z"


def test_headings_are_tagged_with_their_level_and_are_bookmarks() -> None:
    pdf = read(every_part())

    headings = [(tag.kind, tag.words) for tag in pdf.tags.find("H1", "H2", "H3", "H4")]
    assert headings == [
        ("H1", every_part().title),
        ("H2", "What changed"),
        ("H3", "Delivery"),
        ("H2", "Indicators"),
        ("H3", "Indicator 2"),
    ]
    assert pdf.titles() == [(0, "What changed"), (1, "Delivery"), (0, "Indicators"), (1, "Indicator 2")]


def test_a_table_has_its_caption_and_headers_of_columns_and_rows() -> None:
    [_, delivery, actions] = read(every_part()).tags.find("Table")

    assert [tag.words for tag in delivery.find("Caption")] == ["Delivery of the 3 actions"]
    headers = [(tag.words, tag.attributes["/Scope"]) for tag in delivery.find("TH")]
    assert headers == [
        ("Rating", "/Column"),
        ("Actions", "/Column"),
        ("Complete", "/Row"),
        ("Overdue or off track", "/Row"),
    ]
    assert [tag.words for tag in delivery.find("TD")] == ["1", "2"]
    across = [tag for tag in actions.find("TH") if tag.attributes["/Scope"] == "/Row"]
    assert [tag.attributes["/RowSpan"] for tag in across] == [2, 2]


def test_no_cell_lists_its_headers_so_that_those_of_its_row_count_too() -> None:
    cells = read(every_part()).tags.find("TH", "TD")

    assert not [cell for cell in cells if "/Headers" in cell.attributes]


def test_facts_are_a_table_whose_summary_is_their_title() -> None:
    facts = read(every_part()).tags.find("Table")[0]

    assert facts.attributes["/Summary"] == "Front sheet"
    assert [tag.words for tag in facts.find("TH")] == ["Meeting", "Recommendation", "Rating"]
    assert {tag.attributes["/Scope"] for tag in facts.find("TH")} == {"/Row"}


def test_a_table_that_goes_over_pages_repeats_its_head_and_is_tagged_once() -> None:
    pdf = read(long_document(22))

    heads = [page for page in range(len(pdf.pages)) if re.search(r"Indicator Action Timescale", pdf.text(page))]
    assert heads == [0, 1, 2]
    assert len([tag for tag in pdf.tags.find("TH") if tag.attributes["/Scope"] == "/Column"]) == len(COLUMNS)


def test_every_drawing_has_its_words() -> None:
    figures = read(every_part()).tags.find("Figure")

    assert [figure.alternative for figure in figures] == ["2020: 1.31. 2021: 1.05."]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_all_that_is_written_on_a_page_is_tagged_or_left_out_on_purpose(name: str) -> None:
    document = DOCUMENTS[name]
    pdf = read(document)

    titles = "".join(column.title for column in COLUMNS)
    for page, marked in zip(pdf.reader.pages, pdf.marked, strict=True):
        assert page["/Tabs"] == "/S"
        assert "/StructParents" in page
        beside = {document.notice + heads + document.running for heads in ("", titles)}
        assert squeezed(PAGE_NUMBERS.sub("", marked[-1])) in map(squeezed, beside)


# ---- words


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_is_read_in_order(name: str) -> None:
    document = DOCUMENTS[name]
    said = squeezed(read(document).tags.words)

    place = 0
    opening = [document.organisation, document.title, document.subtitle, document.notice]
    for words in [*opening, *(words for block in document.blocks for words in texts_of(block))]:
        found = said.find(squeezed(words), place)
        assert found >= 0, words
        place = found + len(squeezed(words))


def test_no_character_is_read_as_markup() -> None:
    signs = "#hash *stars* _under_ $dollar$ `raw` <b>tags</b> & \\ \"quotes\" 'n' @at // /* ~ = - + [x] #{1} \\u{41}"

    [words] = [tag.words for tag in read(with_blocks(Paragraph(text=signs))).tags.find("P")][-1:]

    assert words == signs


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("\u4e2d \u2705", "\u25a1 \u25a1"),
        ("a\x00b\ufeffc\u200dd\x07", "abcd"),
        ("one\x0btwo\r\nthree", "one two three"),
        ("e\u0301\u2192\u2265", "e\u0301\u2192\u2265"),
    ],
)
def test_a_letter_that_the_fonts_lack_is_a_box_and_what_nobody_sees_is_left_out(words: str, expected: str) -> None:
    pdf = read(
        with_blocks(Paragraph(text=words), Figure(title="A chart", alternative="1", svg=SVG.replace("1.05", "\u2705")))
    )

    assert [tag.words for tag in pdf.tags.find("P")][-1] == expected


@given(words=st.text(min_size=1), language=st.sampled_from(["en-GB", "en", "cy-GB"]))
@settings_of_hypothesis(max_examples=80, deadline=None)
def test_no_text_at_all_breaks_it(words: str, language: str) -> None:
    parts = (Heading(level=2, text=words), Paragraph(text=words), one_table(*[(text(words),) * len(COLUMNS)] * 2))
    changed = {"language": language, "title": f"A {words}", "author": words, "running": words, "notice": words}

    pdf = pdf_of(with_blocks(*parts).model_copy(update=changed), fonts=FONTS)

    assert pdf.startswith(b"%PDF-1.7")


def test_an_empty_table_says_so() -> None:
    pdf = read(
        with_blocks(one_table(), Bullets(items=()), Facts(title="Nothing", facts=()), Paragraph(text="The end."))
    )

    assert [tag.words for tag in pdf.tags.find("TD")] == ["None."]


def test_a_draft_says_so_on_each_page_and_in_what_is_read() -> None:
    pdf = read(long_document(22).model_copy(update={"notice": "Draft. Not issued."}))

    assert all("Draft. Not issued." in pdf.text(page).split("\n")[0] for page in range(len(pdf.pages)))
    assert pdf.tags.words.count("Draft. Not issued.") == 1


def test_each_page_says_which_of_how_many_it_is_and_of_what() -> None:
    pdf = read(long_document(22))

    lasts = [pdf.text(page).split("\n")[-1] for page in range(len(pdf.pages))]
    assert lasts == [f"WRES progress, Q3 2021/22 Page {page} of {len(lasts)}" for page in range(1, len(lasts) + 1)]


# ---- pages


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_cut_off_or_lies_on_something_else(name: str) -> None:
    pdf = read(DOCUMENTS[name])

    for page in range(len(pdf.pages)):
        letters = pdf.letters(page)
        for letter in letters:
            left, bottom, right, top = letter.box
            assert left >= MARGIN - 1, letter
            assert right <= WIDTH - MARGIN + 1, letter
            assert 20 <= bottom < top <= HEIGHT - 20, letter
        assert not overlaps(letters)


def overlaps(letters: list[Letter]) -> list[tuple[Letter, Letter]]:
    """Letters of one line that stand on each other, as where a word runs out of its cell."""
    lines: dict[int, list[Letter]] = {}
    for letter in letters:
        lines.setdefault(round(letter.box[1] / 4), []).append(letter)
    found = []
    for line in lines.values():
        line.sort(key=lambda letter: letter.box[0])
        found += [(one, two) for one, two in pairwise(line) if one.box[2] > two.box[0] + 1]
    return found


def test_a_block_that_goes_over_pages_names_its_indicator_on_each() -> None:
    pdf = read(long_block())

    assert len(pdf.pages) > 1
    for page in range(len(pdf.pages)):
        assert "5. Harassment" in pdf.text(page)
        assert page == 0 or "(continued)" in pdf.text(page)


@pytest.mark.parametrize("lines", range(20, 44))
def test_no_heading_and_no_caption_stands_alone_at_the_foot_of_a_page(lines: int) -> None:
    filler = Paragraph(text="\n".join("line" for _ in range(lines)))
    pdf = read(with_blocks(filler, Heading(level=2, text="A heading"), every_part().blocks[7], filler))

    for page in range(len(pdf.pages)):
        *body, last, _ = pdf.text(page).split("\n")
        assert body
        assert last not in {"A heading", "Actions of the plan"}
        assert not last.startswith("Indicator Action")


# ---- bytes


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "import sys, hashlib; from pathlib import Path\n"
        "from reports.documents.pdf import pdf_of\n"
        "from tests.reports.documents.samples import every_part\n"
        "made = pdf_of(every_part(), fonts=[Path(font) for font in sys.argv[1:]])\n"
        "sys.stdout.buffer.write(made)"
    )
    environment = {"PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"}

    elsewhere = subprocess.run(
        [sys.executable, "-c", program, *map(str, FONTS)], capture_output=True, check=True, cwd=ROOT, env=environment
    ).stdout

    assert elsewhere == pdf_of(every_part(), fonts=FONTS) == pdf_of(every_part(), fonts=FONTS)


def test_another_day_or_word_gives_other_bytes() -> None:
    changed = [every_part().model_copy(update={"author": "Somebody else"}), long_document(2), every_part()]

    assert len({pdf_of(document, fonts=FONTS) for document in changed}) == 3


# ---- what goes wrong


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match=r"These fonts are not there: Lost\.ttf"):
        pdf_of(every_part(), fonts=[*FONTS, tmp_path / "Lost.ttf"])


def test_a_font_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "Broken.ttf"
    broken.write_bytes(b"no font")

    for fonts in ([], [broken]):
        with pytest.raises(PdfError, match="No font was given that can be read"):
            pdf_of(every_part(), fonts=fonts)
    with pytest.raises(PdfError, match=r"Broken\.ttf is no TrueType font"):
        pdf_of(every_part(), fonts=[*FONTS, broken])


def test_a_drawing_that_cannot_be_read_is_refused_in_words() -> None:
    with pytest.raises(PdfError, match="Look at its charts first"):
        pdf_of(with_blocks(Figure(title="A chart", alternative="None", svg="<svg")), fonts=FONTS)
