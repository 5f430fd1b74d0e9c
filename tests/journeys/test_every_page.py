"""Every address of the site as a page: axe finds nothing, and nothing scrolls sideways, at 1280 and at 320 px."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import include, path, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import Page, expect

from accounts.models import Membership, Organisation, Role, User
from actions.models import Action, Approval, Lead, Plan, PlanImport, Update
from indicators.models import Benchmark, StaffInPost, StaffInPostGoal, Target, Upload
from outbox.models import Message
from outbox.views import sample_mail
from reports.models import CommitteeAddress, Decision, Paper, Publication
from reports.services.papers import hold_back
from reports.views import progress
from tests.factories import (
    Q3,
    make_carrying,
    make_issued_paper,
    make_lead,
    make_member,
    make_organisation,
    make_standard,
)
from tests.journeys.browsing import NARROW, check
from tests.journeys.busy_kingston import BUSY_KINGSTON, LONG_ADDRESS, LONG_BAND, LONG_WORD, make_edi_lead
from tests.journeys.conftest import OpenAs
from tests.test_site import IN_ORGANISATION, OPEN_TO_ALL, OPEN_TO_THE_PUBLIC, PATTERNS
from wres_site import urls as site_urls

pytestmark = pytest.mark.browser

# Addresses that answer without a page of their own: by another address, to writes alone, or to a monitor.
NO_PAGE = {
    "start": 302,
    "password_changed": 302,
    "sign_out": 405,
    "actions:row": 404,  # a part of a page, and here of no action
    "actions:reading": 404,
    "actions:read_words": 404,  # a part of a page, and here of no words
    "actions:undo_move": 405,
    "actions:undo": 405,
    # Without a plan they lead to the page that says so; with one they are files.
    "actions:spreadsheet": 302,
    "actions:csv": 302,
    "actions:stop_calendar": 405,
    "actions:calendar_feed": 404,  # of no calendar
    "actions:by_link": 404,  # of no link
    "actions:update_by_link": 404,
    "actions:card_by_link": 404,
    "actions:undo_by_link": 404,
    "actions:merge_leads": 404,  # of no lead
    "actions:send_link": 405,
    "actions:revoke_links": 405,
    "actions:revoke_link": 405,
    "actions:forget_spelling": 405,
    "actions:move_up": 405,
    "actions:move_down": 405,
    "actions:move_to": 405,
    "actions:evidence_file": 404,
    "actions:remove_evidence": 405,
    "actions:undo_together": 405,
    # Without a selection these lead back to the plan; tests of their own look at them with one.
    "actions:selected": 302,
    "actions:selected_status": 302,
    "actions:selected_leads": 302,
    "actions:selected_timescale": 302,
    "actions:restore_evidence": 405,
    **dict.fromkeys(
        (f"outbox:{name}" for name in ("again", "arrived", "leave", "test", "pause", "resume", "let_go")), 405
    ),
    "outbox:attachment": 404,
    "actions:confirm_import": 405,
    "actions:forget_import": 405,
    "actions:undo_import": 405,
    "actions:accept_rows": 405,
    "actions:join_row": 405,
    "actions:remove_row": 405,
    "indicators:comes_to": 405,
    "indicators:submit": 405,
    "indicators:amend": 405,
    "indicators:confirm": 405,
    "indicators:forget": 405,
    # Files: tests of their own read what is in them.
    "indicators:form": 403,
    "reports:figures": 404,
    "reports:drawing": 404,
    "reports:picture": 404,
    "reports:paper_file": 404,  # of no paper
    "reports:let_go": 405,
    "reports:begin_publication": 405,
    "reports:publication_file": 404,  # of no report
    "reports:published_file": 404,  # of nothing that is public
    "health": 503,  # of an install that never ticked
}
# The pages of a year that is being entered, which a trust without one lacks.
OF_A_DRAFT = {"indicators:enter", "indicators:check", "indicators:discard", "indicators:upload_year"}
# Forms of choices alone, in which one is always made, or in which nothing need be said.
ALWAYS_ANSWERED = {"actions:mend_columns", "actions:own_reminders"} | {
    f"reports:{name}" for name in ("publication_texts", "front_sheet", "note")
}
# What is done with a paper before it is issued.
OF_A_DRAFT_PAPER = {f"reports:{name}" for name in ("days", "front_sheet", "note", "hold", "issue")}
PAGES = sorted(set(PATTERNS) - set(NO_PAGE))
ANSWERED = "main form:not([method=get]):has(input:not([type=hidden]), select, textarea)"

# Sample mode has one address more, and a line on every page.
of_outbox = next(each for each in site_urls.urlpatterns if getattr(each, "namespace", "") == "outbox").url_patterns
urlpatterns = [
    path("", include(([path("mail/", sample_mail, name="sample_mail"), *of_outbox], "outbox"))),
    *site_urls.urlpatterns,
]

OF_AN_IMPORT = ("import", "about_import", "mend", "add_row", "split_row", "mend_columns", "mend_indicators")

# The row that an address shows; one that is not here fails the test of its address.
ROWS: dict[str, Callable[[], int]] = {
    "actions:action": lambda: Action.objects.earliest("place").pk,
    "actions:why": lambda: Action.objects.earliest("place").pk,
    "actions:update": lambda: Action.objects.latest("place").pk,
    "actions:timescale": lambda: Action.objects.earliest("place").pk,
    "actions:move_deadline": lambda: Action.objects.earliest("place").deadlines.get().pk,
    "actions:edit_action": lambda: Action.objects.earliest("place").pk,
    "actions:remove_action": lambda: Action.objects.latest("place").pk,
    "actions:about_plan": lambda: Plan.objects.get().pk,
    "actions:change_plan": lambda: Plan.objects.get().pk,
    "actions:order": lambda: Plan.objects.get().pk,
    "actions:add_action": lambda: Plan.objects.get().pk,
    "actions:approve": lambda: Plan.objects.get().pk,
    "actions:approval": lambda: Approval.objects.get().pk,
    "actions:approved_wording": lambda: Approval.objects.get().pk,
    "actions:withdraw_approval": lambda: Approval.objects.get().pk,
    "actions:carry_forward": lambda: Plan.objects.get().pk,
    "actions:carry_check": lambda: Plan.objects.get().pk,
    "actions:undo_carrying": lambda: make_carrying(Plan.objects.get(), Action.objects.latest("place")).pk,
    "actions:together": lambda: Update.objects.earliest("pk").pk,
    "actions:confirm": lambda: Action.objects.get(is_confirmed=False).pk,
    "actions:send_back": lambda: Action.objects.get(is_confirmed=False).pk,
    "actions:add_evidence": lambda: Action.objects.earliest("place").pk,
    **dict.fromkeys(
        (f"reports:{name}" for name in ("publication", "publication_texts", "approve_publication", "publish")),
        lambda: Publication.objects.get(state="approved").pk,
    ),
    "reports:withdraw_publication": lambda: Publication.objects.get(state="published").pk,
    "remove_member": lambda: Membership.objects.earliest("pk").pk,
    **dict.fromkeys(
        ("actions:lead", "actions:change_lead", "actions:hand_over", "actions:merge_which"),
        lambda: Lead.objects.get(name__startswith="LLL").pk,
    ),
    "actions:remove_lead": lambda: make_lead(Organisation.objects.get(ods_code="RAX")).pk,
    "outbox:message": lambda: Message.objects.get(state="failed").pk,
    **dict.fromkeys((f"actions:{name}" for name in OF_AN_IMPORT), lambda: PlanImport.objects.get().pk),
    "indicators:preview": lambda: Upload.objects.get().pk,
    "indicators:remove_benchmark": lambda: Benchmark.objects.get(organisation__ods_code="RAX").pk,
    "indicators:target": lambda: Target.objects.get().pk,
    "indicators:remove_target": lambda: Target.objects.get().pk,
    "indicators:goal": lambda: StaffInPostGoal.objects.get(band=LONG_BAND).pk,
    "indicators:remove_goal": lambda: StaffInPostGoal.objects.get(band=LONG_BAND).pk,
    "indicators:remove_reading": lambda: StaffInPost.objects.latest("counted_on").pk,
    "reports:remove_address": lambda: CommitteeAddress.objects.get().pk,
    **dict.fromkeys(
        (f"reports:{name}" for name in ("change_decision", "outcome", "remove_decision")),
        lambda: Decision.objects.earliest("pk").pk,
    ),
}


def address_of(name: str, organisation: Organisation, user: User) -> str:
    values = {
        "ods_code": organisation.ods_code,
        "quarter": "2021-22-Q4" if name in OF_A_DRAFT_PAPER else "2021-22-Q3",
        "place": "summary",
        "year": 2022 if name in OF_A_DRAFT else 2021,
        "standard": "WRES",
        "number": 2,
        "key": 1,
        "table": 0,
        "trust": organisation.ods_code,
        "report": "wres-2021",
        "edition": 1,
        "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }
    asked = PATTERNS[name].pattern.converters
    return reverse(name, kwargs={key: ROWS[name]() if key == "pk" else values[key] for key in asked})


def check_with_errors(page: Page) -> None:
    """Sends the form of a page empty, where it has one, and checks the page that answers. A draft takes anything."""
    form = page.locator(f"{ANSWERED}:not([data-warn-unsaved])")
    if not form.locator(".nhsuk-form-group").count():
        return
    for control in form.locator("input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea").all():
        # What is not asked, because no status that needs it is chosen, is hidden.
        if control.is_visible():
            control.fill("")
    form.get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    check(page, NARROW)


@pytest.fixture
def edi_lead(kingston: Organisation) -> User:
    return make_edi_lead(kingston)


@pytest.fixture
def busy_kingston(db: None) -> Organisation:
    BUSY_KINGSTON.put()
    return Organisation.objects.get(ods_code="RAX")


@pytest.mark.parametrize("name", sorted(NO_PAGE))
@pytest.mark.django_db
def test_an_address_without_a_page_has_none(name: str, client: Client) -> None:
    trust = make_organisation()
    client.force_login(make_member(trust, Role.EDI_LEAD))
    make_standard()
    values = {"pk": 1, "year": 2022, "number": 2, "key": 1, "ods_code": trust.ods_code, "standard": "WRES"}
    values |= {"token": "x", "quarter": "2021-22-Q3", "ending": "pdf", "trust": trust.ods_code, "report": "wres-2021"}
    address = reverse(name, kwargs={key: values[key] for key in PATTERNS[name].pattern.converters})

    answer = client.get(address)

    assert answer.status_code == NO_PAGE[name]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_and_its_form_with_errors(name: str, busy_kingston: Organisation, look_as: OpenAs) -> None:
    edi_lead = User.objects.get(email=LONG_ADDRESS)
    page = look_as(None if name in OPEN_TO_ALL | OPEN_TO_THE_PUBLIC else edi_lead, provoked=(422,))
    page.goto(address_of(name, busy_kingston, edi_lead))

    check(page)
    if name not in ALWAYS_ANSWERED:
        check_with_errors(page)


@pytest.mark.parametrize("is_held", [False, True], ids=["draft", "held back"])
def test_a_paper_that_is_not_issued_yet(is_held: bool, busy_kingston: Organisation, look_as: OpenAs) -> None:
    edi_lead = User.objects.get(email=LONG_ADDRESS)
    if is_held:
        hold_back(paper=Paper.objects.get(state="draft"), because=LONG_WORD, by=edi_lead)
    page = look_as(edi_lead)
    for address in ("2021-22-Q4/", ""):
        page.goto(f"/RAX/committee/{address}")
        check(page)


def test_four_quarters_side_by_side(kingston: Organisation, look_as: OpenAs) -> None:
    first = make_issued_paper(kingston)
    for quarter in (Q3.next, Q3.next.next, Q3.next.next.next):
        make_issued_paper(kingston, quarter)
    page = look_as(make_member(kingston, Role.COMMITTEE))
    page.goto("/RAX/committee/quarters/")

    expect(page.get_by_role("columnheader", name=str(first.quarter))).to_be_visible()
    check(page)


@pytest.mark.parametrize("name", [name for name in IN_ORGANISATION if name in PAGES and name not in ROWS])
def test_a_page_of_a_trust_that_has_nothing_yet(name: str, look_as: OpenAs) -> None:
    make_standard()
    trust = make_organisation(name="University Hospitals of Somewhere and Elsewhere NHS Foundation Trust")
    lead = make_member(trust, Role.EDI_LEAD)
    page = look_as(lead, provoked=(403, 404) if name.startswith(("indicators:", "reports:")) else ())
    page.goto(address_of(name, trust, lead))

    check(page, NARROW)


@pytest.mark.parametrize(
    "address",
    [
        "/RAX/actions/?year=2021&group=lead&indicator=6",
        "/RAX/quarters/2020-21-Q4/",
        "/RAX/quarters/2021-22-Q4/",
        "/organisations/",
    ],
)
def test_a_page_of_somebody_with_two_organisations(address: str, kingston: Organisation, look_as: OpenAs) -> None:
    overseer = make_member(make_organisation(kind=Organisation.Kind.REGION), Role.OVERSEER)
    Organisation.objects.filter(pk=kingston.pk).update(parent=overseer.memberships.get().organisation)
    page = look_as(overseer)
    page.goto(address)

    check(page)


@pytest.mark.parametrize("address", ["/RAX/members/", "/no/such/page/"])
def test_a_page_that_says_no(address: str, kingston: Organisation, look_as: OpenAs) -> None:
    page = look_as(make_member(kingston, Role.COMMITTEE), provoked=(403, 404))
    page.goto(address)

    expect(page.get_by_role("link", name="Go to the start page")).to_be_visible()
    check(page)


def test_a_page_that_broke(kingston: Organisation, look_as: OpenAs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(progress, "score_table")
    page = look_as(make_member(kingston, Role.COMMITTEE), provoked=(500,))
    page.goto("/RAX/")

    expect(page.get_by_role("heading", name="Sorry, there is a problem")).to_be_visible()
    check(page)


@pytest.mark.parametrize("address", ["/mail/", "/RAX/"])
def test_a_page_in_sample_mode(
    address: str, kingston: Organisation, edi_lead: User, look_as: OpenAs, settings: Any, tmp_path: Path
) -> None:
    settings.SAMPLE, settings.ROOT_URLCONF, settings.SAMPLE_MAIL_DIR = True, __name__, tmp_path
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    EmailMessage("Two actions to update", f"Please update: {LONG_WORD}", to=[LONG_ADDRESS]).send()
    page = look_as(edi_lead)
    page.goto(address)

    expect(page.get_by_text("Shown as on 15 December 2021")).to_be_visible()
    check(page)
