"""Reporting on an action: by the page, in place, without JavaScript, by keyboard, and taking it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from actions.models import Action, Update
from tests.factories import PASSWORD
from tests.journeys.browsing import NARROW, WIDE, check, go_by_menu, row_of, tab_to
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

INTERVIEWING = "Implement diverse interviewing"
WHOLE_WORDING = re.compile(f"^{INTERVIEWING}")
LAST_WORDS = "Engage with NHSE/I programme"
PLAN = "/RAX/actions/"
SENTENCE = "Panels of band 7 and above have had a BME member since November."

People = dict[Role, User]


def fill_in(form: Page, status: str, sentence: str = "") -> None:
    """Answers the form of an update; there is one of it on a page."""
    form.get_by_role("radio", name=status, exact=True).check()
    if sentence:
        form.get_by_label("What has happened?").fill(sentence)
    if sentence and status == "At risk":
        form.get_by_label("What is being done about it?").fill("Two more are trained.")
        form.get_by_label("When will it improve?").fill("By the end of March")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save the update").click()


def see_saved(page: Page, status: str) -> None:
    """That it is saved is said in the row, or on the page that comes after it."""
    places = page.locator("td, .nhsuk-notification-banner")
    expect(places.get_by_text(re.compile(r"^(Saved|Your update is saved)\.$"))).to_be_visible()
    expect(row_of(page, INTERVIEWING).get_by_text(status, exact=True)).to_be_visible()


def open_in_place(page: Page) -> None:
    row_of(page, INTERVIEWING).get_by_role("link", name="Update").click()
    expect(page.get_by_role("heading", name=INTERVIEWING)).to_be_focused()


def update_in_place(page: Page, status: str, sentence: str) -> None:
    open_in_place(page)
    fill_in(page, status, sentence)
    save(page)
    see_saved(page, status)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_edi_lead_signs_in_and_says_in_place_that_an_action_is_on_track(
    people: People, open_as: OpenAs, width: int
) -> None:
    lead = people[Role.EDI_LEAD]
    page = open_as(width=width)
    page.goto("/")
    sign_in(page, lead.email, "not the password")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Check both and try again.")
    expect(page.get_by_label("Email address")).to_have_value(lead.email)

    sign_in(page, lead.email, PASSWORD)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    go_by_menu(page, "Action plan")
    update_in_place(page, "On track", SENTENCE)
    expect(row_of(page, INTERVIEWING).get_by_role("cell").last).to_be_focused()
    check(page, width)

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("alert")).to_contain_text("Your update is undone.")
    expect(page.get_by_text("Nobody has reported on this action yet.")).to_be_visible()

    go_by_menu(page, "Action plan")
    expect(row_of(page, INTERVIEWING)).to_contain_text("Not recorded")
    update_in_place(page, "On track", SENTENCE)
    page.reload()
    expect(row_of(page, INTERVIEWING)).to_contain_text("On track")


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_without_javascript_an_update_is_a_page_and_comes_back_to_its_row(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD], javascript=False)
    page.goto(PLAN)
    row_of(page, INTERVIEWING).get_by_role("link", name="Update").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(INTERVIEWING)

    fill_in(page, "On track", SENTENCE)
    save(page)

    action = Action.objects.get(wording__startswith=INTERVIEWING)
    expect(page).to_have_url(re.compile(f"{PLAN}#action-{action.pk}$"))
    expect(page.get_by_role("alert")).to_contain_text("Your update is saved.")
    expect(row_of(page, INTERVIEWING)).to_contain_text("On track")


@pytest.mark.parametrize("javascript", [True, False])
def test_at_risk_without_a_sentence_says_what_is_missing_and_keeps_what_was_chosen(
    people: People, open_as: OpenAs, javascript: bool
) -> None:
    page = open_as(people[Role.EDI_LEAD], javascript=javascript, provoked=(422,))
    page.goto(PLAN)
    row_of(page, INTERVIEWING).get_by_role("link", name="Update").click()

    fill_in(page, "At risk")
    save(page)

    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_contain_text("Say what is being done about it.")
    expect(page.get_by_role("radio", name="At risk")).to_be_checked()
    assert not Update.objects.exists()
    if javascript:
        expect(summary).to_be_focused()
        check(page)

    fill_in(page, "At risk", "No panel training before March.")
    save(page)
    see_saved(page, "At risk")


def test_what_a_status_needs_is_asked_only_when_it_is_chosen(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(PLAN)
    open_in_place(page)
    being_done, why = page.get_by_label("What is being done about it?"), page.get_by_text("Why is it closed?")
    expect(being_done).to_be_hidden()

    fill_in(page, "Off track")
    expect(being_done).to_be_visible()
    expect(why).to_be_hidden()
    check(page)
    fill_in(page, "Closed")
    expect(being_done).to_be_hidden()
    expect(why).to_be_visible()
    check(page)

    fill_in(page, "On track", SENTENCE)
    save(page)
    see_saved(page, "On track")


@pytest.mark.parametrize("javascript", [True, False])
def test_of_two_people_at_once_the_second_sees_the_first_and_chooses_to_add_to_it(
    people: People, open_as: OpenAs, javascript: bool
) -> None:
    first = open_as(people[Role.EDI_LEAD], javascript=javascript)
    second = open_as(people[Role.LEAD], javascript=javascript, provoked=(409,))
    for page, words in ((first, "Panels are trained."), (second, "Two panels are missing.")):
        page.goto(PLAN)
        row_of(page, INTERVIEWING).get_by_role("link", name="Update").click()
        fill_in(page, "On track" if page is first else "At risk", words)
    save(first)
    see_saved(first, "On track")

    save(second)

    told = second.get_by_role("heading", name="This action changed while you had it open")
    expect(told).to_be_visible()
    expect(second.get_by_text("Amara Osei reported on 15 December 2021")).to_be_visible()
    expect(second.get_by_text("Panels are trained.")).to_be_visible()
    expect(second.get_by_label("What has happened?")).to_have_value("Two panels are missing.")
    expect(second.get_by_role("radio", name="At risk")).to_be_checked()
    assert Update.objects.count() == 1
    if javascript:
        expect(second.locator(":focus").get_by_role("heading")).to_contain_text("This action changed while")
        check(second)

    save(second)
    see_saved(second, "At risk")
    assert Update.objects.count() == 2


def test_who_cancels_in_place_is_back_at_the_row(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(PLAN)
    row = row_of(page, LAST_WORDS)
    row.get_by_role("link", name="Update").click()
    expect(page.get_by_role("heading", name=LAST_WORDS)).to_be_focused()

    page.get_by_role("link", name="Cancel").click()

    expect(row.get_by_role("link", name="Update")).to_be_focused()
    expect(row.get_by_role("link", name="Update")).to_be_in_viewport()


def test_a_lead_updates_an_own_action_by_keyboard_alone(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.LEAD])
    page.goto("/")
    press = page.keyboard.press
    tab_to(page, page.get_by_role("link", name="Skip to main content"))
    tab_to(page, page.get_by_role("link", name="My actions"))
    press("Enter")
    expect(page.get_by_text("3 open actions that you lead or support as Head of Recruitment.")).to_be_visible()

    tab_to(page, row_of(page, INTERVIEWING).get_by_role("link", name="Update"))
    press("Enter")
    expect(page.get_by_role("heading", name=INTERVIEWING)).to_be_focused()
    tab_to(page, page.get_by_role("radio").first)
    press("Space")
    press("ArrowDown")
    expect(page.get_by_role("radio", name="On track")).to_be_checked()
    tab_to(page, page.get_by_label("What has happened?"))
    page.keyboard.type(SENTENCE)
    tab_to(page, page.get_by_role("button", name="Save the update"))
    press("Enter")

    see_saved(page, "On track")
    row = row_of(page, INTERVIEWING)
    expect(row.get_by_role("cell").last).to_be_focused()
    tab_to(page, row.get_by_role("button", name="Undo"), most=1)
    press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Your update is undone.")


def test_going_back_after_an_update_in_place_shows_the_true_status(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto("/")
    go_by_menu(page, "Action plan")
    update_in_place(page, "On track", SENTENCE)

    row_of(page, INTERVIEWING).get_by_role("link", name=WHOLE_WORDING).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(INTERVIEWING)
    page.go_back()

    expect(row_of(page, INTERVIEWING)).to_contain_text("On track")


def test_going_back_after_an_undo_shows_the_true_status(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(PLAN)
    update_in_place(page, "On track", SENTENCE)
    page.reload()
    row_of(page, INTERVIEWING).get_by_role("link", name=WHOLE_WORDING).click()
    page.get_by_role("button", name="Undo this update").click()
    expect(page.get_by_role("alert")).to_contain_text("Your update is undone.")

    page.go_back()
    page.go_back()

    expect(row_of(page, INTERVIEWING)).to_contain_text("Not recorded")
