"""A document as a page: read as HTML, its blocks in order, its headings and tables right for a screen reader."""

from collections import Counter
from typing import Any

import pytest
from django.template.loader import render_to_string
from lxml import html

from reports.documents.blocks import Block, Callout, Cell, Column, Document, Fact, Facts, Heading, Table
from reports.documents.page_table import shares_of
from tests.reports.documents.samples import LONG_WORD, every_part, long_document


def drawn(document: Document) -> Any:
    return html.fragment_fromstring(render_to_string("reports/document/document.html", {"document": document}))


def of(*blocks: Block) -> Document:
    return every_part().model_copy(update={"blocks": blocks, "notice": ""})


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


@pytest.fixture(scope="module")
def page() -> Any:
    return drawn(every_part())


def test_the_headings_stand_in_order_below_the_heading_of_the_page(page: Any) -> None:
    headings = [(each.tag, each.get("id"), words(each)) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]

    assert headings == [
        ("h2", "changed", "What changed"),
        ("h3", "delivery", "Delivery"),
        ("h2", "indicators", "Indicators"),
        ("h3", "indicator-2", "Indicator 2"),
    ]


def test_no_id_stands_twice_and_each_that_is_named_is_there(page: Any) -> None:
    ids = Counter(page.xpath("//@id"))
    named = [name for names in page.xpath("//@headers|//@aria-labelledby") for name in names.split()]

    assert max(ids.values()) == 1
    assert set(named) <= set(ids)
    assert {link.removeprefix("#") for link in page.xpath("//nav//a/@href")} == {"changed", "indicators"}


def test_every_word_is_there_and_none_is_markup(page: Any) -> None:
    shown = words(page)

    for text in ("Draft. Not issued.", "<b>tags</b> & \\ \"quotes\" 'n'", "=SUM(A1:A9)", LONG_WORD, "2021: 1.05."):
        assert text in shown
    assert not page.xpath("//b")


def test_a_line_break_stays_one(page: Any) -> None:
    paragraph = page.xpath("//p[starts-with(., 'First line')]")[0]

    assert len(paragraph.findall("br")) == 1


def test_the_facts_are_a_summary_list_with_a_name(page: Any) -> None:
    group = page.xpath("//*[@role='group']")[0]

    assert group.get("aria-label") == "Front sheet"
    assert [words(key) for key in group.iter("dt")] == ["Meeting", "Recommendation", "Rating"]


def test_a_rating_is_its_word_in_its_colour_and_amber_is_orange() -> None:
    tones = ("blue", "red", "amber", "green", "grey")
    page = drawn(of(Facts(title="Any", facts=[Fact(label="Rating", text=tone.title(), tone=tone) for tone in tones])))

    tags = [(words(tag), tag.get("class").split("--")[1]) for tag in page.iter("strong")]

    assert tags == [("Blue", "blue"), ("Red", "red"), ("Amber", "orange"), ("Green", "green"), ("Grey", "grey")]


def test_a_summary_is_inset_and_a_caution_warns(page: Any) -> None:
    summary = page.find_class("nhsuk-inset-text")[1]
    caution = page.find_class("nhsuk-card--warning")[0]

    assert words(summary) == "Summary The plan has 22 actions. No action is overdue."
    assert words(caution) == "Caution: Small numbers Treat with caution."


def test_one_part_alone_has_no_list_of_contents() -> None:
    page = drawn(of(Heading(level=2, text="Alone", key="alone"), Callout(title="Any", sentences=("One.",))))

    assert not page.xpath("//nav")


def test_a_simple_table_says_which_cells_are_headers(page: Any) -> None:
    table = page.xpath("//table")[0]

    assert table.xpath(".//thead//th/@scope") == ["col", "col"]
    assert table.xpath(".//tbody//th/@scope") == ["row", "row"]
    assert not table.xpath(".//@headers")


def test_every_cell_of_a_merged_block_names_the_headers_that_it_stands_under() -> None:
    table = drawn(long_document(4)).xpath("//table")[0]
    under_second = table.xpath(".//tbody/tr")[1]

    said = [words(table.get_element_by_id(name)) for name in under_second[0].get("headers").split()]

    assert table.xpath(".//th[@rowspan]/@rowspan") == ["2", "2"]
    assert len(under_second) == 4
    assert said == ["Action", "1. Relative likelihood of being appointed Score: 1.05"]


def test_what_stands_across_from_above_behind_other_cells_is_said_again_on_a_card() -> None:
    columns = [Column(title=title) for title in ("Action", "Lead", "Status")]
    first = (Cell(text="one"), Cell(text="MEGA", rows=2), Cell(text="On track"))
    page = drawn(of(Table(name="T", caption="T", columns=columns, rows=[first, (Cell(text="two"), Cell(text="Late"))])))

    again = page.xpath("//tbody/tr[2]//*[@aria-hidden='true']")

    assert [words(each) for each in again] == ["Lead: MEGA", "Action", "Status"]


def test_a_table_of_few_short_rows_is_not_torn_on_paper(page: Any) -> None:
    short, long = (drawn(document).xpath("//table")[0] for document in (every_part(), long_document(22)))

    assert "document-table--whole" in short.get("class")
    assert "document-table--whole" not in long.get("class")


def test_numbers_stand_on_the_right(page: Any) -> None:
    numbers = page.xpath("//table")[0].xpath(".//tbody//td")

    assert all("nhsuk-table__cell--numeric" in cell.get("class") for cell in numbers)


@pytest.mark.parametrize(
    ("widths", "shares"),
    [
        ([3, 6, 2, 2, 1], [20, 45, 15, 15, 5]),
        ([3, 1], [75, 25]),
        ([1, 1, 1], [35, 35, 30]),
        ([1], [100]),
        ([1000, 1], [95, 5]),
    ],
)
def test_columns_take_their_share_in_whole_steps(widths: list[int], shares: list[int]) -> None:
    assert shares_of(widths) == shares


def test_a_drawing_is_a_picture_with_its_words_below() -> None:
    figure = drawn(every_part()).xpath("//figure")[0]

    assert [each.tag for each in figure] == ["figcaption", "svg", "details"]
    assert words(figure.xpath(".//summary")[0]) == "The figures of this chart : Indicator 2 through the years"
    assert words(figure.xpath(".//details/div")[0]) == "2020: 1.31. 2021: 1.05."
