"""The page of each shape of indicator with all that it may show: on a desk, on a phone, on paper."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organisation, Role, User
from tests.factories import make_benchmark, make_target
from tests.indicators.records import record_typed
from tests.indicators.years import whole_year
from tests.journeys.browsing import NARROW, check, set_text_wider
from tests.journeys.conftest import OpenAs
from tests.journeys.words import broken_words

pytestmark = pytest.mark.browser

A4 = {"width": 718, "height": 1047}  # px between margins of a centimetre
LONG_SCOPE = "Acute and community trusts of South West London and Surrey Heartlands together"


@pytest.fixture
def edi_lead(kingston: Organisation, people: dict[Role, User]) -> User:
    """Who sees Kingston with a year from counts, a target and figures of neighbours for every indicator."""
    record_typed(kingston, 2022, whole_year())
    for number in range(1, 10):
        make_benchmark(scope="England NHS trusts", number=number, year=2020)
        make_benchmark(kingston, scope=LONG_SCOPE, number=number)
        make_target(kingston, number=number)
    return people[Role.EDI_LEAD]


def open_details(page: Page) -> None:
    for summary in page.locator("main summary").all():
        summary.click()


@pytest.mark.parametrize("number", range(1, 10))
def test_it_can_be_read_on_a_desk_and_on_a_phone(number: int, edi_lead: User, look_as: OpenAs) -> None:
    page = look_as(edi_lead)
    page.goto(f"/RAX/indicators/wres/{number}/")
    expect(page.get_by_role("heading", name="Through the years")).to_be_visible()
    open_details(page)

    check(page)

    for width in (NARROW, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert broken_words(page) == [], f"Words are broken at {width} px"


@pytest.mark.parametrize("number", [1, 2, 5])
def test_it_bears_wider_text(number: int, edi_lead: User, look_as: OpenAs) -> None:
    page = look_as(edi_lead)
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.goto(f"/RAX/indicators/wres/{number}/")
    open_details(page)

    assert set_text_wider(page) == []


@pytest.mark.parametrize("number", [1, 2, 5])
def test_on_paper_it_is_a_table_and_as_wide_as_the_sheet(number: int, edi_lead: User, look_as: OpenAs) -> None:
    page = look_as(edi_lead)
    page.goto(f"/RAX/indicators/wres/{number}/")
    page.emulate_media(media="print")
    page.set_viewport_size(A4)

    try:
        table = page.get_by_role("table", name="Figures of indicator")
        expect(table.get_by_role("columnheader", name="Year")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= A4["width"]
        assert broken_words(page) == []
        expect(page.get_by_text("Take away:")).to_have_count(2)
        for line in page.get_by_text("Take away:").all():
            expect(line).to_be_hidden()
    finally:
        page.emulate_media(media="screen")
