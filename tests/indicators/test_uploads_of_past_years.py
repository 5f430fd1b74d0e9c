"""What a table of past years would record: reasons, pairs, years that are held and years to come."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from indicators.models import Figure, Score, Standard, Submission, Upload
from indicators.services.standards import load_standard
from indicators.services.uploading import NotWritableError, write_upload
from tests.factories import NOW, ROOT
from tests.indicators.records import draft, record, record_typed
from tests.indicators.test_entering import words
from tests.indicators.uploading import TABLE, as_csv, choose, confirm, past, printed, read_so_far, row_of

Member = Callable[..., User]
BME, WHITE = "Indicator 5 BME", "Indicator 5 White"


@pytest.fixture
def admin(wres: Standard, trust: Organisation, member: Member, client: Client, on: Callable[..., None]) -> Client:
    on("2022-06-01")
    member(trust, Role.ADMIN, name="Ada Admin")
    return client


def said(number: int) -> str:
    return str(Score.objects.get(indicator__number=number))


# ---- layouts


def test_two_rows_of_headings_become_pairs(admin: Client) -> None:
    years, groups = ["", "2020", "", "2021", ""], ["", "BME", "White", "BME", "White"]

    past(admin, years, groups, ["5", "36%", "25%", "41%", "28%"], ["2", "1.31", "", "1.05", ""])
    confirm(admin)

    assert printed() == {(2020, 5): "36%", (2021, 5): "41%", (2020, 2): "1.31", (2021, 2): "1.05"}
    assert [str(each) for each in Figure.objects.order_by("score__submission__year")] == ["white: 25%", "white: 28%"]


def test_number_and_group_in_one_cell_become_pairs(admin: Client) -> None:
    past(admin, ["", "2021"], ["5 BME", "41%"], ["5 White", "28%"])
    confirm(admin)

    assert printed() == {(2021, 5): "41%"}
    assert str(Figure.objects.get()) == "white: 28%"


def test_the_pairs_of_another_standard_go_by_its_own_groups(admin: Client) -> None:
    load_standard(ROOT / "tests" / "indicators" / "every-shape.toml")
    table = as_csv(["", "2021"], ["3 Non-disabled", "24.1%"], ["3 Disabled", "33.0%"])

    page = choose(admin, "/RYR/submissions/able/upload/", table, "a.csv")

    assert "3. Harassment, Non-disabled" in row_of(page, "B2")
    confirm(admin)
    assert printed() == {(2021, 3): "33.0%"}
    assert str(Figure.objects.get()) == "white: 24.1%"


# ---- missing scores

MISSING = {
    "alone": ([[BME, "Too few staff"]], "Too few staff"),
    "of a ratio": ([["5", "n/a"]], "n/a"),
    "White alone": ([[WHITE, "redacted"]], "redacted"),
    "both": ([[WHITE, "n/a"], [BME, "Redacted"]], "Redacted"),
    "BME by a sign": ([[BME, "*"], [WHITE, "n/a"]], "n/a"),
    "a sign": ([[BME, "\u2013"]], "Not in the published report"),
    "beside a White figure": ([[WHITE, "28%"], [BME, "Too few"]], "Too few"),
    "by a sign beside a White figure": ([[BME, "*"], [WHITE, "28%"]], "Not in the published report"),
    "White beside a figure": ([[BME, "41%"], [WHITE, "n/a"]], "41%"),
}


@pytest.mark.parametrize(("rows", "expected"), MISSING.values(), ids=MISSING)
def test_a_missing_score_is_recorded_with_one_reason(admin: Client, rows: list[list[str]], expected: str) -> None:
    past(admin, ["", "2021"], ["2", "1.05"], *rows)
    page = confirm(admin)

    assert "The published scores are recorded: 2021." in words(page)
    assert said(5) == expected
    assert not Figure.objects.exists()


def test_the_preview_shows_the_reason_and_says_that_the_white_figure_is_left_out(admin: Client) -> None:
    page = past(admin, ["", "2021"], ["2", "1.05"], [BME, "Too few"], [WHITE, "28%"])

    assert "Too few No score: read as missing." in row_of(page, "B3")
    assert "No score '28%' is left out: the BME figure is missing" in row_of(page, "B4")
    assert "2 to record" in words(page)
    assert "cannot be recorded" not in words(page)


def test_a_year_of_reasons_alone_is_recorded(admin: Client) -> None:
    past(admin, ["", "2020", "2021"], ["2", "no return", "1.05"])
    confirm(admin)

    assert {(score.submission.year, str(score)) for score in Score.objects.filter(indicator__number=2)} == {
        (2020, "no return"),
        (2021, "1.05"),
    }


def test_nothing_is_asked_about_a_score_that_is_missing_with_a_reason(admin: Client, trust: Organisation) -> None:
    record(trust, 2020, {2: "1.31", 5: "36%"})

    past(admin, ["", "2021"], ["2", "n/a"], [BME, "n/a"])

    assert {cell.doubts for cell in read_so_far().cells} == {("No score: read as missing.",)}


def test_a_reason_is_set_beside_what_is_held(admin: Client, trust: Organisation) -> None:
    record_typed(trust, 2021, {"2-published": "1.05", "3-missing": "Redacted", "5-value-bme": "41%"})

    page = past(admin, ["", "2021"], ["2", "n/a"], ["3", "Redacted"], [BME, "n/a"], [WHITE, "28%"])

    assert "1.05 is held and stays. Amend 2021 to change it." in row_of(page, "B2")
    assert "Held already." in row_of(page, "B3")
    assert "41% is held and stays." in row_of(page, "B4")
    assert "2021 is held without it." in row_of(page, "B5")


# ---- years that are held


def test_a_cell_that_cannot_be_read_in_a_held_year_blocks_no_other_year(admin: Client, trust: Organisation) -> None:
    record(trust, 2020, {2: "1.31"})

    page = past(admin, ["", "2020", "2021"], ["2", "1.3x", "1.05"], [WHITE, "25%", ""])

    assert "Left as it is 2020 is held and stays. '1.3x' is not one value" in row_of(page, "B2")
    assert "1 to record" in words(page)
    confirm(admin)
    assert printed() == {(2020, 2): "1.31", (2021, 2): "1.05"}


def test_a_cell_that_cannot_be_read_in_a_year_with_a_draft_blocks_no_other_year(
    admin: Client, trust: Organisation
) -> None:
    draft(trust, 2022, {})

    page = past(admin, ["", "2021", "2022"], ["2", "1.05", "1.3x"])

    assert "2022 has a draft. Submit it or discard it first. '1.3x' is not one value" in row_of(page, "C2")
    confirm(admin)
    assert printed() == {(2021, 2): "1.05"}


def test_an_indicator_that_a_held_year_does_not_have_blocks_no_other_year(admin: Client, trust: Organisation) -> None:
    standard = Standard.objects.get()
    Submission.objects.create(
        organisation=trust,
        standard=standard,
        year=2012,
        period_start="2011-04-01",
        period_end="2012-03-31",
        state="submitted",
    )

    page = past(admin, ["", "2012", "2021"], ["2", "1.3", "1.05"])

    assert "2012 is held and stays. The standard has no indicator 2 in 2012." in row_of(page, "B2")
    assert "1 to record" in words(page)


# ---- years to come


def test_a_year_to_come_is_refused_in_the_preview(admin: Client) -> None:
    page = past(admin, ["", "2021", "2022", "2022/23"], ["2", "1.3", "1.2", "1.1"], ["3", "", "", "n/a"])

    assert [cell.address for cell in read_so_far().refused] == ["D2", "D3"]
    assert "2023 cannot be published yet. Take it out." in row_of(page, "D2")
    assert confirm(admin).status_code == 409
    assert not Submission.objects.exists()


def test_a_year_to_come_is_refused_on_confirming_too(admin: Client) -> None:
    past(admin, ["", "2021", "2022"], ["2", "1.3", "1.2"])
    upload = Upload.objects.get()

    with pytest.raises(NotWritableError, match="2022 cannot be published yet"):
        write_upload(upload=upload, by=upload.made_by, at=NOW)
    assert not Submission.objects.exists()


# ---- at the same moment


def test_a_year_that_somebody_began_meanwhile_stops_all_of_them(admin: Client, trust: Organisation) -> None:
    past(admin, *TABLE)
    begun = draft(trust, 2020, {"2-published": "1.4"})

    page = confirm(admin)

    assert page.status_code == 409
    assert "2020 was entered since you chose the file. Choose the file again." in words(page)
    assert Submission.objects.get().state == "draft"
    begun.refresh_from_db()
    assert begun.typed == {"2-published": "1.4"}
    assert Upload.objects.exists()


def test_each_year_is_in_the_history_once(admin: Client) -> None:
    past(admin, *TABLE)
    confirm(admin)

    assert [each.history.count() for each in Submission.objects.all()] == [1] * 5
