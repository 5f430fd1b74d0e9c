from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.definitions import Band, Definition, Place, Tier, TierNames
from indicators.figure_table import band_rows, figure_table
from indicators.figures import Figures, Reading
from indicators.measures import Headcount, Proportion

RATIO = Definition("ratio", "parity", top="white", numerator="Appointed", denominator="Shortlisted")
PAIR = Definition("percent_pair", "lower", denominator="Respondents")
MEANS = Definition("score_pair", "higher", denominator="Respondents")
BOARD = Definition(
    "difference", "parity", places=(Place("board", "Whole board"), Place("executive", "Executive members"))
)
BANDS = Definition(
    "distribution",
    "parity",
    tiers=TierNames("Bands 5 and below", "Bands 6 and 7", "Bands 8a and above"),
    places=(
        Place("clinical", "Clinical", (Band("5", "Band 5", Tier.LOWER), Band("8a", "Band 8a", Tier.UPPER))),
        Place("medical", "Medical", (Band("consultant", "Consultants", ""),)),
    ),
)
APPOINTED = Figures(white_count=Proportion(240, 1200), bme_count=Proportion(100, 800), unknown_count=Proportion(5, 40))
SURVEYED = Figures(published=Reading(Decimal("41.8"), 1), white=Reading(Decimal(28), 0), respondents={"bme": 1340})
MEMBERS = Figures(
    headcounts={
        ("board", ""): Headcount(12, 2, 1),
        ("executive", ""): Headcount(6, 0, 0),
        ("workforce", ""): Headcount(1150, 658, 45),
    }
)
STAFF = Figures(
    headcounts={
        ("medical", "consultant"): Headcount(90, 70, 5),
        ("clinical", "8a"): Headcount(160, 48, 4),
        ("clinical", "5"): Headcount(1400, 1300, 20),
    }
)


def row(definition: Definition, figures: Figures, *, is_apart: bool = False) -> dict[str, str]:
    """The cells of one year by their columns."""
    table = figure_table(definition, {2021: figures}, bme="BME", reasons={}, is_apart=is_apart)
    ((year, texts),) = table.rows
    assert year == 2021
    return dict(zip(table.columns, texts, strict=True))


@pytest.mark.parametrize(
    ("definition", "figures", "expected"),
    [
        (
            RATIO,
            APPOINTED,
            {
                "Score": "1.60",
                "95% interval": "1.29 to 1.98",
                "Appointed: BME": "100 of 800",
                "Appointed: White": "240 of 1,200",
                "Appointed: Unknown": "5 of 40",
            },
        ),
        (RATIO, Figures(published=Reading(Decimal("1.1"), 1)), {"Score": "1.1"}),
        (
            PAIR,
            SURVEYED,
            {
                "BME": "41.8%",
                "BME, 95% interval": "39.2% to 44.5%",
                "Respondents: BME": "1,340",
                "White": "28%",
                "Gap": "+13.8 points",
            },
        ),
        (
            MEANS,
            Figures(published=Reading(Decimal("6.5"), 1), white=Reading(Decimal("7.0"), 1), respondents={"bme": 90}),
            {"BME": "6.5", "Respondents: BME": "90", "White": "7.0", "Gap": "-0.5"},
        ),
        (Definition("percent", "higher"), Figures(published=Reading(Decimal(70), 0)), {"Score": "70%"}),
        (
            BOARD,
            MEMBERS,
            {
                "Score": "13.3%",
                "BME in the workforce": "35.5%",
                "Difference": "-22.2 points",
                "Whole board: BME": "2 of 15",
                "Executive members: BME": "0 of 6",
                "Executive members: difference": "-35.5 points",
            },
        ),
        (
            BANDS,
            STAFF,
            {
                "Score": "45.8%",
                "BME staff": "1,418 of 3,097",
                "Bands 5 and below": "47.8%",
                "Bands 8a and above": "22.6%",
            },
        ),
    ],
)
def test_a_year_shows_what_is_known_of_it(definition: Definition, figures: Figures, expected: dict[str, str]) -> None:
    assert row(definition, figures) == expected


