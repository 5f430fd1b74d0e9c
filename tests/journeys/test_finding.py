"""Finding one's way in the plan: with filters, on a desk and on a phone, with and without JavaScript."""

import re
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from tests.journeys.browsing import NARROW, ON_A_DESK_AND_PLAINLY_ON_A_PHONE, check, row_of
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

People = dict[Role, User]
MEDIA_BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")  # of each page of a PDF, in points


def open_filters(page: Page) -> None:
    page.get_by_text("Filter the plan", exact=True).click()


@ON_A_DESK_AND_PLAINLY_ON_A_PHONE
def test_somebody_filters_the_plan_and_takes_one_filter_away(
    people: People, open_as: OpenAs, width: int, javascript: bool
) -> None:
    page = open_as(people[Role.COMMITTEE], width=width, javascript=javascript)
    page.goto("/RAX/actions/")
    open_filters(page)

    page.get_by_label("6. ").check()
    page.get_by_label("Words").fill("mentoring")
    page.get_by_role("button", name="Show these actions").click()
    expect(page.get_by_role("heading", name="of 22 actions")).to_be_visible()
    page.get_by_role("link", name="Remove Words: mentoring").click()

    expect(page.get_by_role("heading", name="10 of 22 actions")).to_be_visible()
    page.get_by_role("link", name="Lead", exact=True).click()
    expect(page.get_by_role("heading", name="10 of 22 actions")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.get_by_role("heading", name="22 actions")).to_be_visible()


def test_a_filter_that_is_wrong_is_said_where_it_is_put_right(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.COMMITTEE], provoked=(422,))
    page.goto("/RAX/actions/?due_from=tomorrow&status=on_track")

    page.get_by_role("link", name="Due from: enter a date").click()

    expect(page.get_by_role("group", name="Due from").get_by_label("Day")).to_be_focused()
    check(page)


def test_the_filters_stay_when_an_action_is_updated_in_place(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto("/RAX/actions/?words=diverse+interviewing&group=status")
    row_of(page, "Implement diverse interviewing").get_by_role("link", name="Update").click()
    page.get_by_role("radio", name="On track", exact=True).check()
    page.get_by_role("button", name="Save the update").click()

    expect(page.get_by_text("Saved.", exact=True).first).to_be_visible()
    assert page.url.endswith("?words=diverse+interviewing&group=status")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_somebody_makes_the_address_of_their_calendar_and_stops_it(
    people: People, open_as: OpenAs, javascript: bool
) -> None:
    page = open_as(people[Role.COMMITTEE], javascript=javascript)
    page.goto("/RAX/actions/")
    page.get_by_role("link", name="Deadlines in your calendar").click()
    page.get_by_label("All open deadlines of the plan").check()
    page.get_by_role("button", name="Make the address").click()
    path = urlsplit(page.get_by_label("Your private address").input_value()).path
    if javascript:
        check(page)

    calendar = Calendar.from_ical(page.request.get(path).body())
    page.get_by_role("button", name="Stop this address").click()

    assert len(calendar.walk("VEVENT")) == 10
    expect(page.get_by_text("The address is stopped.")).to_be_visible()
    assert page.request.get(path).status == 404


def test_the_time_line_says_the_same_in_its_list_as_in_its_chart(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.COMMITTEE])
    page.goto("/RAX/actions/")
    page.get_by_role("link", name="as a time line").click()

    expect(page.get_by_role("img", name="Time line of 13 actions")).to_be_visible()
    page.set_viewport_size({"width": NARROW, "height": 900})
    expect(page.get_by_role("img")).to_be_hidden()
    for month in ("December 2021", "January 2022", "February 2022", "March 2022"):
        expect(page.get_by_role("heading", name=month)).to_be_visible()


def test_on_paper_the_plan_lies_across_the_sheet_without_the_menu(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.COMMITTEE])
    page.goto("/RAX/actions/print/?indicator=5")
    expect(page.get_by_role("button", name="Print")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    expect(page.get_by_role("columnheader", name="Last update")).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert {(round(float(wide)), round(float(high))) for wide, high in MEDIA_BOX.findall(paper)} == {(842, 595)}


@pytest.mark.parametrize("group", ["indicator", "lead", "status", "due"])
def test_the_plan_in_another_group_is_a_page_like_any(people: People, open_as: OpenAs, group: str) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(f"/RAX/actions/?group={group}&only=open")

    expect(page.get_by_role("heading", name="22 of 22 actions")).to_be_visible()
    check(page)
