"""Changing several actions at once: with a script and without, and taking it back as one."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from actions.models import Action, Update
from tests.journeys.browsing import NARROW, ON_A_DESK_AND_PLAINLY_ON_A_PHONE, check, row_of
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

PLAN = "/RAX/actions/"
FIRST, SECOND = "Implement diverse interviewing", "Engage with NHSE/I programme"

People = dict[Role, User]


def select(page: Page, *words: str) -> None:
    for each in words:
        row_of(page, each).get_by_role("checkbox").check()
    page.get_by_role("button", name="Change the ones selected").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Change {len(words)} actions")


@ON_A_DESK_AND_PLAINLY_ON_A_PHONE
def test_two_actions_are_updated_at_once_and_that_is_undone(
    people: People, open_as: OpenAs, javascript: bool, width: int
) -> None:
    page = open_as(people[Role.EDI_LEAD], javascript=javascript, width=width, provoked=(422,))
    page.goto(PLAN)
    select(page, FIRST, SECOND)
    if javascript:
        check(page)

    page.get_by_role("link", name="Their status").click()
    page.get_by_role("radio", name="Off track", exact=True).check()
    page.get_by_role("button", name="Save these updates").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    if javascript:
        check(page)

    page.get_by_label("What has happened?").fill("Nobody could be spared.")
    page.get_by_label("What is being done about it?").fill("We have asked for cover.")
    page.get_by_label("When will it improve?").fill("In March")
    page.get_by_role("button", name="Save these updates").click()
    expect(page.get_by_role("alert")).to_contain_text("2 actions are updated.")
    assert Action.objects.filter(status="off_track").count() == 2
    if javascript:
        check(page)

    page.get_by_role("button", name="Undo all of these updates").click()
    expect(page.get_by_role("alert")).to_contain_text("2 actions are undone.")
    assert not Action.objects.filter(status="off_track").exists()


def test_everything_on_the_page_is_selected_at_once(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(PLAN)

    page.get_by_role("button", name="Select all on this page").first.click()

    expect(page.get_by_role("main").get_by_role("checkbox", name="Select:", checked=True)).to_have_count(22)
    expect(page.locator("#said")).to_have_text("All on this page are selected.")
    check(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without"])
def test_the_button_above_the_table_changes_what_is_selected(javascript: bool, people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD], javascript=javascript)
    page.goto(PLAN)
    row_of(page, FIRST).get_by_role("checkbox").check()

    page.get_by_role("button", name="Change the ones selected").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Change 1 action")


def test_who_leads_two_actions_is_changed_and_a_new_lead_is_asked_about(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD], provoked=(422,))
    page.goto(PLAN)
    select(page, FIRST, SECOND)
    page.get_by_role("link", name="Who leads them").click()
    page.wait_for_url("**/selected/leads/**")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check(page)

    page.get_by_label("Who leads them?").fill("Head of Inclusion")
    page.get_by_role("button", name="Save who leads them").click()
    expect(page.get_by_text("New, and will be added to the leads: Head of Inclusion").first).to_be_visible()
    page.get_by_role("button", name="Save who leads them").click()

    expect(page.get_by_role("alert")).to_contain_text("2 actions are changed: who leads them.")
    expect(row_of(page, FIRST)).to_contain_text("Head of Inclusion")
    assert not Update.objects.exists()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_when_two_actions_are_due_is_changed_at_once(people: People, open_as: OpenAs, *, javascript: bool) -> None:
    page = open_as(people[Role.EDI_LEAD], javascript=javascript, width=NARROW, provoked=(422,))
    page.goto(PLAN)
    select(page, FIRST, SECOND)
    page.get_by_role("link", name="When they are due").click()
    page.get_by_label("When are they due?").fill("June 2022")
    page.get_by_role("button", name="Save when they are due").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    if javascript:
        check(page)

    page.get_by_label("Why does the date change?").fill("The panels meet in May.")
    page.get_by_role("button", name="Save when they are due").click()

    expect(page.get_by_text("2 actions are changed: when they are due.")).to_be_visible()
    assert Action.objects.filter(timescale="June 2022").count() == 2
