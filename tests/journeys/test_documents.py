"""A document as a page: on a desk, on a phone, and with wider text."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import NARROW, WIDE, check, set_text_wider
from tests.journeys.conftest import OpenAs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.reports.documents.page_urls"),
]


@pytest.mark.parametrize("actions", [0, 22], ids=["every part", "22 actions"])
def test_a_document_reads_on_a_desk_and_on_a_phone(look_as: OpenAs, actions: int) -> None:
    page = look_as()

    page.goto(f"/document/{actions}/")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Race equality")
    check(page, WIDE, 800, NARROW)


def test_nothing_is_cut_off_where_a_reader_sets_the_text_wider(open_as: OpenAs) -> None:
    page = open_as(width=NARROW)

    page.goto("/document/0/")

    assert set_text_wider(page) == []


def test_on_a_phone_what_stands_across_rows_heads_its_cards_and_each_cell_has_its_title(open_as: OpenAs) -> None:
    page = open_as(width=NARROW)
    page.goto("/document/22/")

    rows = page.get_by_role("table", name="Actions of the plan").get_by_role("row")

    expect(rows.nth(1).get_by_role("rowheader")).to_contain_text("Relative likelihood")
    expect(rows.nth(2).get_by_role("rowheader")).to_have_count(0)
    expect(rows.nth(2).get_by_text("Timescale")).to_be_visible()


def test_a_long_block_begins_on_the_sheet_where_its_heading_stands(look_as: OpenAs) -> None:
    page = look_as()
    page.goto("/document/0/")
    table = page.get_by_role("table", name="Action log")
    page.emulate_media(media="print")

    breaks = table.get_by_role("row").nth(1).evaluate("row => getComputedStyle(row).breakInside")

    assert breaks == "auto"
    page.emulate_media(media="screen")


def test_on_a_phone_a_cell_that_holds_nothing_takes_no_room(open_as: OpenAs) -> None:
    page = open_as(width=NARROW)
    page.goto("/document/0/")

    row = page.get_by_role("table", name="Action log").get_by_role("row").nth(2)

    expect(row.get_by_text("Lead", exact=True)).to_be_visible()
    expect(row.get_by_text("Latest update", exact=True)).to_be_hidden()


def test_the_list_of_contents_leads_to_the_parts(open_as: OpenAs) -> None:
    page = open_as()
    page.goto("/document/0/")

    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Indicators").click()

    expect(page.get_by_role("heading", name="Indicators", exact=True)).to_be_in_viewport()
