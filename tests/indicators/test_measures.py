from fractions import Fraction
from math import inf, log, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.measures import (
    PARITY,
    Headcount,
    Proportion,
    RaceDisparity,
    bme_share,
    board_difference,
    distance_from_parity,
    gap,
    has_few_events,
    race_disparity,
    ratio,
    share,
    unknown_share,
    within_four_fifths,
)

NOBODY = Headcount(0, 0, 0)
people = st.integers(0, 50_000)
some = st.integers(1, 50_000)
headcounts = st.builds(Headcount, people, people, people)
bands = st.builds(Headcount, some, some, people)


@st.composite
def proportions(draw: st.DrawFn, least: int = 1) -> Proportion:
    base = draw(some)
    return Proportion(draw(st.integers(least, base)), base)


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [
        (-1, 10, "cannot be negative"),
        (0, -1, "cannot be negative"),
        (11, 10, "above the number it is from"),
        (1, 0, "above the number it is from"),
    ],
)
def test_a_proportion_that_cannot_be_is_refused_in_words(count: int, base: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Proportion(count, base)


@pytest.mark.parametrize("counts", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_a_negative_headcount_is_refused_in_words(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        Headcount(*counts)


@pytest.mark.parametrize(
    ("top", "bottom", "value"),
    [
        (Proportion(240, 1_200), Proportion(100, 800), 1.60),
        (Proportion(4_699, 10_000), Proportion(1_465, 10_000), 3.21),
        (Proportion(9, 725), Proportion(17, 2_505), 1.83),
        (Proportion(610, 1_100), Proportion(950, 1_900), 1.11),
    ],
    ids=["appointed", "The Christie", "KMPT", "trained"],
)
def test_a_ratio_is_what_the_worked_figures_say(top: Proportion, bottom: Proportion, value: float) -> None:
    assert ratio(top, bottom) == pytest.approx(value, abs=0.005)


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (Proportion(0, 20), Proportion(3, 20)),
        (Proportion(3, 20), Proportion(0, 20)),
        (Proportion(0, 20), Proportion(0, 20)),
        (Proportion(0, 0), Proportion(3, 20)),
        (Proportion(3, 20), Proportion(0, 0)),
    ],
)
def test_a_ratio_of_nobody_is_not_calculable(top: Proportion, bottom: Proportion) -> None:
    assert ratio(top, bottom) is None


@given(proportions(), proportions())
def test_a_ratio_is_the_nearest_number_to_the_exact_one(top: Proportion, bottom: Proportion) -> None:
    exact = Fraction(top.count, top.base) / Fraction(bottom.count, bottom.base)

    assert ratio(top, bottom) == float(exact)


@given(proportions(), proportions())
def test_turning_a_ratio_over_leaves_it_as_far_from_parity(top: Proportion, bottom: Proportion) -> None:
    value, turned = ratio(top, bottom), ratio(bottom, top)

    assert value is not None
    assert turned is not None
    assert distance_from_parity(value) == pytest.approx(distance_from_parity(turned), abs=1e-12)


def test_kingstons_lower_ratio_is_further_from_parity() -> None:
    before, now = distance_from_parity(0.98), distance_from_parity(0.76)

    assert before == pytest.approx(0.0202, abs=5e-5)
    assert now == pytest.approx(0.2744, abs=5e-5)


@pytest.mark.parametrize("value", [0, -1.2, nan, inf])
def test_what_has_no_logarithm_has_no_distance_from_parity(value: float) -> None:
    assert distance_from_parity(value) is None


def test_parity_is_at_no_distance_from_itself() -> None:
    assert distance_from_parity(PARITY) == 0


@pytest.mark.parametrize(
    ("value", "inside"),
    [(0.80, True), (1.25, True), (1.0, True), (0.7999, False), (1.2501, False), (0.0, False)],
)
def test_the_four_fifths_range_has_its_bounds_inside(value: float, inside: bool) -> None:
    assert within_four_fifths(value) is inside


@given(st.integers(1, 5_000), st.integers(1, 5_000))
def test_counts_that_make_a_bound_exactly_are_inside_the_four_fifths_range(count: int, base: int) -> None:
    five, four = Proportion(5 * count, 5 * count + base), Proportion(4 * count, 5 * count + base)
    above, below = ratio(five, four), ratio(four, five)

    assert above is not None
    assert within_four_fifths(above)
    assert below is not None
    assert within_four_fifths(below)


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(142, 340, 41.8), (2, 15, 13.3), (0, 15, 0.0), (15, 15, 100.0), (0, 0, None)]
)
def test_a_share_is_in_percent(part: int, whole: int, percent: float | None) -> None:
    assert share(part, whole) == pytest.approx(percent, abs=0.05)


