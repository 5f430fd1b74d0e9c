"""Reading: who may only read, the scores, print, and text set wider apart."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from actions.models import Action
from tests.journeys.browsing import MENU_FITS, NARROW, WIDE, row_of, set_text_wider, what_is_too_wide
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

PLAN = "/RAX/actions/"
QUARTER = "/RAX/quarters/2021-22-Q3/"
# The heads of columns that have no cells under them, where heads are shown at all.
HEADS_ALONE = """head => {
  const box = element => element.getBoundingClientRect();
  const heads = [...head.querySelectorAll('th')];
  const row = [...head.parentElement.querySelectorAll('tbody tr')].find(each => each.cells.length === heads.length);
  const alone = (each, place) => Math.abs(box(each).left - box(row.cells[place]).left) > 2;
  return box(head).height > 1 ? heads.filter(alone).map(each => each.innerText) : [];
}"""
# A form that asks by GET filters what is read, and a calendar of one's own is nobody else's business.
FORM = "form:not([action='/sign-out/'], [method=get], [action^='/RAX/calendar/'], [action^='/RAX/my-reminders/'])"
CHANGES_SOMETHING = f"{FORM}, [hx-get], [hx-post], a[href*='/update/'], a[href*='/add/'], a[href*='/edit/']"
ADDRESSES = "links => links.map(link => new URL(link.href).pathname)"

People = dict[Role, User]


def addresses_on(page: Page) -> set[str]:
    """Where the links of a page lead: of the actions one; no file, no own password, no quarter before this."""
    found = {urlsplit(each).path for each in page.locator("a[href]").evaluate_all(ADDRESSES)}
    first = Action.objects.earliest("place").pk
    left_out = re.compile(rf"/quarters/|^/password/|\.(csv|svg|png|xlsx)$|^{PLAN}(?!{first}/)\d+/")
    return {each for each in found if not left_out.search(each)} | {QUARTER}


def test_a_committee_member_reads_every_page_and_can_change_nothing_on_any(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.COMMITTEE], javascript=False)
    to_read, read = {"/RAX/"}, set()
    while to_read:
        address = to_read.pop()
        page.goto(address)
        read.add(address)
        expect(page.get_by_role("button", name="Sign out")).to_have_count(1)
        assert page.locator(CHANGES_SOMETHING).count() == 0, address
        to_read |= addresses_on(page) - read

    assert {PLAN, QUARTER, "/RAX/submissions/wres/2021/", "/RAX/leads/"} <= read
    page.goto(PLAN)
    expect(row_of(page, "Implement diverse interviewing")).to_contain_text("Not recorded")


def test_a_committee_member_who_comes_to_an_update_is_told_what_to_do(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.COMMITTEE], provoked=(403,))

    answer = page.goto(f"{PLAN}{Action.objects.earliest('place').pk}/update/")

    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot do this")
    expect(page.get_by_text("ask your EDI lead")).to_be_visible()
    page.get_by_role("link", name="Go to the start page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")


def test_an_admin_reads_the_scores_of_2021_as_they_were_printed(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.ADMIN])
    page.goto("/")
    page.get_by_role("link", name="Indicators").click()
    page.get_by_role("link", name="Enter scores, and see each year as submitted").click()
    page.get_by_role("link", name="2021").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Scores for 2021")

    for beginning, score in (
        ("2. Relative likelihood of White applicants being appointed", "1.05"),
        ("4. Relative likelihood of White staff accessing", "0.76"),
        ("5. Percentage of BME staff experiencing harassment", "41.8%"),
    ):
        expect(row_of(page, beginning).get_by_role("cell", name=score, exact=True)).to_be_visible()


def test_after_signing_out_going_back_shows_nothing_of_the_trust(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.COMMITTEE])
    page.goto("/RAX/")
    page.goto(PLAN)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("address", [PLAN, QUARTER])
def test_paper_has_all_actions_and_not_the_menu(people: People, open_as: OpenAs, address: str) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(address)

    page.emulate_media(media="print")

    for name in ("Menu", "Account"):
        expect(page.locator(f"nav[aria-label='{name}']")).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("^Update"))).to_have_count(0)
    for wording in Action.objects.values_list("wording", flat=True):
        expect(page.locator("main a").filter(has_text=wording).first).to_be_visible()


def test_the_plan_goes_on_as_few_sheets_as_a_table_needs(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.COMMITTEE])
    page.goto(PLAN)

    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))

    assert 1 <= len(sheets) <= 7


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_text_that_a_reader_sets_wider_is_not_cut_off(people: People, open_as: OpenAs, width: int) -> None:
    page = open_as(people[Role.EDI_LEAD], width=width)
    page.goto(PLAN)

    cut_off = set_text_wider(page)

    assert cut_off == []


def test_a_table_is_drawn_either_as_columns_or_as_cards(people: People, open_as: OpenAs) -> None:
    """Between a phone and a desk are tablets: where the heads of columns are shown, the cells stand under them."""
    page = open_as(people[Role.EDI_LEAD])
    for address in (PLAN, "/RAX/leads/", "/RAX/members/", "/RAX/messages/", "/RAX/indicators/"):
        page.goto(address)
        for width in (WIDE, 980, 820, 700, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(MENU_FITS)
            for head in page.locator("thead").all():
                assert head.evaluate(HEADS_ALONE) == [], f"{address} at {width} px"
            assert what_is_too_wide(page) == [], f"{address} at {width} px"
