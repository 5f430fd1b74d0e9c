"""A document as a Word file: read again by two libraries, and the same each time."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import docx
import mammoth
import pytest
import time_machine
from django.conf import settings
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree, html

from indicators.charts.picture import PictureError
from reports.documents.allowed import allowed
from reports.documents.blocks import (
    Block,
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
from reports.documents.word import word_of
from reports.documents.word_tables import TONES
from tests.reports.documents.reading import first_missing, plain, texts_of
from tests.reports.documents.samples import DATED_ON, SVG, every_part, long_document

FONTS = settings.DOCUMENT_FONTS


@cache
def every_part_as_word() -> bytes:
    return word_of(every_part(), fonts=FONTS)


@cache
def read() -> Any:
    """What Mammoth reads, as HTML."""
    return html.fromstring(mammoth.convert_to_html(io.BytesIO(every_part_as_word())).value)


def of(*blocks: Block) -> Document:
    return every_part().model_copy(update={"blocks": blocks, "notice": ""})


def opened(document: Document | None = None) -> Any:
    return docx.Document(io.BytesIO(word_of(document, fonts=FONTS) if document else every_part_as_word()))


def words(element: Any) -> str:
    return plain(" ".join(element.itertext()))


def wide_table(columns: int) -> Table:
    heads = [Column(title=f"Column {number}") for number in range(columns)]
    return Table(name="Wide", caption="Wide", columns=heads, rows=[[Cell(text="x")] * columns])


@pytest.mark.parametrize("document", [every_part(), long_document(22)], ids=["every part", "22 actions"])
def test_a_second_library_reads_every_word_in_order(document: Document) -> None:
    found = html.fromstring(mammoth.convert_to_html(io.BytesIO(word_of(document, fonts=FONTS))).value)
    texts = [document.title, document.subtitle, document.organisation, *texts_of(document)]

    assert first_missing(iter(texts), words(found)) == ""


def test_headings_have_their_levels() -> None:
    headings = [(each.tag, words(each)) for each in read().xpath("//h1|//h2|//h3|//h4")]

    assert headings == [("h1", "What changed"), ("h2", "Delivery"), ("h1", "Indicators"), ("h2", "Indicator 2")]


def test_a_list_is_a_list() -> None:
    assert words(read().xpath("//ul/li")[0]) == "=SUM(A1:A9)"


def test_a_table_has_a_head_and_merged_cells() -> None:
    facts, delivery, actions = read().xpath("//table")

    assert not facts.xpath(".//thead")
    assert [words(cell) for cell in delivery.xpath("./thead/tr/th")] == ["Rating", "Actions"]
    assert [len(row) for row in actions.xpath("./tbody/tr")] == [5, 4, 5, 4]
    assert actions.xpath("./tbody/tr/td/@rowspan") == ["2", "2"]


def test_a_drawing_has_its_words() -> None:
    assert read().xpath("//img/@alt") == ["2020: 1.31. 2021: 1.05."]


def test_real_styles_are_used() -> None:
    word = opened()
    used = [paragraph.style.name for paragraph in word.paragraphs]

    assert used[:4] == ["Title", "Subtitle", "After Table", "Callout"]
    assert {"Heading 1", "Heading 2", "List Bullet", "Caption", "Caution", "Figure"} <= set(used)
    assert {table.style.name for table in word.tables} == {"Tracker Table"}
    assert all(paragraph.style.name.startswith("Table ") for paragraph in word.tables[2]._cells[0].paragraphs)


def test_headings_and_captions_of_tables_stay_with_what_follows() -> None:
    word = opened()
    captions = [each for each in word.paragraphs if each.style.name == "Caption"]

    assert [each.paragraph_format.keep_with_next for each in captions] == [True, True, False]
    assert [each.text.split(".")[0] for each in captions] == ["Table 1", "Table 2", "Figure 1"]
    assert all(word.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3))


def test_the_words_before_a_drawing_stay_with_it() -> None:
    caution = Callout(title="Small numbers", sentences=("One.", "Two."), is_caution=True)
    drawing = Figure(title="F", alternative="F", svg=SVG)
    word = opened(of(Paragraph(text="a"), caution, drawing, Paragraph(text="b")))

    kept = [(each.text, each.paragraph_format.keep_with_next) for each in word.paragraphs[2:]]

    assert kept == [
        ("a", True),
        ("Caution: Small numbers", True),
        ("One.", True),
        ("Two.", True),
        ("", None),
        ("Figure 1. F", False),
        ("b", None),
    ]
    assert word.styles["Figure"].paragraph_format.keep_with_next


def test_two_callouts_in_a_row_are_two_boxes() -> None:
    callout = Callout(title="In short", sentences=("One.",))
    caution = Callout(title="Small numbers", sentences=("Two.",), is_caution=True)

    styles = [each.style.name for each in opened(of(callout, callout, caution)).paragraphs[2:]]

    assert styles == ["Callout", "Callout", "After Table", "Callout", "Callout", "Caution", "Caution"]


def test_a_long_note_may_go_over_pages() -> None:
    word = opened(of(Callout(title="Commentary", sentences=["Words. " * 50] * 10)))

    kept = [each.paragraph_format.keep_with_next for each in word.paragraphs if each.style.name == "Callout"]

    assert kept == [True, *[None] * 10]


@pytest.mark.parametrize(("size", "millimetres"), [((160, 48), 12.7), ((400, 280), 54), ((1600, 280), 29.75)])
def test_a_drawing_is_no_larger_than_drawn_and_never_wider_or_higher_than_its_room(
    size: tuple[int, int], millimetres: float
) -> None:
    svg = SVG.replace('width="160" height="48" viewBox="0 0 160 48"', 'width="{0}" height="{1}" viewBox="0 0 {0} {1}"')
    word = opened(of(Figure(title="F", alternative="F", svg=svg.format(*size))))

    assert word.inline_shapes[0].height / Mm(1) == pytest.approx(millimetres, abs=0.1)


def test_the_name_of_a_row_is_not_bold_where_it_is_a_sentence() -> None:
    columns = [Column(title="Action"), Column(title="Lead")]
    names = ["2. Short", "1. " + "A long action. " * 5]
    tables = [
        Table(name=f"T{at}", caption="T", columns=columns, rows=[[Cell(text=name, is_header=True), Cell(text="MEGA")]])
        for at, name in enumerate(names)
    ]

    found = [table.rows[1].cells[0].paragraphs[0].style.name for table in opened(of(*tables)).tables]

    assert found == ["Table Heading", "Table Text"]


def test_a_row_that_is_very_long_may_go_over_pages() -> None:
    facts = Facts(title="F", facts=[Fact(label="a", text="b"), Fact(label="c", text="d" * 3000)])

    rows = opened(of(facts)).tables[0]._tbl.tr_lst

    assert [bool(row.xpath("./w:trPr/w:cantSplit")) for row in rows] == [True, False]
    assert not rows[0].xpath("./w:tc/w:p/w:pPr/w:keepNext")


def test_captions_and_pages_are_counted_by_fields() -> None:
    word = opened()
    fields = [each.text.strip() for each in word.element.iter(qn("w:instrText"))]
    foot = [each.text.strip() for each in word.sections[0].footer._element.iter(qn("w:instrText"))]

    assert fields == ["SEQ Table \\* ARABIC", "SEQ Table \\* ARABIC", "SEQ Figure \\* ARABIC"]
    assert foot == ["PAGE", "NUMPAGES"]


def test_heads_repeat_and_no_row_breaks() -> None:
    for table in opened().tables[1:]:
        first, *others = table._tbl.tr_lst

        assert first.xpath("./w:trPr/w:tblHeader")
        assert not any(row.xpath("./w:trPr/w:tblHeader") for row in others)
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in table._tbl.tr_lst)


def test_a_table_says_what_it_is_and_which_cells_are_headers() -> None:
    properties = opened().tables[2]._tbl.tblPr
    look = properties.find(qn("w:tblLook"))

    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Actions of the plan"
    assert (look.get(qn("w:firstRow")), look.get(qn("w:val"))) == ("1", "06A0")


def test_rows_under_one_merged_cell_stay_together_unless_they_are_long() -> None:
    rows = opened(long_document(22)).tables[0]._tbl.tr_lst[1:]

    kept = [bool(row.xpath("./w:tc/w:p/w:pPr/w:keepNext")) for row in rows]

    assert kept == [True, False] * 11


def test_numbers_stand_on_the_right_and_a_rating_on_its_colour() -> None:
    word = opened()
    rating, number = word.tables[1].rows[1].cells

    assert number.paragraphs[0].style.name == "Table Number"
    assert rating._tc.xpath("./w:tcPr/w:shd/@w:fill") == [TONES["blue"][1]]
    assert rating.text == "Complete"


@pytest.mark.parametrize("tone", sorted(TONES))
def test_the_word_of_a_rating_can_be_read_on_its_colour(tone: Any) -> None:
    ink, fill = (luminance(colour) for colour in TONES[tone])

    assert (fill + 0.05) / (ink + 0.05) >= 7


def luminance(colour: str) -> float:
    """As WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_columns_take_their_share_of_the_page() -> None:
    table = Table(
        name="T",
        caption="T",
        columns=[Column(title="A", width=3), Column(title="B", width=1)],
        rows=[[Cell(text="a"), Cell(text="b")]],
    )
    grid = opened(of(table)).tables[0]._tbl.tblGrid

    widths = [int(column.get(qn("w:w"))) for column in grid.gridCol_lst]

    assert widths == [7229, 2409]
    assert sum(widths) == Mm(170).twips


