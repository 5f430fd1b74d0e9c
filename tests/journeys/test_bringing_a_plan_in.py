"""An EDI lead brings in the Word document that the plan is kept in, puts right what is doubtful, and takes it back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organisation, Role, User
from actions.models import Action
from tests.actions.documents.kingston import kingston_docx
from tests.factories import make_member, make_organisation, make_standard
from tests.journeys.browsing import ON_A_DESK_AND_PLAINLY_ON_A_PHONE, check
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "kingston-action-plan.docx"
    path.write_bytes(kingston_docx())
    return path


@pytest.fixture
def trust(transactional_db: None) -> Organisation:
    make_standard()
    return make_organisation(ods_code="RYR", name="A Trust")


@pytest.fixture
def edi_lead(trust: Organisation) -> User:
    return make_member(trust, Role.EDI_LEAD, name="Edie Lead")


@ON_A_DESK_AND_PLAINLY_ON_A_PHONE
def test_a_plan_is_brought_in_put_right_and_confirmed(
    edi_lead: User, trust: Organisation, document: Path, open_as: OpenAs, width: int, *, javascript: bool
) -> None:
    page = open_as(edi_lead, width=width, javascript=javascript)
    choose(page, document)
    expect(page.get_by_text("22 actions read. 17 to look at.")).to_be_visible()
    if javascript:
        check(page)

    page.get_by_role("link", name="Put right").nth(3).click()
    page.get_by_label("January 2022").check()
    page.get_by_role("button", name="Save and go to the next").click()
    page.get_by_label("Timescale (optional)").fill("Every quarter")
    page.get_by_role("button", name="Save and go back").click()
    expect(page.get_by_text("22 actions read. 15 to look at.")).to_be_visible()

    page.get_by_role("button", name="All 10 to look at here are right as they stand").click()
    expect(page.get_by_text("22 actions read. 5 to look at.")).to_be_visible()
    page.get_by_role("button", name="Bring in 22 actions").click()

    expect(page.get_by_text("22 actions are brought in.")).to_be_visible()
    timescales = list(Action.objects.of(trust).values_list("timescale", flat=True)[3:5])
    assert timescales == ["January 2022", "Every quarter"]


def test_what_was_brought_in_is_taken_back(edi_lead: User, document: Path, open_as: OpenAs) -> None:
    page = open_as(edi_lead)
    choose(page, document)
    page.get_by_role("button", name="Bring in 22 actions").click()

    page.get_by_role("link", name="Undo bringing in").click()
    expect(page.get_by_text("22 actions, and the plan itself, which the import began")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Undo the import").click()

    expect(page.get_by_text("The import is undone.")).to_be_visible()
    assert not Action.objects.exists()


def choose(page: Page, document: Path) -> None:
    page.goto("/RYR/actions/")
    page.get_by_role("button", name="Bring in a plan").click()
    page.get_by_label("Document").set_input_files(document)
    page.get_by_role("button", name="Read the plan").click()
