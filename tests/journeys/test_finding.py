"""Finding one's way in the plan: with filters, on a desk and on a phone, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from tests.journeys.browsing import NARROW, WIDE, check, row_of
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

People = dict[Role, User]


def open_filters(page: Page) -> None:
    page.get_by_text("Filter the plan", exact=True).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
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