def test_a_share_above_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="above the number it is from"):
        share(16, 15)


def test_a_band_is_compared_with_the_workforce_by_shares_that_count_the_unknown() -> None:
    band = bme_share(Headcount(white=160, bme=48, unknown=4))

    assert band == pytest.approx(22.6, abs=0.05)
    assert gap(band, 42.9) == pytest.approx(-20.3, abs=0.05)


def test_a_gap_is_bme_less_white() -> None:
    assert gap(bme=25.0, white=20.5) == 4.5


def test_nobody_has_no_share() -> None:
    assert bme_share(NOBODY) is None
    assert unknown_share(NOBODY) is None


@given(headcounts, headcounts)
def test_headcounts_add_up_group_by_group(one: Headcount, two: Headcount) -> None:
    both = one + two

    assert both == Headcount(one.white + two.white, one.bme + two.bme, one.unknown + two.unknown)
    assert both.total == one.total + two.total


@given(st.builds(Headcount, people, people, some))
def test_the_shares_of_a_headcount_make_a_hundred(headcount: Headcount) -> None:
    bme, unknown, white = bme_share(headcount), unknown_share(headcount), share(headcount.white, headcount.total)

    assert bme is not None
    assert unknown is not None
    assert white is not None
    assert bme + unknown + white == pytest.approx(100)


def test_a_board_is_compared_with_its_workforce_in_points() -> None:
    board, workforce = Headcount(white=12, bme=2, unknown=1), Headcount(white=560, bme=429, unknown=11)

    assert board_difference(board, workforce) == pytest.approx(-29.6, abs=0.05)


@pytest.mark.parametrize(("board", "workforce"), [(NOBODY, Headcount(1, 1, 1)), (Headcount(1, 1, 1), NOBODY)])
def test_an_empty_board_or_workforce_cannot_be_compared(board: Headcount, workforce: Headcount) -> None:
    assert board_difference(board, workforce) is None


@pytest.mark.parametrize(
    ("counts", "few"), [([9, 17], True), ([10, 10], False), ([10, 0], True), ([240, 100, 9], True), ([], False)]
)
def test_under_ten_events_anywhere_are_few(counts: list[int], few: bool) -> None:
    assert has_few_events(*(Proportion(count, 2_505) for count in counts)) is few


def test_race_disparity_compares_how_each_group_thins_out_upwards() -> None:
    lower, middle, upper = Headcount(400, 300, 9), Headcount(400, 150, 9), Headcount(100, 15, 9)

    found = race_disparity(lower=lower, middle=middle, upper=upper)

    assert found == RaceDisparity(lower_to_middle=2.0, middle_to_upper=2.5, lower_to_upper=5.0)


@given(bands, bands, bands)
def test_lower_to_upper_is_the_product_of_its_two_steps(lower: Headcount, middle: Headcount, upper: Headcount) -> None:
    found = race_disparity(lower=lower, middle=middle, upper=upper)

    assert found.lower_to_middle is not None
    assert found.middle_to_upper is not None
    assert found.lower_to_upper == pytest.approx(found.lower_to_middle * found.middle_to_upper)
    assert log(found.lower_to_middle) == pytest.approx(
        log(lower.bme / middle.bme) - log(lower.white / middle.white), abs=1e-9
    )


def test_an_empty_middle_leaves_the_whole_way_up_calculable() -> None:
    found = race_disparity(lower=Headcount(20, 20, 0), middle=NOBODY, upper=Headcount(10, 5, 0))

    assert found == RaceDisparity(lower_to_middle=None, middle_to_upper=None, lower_to_upper=2.0)
