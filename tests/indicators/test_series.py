from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.charts.series import kind_of, series_of
from indicators.charts.through_years import Kind, Mark, Series
from indicators.definitions import Band, Definition, Groups, Place, Tier, TierNames
from indicators.figures import Figures, Reading
from indicators.measures import Headcount, Proportion

RATIO = Definition("ratio", "parity", top="bme")
PAIR = Definition("percent_pair", "lower")
MEANS = Definition("score_pair", "higher")
SINGLE = Definition("percent", "higher")
BOARD = Definition("difference", "parity", places=(Place("board", "Whole board"),))
BANDS = Definition(
    "distribution",
    "parity",
    tiers=TierNames("Bands 5 and below", "Bands 6 and 7", "Bands 8a and above"),
    places=(Place("clinical", "Clinical", (Band("5", "Band 5", Tier.LOWER), Band("8a", "Band 8a", Tier.UPPER))),),
)
DISCIPLINED = Figures(white_count=Proportion(17, 2505), bme_count=Proportion(9, 725))


def reading(text: str) -> Reading:
    return Reading(Decimal(text), len(text.partition(".")[2]))


def series(definition: Definition, years: dict[int, Figures], bme: str = "BME") -> dict[str, tuple[Mark, ...]]:
    return {each.name: each.marks for each in series_of(definition, years, bme=bme)}


def texts(definition: Definition, figures: Figures) -> dict[str, str]:
    """What each line says of one year."""
    return {name: marks[0].text for name, marks in series(definition, {2021: figures}).items()}


def test_a_ratio_from_counts_has_its_interval() -> None:
    (mark,) = series(RATIO, {2020: DISCIPLINED})["Score"]

    assert (mark.year, mark.text) == (2020, "1.83")
    assert mark.value == pytest.approx(1.8292, abs=1e-4)
    assert mark.low == pytest.approx(0.82, abs=0.005)
    assert mark.high == pytest.approx(4.09, abs=0.005)


def test_a_published_ratio_has_no_interval_and_keeps_its_places() -> None:
    found = series_of(RATIO, {2021: Figures(published=reading("1.1"))}, bme="BME")

    assert found == [Series("Score", (Mark(2021, 1.1, "1.1"),))]


def test_years_stand_in_their_order_and_a_gap_stays_a_gap() -> None:
    years = {year: Figures(published=reading("1.1")) for year in (2021, 2017, 2019)}

    assert [mark.year for mark in series(RATIO, years)["Score"]] == [2017, 2019, 2021]


@pytest.mark.parametrize("definition", [RATIO, PAIR, MEANS, SINGLE, BOARD, BANDS, Definition("narrative", "")])
@pytest.mark.parametrize("years", [{}, {2021: Figures()}])
def test_without_a_figure_there_is_no_line(definition: Definition, years: dict[int, Figures]) -> None:
    assert series_of(definition, years, bme="BME") == []


def test_a_ratio_of_nobody_has_no_mark() -> None:
    nobody = Figures(white_count=Proportion(17, 2505), bme_count=Proportion(0, 725))

    assert [mark.year for mark in series(RATIO, {2020: DISCIPLINED, 2021: nobody})["Score"]] == [2020]


def test_a_pair_has_a_line_for_each_group_with_the_interval_of_its_respondents() -> None:
    figures = Figures(published=reading("41.8"), white=reading("28.0"), respondents={"bme": 340})

    (ours,), (theirs,) = series(PAIR, {2021: figures}, bme="Global majority").values()

    assert (ours.text, theirs.text) == ("41.8%", "28.0%")
    assert (round(ours.low or 0, 1), round(ours.high or 0, 1)) == (36.6, 47.1)
    assert (theirs.low, theirs.high) == (None, None)


def test_lines_are_named_as_the_organisation_and_the_standard_name_the_groups() -> None:
    definition = Definition("percent_pair", "lower", groups=Groups("Disabled", "Non-disabled", "Not declared"))
    figures = Figures(published=reading("20"), white=reading("15"))

    assert list(series(definition, {2021: figures}, bme="Disabled")) == ["Disabled", "Non-disabled"]


@pytest.mark.parametrize(
    ("definition", "figures", "expected"),
    [
        (PAIR, Figures(published=reading("41.8")), {"BME": "41.8%"}),
        (PAIR, Figures(white=reading("28")), {"White": "28%"}),
        (MEANS, Figures(published=reading("6.5"), white=reading("7.0")), {"BME": "6.5", "White": "7.0"}),
        (SINGLE, Figures(published=reading("70.1")), {"BME": "70.1%"}),
        (BOARD, Figures(published=reading("13.3")), {"Board": "13.3%"}),
        (
            BOARD,
            Figures(headcounts={("board", ""): Headcount(12, 2, 1), ("workforce", ""): Headcount(1150, 658, 45)}),
            {"Board": "13.3%", "Workforce": "35.5%"},
        ),
        (
            BANDS,
            Figures(headcounts={("clinical", "5"): Headcount(400, 300, 20), ("clinical", "8a"): Headcount(160, 48, 4)}),
            {"Whole workforce": "37.3%", "Bands 8a and above": "22.6%"},
        ),
        (
            BANDS,
            Figures(headcounts={("clinical", "5"): Headcount(400, 300, 20)}),
            {"Whole workforce": "41.7%"},
        ),
    ],
)
def test_each_shape_draws_what_is_known(definition: Definition, figures: Figures, expected: dict[str, str]) -> None:
    assert texts(definition, figures) == expected


ALONE = Figures(difference=reading("-29.6"))
SHARE = Figures(published=reading("13.3"))


def test_a_difference_printed_alone_is_no_share_of_a_board() -> None:
    found = series(BOARD, {2020: ALONE, 2021: SHARE})

    assert {name: [mark.year for mark in marks] for name, marks in found.items()} == {"Board": [2021]}


def test_differences_alone_have_a_line_of_their_own() -> None:
    found = series(BOARD, {2020: ALONE, 2021: Figures(difference=reading("3.0"))})

    assert found == {"Difference": (Mark(2020, -29.6, "-29.6 points"), Mark(2021, 3.0, "+3.0 points"))}


@pytest.mark.parametrize(
    ("definition", "years", "kind"),
    [
        (BOARD, {2020: ALONE, 2021: Figures()}, "points"),
        (BOARD, {2020: ALONE, 2021: SHARE}, "percent"),
        (BOARD, {}, "percent"),
        (RATIO, {2020: DISCIPLINED}, "ratio"),
        (MEANS, {2021: SHARE}, "score"),
        (PAIR, {2021: SHARE}, "percent"),
    ],
)
def test_the_kind_of_a_chart_is_that_of_its_figures(
    definition: Definition, years: dict[int, Figures], kind: Kind
) -> None:
    assert kind_of(definition, years) == kind


def test_each_year_is_read_by_its_own_definition() -> None:
    older = replace(RATIO, top="white")

    (found,) = series_of(RATIO, {2020: DISCIPLINED, 2021: DISCIPLINED}, bme="BME", definitions={2020: older})

    assert [mark.text for mark in found.marks] == ["0.55", "1.83"]


def test_a_year_of_another_shape_has_no_place() -> None:
    (found, *_) = series_of(RATIO, {2020: SHARE, 2021: DISCIPLINED}, bme="BME", definitions={2020: PAIR})

    assert [mark.year for mark in found.marks] == [2021]


def test_a_published_ratio_unlike_its_counts_has_no_interval_of_them() -> None:
    (mark,) = series(RATIO, {2020: replace(DISCIPLINED, published=reading("0.9"))})["Score"]

    assert mark == Mark(2020, 0.9, "0.9")
