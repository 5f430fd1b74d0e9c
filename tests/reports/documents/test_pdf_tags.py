"""A PDF is whole for a screen reader: all that is written is tagged, and says its language, level, headers or words."""

import re

import pytest

from reports.documents.blocks import Bullets, Cell, Facts, Heading
from tests.reports.documents.pdf_reading import squeezed
from tests.reports.documents.pdf_samples import DOCUMENTS, one_table, read, with_blocks
from tests.reports.documents.samples import COLUMNS, every_part, long_document

PAGE_NUMBERS = re.compile(r"Page \d+ of \d+$")


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


def test_a_name_of_a_row_that_is_not_bold_is_still_its_header() -> None:
    sentence = "Review recruitment training, and report on it to the committee each quarter."
    row = (Cell(text=sentence, is_header=True), *(Cell(text="Any") for _ in COLUMNS[1:]))

    [table] = read(with_blocks(one_table(row))).tags.find("Table")

    assert [tag.words for tag in table.find("TH") if tag.attributes["/Scope"] == "/Row"] == [sentence]


def test_no_cell_lists_its_headers_so_that_those_of_its_row_count_too() -> None:
    cells = read(every_part()).tags.find("TH", "TD")

    assert not [cell for cell in cells if "/Headers" in cell.attributes]


def test_facts_are_a_table_whose_summary_is_their_title() -> None:
    facts = read(every_part()).tags.find("Table")[0]

    assert facts.attributes["/Summary"] == "Front sheet"
    assert [tag.words for tag in facts.find("TH")] == ["Meeting", "Recommendation", "Rating"]
    assert {tag.attributes["/Scope"] for tag in facts.find("TH")} == {"/Row"}


def test_lists_with_nothing_in_them_are_left_out() -> None:
    empty = (Facts(title="Nothing", facts=()), Bullets(items=()), *every_part().blocks[:1])

    tags = read(every_part().model_copy(update={"blocks": empty})).tags

    assert [tag.attributes["/Summary"] for tag in tags.find("Table", "L")] == ["Front sheet"]


def test_words_that_look_like_tags_change_none() -> None:
    looks = "/S/Table/P 1 0 R 1 0 obj <</Type/StructElem/S/TD/P 1 0 R/A[<</O/Table/Headers[]>>/BackgroundColor[1 1 1]"
    blocks = (Heading(level=2, text=looks), *every_part().blocks[:1])

    tags = read(every_part().model_copy(update={"blocks": blocks})).tags

    assert [squeezed(tag.words) for tag in tags.find("H2")] == [squeezed(looks)]
    assert [tag.attributes["/Summary"] for tag in tags.find("Table")] == ["Front sheet"]


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
