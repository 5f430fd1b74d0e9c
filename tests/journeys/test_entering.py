"""Entering a year: from sign-in to amendment, by keyboard, without JavaScript, and when something comes between."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Dialog, Locator, Page, expect

from accounts.models import Organisation, Role, User
from indicators.models import Draft, Submission
from tests.factories import PASSWORD, make_member
from tests.indicators.records import draft
from tests.indicators.years import counts, pair, whole_year
from tests.journeys.browsing import NARROW, check, go_by_menu, row_of, tab_to
from tests.journeys.conftest import OpenAs
from tests.journeys.words import broken_words

pytestmark = pytest.mark.browser

YEAR = "/RAX/submissions/wres/2022/"
ENTER = f"{YEAR}enter/"
SHORTLISTED = "2. Appointment from shortlisting"
PUBLIC = "5. Harassment, bullying or abuse from the public"
REASON = "Eight offers to BME applicants came late."
# Nothing in it looks wrong beside Kingston's 2021; the ratio of indicator 2 is 1.05 again.
APPOINTED = counts(2, {"base": (1200, 800, 40), "count": (252, 160, 5)})
YEAR_2022 = whole_year() | APPOINTED | pair(7, "75.0%", "70.2%")

People = dict[Role, User]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """1 June 2022, when the year 2022 is over: before that it cannot be submitted."""
    with time_machine.travel(datetime(2022, 6, 1, 9, 0, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def admin(people: People, kingston: Organisation) -> User:
    """The admin, with 2022 begun and nothing typed."""
    draft(kingston, 2022, {}, by=people[Role.ADMIN])
    return people[Role.ADMIN]


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def type_in(page: Page, typed: dict[str, str]) -> None:
    for name, text in typed.items():
        page.locator(f'[name="{name}"]').fill(text)


def save_in(page: Page, name: str) -> None:
    part(page, name).get_by_role("button", name="Save draft").click()


def see_saved(page: Page) -> None:
    expect(page.get_by_role("alert").filter(has_text="The draft is saved.")).to_be_visible()


def see_it_come_to(page: Page, number: int, score: str) -> None:
    expect(page.get_by_text(f"Indicator {number} comes to {score}", exact=True)).to_be_visible()


def sign_in(page: Page, user: User) -> None:
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_an_admin_enters_a_year_mends_what_looks_wrong_submits_and_amends_it(people: People, open_as: OpenAs) -> None:
    page = open_as()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(page, people[Role.ADMIN])
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    begin_2022(page)
    see_what_it_comes_to_while_typing(page)
    mend_what_looks_wrong(page)
    submit(page)
    amend(page)
    see_it_as_edi_lead(open_as(people[Role.EDI_LEAD]))


def begin_2022(page: Page) -> None:
    go_by_menu(page, "Indicators")
    page.get_by_role("link", name="Enter scores, and see each year as submitted").click()
    expect(row_of(page, "2021")).to_contain_text("Submitted")
    page.get_by_role("button", name="Enter a year").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Enter a year")
    page.get_by_label("Which year?").fill("2022")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Enter the scores for 2022")


def see_what_it_comes_to_while_typing(page: Page) -> None:
    """A nought is forgotten on the way: 16 for 160."""
    type_in(page, YEAR_2022 | {"2-count-bme": "16"})
    expect(part(page, SHORTLISTED)).to_contain_text("BME 2.00% (16 of 800)")
    see_it_come_to(page, 2, "10.50")
    expect(part(page, "1. Staff in each pay band")).to_contain_text("35.5% of the workforce are BME in 2022.")
    expect(row_of(page, "Band 8a").filter(has_text="22.6%")).to_be_visible()
    assert Draft.objects.get().typed == {}
    check(page)


def mend_what_looks_wrong(page: Page) -> None:
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("1 figure needs another look.")).to_be_visible()
    expect(page.get_by_text("Indicator 2: ratio 10.50, and 1.05 in 2021. It looks 10 times too large.")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Change it", exact=True).click()
    expect(part(page, SHORTLISTED)).to_contain_text("It looks 10 times too large.")
    expect(page.get_by_label("Appointed from shortlisting, BME")).to_be_in_viewport()
    page.get_by_label("Appointed from shortlisting, BME").fill("160")
    page.get_by_role("button", name="Save and check").click()
    expect(row_of(page, SHORTLISTED)).to_contain_text("1.05")
    expect(page.get_by_text("another look")).to_have_count(0)
    check(page)


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit the scores").click()
    expect(page.get_by_role("alert")).to_contain_text("The scores for 2022 are submitted.")
    expect(page.get_by_text("1 June 2022, by Rhys Bevan")).to_be_visible()
    check(page)


def amend(page: Page) -> None:
    page.get_by_role("button", name="Amend the scores for 2022").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amend the scores for 2022")
    page.get_by_label("Appointed from shortlisting, BME").fill("168")
    page.get_by_role("button", name="Save and check").click()
    expect(row_of(page, "Indicator 2: Appointed from shortlisting, BME")).to_contain_text("160")
    check(page)
    page.get_by_label("Why are you amending the scores?").fill(REASON)
    page.get_by_role("button", name="Amend the scores").click()
    expect(page.get_by_role("alert")).to_contain_text("The earlier figures are kept below.")
    check(page)


def see_it_as_edi_lead(page: Page) -> None:
    page.goto("/")
    go_by_menu(page, "Indicators")
    page.get_by_role("link", name=re.compile("^2[.] Relative likelihood of White applicants")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Appointment from shortlisting")
    expect(page.get_by_role("paragraph").filter(has_text=re.compile("^1[.]00 in 2022$"))).to_be_visible()
    chart = page.get_by_role("img", name="Indicator 2: Appointment from shortlisting")
    expect(chart).to_be_visible()
    expect(chart.locator("desc")).to_contain_text("1.00 in 2022 (95% interval ")
    check(page)
    page.goto(YEAR)
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(row_of(page, "Indicator 2: Appointed from shortlisting, BME")).to_contain_text(re.compile("160.*168", re.S))
    check(page)


def test_a_section_is_filled_in_by_keyboard_alone_row_by_row(admin: User, open_as: OpenAs) -> None:
    page = open_as(admin)
    page.goto(f"{ENTER}#indicator-2")
    rows = ("Shortlisted applicants", "Appointed from shortlisting")
    boxes = [f"{row}, {group}" for row in rows for group in ("White", "BME", "Unknown")]

    for box, number in zip(boxes, ("1,200", "800", "40", "240", "100", "5"), strict=True):
        tab_to(page, page.get_by_label(box), most=1)
        page.keyboard.type(number)
    tab_to(page, part(page, SHORTLISTED).locator("summary"), most=1)
    tab_to(page, part(page, SHORTLISTED).get_by_role("button", name="Save draft"), most=1)
    page.keyboard.press("Enter")

    see_saved(page)
    expect(part(page, SHORTLISTED)).to_contain_text("95% interval 1.29 to 1.98: more than chance.")


@pytest.mark.parametrize("width", [1280, NARROW])
def test_who_saves_with_enter_stays_where_they_were(admin: User, open_as: OpenAs, width: int) -> None:
    page = open_as(admin, width=width)
    page.goto(ENTER)
    page.get_by_label("Percentage, BME").first.fill("31.8%")

    page.keyboard.press("Enter")

    see_saved_without_looking(page)
    assert page.url.endswith("#indicator-5")
    expect(part(page, PUBLIC).get_by_role("heading")).to_be_in_viewport()
    see_it_come_to(page, 5, "31.8%")


def see_saved_without_looking(page: Page) -> None:
    """The message stands at the top, and the page has not gone up to it."""
    message = page.get_by_role("alert").filter(has_text="The draft is saved.")
    expect(message).to_be_attached()
    expect(message).not_to_be_in_viewport()


def test_without_javascript_saving_shows_what_the_counts_come_to(admin: User, open_as: OpenAs) -> None:
    page = open_as(admin, javascript=False)
    page.goto(ENTER)
    type_in(page, APPOINTED | {"1-clinical.8a-white": "160", "1-clinical.8a-bme": "48", "5-value-bme": "418%"})

    save_in(page, SHORTLISTED)

    see_saved(page)
    see_it_come_to(page, 2, "1.05")
    expect(row_of(page, "Band 8a").filter(has_text="23.1%")).to_be_visible()
    expect(page.get_by_role("link", name="418% is not between 0% and 100%")).to_be_visible()
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_role("heading", name="To put right before you can submit")).to_be_visible()


def test_when_the_sign_in_runs_out_while_typing_nothing_is_lost(admin: User, open_as: OpenAs) -> None:
    page = open_as(admin, provoked=(401,))
    page.goto(ENTER)
    page.context.clear_cookies(name="sessionid")

    type_in(page, APPOINTED | {"5-value-bme": "31.8%", "9-board-white": "12o"})
    said = part(page, SHORTLISTED).get_by_role("alert")
    expect(said).to_contain_text("You were signed out. What you typed is still here.")
    check(page)
    save_in(page, SHORTLISTED)
    sign_in(page, admin)

    expect(page.get_by_text("What you typed is below, and not saved yet.")).to_be_visible()
    expect(page.get_by_label("Appointed from shortlisting, BME")).to_have_value("160")
    expect(page.get_by_label("Whole board, White")).to_have_value("12o")
    check(page)
    assert Draft.objects.get().typed == {}
    save_in(page, SHORTLISTED)
    see_it_come_to(page, 2, "1.05")
    plain = {name: text for name, text in Draft.objects.get().typed.items() if text}
    assert plain == APPOINTED | {"5-value-bme": "31.8%", "9-board-white": "12o"}


def test_when_the_network_is_back_nothing_is_said_of_it_any_more(admin: User, open_as: OpenAs) -> None:
    page = open_as(admin, offline=True)
    page.goto(ENTER)
    page.context.set_offline(True)
    page.get_by_label("Percentage, BME").first.fill("31")
    said = part(page, PUBLIC).get_by_role("alert")
    expect(said).to_contain_text("There is no connection. What you typed is still here.")

    page.context.set_offline(False)
    page.get_by_label("Percentage, BME").first.fill("31.8")

    see_it_come_to(page, 5, "31.8%")
    expect(said).to_have_count(0)


def test_the_browser_asks_before_unsaved_figures_are_left_and_not_once_they_are_saved(
    admin: User, open_as: OpenAs
) -> None:
    page = open_as(admin)
    asked = note_dialogs(page)
    page.goto(ENTER)
    page.get_by_label("Shortlisted applicants, White").press_sequentially("1200")

    page.get_by_role("link", name="All years").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Shortlisted applicants, White")).to_have_value("1200")

    save_in(page, SHORTLISTED)
    see_saved(page)
    page.get_by_role("link", name="All years").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Year by year")
    assert asked == ["beforeunload"]


def test_the_browser_asks_before_what_came_back_from_the_sign_in_is_left(admin: User, open_as: OpenAs) -> None:
    page = open_as(admin)
    page.goto(ENTER)
    page.get_by_label("Shortlisted applicants, White").press_sequentially("1200")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save and check").click()
    sign_in(page, admin)
    expect(page.get_by_label("Shortlisted applicants, White")).to_have_value("1200")
    asked = note_dialogs(page)

    page.get_by_role("heading", level=1).click()
    page.get_by_role("link", name="All years").click()

    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def note_dialogs(page: Page) -> list[str]:
    """The kinds of what the browser asks; the answer is to stay."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


