"""What stands left of the scores: the number, the wording and the group, alone or in one cell."""

from dataclasses import replace

import pytest

from indicators.spreadsheets.sheets import Sheet
from indicators.spreadsheets.wide import Known, WideTable, read_wide
from tests.indicators.spreadsheets.test_wide import table

PUBLIC = "Percentage of staff experiencing harassment from the public"
ABLE = tuple(
    replace(known, bme_name="Disabled", white_name="Non-disabled")
    for known in (
        Known(
            2, "Relative likelihood of non-disabled applicants compared to disabled ones", "Appointment", "ratio", False
        ),
        Known(3, "Percentage of disabled staff experiencing harassment", "Harassment", "percent", True),
        Known(4, "Percentage of disabled staff with adequate adjustments", "Adjustments", "percent", False),
    )
)


def able(*rows: list[str]) -> WideTable:
    return read_wide(Sheet("Scores", tuple(map(tuple, rows))), ABLE)


# ---- number and group in one cell

TOGETHER = [
    ("5 BME", "bme"),
    ("5. BME", "bme"),
    ("5) White", "white"),
    ("5: % BME staff", "bme"),
    ("5 (BME)", "bme"),
    ("5 (White %)", "white"),
    ("5 - White", "white"),
    ("5 \u2013 BME", "bme"),
    ("5, white staff", "white"),
    ("5.0 BME", "bme"),
    ("5BME", "bme"),
    ("Indicator 5, BME", "bme"),
    ("Indicator 5: White", "white"),
    ("WRES indicator 5 - percentage of BME staff", "bme"),
    ("5 Global majority", "bme"),
]


@pytest.mark.parametrize(("label", "part"), TOGETHER)
def test_the_number_and_the_group_can_stand_in_one_cell(label: str, part: str) -> None:
    [found] = table(["", "2021"], [label, "31%"]).cells

    assert (found.number, found.part, found.doubts) == (5, part, ())


def test_the_next_row_can_lack_the_number_there_too() -> None:
    found = table(["", "2021"], ["5 BME", "31%"], ["White", "28%"], ["6 White", "27%"]).cells

    assert [(each.number, each.part) for each in found] == [(5, "bme"), (5, "white"), (6, "white")]


@pytest.mark.parametrize("label", ["5a BME", "5b. BME", "Indicator 5a, BME"])
def test_a_letter_after_the_number_is_read_with_a_doubt(label: str) -> None:
    [found] = table(["", "2021"], [label, "31%"]).cells

    assert (found.number, found.part) == (5, "bme")
    assert found.doubts == (f"'{label.split('.')[0].split(',')[0].removesuffix(' BME')}' was read as indicator 5.",)


def test_the_wording_beside_such_a_cell_can_deny_its_number() -> None:
    [found] = table(["", "", "2021"], ["5 BME", "Discrimination at work", "31%"]).cells

    assert found.doubts == ("The number is 5, but the wording is nearer to indicator 8.",)


NO_NUMBER = [
    "2 of 15 directors",
    "2. of 15 directors",
    "5 of BME staff",
    "5% BME",
    "5 BME directors",
    "5 members, BME",
    "5.1 BME",
    "5 Non-BME",
    "3 BME of 15",
]


@pytest.mark.parametrize("label", NO_NUMBER)
def test_a_count_in_words_is_no_number_of_an_indicator(label: str) -> None:
    found = table(["", "2021"], [label, "13.3%"])

    assert not found.cells
    assert ["fits no indicator clearly" in each.why for each in found.ignored] == [True]


def test_a_number_and_white_of_a_score_that_is_no_pair_is_listed() -> None:
    found = table(["", "2021"], ["9 White", "86.7%"], ["12 BME", "1%"])

    assert not found.cells
    assert [each.why for each in found.ignored] == [
        "Indicator 9 has no score of White staff alone.",
        "No indicator that is read here has the number 12.",
    ]


@pytest.mark.parametrize("label", ["Non-White", "Non White staff", "not white"])
def test_who_is_not_white_is_not_read_as_white(label: str) -> None:
    found = table(["", "", "2021"], ["5", label, "31%"]).cells

    assert [(each.part, each.doubts) for each in found] == [
        ("bme", ("The row does not say of which group: read as BME.",))
    ]


# ---- another standard

GROUPS = [
    (["3", "Disabled"], "bme"),
    (["3", "Non-disabled"], "white"),
    (["3", "Non disabled staff"], "white"),
    (["3", "nondisabled"], "white"),
    (["3", "Not disabled"], "white"),
    (["3", "% Non\u2011disabled"], "white"),
    (["3 Disabled", ""], "bme"),
    (["3. Non-disabled", ""], "white"),
    (["Metric 3, Non-Disabled staff", ""], "white"),
    (["Harassment", "Non-disabled"], "white"),
    (["Percentage of non-disabled staff experiencing harassment", ""], "white"),
    (["Percentage of disabled staff experiencing harassment", ""], "bme"),
]


@pytest.mark.parametrize(("labels", "part"), GROUPS)
def test_the_groups_of_another_standard_go_by_their_own_names(labels: list[str], part: str) -> None:
    [found] = able(["", "", "2021"], [*labels, "31%"]).cells

    assert (found.number, found.part, found.doubts) == (3, part, ())


@pytest.mark.parametrize("label", ["White", "BME", "BAME", "Global majority"])
def test_the_words_of_the_wres_mean_nothing_in_another_standard(label: str) -> None:
    [found] = able(["", "", "2021"], ["3", label, "31%"]).cells

    assert (found.part, found.doubts) == ("bme", ("The row does not say of which group: read as Disabled.",))


def test_another_standard_is_answered_in_its_own_words() -> None:
    found = able(["", "2021"], ["4 Non-disabled", "31%"], ["2", "1.2"], ["Disabled", "1%"])

    assert [each.why for each in found.ignored] == [
        "Indicator 4 has no score of Non-disabled staff alone.",
        "'Disabled' alone says the group of no indicator that stands right above it.",
    ]


@pytest.mark.parametrize("name", ["BME", "bame", "Global majority"])
def test_the_wres_words_are_known_by_whichever_of_them_is_the_name(name: str) -> None:
    known = Known(5, PUBLIC, "Harassment", "percent", True, bme_name=name)

    rows = ("", "2021"), ("5 BME", "31%"), ("White", "28%"), ("Ethnic minorities", "30%")

    found = read_wide(Sheet("Scores", rows), [known]).cells

    assert [each.part for each in found] == ["bme", "white", "bme"]


@pytest.mark.parametrize("label", ["BME" + " " * 32_000 + "x", "5" + " ." * 16_000 + "x", "non" + " " * 32_000 + "x"])
def test_a_very_long_label_is_answered_at_once(label: str) -> None:
    assert not table(["", "2021"], [label, "31%"]).cells
