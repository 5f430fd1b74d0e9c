"""Two rows of headings: years, and under them the groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.printed import read_printed
from indicators.spreadsheets.sheets import SpreadsheetError
from indicators.spreadsheets.wide import Ignored, WideCell
from tests.indicators.spreadsheets.test_wide import table

YEARS = ["", "2020", "", "2021", ""]
GROUPS = ["Indicator", "BME", "White", "BME", "White"]


def read(cells: tuple[WideCell, ...]) -> list[tuple[int, str, int, str]]:
    return [(each.number, each.part, each.year, each.text) for each in cells]


FOUR = [(5, "bme", 2020, "36%"), (5, "white", 2020, "25%"), (5, "bme", 2021, "41%"), (5, "white", 2021, "28%")]
SCORES = ["36%", "25%", "41%", "28%"]


@pytest.mark.parametrize(
    ("years", "groups"),
    [
        (YEARS, GROUPS),
        (["", "2020", "2020", "2021", "2021"], GROUPS),
        (["WRES", "2019/20", "", "2020/21"], ["", "% BME", "% White", "BAME staff", "White (%)"]),
    ],
)
def test_a_year_can_span_a_column_of_each_group(years: list[str], groups: list[str]) -> None:
    found = table(years, groups, ["5", *SCORES])

    assert found.years == (2020, 2021)
    assert read(found.cells) == FOUR
    assert not found.ignored


def test_the_groups_go_by_their_heading_and_not_by_their_place() -> None:
    found = table(YEARS, ["", "White", "BME", "BME", "White"], ["Harassment by patients", "25%", "36%", "41%", "28%"])

    assert {each[1:3]: each[3] for each in read(found.cells)} == {each[1:3]: each[3] for each in FOUR}


def test_the_heading_counts_more_than_the_group_in_the_wording() -> None:
    wording = "Percentage of BME staff experiencing harassment, bullying or abuse from patients"

    found = table(YEARS, GROUPS, [wording, *SCORES])

    assert read(found.cells) == FOUR
    assert not any(each.doubts for each in found.cells)


def test_a_row_of_one_group_under_the_other_is_refused() -> None:
    found = table(YEARS, GROUPS, ["5 BME", *SCORES]).cells

    assert [bool(each.refusal) for each in found] == [False, True, False, True]
    assert "The row says one group and the column the other." in found[1].refusal


def test_a_ratio_stands_once_in_the_columns_of_its_year() -> None:
    found = table(YEARS, GROUPS, ["2", "1.31", "", "", "1.05"]).cells

    assert read(found) == [(2, "", 2020, "1.31"), (2, "", 2021, "1.05")]


def test_a_second_number_of_a_ratio_is_refused() -> None:
    found = table(YEARS, GROUPS, ["2", "47%", "15%"]).cells

    assert found[1].refusal == "This score is already in B3. Take one of the two out."


def test_a_white_share_of_what_is_no_pair_is_listed() -> None:
    found = table(YEARS, GROUPS, ["9", "13.3%", "86.7%"])

    assert read(found.cells) == [(9, "", 2020, "13.3%")]
    assert found.ignored == (Ignored("C3", "86.7%", "Indicator 9 has no score of White staff alone."),)


def test_a_column_of_neither_group_and_one_of_no_year_are_listed() -> None:
    years, groups = ["", "2020", "", "", "England", ""], ["", "Gap", "BME", "White", "BME", "White"]

    found = table(years, groups, ["5", "11", "36%", "25%", "30%", "27%"])

    assert read(found.cells) == FOUR[:2]
    assert [(each.address, each.why) for each in found.ignored] == [
        ("B2", "It is neither BME nor White."),
        ("E1", "No year stands above this column."),
        ("F2", "No year stands above this column."),
    ]


def test_a_year_without_groups_stands_beside_those_with_them() -> None:
    found = table(["", "2019", "2020", "", "2021"], ["", "", "BME", "White"], ["5 BME", "34%", "36%", "", "41%"])

    assert read(found.cells) == [(5, "bme", 2019, "34%"), (5, "bme", 2020, "36%"), (5, "bme", 2021, "41%")]


@pytest.mark.parametrize("row", [["Ethnicity of the chair", "White", "White"], ["Chair", "BME", "White"]])
def test_a_row_of_answers_is_no_heading(row: list[str]) -> None:
    found = table(["", "2020", "2021"], row, ["5 BME", "31%", "30%"])

    assert [(each.year, each.text) for each in found.cells if not each.refusal] == [(2020, "31%"), (2021, "30%")]
    assert {
        *(each.address[-1] for each in found.cells if each.refusal),
        *(each.address[-1] for each in found.ignored),
    } == {"2"}


def test_merged_years_without_groups_below_keep_their_first_column() -> None:
    found = table(YEARS, ["5 BME", "36%", "25%", "41%", "28%"])

    assert read(found.cells) == [FOUR[0], FOUR[2]]
    assert [each.address for each in found.ignored] == ["C2", "E2"]


TEXTS = st.sampled_from(["", "2", "5", "9 White", "5 BME", "White", "BME", "2021", "2020/21", "1%", "n/a", "x"])


@given(st.lists(st.lists(TEXTS | st.text(), max_size=7), max_size=7))
def test_nothing_that_a_sheet_says_is_lost(rows: list[list[str]]) -> None:
    try:
        found = table(*rows)
    except SpreadsheetError:
        return

    assert all(each.text or each.refusal or "No score: read as missing." in each.doubts for each in found.cells)
    assert all(read_printed(each.text).value == each.value for each in found.cells if each.text)
    assert len({each.address for each in found.cells}) == len(found.cells)


@given(st.lists(st.lists(TEXTS, min_size=5, max_size=5), min_size=1, max_size=5))
def test_every_text_below_the_headings_is_a_score_or_is_listed(rows: list[list[str]]) -> None:
    found = table(YEARS, GROUPS, *rows)

    taken = {each.address for each in found.cells} | {each.address for each in found.ignored}
    for at, row in enumerate(rows, 3):
        listed = any(each.address.endswith(str(at)) for each in found.ignored)
        for place, text in zip("BCDE", row[1:], strict=True):
            assert not text or listed or f"{place}{at}" in taken