@pytest.mark.parametrize("javascript", [True, False])
def test_of_two_admins_at_once_the_second_sees_both_versions(
    admin: User, kingston: Organisation, open_as: OpenAs, javascript: bool
) -> None:
    first = open_as(make_member(kingston, Role.ADMIN, name="Bea Other"), javascript=javascript)
    second = open_as(admin, javascript=javascript, provoked=(409,))
    for page, shortlisted in ((first, "1200"), (second, "1300")):
        page.goto(ENTER)
        page.get_by_label("Shortlisted applicants, White").fill(shortlisted)
    save_in(first, SHORTLISTED)
    see_saved(first)

    save_in(second, SHORTLISTED)

    expect(second.get_by_role("heading", name="Bea Other saved this draft while you had it open")).to_be_visible()
    told = "Indicator 2, Shortlisted applicants, White: they saved 1200, you have 1300."
    expect(second.get_by_text(told)).to_be_visible()
    expect(second.get_by_label("Shortlisted applicants, White")).to_have_value("1300")
    assert Draft.objects.get().typed["2-base-white"] == "1200"
    if javascript:
        check(second)

    save_in(second, SHORTLISTED)
    see_saved(second)
    assert Draft.objects.get().typed["2-base-white"] == "1300"


@pytest.mark.parametrize("address", [ENTER, f"{YEAR}check/", YEAR, "/RAX/submissions/wres/2021/"])
def test_no_word_is_broken_on_a_desk_or_on_a_phone(
    admin: User, kingston: Organisation, look_as: OpenAs, address: str
) -> None:
    draft(kingston, 2022, YEAR_2022 | {"2-count-bme": "16", "3-count-bme": "1o", "9-missing": "Not counted"}, by=admin)
    page = look_as(admin)
    page.goto(address)

    for width in (NARROW, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert broken_words(page) == [], f"at {width} px"


def test_a_draft_is_discarded_after_one_more_question(admin: User, open_as: OpenAs) -> None:
    page = open_as(admin)
    page.goto(ENTER)
    page.get_by_role("link", name="Discard the draft").click()
    expect(page.get_by_text("You cannot get it back.")).to_be_visible()
    check(page)

    page.get_by_role("button", name="Discard the draft").click()

    expect(page.get_by_role("alert")).to_contain_text("The draft for 2022 is discarded.")
    assert not Submission.objects.filter(year=2022).exists()
