from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from indicators.models import Score, Standard, Submission, Upload
from indicators.services.standards import load_standard
from indicators.services.uploading import NotWritableError, write_upload
from indicators.spreadsheets.workbook import Column, WrittenSheet, write_workbook
from tests.factories import NOW, ROOT, make_organisation, make_upload
from tests.indicators.records import KINGSTON, draft, record, record_typed
from tests.indicators.test_entering import words
from tests.indicators.uploading import (
    FORM,
    OF_YEAR,
    PAST,
    TABLE,
    as_csv,
    as_workbook,
    choose,
    confirm,
    past,
    printed,
    read_so_far,
    row_of,
)
from tests.indicators.years import whole_year

Member = Callable[..., User]


@pytest.fixture
def admin(wres: Standard, trust: Organisation, member: Member, client: Client, on: Callable[..., None]) -> Client:
    on("2022-06-01")
    member(trust, Role.ADMIN, name="Ada Admin")
    return client


@pytest.mark.parametrize(("made", "name"), [(as_csv, "a.csv"), (as_workbook, "a.xlsx")])
def test_the_printed_table_of_kingston_becomes_five_years_to_the_letter(
    admin: Client, made: Callable[..., bytes], name: str
) -> None:
    page = choose(admin, PAST, made(*TABLE), name)

    assert "40 to record, as published." in words(page)
    assert not Submission.objects.exists()

    page = confirm(admin)

    assert "The published scores are recorded: 2017, 2018, 2019, 2020, 2021." in words(page)
    assert printed() == {(year, number): text for year, texts in KINGSTON.items() for number, text in texts.items()}
    assert {each.state for each in Submission.objects.all()} == {"submitted"}
    assert {str(score) for score in Score.objects.filter(indicator__number=1)} == {"Not in the published report"}


@pytest.mark.parametrize("blank", [" ", "  ", "\u00a0", "\u202f"])
def test_a_blank_before_the_percent_sign_is_kept_as_one_plain_blank(admin: Client, blank: str) -> None:
    past(admin, ["", "2021"], ["Indicator 5 BME", f"34.3{blank}%"])
    confirm(admin)

    score = Score.objects.get(indicator__number=5)
    assert (score.printed, score.value, score.places) == ("34.3 %", Decimal("34.3"), 1)


def test_a_score_that_is_held_stays_and_both_are_said(admin: Client, trust: Organisation) -> None:
    record(trust, 2018, {2: "1.37", 3: "1.82"})

    page = past(admin, ["", "2018", "2019"], ["2", "1.3", "1.36"], ["3", "1.82", "1.27"], ["4", "1.03", "1.02"])

    assert "1.37 is held and stays. Amend 2018 to change it." in row_of(page, "B2")
    assert "Held already." in row_of(page, "B3")
    assert "2018 is held without it" not in row_of(page, "B4")
    assert "Not in the published report is held and stays." in row_of(page, "B4")
    confirm(admin)
    assert printed()[2018, 2] == "1.37"
    assert (2018, 4) not in printed()
    assert printed()[2019, 2] == "1.36"


def test_a_score_that_was_counted_is_held_as_it_is_shown(admin: Client, trust: Organisation) -> None:
    record_typed(trust, 2021, whole_year())

    page = past(admin, ["", "2021"], ["2", "1.60"], ["3", "1.3"], ["9", "13.3%"])

    assert "Held already." in row_of(page, "B2")
    assert "1.23 is held and stays." in row_of(page, "B3")
    assert "Held already." in row_of(page, "B4")


def test_a_year_with_a_draft_is_left_to_it(admin: Client, trust: Organisation) -> None:
    draft(trust, 2022, {})

    page = past(admin, ["", "2022"], ["2", "1.05"])

    assert "2022 has a draft. Submit it or discard it first." in row_of(page, "B2")
    assert "0 to record" in words(page)
    assert confirm(admin).status_code == 409


