from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from indicators.models import Draft, Standard, Submission, Upload
from indicators.services.standards import load_standard
from indicators.spreadsheets.sheets import read_sheets
from tests.factories import ROOT
from tests.indicators.records import draft
from tests.indicators.test_entering import words
from tests.indicators.uploading import (
    FORM,
    OF_YEAR,
    YEARS,
    choose,
    confirm,
    filled_in,
    printed,
    read_so_far,
    row_of,
    typed,
)
from tests.indicators.years import whole_year

Member = Callable[..., User]


@pytest.fixture
def admin(wres: Standard, trust: Organisation, member: Member, client: Client, on: Callable[..., None]) -> Client:
    on("2022-06-01")
    member(trust, Role.ADMIN, name="Ada Admin")
    return client


@pytest.fixture
def begun(admin: Client) -> Client:
    """2022 is begun, and nothing typed yet."""
    admin.post(f"{YEARS}start/", {"year": "2022"})
    return admin


# ---- the form of a year


def test_the_form_is_a_workbook_with_what_is_typed_so_far(begun: Client, trust: Organisation) -> None:
    draft(trust, 2022, {"2-base-white": "1,200", "3-missing": "=1+1"})

    response = begun.get(FORM)

    [sheet] = read_sheets("form.xlsx", response.content)
    assert 'filename="RYR-WRES-2022.xlsx"' in response["Content-Disposition"]
    assert sheet.rows[0][0] == "WRES 2022, A Hospital NHS Trust"
    assert {"1200", "=1+1"} <= {cell for row in sheet.rows for cell in row}
    assert not sheet.formulas


@pytest.mark.parametrize("text", ["\u00b2", "9" * 5000, "_x0041_", "a\x0bb"])
def test_the_form_can_be_made_of_whatever_is_typed(begun: Client, trust: Organisation, text: str) -> None:
    draft(trust, 2022, {"2-base-white": text, "5-value-bme": text, "4-missing": text})

    assert begun.get(FORM).status_code == 200


def test_a_form_is_shown_as_understood_and_nothing_is_written_before_it_is_confirmed(begun: Client) -> None:
    page = choose(begun, OF_YEAR, filled_in({"2-base-white": "1,200", "5-value-bme": "31.8%"}))

    cells = {cell.field: cell.address for cell in read_so_far().cells}
    assert "2 to record" in words(page)
    assert "2. Appointment from shortlisting: Shortlisted applicants, White" in row_of(page, cells["2-base-white"])
    assert "In the file 1200 Understood 1200" in row_of(page, cells["2-base-white"])
    assert "Percentage, BME In the file 31.8% Understood 31.8%" in row_of(page, cells["5-value-bme"])
    assert typed() == {}


def test_a_confirmed_form_is_in_the_draft_beside_what_was_typed_elsewhere(begun: Client, trust: Organisation) -> None:
    choose(begun, OF_YEAR, filled_in({"2-base-white": "1,200"}))
    draft(trust, 2022, {"9-missing": "The board is being counted"})

    page = confirm(begun)

    assert "The figures are in the draft." in words(page)
    assert typed() == {"2-base-white": "1200", "9-missing": "The board is being counted"}
    assert not Upload.objects.exists()


def test_a_whole_year_in_a_form_can_be_submitted(begun: Client) -> None:
    choose(begun, OF_YEAR, filled_in(whole_year()))
    confirm(begun)

    begun.post(f"{YEARS}2022/submit/", {"version": Draft.objects.get().version})

    assert Submission.objects.get().state == "submitted"
    assert printed()[2022, 2] == "1.60"
    assert not Draft.objects.exists()


def test_what_the_draft_has_already_is_left_and_what_it_has_otherwise_is_named(
    begun: Client, trust: Organisation
) -> None:
    draft(trust, 2022, {"2-base-white": "1,200", "2-base-bme": "700", "9-missing": "Late"})

    page = choose(begun, OF_YEAR, filled_in({"2-base-white": "1200", "2-base-bme": "800"}))

    cells = {cell.field: cell.address for cell in read_so_far().cells}
    assert "In the draft already." in row_of(page, cells["2-base-white"])
    assert "800, in place of 700" in row_of(page, cells["2-base-bme"])
    assert "Put 1 figure into the draft" in words(page)
    confirm(begun)
    assert typed() == {"2-base-white": "1,200", "2-base-bme": "800", "9-missing": "Late"}


