"""The paper of a quarter: an EDI lead finishes and issues it, and a committee member reads it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from accounts.models import Organisation, Role, User
from reports.models import Paper
from tests.factories import make_paper
from tests.journeys.browsing import NARROW, ON_A_DESK_AND_PLAINLY_ON_A_PHONE, check, tab_to, what_is_too_wide
from tests.journeys.conftest import OpenAs
from wres_site.tick import tick

pytestmark = pytest.mark.browser

DRAFT = "/RAX/committee/2021-22-Q3/"
ADD_COMMENTARY = re.compile("Add commentary ?: Summary")
COMMENTARY = "Two panels were trained in November."


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A working morning in January, when the draft on the third quarter is open."""
    with time_machine.travel(datetime(2022, 1, 10, 9, 0, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def draft(kingston: Organisation, people: dict[Role, User]) -> Paper:
    return make_paper(kingston)


@ON_A_DESK_AND_PLAINLY_ON_A_PHONE
@pytest.mark.usefixtures("draft")
def test_an_edi_lead_finishes_the_paper_and_the_committee_reads_it(
    people: dict[Role, User], open_as: OpenAs, width: int, javascript: bool
) -> None:
    page = open_as(people[Role.EDI_LEAD], width=width, javascript=javascript)
    page.goto("/RAX/committee/")
    page.get_by_role("link", name="Paper on Q3 2021/22", exact=True).click()

    write_front_sheet(page)
    write_commentary(page)
    look_at(page)
    issue(page)
    look_at(page)

    member = open_as(people[Role.COMMITTEE], width=width, javascript=javascript)
    member.goto(link_that_was_sent(people[Role.COMMITTEE]))
    read(member)
    take_the_pdf(member)


def test_it_is_done_by_keyboard_alone(draft: Paper, people: dict[Role, User], open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(DRAFT)

    press(page, page.get_by_role("link", name=ADD_COMMENTARY), leads_to="Summary")
    tab_to(page, page.get_by_label("Your commentary"))
    page.keyboard.type(COMMENTARY)
    press(page, page.get_by_role("button", name="Save the commentary"), leads_to="progress in Q3 2021/22")
    expect(page.get_by_text(COMMENTARY)).to_be_visible()

    page.goto(DRAFT)
    press(page, page.get_by_role("button", name="Change the front sheet"), leads_to="Front sheet")
    tab_to(page, page.get_by_label("Lead director"))
    page.keyboard.type("Chief People Officer")
    press(page, page.get_by_role("button", name="Save the front sheet"), leads_to="progress in Q3 2021/22")
    expect(page.get_by_text("Chief People Officer")).to_be_visible()

    press(page, page.get_by_role("button", name="Issue the paper"), leads_to="Issue the paper on Q3 2021/22?")
    press(page, page.get_by_role("button", name="Issue the paper"), leads_to="progress in Q3 2021/22")
    expect(page.get_by_text("The paper is issued.")).to_be_visible()
    assert Paper.objects.get().is_issued


def test_a_decision_is_recorded_and_what_came_of_it_is_said_on_a_phone(
    draft: Paper, people: dict[Role, User], open_as: OpenAs
) -> None:
    page = open_as(people[Role.EDI_LEAD], width=NARROW)
    page.goto(f"{DRAFT}issue/")
    page.get_by_role("button", name="Issue the paper").click()

    page.get_by_role("button", name="Record a decision").click()
    page.get_by_label("What did the committee decide?").fill("Report on panels in April.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("listitem").filter(has_text="Report on panels in April.")).to_be_visible()
    page.get_by_role("link", name="Say what came of it").click()
    page.get_by_label("What came of it?").fill("It was reported.")
    page.get_by_role("button", name="Save what came of it").click()

    expect(page.get_by_text("It was reported.")).to_be_visible()
    check(page, NARROW)


# ---- steps


def press(page: Page, what: Locator, *, leads_to: str) -> None:
    """Goes there with Tab and chooses it with Enter; the page that it leads to has this heading."""
    tab_to(page, what)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(leads_to)


def write_front_sheet(page: Page) -> None:
    page.get_by_role("button", name="Change the front sheet").click()
    page.get_by_label("Author").fill("Amara Osei")
    page.get_by_label("For decision").check()
    page.get_by_label("Reasonable").check()
    page.get_by_label("Decisions asked for (optional)").fill("Fund four panels.")
    look_at(page)
    page.get_by_role("button", name="Save the front sheet").click()
    front = page.get_by_role("group", name="Front sheet")
    for words in ("Amara Osei", "For decision", "Reasonable", "Fund four panels."):
        expect(front.get_by_text(words)).to_be_visible()


def write_commentary(page: Page) -> None:
    page.get_by_role("link", name=ADD_COMMENTARY).click()
    page.get_by_label("Your commentary").fill(COMMENTARY)
    look_at(page)
    page.get_by_role("button", name="Save the commentary").click()
    expect(page.get_by_text(COMMENTARY)).to_be_visible()


def issue(page: Page) -> None:
    page.get_by_role("button", name="Issue the paper").click()
    expect(page.get_by_text("Helen Marsh, committee@kingston.example")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="Issue the paper").click()
    expect(page.get_by_text("The paper is issued. It goes to 1 person, from 8am on working days.")).to_be_visible()
    expect(page.get_by_role("link", name="Helen Marsh")).to_be_visible()


def link_that_was_sent(to: User) -> str:
    """Delivered by a tick, with the PDF, and read in the mail."""
    tick()
    (letter,) = [each for each in mail.outbox if each.to == [to.email]]
    assert [each.get_filename() for each in letter.attachments] == ["RAX-WRES-2021-22-Q3.pdf"]
    found = re.search(r"/RAX/committee/\S+", str(letter.body))
    assert found, letter.body
    return found[0]


def read(page: Page) -> None:
    """The page says what the EDI lead wrote, and offers nothing to be changed."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("progress in Q3 2021/22")
    for words in (COMMENTARY, "Fund four panels."):
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("link", name="Add commentary")).to_have_count(0)
    look_at(page)


def take_the_pdf(page: Page) -> None:
    """The file that was sent."""
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert downloaded.value.suggested_filename == "RAX-WRES-2021-22-Q3.pdf"
    assert downloaded.value.path().read_bytes() == bytes(Paper.objects.get().pdf.content)


def look_at(page: Page) -> None:
    """axe needs the script, so without it only that nothing needs scrolling sideways."""
    page.wait_for_load_state()  # with its styles
    if page.evaluate("document.body.classList.contains('js-enabled')"):
        check(page, page.viewport_size["width"])
    assert what_is_too_wide(page) == []