PUBLIC, WHITE = "Indicator 5 BME", "Indicator 5 White"
DOUBTS = {
    "swapped": ([WHITE, "22%", "35%"], [PUBLIC, "35.9%", "23%"], "C3", "look swapped"),
    "ratio with %": (["2", "1.5", "1.54%"], ["3", "1.1", "1.2"], "C2", "not a percentage"),
    "off by ten": (["2", "1.54", "17.16"], ["3", "1.1", "1.2"], "C2", "10 times too large"),
    "a share": (["2", "1.5", "1.4"], [PUBLIC, "0.343", "34%"], "B3", "read as 34.3%"),
    "no White figure": ([WHITE, "22%", ""], [PUBLIC, "35.9%", "33%"], "C3", "there is no White figure"),
}


@pytest.mark.parametrize(("first", "second", "address", "said"), DOUBTS.values(), ids=DOUBTS)
def test_what_looks_wrong_is_doubted_at_its_cell(
    admin: Client, first: list[str], second: list[str], address: str, said: str
) -> None:
    page = past(admin, ["", "2020", "2021"], first, second)

    assert said in row_of(page, address)
    assert [cell.address for cell in read_so_far().doubtful] == [address]


def test_a_year_is_set_beside_the_one_before_it_and_no_other(admin: Client) -> None:
    past(admin, ["", "2018", "2020"], ["2", "1.05", "9.9"])

    assert not read_so_far().doubtful


def test_a_year_is_set_beside_what_is_held_rather_than_what_the_file_says(admin: Client, trust: Organisation) -> None:
    record(trust, 2020, {2: "1.31"})

    page = past(admin, ["", "2020", "2021"], ["2", "13.1", "1.3"])

    assert "10 times" not in words(page)


REFUSALS = {
    "over 100": (["Indicator 5 BME", "31%", "418%"], "C2", "'418%' is over 100%"),
    "no number": (["2", "1.3", "1.2x"], "C2", "'1.2x' is not one value"),
    "White alone": (["Indicator 5 White", "", "22%"], "C2", "It is the score of this indicator"),
    "very long": (["2", "1.3", "a" * 30_000], "C2", "aaa\N{HORIZONTAL ELLIPSIS}"),
}


@pytest.mark.parametrize(("row", "address", "said"), REFUSALS.values(), ids=REFUSALS)
def test_a_refused_cell_blocks_everything_and_is_named(admin: Client, row: list[str], address: str, said: str) -> None:
    page = past(admin, ["", "2020", "2021"], row, ["3", "1.1", "1.2"])

    assert "1 cannot be recorded." in words(page)
    assert said in row_of(page, address)
    assert "Nothing can be recorded until then." in words(page)
    assert f"/{Upload.objects.get().pk}/confirm/" not in page.content.decode()
    assert len(page.content) < 40_000
    assert confirm(admin).status_code == 409
    assert not Submission.objects.exists()


def test_a_year_before_the_standard_is_not_recorded(admin: Client) -> None:
    page = past(admin, ["", "2012", "2021"], ["2", "1.3", "1.2"])

    assert "The standard has no indicator 2 in 2012. Take it out." in row_of(page, "B2")
    assert confirm(admin).status_code == 409
    assert not Submission.objects.exists()


def test_the_sheet_with_the_years_is_read_and_the_others_are_named(admin: Client) -> None:
    cover = WrittenSheet("Cover", [Column("Kingston")], [["Our scores"]])
    scores = WrittenSheet("Scores", [Column(""), Column("2021")], [["2", "1.05"]])

    page = choose(admin, PAST, write_workbook([cover, scores]))

    assert "Not read: Cover." in words(page)
    assert "1 to record" in words(page)


def test_a_file_without_a_table_of_years_is_refused_in_words(admin: Client) -> None:
    assert "No row of years was found." in words(past(admin, ["a", "b"], ["c", "d"]))
    assert "no score of an indicator" in words(past(admin, ["", "2021"], ["Sickness", "4%"]))
    assert not Upload.objects.exists()


