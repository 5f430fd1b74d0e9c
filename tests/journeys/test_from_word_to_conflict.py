"""The life of a plan in one walk: from a Word table, through a message and a phone, to two editors at once."""

import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import Organisation, Role
from actions.models import Action, Lead
from tests.actions.documents.kingston import kingston_docx
from tests.factories import make_member, make_organisation, make_standard
from tests.journeys.browsing import NARROW, WIDE, check, what_is_too_wide
from tests.journeys.conftest import OpenAs
from wres_site.tick import tick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RECRUITMENT = "recruitment@trust.example"


@pytest.fixture
def trust(transactional_db: None) -> Organisation:
    make_standard()
    return make_organisation(ods_code="RYR", name="A Trust")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_plan_goes_from_word_to_the_people_who_lead_it_and_back(
    trust: Organisation, tmp_path: Path, open_as: OpenAs, width: int, *, javascript: bool
) -> None:
    edi_lead = make_member(trust, Role.EDI_LEAD, name="Edie Lead")
    desk = open_as(edi_lead, width=width, javascript=javascript)
    bring_in(desk, tmp_path / "kingston-action-plan.docx")
    hand_over_to_a_head_of_recruitment(desk)
    look_at(desk)

    phone = open_as(width=width, javascript=javascript)
    phone.goto(link_that_was_sent(desk))
    look_at(phone)
    updated = [update_first_open_action(phone, sentence) for sentence in ("Panels are trained.", "Protocol agreed.")]

    assert len(set(updated)) == 2
    for action, sentence in zip(updated, ("Panels are trained.", "Protocol agreed."), strict=True):
        desk.goto(f"/RYR/actions/{action}/")
        expect(desk.get_by_text(sentence)).to_be_visible()
        expect(desk.get_by_text(f"through the link sent to {RECRUITMENT}")).to_be_visible()
    look_at(desk)

    meet_in_one_action(desk, open_as(edi_lead, width=width, javascript=javascript, provoked=(409,)), updated[0])


def look_at(page: Page) -> None:
    """axe needs the script, so without it only that nothing needs scrolling sideways."""
    if page.evaluate("document.body.classList.contains('js-enabled')"):
        check(page, page.viewport_size["width"])
    assert what_is_too_wide(page) == []


def bring_in(page: Page, document: Path) -> None:
    """Two doubts are put right; the others stay on their actions, for later."""
    document.write_bytes(kingston_docx())
    page.goto("/RYR/actions/")
    page.get_by_role("button", name="Bring in a plan").click()
    page.get_by_label("Document").set_input_files(document)
    page.get_by_role("button", name="Read the plan").click()
    page.get_by_role("link", name="Put right").nth(3).click()
    page.get_by_label("January 2022").check()
    page.get_by_role("button", name="Save and go to the next").click()
    page.get_by_label("Timescale (optional)").fill("Every quarter")
    page.get_by_role("button", name="Save and go back").click()
    expect(page.get_by_text("22 actions read. 15 to look at.")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="Bring in 22 actions").click()
    expect(page.get_by_text("22 actions are brought in.")).to_be_visible()
    look_at(page)


def hand_over_to_a_head_of_recruitment(page: Page) -> None:
    lead = Lead.objects.get(name__iexact="head of recruitment")
    page.goto(f"/RYR/leads/{lead.pk}/")
    page.get_by_role("button", name=re.compile("^Hand over|^Say who holds")).click()
    page.get_by_label("Who holds it from today").fill("Priya Nair")
    page.get_by_label("Their email address").fill(RECRUITMENT)
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("is now held by Priya Nair.")).to_be_visible()


def link_that_was_sent(page: Page) -> str:
    """Asked for on the lead's page, delivered by a tick, and read in the mail."""
    page.get_by_role("button", name="Send a new link now").click()
    tick()
    (message,) = [each for each in mail.outbox if each.to == [RECRUITMENT]]
    found = re.search(r"/update/[\w-]+/", str(message.body))
    assert found, message.body
    return found[0]


def update_first_open_action(page: Page, sentence: str) -> int:
    """From the page behind the link: a status, a sentence, saved; says which action it was."""
    action = Action.objects.led_by([Lead.objects.get(address=RECRUITMENT)]).filter(status="not_recorded").first()
    assert action
    page.goto(f"{re.match(r'.*/update/[^/]+/', page.url)[0]}{action.pk}/")
    page.get_by_role("radio", name="On track", exact=True).check()
    page.get_by_label("What has happened?").fill(sentence)
    look_at(page)
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_text(re.compile("^On track: "))).to_be_visible()
    return action.pk


def meet_in_one_action(first: Page, second: Page, action: int) -> None:
    """Two editors have one action open; the second sees both versions, and chooses to save after the first."""
    for page in (first, second):
        page.goto(f"/RYR/actions/{action}/update/")
        page.get_by_role("radio", name="On track", exact=True).check()
    first.get_by_label("What has happened?").fill("Of the first.")
    second.get_by_label("What has happened?").fill("Of the second.")
    first.get_by_role("button", name="Save the update").click()
    expect(first.get_by_text("Your update is saved.")).to_be_visible()

    second.get_by_role("button", name="Save the update").click()
    expect(second.get_by_role("heading", name="This action changed while you had it open")).to_be_visible()
    expect(second.get_by_text("Of the first.")).to_be_visible()
    expect(second.get_by_label("What has happened?")).to_have_value("Of the second.")
    look_at(second)
    second.get_by_role("button", name="Save the update").click()
    expect(second.get_by_text("Your update is saved.")).to_be_visible()
