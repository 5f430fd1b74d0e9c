"""A head of department opens the link of a reminder on a phone, and needs no account."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organisation, Role, User
from actions.models import Action, Lead, Update
from actions.services import links, updating
from tests.factories import NOW
from tests.journeys.browsing import NARROW, WIDE, check
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

INTERVIEWING, PROTOCOLS = "Implement diverse interviewing", "Provide clear protocols"
SENTENCE = "Eight panel members were trained."


@pytest.fixture
def token(people: dict[Role, User], kingston: Organisation) -> str:
    return links.token_of(links.make_link(lead=Lead.objects.get(name="Head of Recruitment"), at=NOW))


def action_of(words: str) -> Action:
    return Action.objects.get(wording__startswith=words)


def fill_in(page: Page, status: str, sentence: str) -> None:
    page.get_by_role("radio", name=status, exact=True).check()
    page.get_by_label("What has happened?").fill(sentence)
    page.get_by_role("button", name="Save the update").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_two_actions_are_updated_on_a_phone_and_the_edi_lead_sees_them(
    token: str, people: dict[Role, User], open_as: OpenAs, javascript: bool
) -> None:
    page = open_as(width=NARROW, javascript=javascript)
    page.goto(f"/update/{token}/{action_of(INTERVIEWING).pk}/")
    fill_in(page, "On track", SENTENCE)
    expect(page.get_by_text(f"On track: {INTERVIEWING}")).to_be_visible()

    page.get_by_role("link", name="Update the next action").click()
    expect(page.get_by_role("heading", name=PROTOCOLS)).to_be_visible()
    fill_in(page, "Complete", "The protocol is agreed.")

    expect(page.get_by_text(f"Complete: {PROTOCOLS}")).to_be_visible()
    expect(page.get_by_role("heading", name=PROTOCOLS)).to_have_count(0)
    desk = open_as(people[Role.EDI_LEAD])
    desk.goto(f"/RAX/actions/{action_of(INTERVIEWING).pk}/")
    expect(desk.get_by_text(SENTENCE)).to_be_visible()
    expect(desk.get_by_text("Head of Recruitment, through the link sent to").first).to_be_visible()


def test_an_action_is_updated_in_its_place_in_the_list_and_undone(token: str, open_as: OpenAs) -> None:
    page = open_as(width=NARROW)
    page.goto(f"/update/{token}/")
    card = page.locator("section").filter(has_text=INTERVIEWING)

    card.get_by_role("button", name="Update").click()
    expect(page.get_by_role("heading", name=INTERVIEWING)).to_be_focused()
    card.get_by_role("link", name="Cancel").click()
    expect(card.get_by_role("button", name="Update")).to_be_focused()
    card.get_by_role("button", name="Update").click()
    fill_in(page, "On track", SENTENCE)

    expect(card.get_by_text("Saved.")).to_be_visible()
    check(page)
    card.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Your update is undone.")).to_be_visible()
    assert Update.objects.get().withdrawn_at


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_somebody_else_was_faster(token: str, people: dict[Role, User], open_as: OpenAs, javascript: bool) -> None:
    action = action_of(INTERVIEWING)
    page = open_as(width=NARROW, javascript=javascript, provoked=(409,))
    page.goto(f"/update/{token}/{action.pk}/")
    updating.record_update(
        action=action, version=action.version, by=people[Role.EDI_LEAD], at=NOW, status="on_track", progress="Theirs."
    )

    fill_in(page, "On track", SENTENCE)
    expect(page.get_by_text("Theirs.")).to_be_visible()
    expect(page.get_by_label("What has happened?")).to_have_value(SENTENCE)
    page.get_by_role("button", name="Save the update").click()

    expect(page.get_by_text(f"On track: {INTERVIEWING}")).to_be_visible()


def test_the_pages_behind_a_link_fit_everybody(token: str, look_as: OpenAs) -> None:
    lead = Lead.objects.get(name="Head of Recruitment")
    action = action_of(INTERVIEWING)
    Action.objects.filter(pk=action.pk).update(wording=f"{'w' * 300} {action.wording}")
    Lead.objects.filter(pk=lead.pk).update(name="L" * 200)
    page = look_as(provoked=(404, 422, 409))
    page.goto(f"/update/{token}/")
    check(page)
    page.goto(f"/update/{token}/{action.pk}/")
    check(page)
    page.get_by_role("radio", name="Off track").check()
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    check(page)
    page.get_by_role("radio", name="On track").check()
    page.get_by_label("What has happened?").fill("w" * 300)
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_text(re.compile("^On track: www"))).to_be_visible()
    check(page)
    Action.objects.filter(pk=action.pk).update(status="complete")
    page.goto(f"/update/{token}/{action.pk}/")
    check(page)
    page.goto("/update/wrong/")
    expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()
    check(page)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_by_keyboard_and_link_alone_nothing_else_is_open(token: str, open_as: OpenAs, width: int) -> None:
    page = open_as(width=width)
    page.goto(f"/update/{token}/")

    page.goto("/RAX/actions/")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