# ---- confirming and letting go


def test_confirming_twice_writes_once(admin: Client) -> None:
    past(admin, *TABLE)
    upload = Upload.objects.get()
    confirm(admin)

    assert confirm(admin, upload).status_code == 404
    assert Submission.objects.count() == 5


def test_two_who_confirm_at_the_same_moment_write_once(admin: Client, trust: Organisation) -> None:
    """Both have found the upload; the second is told, and writes nothing."""
    past(admin, *TABLE)
    upload = Upload.objects.select_related("organisation", "standard").get()
    Upload.objects.all().delete()

    with pytest.raises(NotWritableError, match="confirmed or let go at this moment"):
        write_upload(upload=upload, by=upload.made_by, at=NOW)
    assert not Submission.objects.exists()


def test_a_year_that_somebody_else_entered_meanwhile_stops_all_of_them(admin: Client, trust: Organisation) -> None:
    past(admin, *TABLE)
    record(trust, 2021, {2: "1.9"})

    page = confirm(admin)

    assert page.status_code == 409
    assert "2021 was entered since you chose the file. Choose the file again." in words(page)
    assert Submission.objects.get().year == 2021
    assert printed() == {(2021, 2): "1.9"}
    assert Upload.objects.exists()


def test_recording_nothing_leaves_nothing(admin: Client) -> None:
    past(admin, *TABLE)

    page = admin.post(f"/RYR/uploads/{Upload.objects.get().pk}/discard/", follow=True)

    assert "Nothing of the file is recorded." in words(page)
    assert not Upload.objects.exists()
    assert not Submission.objects.exists()


def test_what_nobody_confirmed_for_a_week_goes_at_the_next_upload(admin: Client, trust: Organisation) -> None:
    other = make_upload(make_organisation())
    past(admin, *TABLE)
    fresh = Upload.objects.of(trust).get()
    old = make_upload(trust)
    Upload.objects.filter(pk=fresh.pk).update(made_at=fresh.made_at - timedelta(days=7))

    past(admin, *TABLE)

    kept = set(Upload.objects.values_list("pk", flat=True))
    assert {fresh.pk, other.pk} < kept
    assert old.made_at == NOW
    assert old.pk not in kept


# ---- who


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_an_admin_brings_figures_in(trust: Organisation, client: Client, member: Member, role: Role) -> None:
    upload = make_upload(trust)
    draft(trust, 2022, {})
    member(trust, role)

    for address in (FORM, OF_YEAR, PAST, f"/RYR/uploads/{upload.pk}/"):
        assert client.get(address).status_code == 403
    for address in (OF_YEAR, PAST, f"/RYR/uploads/{upload.pk}/confirm/", f"/RYR/uploads/{upload.pk}/discard/"):
        assert client.post(address).status_code == 403
    assert Upload.objects.exists()


@pytest.mark.parametrize("ending", ["", "confirm/", "discard/"])
def test_an_upload_of_another_organisation_does_not_exist(admin: Client, ending: str) -> None:
    other = make_upload(make_organisation())

    ask = admin.post if ending else admin.get

    assert ask(f"/RYR/uploads/{other.pk}/{ending}").status_code == 404
    assert Upload.objects.filter(pk=other.pk).exists()


# ---- another standard


def test_a_table_of_another_standard_is_read_by_its_own_indicators(admin: Client) -> None:
    load_standard(ROOT / "tests" / "indicators" / "every-shape.toml")
    table = as_csv(["", "2021"], ["2", "1.2"], ["4 Adjustments", "71.4 %"], ["7", "-6.7%"], ["5", "7.1"])

    page = choose(admin, "/RYR/submissions/able/upload/", table, "a.csv")

    assert "4. Adjustments" in row_of(page, "B3")
    assert "No indicator that is read here has the number 5" in words(page)
    confirm(admin)
    assert printed() == {(2021, 2): "1.2", (2021, 4): "71.4 %", (2021, 7): "-6.7%"}