def test_a_notice_is_on_top_of_every_page_and_the_paper_at_its_foot() -> None:
    section = opened().sections[0]

    assert section.header.paragraphs[0].text == "Draft. Not issued."
    assert section.footer.paragraphs[0].text == "WRES progress, Q3 2021/22\tPage 1 of 1"
    assert opened(of()).sections[0].header.paragraphs[0].text == ""


def test_a_table_of_many_columns_lies_with_its_heading() -> None:
    lead = [Heading(level=2, text="Log"), Heading(level=3, text="All"), Paragraph(text="As it stands.")]
    word = opened(of(Paragraph(text="Before"), *lead, wide_table(7), Heading(level=2, text="After")))

    pages = [(section.page_width > section.page_height) for section in word.sections]
    last = [(each.text, each.style.name) for each in word.paragraphs if each._p.xpath("./w:pPr/w:sectPr")]

    assert pages == [False, True, False]
    assert [section.footer.paragraphs[0].text[-11:] for section in word.sections] == ["Page 1 of 1"] * 3
    assert last == [("Before", "Normal"), ("", "After Table")]


def test_a_document_that_begins_with_such_a_table_lies_from_the_start() -> None:
    assert [each.orientation for each in opened(of(wide_table(7))).sections] == [1]


def test_a_table_of_few_columns_stands_upright() -> None:
    assert [each.orientation for each in opened(of(wide_table(6))).sections] == [0]