def test_a_figure_that_somebody_else_typed_meanwhile_is_not_overwritten(begun: Client, trust: Organisation) -> None:
    choose(begun, OF_YEAR, filled_in({"2-base-white": "1200", "2-base-bme": "800"}))
    draft(trust, 2022, {"2-base-bme": "810"})

    page = confirm(begun)

    assert page.status_code == 409
    assert "Shortlisted applicants, BME is now 810. Choose the file again." in words(page)
    assert typed() == {"2-base-bme": "810"}


def test_a_pair_is_whole_when_the_draft_has_the_other_half(begun: Client, trust: Organisation) -> None:
    draft(trust, 2022, {"5-value-white": "25.1%"})

    page = choose(begun, OF_YEAR, filled_in({"5-value-bme": "31.8%"}))

    assert "to look at again" not in words(page)


def test_what_could_not_be_submitted_goes_into_the_draft_with_a_doubt(begun: Client) -> None:
    page = choose(begun, OF_YEAR, filled_in({"2-base-white": "12o0", "5-value-white": "25%", "5-value-bme": "418%"}))

    cells = {cell.field: cell.address for cell in read_so_far().cells}
    assert "'12o0' is not a whole number" in row_of(page, cells["2-base-white"])
    assert "418% is not between 0% and 100%" in row_of(page, cells["5-value-bme"])
    confirm(begun)
    assert typed()["5-value-bme"] == "418%"


def test_half_of_a_pair_is_doubted_where_the_other_half_stands(begun: Client) -> None:
    page = choose(begun, OF_YEAR, filled_in({"2-base-white": "1200"}))

    [cell] = read_so_far().cells
    assert "Appointed from shortlisting, White: enter this number too" in row_of(page, cell.address)


def test_a_reason_and_words_of_several_lines_come_through(admin: Client, trust: Organisation, member: Member) -> None:
    load_standard(ROOT / "tests" / "indicators" / "every-shape.toml")
    admin.post("/RYR/submissions/able/start/", {"year": "2022"})
    told = {"6-narrative": "A network meets.\nIt reports to the board.", "3-missing": "Too few staff"}

    choose(admin, "/RYR/submissions/able/2022/upload/", filled_in(told))
    confirm(admin)

    assert typed() == told


def test_words_that_are_longer_than_any_field_are_refused_and_not_cut(begun: Client) -> None:
    page = choose(begun, OF_YEAR, filled_in({"4-missing": "a" * 4001}))

    assert "This cell has 4,001 characters. Use at most 4,000." in words(page)
    assert "into the draft" not in words(page)
    assert len(page.content) < 40_000


REFUSED_FORMS = {
    "another year": ({"standard": "WRES 2021, or"}, "This is not the form for WRES 2022."),
    "another trust": ({"organisation": "B Hospital"}, "This is the form of B Hospital."),
}


@pytest.mark.parametrize(("others", "said"), REFUSED_FORMS.values(), ids=REFUSED_FORMS)
def test_another_form_is_refused_in_words(begun: Client, others: dict[str, str], said: str) -> None:
    page = choose(begun, OF_YEAR, filled_in({"2-base-white": "1200"}, **others))

    assert page.status_code == 422
    assert said in words(page)
    assert not Upload.objects.exists()


def test_an_empty_form_is_said_to_be_empty(begun: Client) -> None:
    page = choose(begun, OF_YEAR, filled_in({}))

    assert page.status_code == 422
    assert "Nothing is filled in." in words(page)


def test_a_form_that_is_confirmed_after_its_draft_is_gone_writes_nothing(begun: Client) -> None:
    choose(begun, OF_YEAR, filled_in({"2-base-white": "1200"}))
    begun.post(f"{YEARS}2022/discard/", {"version": Draft.objects.get().version})

    page = confirm(begun)

    assert page.status_code == 409
    assert "The draft for 2022 is gone." in words(page)
    assert not Submission.objects.exists()


def test_a_year_that_is_not_begun_has_no_form(admin: Client) -> None:
    assert admin.get(FORM).status_code == 404
    assert admin.get(OF_YEAR).status_code == 404
