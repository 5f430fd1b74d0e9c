"""A report is published, and the public reads it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organisation, Role, User
from reports.models import Publication
from tests.journeys.browsing import NARROW, ON_A_DESK_AND_PLAINLY_ON_A_PHONE, check
from tests.journeys.conftest import OpenAs
from tests.reports.documents.pdf_reading import ReadPdf

pytestmark = pytest.mark.browser

PUBLIC = "/published/RAX/wres-2021/"
INTRODUCTION = "We are Kingston, and this is what our staff told us."


@ON_A_DESK_AND_PLAINLY_ON_A_PHONE
def test_publishing_a_report(
    width: int,
    javascript: bool,
    kingston: Organisation,
    people: dict[Role, User],
    open_as: OpenAs,
    tmp_path: Path,
) -> None:
    page = open_as(people[Role.EDI_LEAD], width=width, javascript=javascript)
    publish(page)
    stranger = open_as(width=width, javascript=javascript)

    stranger.goto(PUBLIC)

    expect(stranger.get_by_role("heading", level=1)).to_contain_text("NHS Workforce Race Equality Standard 2021")
    expect(stranger.get_by_text(INTRODUCTION)).to_be_visible()
    expect(stranger.get_by_role("navigation", name="Menu")).to_have_count(0)
    expect(stranger.get_by_role("link", name="Sign in")).to_have_count(0)
    words = stranger.locator("html").inner_html()
    assert not [person.name for person in people.values() if person.name in words or person.email in words]
    assert set(re.findall(r"\b\d+ in September 2021", words)) == {"48 in September 2021", "11 in September 2021"}
    if javascript:
        check(stranger)
    with stranger.expect_download() as download:
        stranger.get_by_role("link", name="PDF").click()
    download.value.save_as(tmp_path / "report.pdf")
    assert "Further from parity" in ReadPdf((tmp_path / "report.pdf").read_bytes()).tags.words


def publish(page: Page) -> None:
    page.goto("/RAX/publications/")
    page.get_by_role("button", name="Prepare the report").click()
    page.get_by_role("link", name="Write the introduction").click()
    page.get_by_label("Introduction (optional)").fill(INTRODUCTION)
    page.get_by_role("button", name="Save the words").click()
    page.get_by_role("button", name="Check and publish").click()
    page.get_by_role("button", name="Record who approved it first").click()
    page.get_by_label("Who approved it?").fill("Trust Board")
    for part, value in (("Day", "29"), ("Month", "11"), ("Year", "2021")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Record the approval").click()
    page.get_by_role("button", name="Check and publish").click()
    expect(page.get_by_text("Model Employer goals: Band 8B")).to_be_visible()
    page.get_by_label("I have read the report").check()
    page.get_by_role("button", name="Publish the report").click()
    expect(page.get_by_text("The report is public.")).to_be_visible()
    expect(page.get_by_role("link", name=PUBLIC)).to_be_visible()


def test_a_withdrawn_report_leaves_nothing(kingston: Organisation, people: dict[Role, User], open_as: OpenAs) -> None:
    page, stranger = open_as(people[Role.EDI_LEAD]), open_as(provoked=(410,))
    publish(page)

    page.get_by_role("link", name="Withdraw this edition").click()
    page.get_by_label("Why is it withdrawn?").fill("A score was wrong.")
    page.get_by_role("button", name="Withdraw the report").click()
    stranger.goto(PUBLIC)

    expect(stranger.get_by_role("heading", name="This report was withdrawn")).to_be_visible()
    expect(stranger.get_by_text("A score was wrong.")).to_have_count(0)
    assert INTRODUCTION not in stranger.content()
    check(stranger)
    stranger.goto("/published/RAX/")
    check(stranger, NARROW)
    assert Publication.objects.get().content