def test_the_file_says_what_it_is() -> None:
    word = opened()
    properties = word.core_properties

    assert properties.title == "Race equality: progress in Q3 2021/22"
    assert properties.author == properties.last_modified_by == "Head of Equality, Diversity & Inclusion"
    assert properties.language == "en-GB"
    assert properties.created.date() == properties.modified.date() == DATED_ON
    assert word.styles.element.xpath("//w:docDefaults//w:lang/@w:val") == ["en-GB"]
    assert word.settings.element.xpath("//w:compatSetting[@w:name='compatibilityMode']/@w:val") == ["15"]


def test_it_holds_nothing_of_the_program_that_wrote_it() -> None:
    with zipfile.ZipFile(io.BytesIO(every_part_as_word())) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name or name.endswith("app.xml")]
        assert b"python-docx" not in file.read("docProps/core.xml")


def test_two_tables_never_touch_and_the_last_is_followed_by_a_paragraph() -> None:
    facts = Facts(title="F", facts=[Fact(label="a", text="b")])
    body = opened(of(facts, facts, wide_table(2))).element.body

    tags = [etree.QName(each).localname for each in body]

    assert tags == ["p", "p", "tbl", "p", "tbl", "p", "p", "tbl", "p", "sectPr"]


def test_what_xml_forbids_is_left_out_and_every_line_break_is_one() -> None:
    bad = "a\x00b\x1fc\ufffe\x0bd\r\ne\u2028f"
    document = of(
        Heading(level=2, text=bad),
        Facts(title=bad, facts=[Fact(label=bad, text=bad)]),
        Table(name="T", caption=bad, columns=[Column(title=bad)], rows=[[Cell(text=bad)]]),
        Figure(title=bad, alternative=bad, svg=SVG),
    ).model_copy(update={"title": bad, "author": bad, "notice": bad, "running": bad})

    word = opened(document)

    assert allowed(bad) == "abc\nd\ne\nf"
    assert word.paragraphs[0].text == word.core_properties.title == "abc\nd\ne\nf"
    assert word.tables[0].rows[0].cells[1].text == "abc\nd\ne\nf"


def test_very_long_properties_are_cut() -> None:
    long = every_part().model_copy(update={"title": "t" * 300, "subtitle": "s" * 300, "author": "a" * 300})

    assert len(opened(long).core_properties.title) == 255


def test_the_same_document_gives_the_same_bytes_at_another_time() -> None:
    with time_machine.travel(datetime(2022, 1, 12, 9, tzinfo=UTC)) as clock:
        once = word_of(every_part(), fonts=FONTS)
        clock.shift(timedelta(seconds=3))

        assert word_of(every_part(), fonts=FONTS) == once
        clock.shift(timedelta(days=400))
        assert word_of(every_part(), fonts=FONTS) == once


def test_a_drawing_that_cannot_be_read_is_told() -> None:
    with pytest.raises(PictureError):
        word_of(of(Figure(title="F", alternative="F", svg="no drawing")), fonts=FONTS)
