"""Showing that an action was done, and a second person who looks."""

import re

import pytest
from django.db.models import F
from playwright.sync_api import Page, expect

from accounts.models import Organisation, Role, User
from actions.models import Action, Evidence
from tests.actions import files
from tests.factories import make_member
from tests.journeys.browsing import ON_A_DESK_AND_PLAINLY_ON_A_PHONE, check, row_of
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

PLAN = "/RAX/actions/"
FIRST = "Implement diverse interviewing"
SAVED = re.compile(r"^(Saved\.|Your update is saved)")
MINUTES = {"name": "Minutes of 3 March.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}
PAGE = {"name": "page.pdf", "mimeType": "application/pdf", "buffer": b"<html><script>alert(1)</script>"}

People = dict[Role, User]


def begin(page: Page) -> None:
    page.goto(PLAN)
    row_of(page, FIRST).get_by_role("link", name="Update").click()
    page.get_by_role("radio", name="Complete", exact=True).check()
    page.get_by_text("Add evidence: a file or a link").click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save the update").click()


@ON_A_DESK_AND_PLAINLY_ON_A_PHONE
def test_a_lead_completes_an_action_with_a_file_alone(
    people: People, open_as: OpenAs, javascript: bool, width: int
) -> None:
    page = open_as(people[Role.LEAD], javascript=javascript, width=width, provoked=(422,))
    begin(page)

    page.get_by_label("A file").set_input_files(PAGE)
    save(page)
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("This kind of file is not taken.")
    expect(page.get_by_text("Choose this file again")).to_be_visible()
    if javascript:
        check(page)

    page.get_by_label("A file").set_input_files(MINUTES)
    save(page)
    # Not the word 'Complete', which the form that is being sent still has in it.
    expect(page.get_by_text(SAVED).first).to_be_visible()
    action = Action.objects.get(wording__startswith=FIRST)
    page.goto(f"{PLAN}{action.pk}/")
    expect(page.get_by_text("With evidence: Minutes of 3 March.pdf")).to_be_visible()
    if javascript:
        check(page)

    with page.expect_download() as download:
        page.get_by_role("link", name="Minutes of 3 March.pdf").click()
    assert download.value.suggested_filename == "Minutes of 3 March.pdf"
    assert download.value.path().read_bytes() == files.pdf()


def test_evidence_is_added_by_itself_taken_away_and_put_back(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(f"{PLAN}{Action.objects.get(wording__startswith=FIRST).pk}/")
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("A link").fill("https://trust.example/minutes")
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_text("Link to trust.example")).to_be_visible()

    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("alert")).to_contain_text("is removed. You can restore it below.")
    page.get_by_text("Evidence that was removed: 1").click()
    check(page)
    page.get_by_role("button", name="Restore").click()

    expect(page.get_by_text("Link to trust.example")).to_be_visible()
    assert Evidence.objects.kept().count() == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_a_second_edi_lead_sends_a_completion_back_and_then_confirms_it(
    people: People, kingston: Organisation, open_as: OpenAs, javascript: bool
) -> None:
    Organisation.objects.filter(pk=kingston.pk).update(confirms_completion=True)
    action = Action.objects.get(wording__startswith=FIRST)
    lead = open_as(people[Role.LEAD], javascript=javascript)
    second = open_as(make_member(kingston, Role.EDI_LEAD, name="Priya Nair"), javascript=javascript)
    report_complete(lead, "All panels are trained.")
    expect(row_of(lead, FIRST)).to_contain_text("Complete, to be confirmed")

    second.goto("/RAX/")
    second.get_by_text("Complete, to be confirmed: 1 action").click()
    second.get_by_role("link", name=FIRST).first.click()
    second.get_by_role("link", name="Confirm it, or send it back").click()
    second.get_by_role("link", name="Send it back with a reason").click()
    second.get_by_label("What is missing?").fill("Two panels are not on the list.")
    second.get_by_role("radio", name="On track", exact=True).check()
    second.get_by_role("button", name="Send it back").click()
    expect(second.get_by_role("alert")).to_contain_text("The action is sent back and open again.")

    report_complete(lead, "Now they are.")
    second.goto(f"{PLAN}{action.pk}/confirm/")
    second.get_by_role("button", name="Confirm that it is complete").click()

    expect(second.get_by_text("Confirmed by Priya Nair, 15 December 2021")).to_be_visible()
    assert Action.objects.filter(pk=action.pk, is_confirmed=True, version=F("version")).exists()


def report_complete(page: Page, words: str) -> None:
    page.goto(PLAN)
    row_of(page, FIRST).get_by_role("link", name="Update").click()
    page.get_by_role("radio", name="Complete", exact=True).check()
    page.get_by_label("What has happened?").fill(words)
    save(page)
    expect(page.get_by_text("Saved.").or_(page.get_by_text("Your update is saved.")).first).to_be_visible()