@pytest.mark.parametrize(
    ("definition", "figures", "expected"),
    [
        (
            RATIO,
            APPOINTED,
            {
                "Score": "1.60",
                "95% interval, low": "1.29",
                "95% interval, high": "1.98",
                "Appointed: BME": "100",
                "Shortlisted: BME": "800",
                "Appointed: White": "240",
                "Shortlisted: White": "1200",
                "Appointed: Unknown": "5",
                "Shortlisted: Unknown": "40",
            },
        ),
        (
            PAIR,
            SURVEYED,
            {
                "BME": "41.8%",
                "BME, 95% interval, low": "39.2%",
                "BME, 95% interval, high": "44.5%",
                "Respondents: BME": "1340",
                "White": "28%",
                "Gap, points": "+13.8",
            },
        ),
        (
            BOARD,
            MEMBERS,
            {
                "Score": "13.3%",
                "BME in the workforce": "35.5%",
                "Difference, points": "-22.2",
                "Whole board: BME": "2",
                "Whole board: everybody": "15",
                "Executive members: BME": "0",
                "Executive members: everybody": "6",
                "Executive members: difference, points": "-35.5",
            },
        ),
        (
            BANDS,
            STAFF,
            {
                "Score": "45.8%",
                "BME staff": "1418",
                "All staff": "3097",
                "Bands 5 and below": "47.8%",
                "Bands 8a and above": "22.6%",
            },
        ),
    ],
)
def test_taken_away_each_number_stands_apart(
    definition: Definition, figures: Figures, expected: dict[str, str]
) -> None:
    assert row(definition, figures, is_apart=True) == expected


def test_shares_are_rounded_half_up_and_no_gap_has_no_sign() -> None:
    staff = Figures(headcounts={("clinical", "5"): Headcount(351, 49, 0)})
    same = Figures(published=Reading(Decimal("28.0"), 1), white=Reading(Decimal(28), 0))

    assert row(BANDS, staff)["Bands 5 and below"] == "12.3%"
    assert row(PAIR, same)["Gap"] == "0.0 points"


@pytest.mark.parametrize("is_apart", [True, False])
def test_each_year_is_read_by_its_own_definition(is_apart: bool) -> None:
    older = replace(RATIO, top="bme", numerator="Hired")
    years = {2020: APPOINTED, 2021: APPOINTED}

    table = figure_table(RATIO, years, bme="BME", reasons={}, is_apart=is_apart, definitions={2020: older})

    found = {year: dict(zip(table.columns, texts, strict=True)) for year, texts in table.rows}
    assert (found[2020]["Score"], found[2021]["Score"]) == ("0.63", "1.60")
    assert found[2020]["Hired: BME"]
    assert not found[2020]["Appointed: BME"]


def test_the_years_are_in_order_and_say_why_there_is_no_score() -> None:
    years = {2021: Figures(published=Reading(Decimal("1.05"), 2)), 2019: APPOINTED}

    table = figure_table(RATIO, years, bme="BME", reasons={2020: "Too few staff"})

    assert table.columns[:2] == ("Score", "95% interval")
    assert [(year, texts[:2]) for year, texts in table.rows] == [
        (2019, ("1.60", "1.29 to 1.98")),
        (2020, ("Too few staff", "")),
        (2021, ("1.05", "")),
    ]


@pytest.mark.parametrize("is_apart", [True, False])
def test_columns_keep_their_order_whatever_the_first_year_lacks(is_apart: bool) -> None:
    years = {2020: Figures(published=Reading(Decimal("6.7"), 1)), 2021: MEMBERS}

    table = figure_table(BOARD, years, bme="BME", reasons={}, is_apart=is_apart)

    whole = figure_table(BOARD, {2021: MEMBERS}, bme="BME", reasons={}, is_apart=is_apart)
    assert table.columns == whole.columns


def test_a_reason_stands_beside_the_counts_that_it_is_about() -> None:
    nobody = Figures(white_count=Proportion(17, 1150), bme_count=Proportion(0, 658))

    table = figure_table(RATIO, {2021: nobody}, bme="BME", reasons={2021: "Not calculable"})

    assert dict(zip(table.columns, table.rows[0][1], strict=True)) == {
        "Score": "Not calculable",
        "Appointed: BME": "0 of 658",
        "Appointed: White": "17 of 1,150",
    }


def test_without_a_year_there_is_no_table() -> None:
    table = figure_table(RATIO, {}, bme="BME", reasons={})

    assert (table.columns, table.rows) == ((), ())


def test_bands_stand_in_the_order_of_the_return_and_those_not_counted_are_left_out() -> None:
    found = [(band.place, band.label, band.texts, band.share) for band in band_rows(BANDS, STAFF)]

    assert found == [
        ("Clinical", "Band 5", ("1,400", "1,300", "20"), "47.8%"),
        ("Clinical", "Band 8a", ("160", "48", "4"), "22.6%"),
        ("Medical", "Consultants", ("90", "70", "5"), "42.4%"),
    ]
    assert band_rows(BANDS, Figures()) == []


def test_a_band_of_nobody_has_no_share() -> None:
    (band,) = band_rows(BANDS, Figures(headcounts={("clinical", "5"): Headcount(0, 0, 0)}))

    assert band.share == ""
