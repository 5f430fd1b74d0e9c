from fractions import Fraction
from math import comb, log

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from scipy.stats.contingency import relative_risk
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from indicators.measures import Proportion, has_few_events, ratio
from indicators.statistics import (
    Interval,
    Sample,
    fisher,
    gap_beyond_chance,
    is_beyond_chance,
    katz,
    katz_error,
    newcombe,
    wilson,
)

APPOINTED = Proportion(240, 1_200), Proportion(100, 800)
KMPT = Proportion(9, 725), Proportion(17, 2_505)
TRAINED = Proportion(610, 1_100), Proportion(950, 1_900)


@st.composite
def proportions(draw: st.DrawFn, least: int = 0, most: int = 50_000) -> Proportion:
    base = draw(st.integers(1, most))
    return Proportion(draw(st.integers(least, base)), base)


def sample(proportion: Proportion) -> Sample:
    return Sample(100 * proportion.count / proportion.base, proportion.base)


def exact_fisher(top: Proportion, bottom: Proportion) -> Fraction:
    """The definition, in whole numbers."""
    events = top.count + bottom.count
    tables = [comb(top.base, x) * comb(bottom.base, events - x) for x in range(events + 1)]
    return Fraction(sum(table for table in tables if table <= tables[top.count]), sum(tables))


@pytest.mark.parametrize(
    ("pair", "low", "high"),
    [(APPOINTED, 1.29, 1.98), (KMPT, 0.82, 4.09), (TRAINED, 1.03, 1.19)],
    ids=["appointed", "KMPT", "trained"],
)
def test_katz_is_what_the_worked_figures_say(pair: tuple[Proportion, Proportion], low: float, high: float) -> None:
    found = katz(*pair)

    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@given(proportions(least=1), proportions(least=1))
@settings(max_examples=50)
def test_katz_is_what_scipy_says(top: Proportion, bottom: Proportion) -> None:
    assume(top.count < top.base or bottom.count < bottom.base)
    expected = relative_risk(top.count, top.base, bottom.count, bottom.base).confidence_interval(0.95)

    found = katz(top, bottom)

    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-9)
    assert ratio(top, bottom) in found


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (Proportion(0, 20), Proportion(3, 20)),
        (Proportion(3, 20), Proportion(0, 20)),
        (Proportion(0, 0), Proportion(3, 20)),
    ],
)
def test_a_ratio_that_is_not_calculable_has_no_interval(top: Proportion, bottom: Proportion) -> None:
    assert katz(top, bottom) is None
    assert katz_error(top, bottom) is None


def test_everyone_counted_in_both_groups_gives_no_interval_of_no_width() -> None:
    assert katz_error(Proportion(7, 7), Proportion(9, 9)) == 0
    assert katz(Proportion(7, 7), Proportion(9, 9)) is None


def test_wilson_is_what_the_worked_figures_say() -> None:
    found = wilson(142, 340)

    assert found is not None
    assert (round(found.low, 1), round(found.high, 1)) == (36.6, 47.1)


@given(proportions())
@settings(max_examples=50)
def test_wilson_is_what_statsmodels_says(proportion: Proportion) -> None:
    low, high = proportion_confint(proportion.count, proportion.base, method="wilson")

    found = wilson(proportion.count, proportion.base)

    assert found is not None
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)
    assert 100 * proportion.count / proportion.base in found


def test_wilson_takes_a_count_made_of_a_rounded_percentage() -> None:
    found, of_whole_people = wilson(Sample(41.8, 340).count, 340), wilson(142, 340)

    assert found is not None
    assert of_whole_people is not None
    assert found.low == pytest.approx(of_whole_people.low, abs=0.05)
    assert found.low != of_whole_people.low


def test_wilson_reaches_the_very_end_when_nobody_or_everybody_is_counted() -> None:
    nobody, everybody = wilson(0, 33), wilson(33, 33)

    assert nobody is not None
    assert everybody is not None
    assert nobody.low == 0
    assert everybody.high == 100


def test_nobody_asked_has_no_wilson_interval() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("count", "base"), [(-0.1, 5), (5.1, 5), (1, 0)])
def test_wilson_refuses_a_count_that_cannot_be(count: float, base: int) -> None:
    with pytest.raises(ValueError, match="lies from 0 to the number it is from"):
        wilson(count, base)


@pytest.mark.parametrize(
    ("percent", "respondents", "words"), [(100.1, 9, "from 0 to 100"), (-0.64, 9, "from 0 to 100"), (5, -1, "negative")]
)
def test_a_sample_that_cannot_be_is_refused_in_words(percent: float, respondents: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Sample(percent, respondents)


@given(proportions(), proportions())
@settings(max_examples=50)
def test_newcombe_is_what_statsmodels_says(first: Proportion, second: Proportion) -> None:
    low, high = confint_proportions_2indep(
        first.count, first.base, second.count, second.base, method="newcomb", compare="diff"
    )

    found = newcombe(sample(first), sample(second))

    assert found is not None
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=1e-6)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 5.24, 33.39),
        ((9, 10), (3, 10), 17.05, 80.90),
        ((0, 10), (0, 10), -27.75, 27.75),
        ((10, 10), (0, 20), 67.91, 100.0),
    ],
)
def test_newcombe_is_what_his_paper_tabulates(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = newcombe(sample(Proportion(*first)), sample(Proportion(*second)))

    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.005)


@given(
    st.builds(Sample, st.floats(0, 100), st.integers(1, 9_000)),
    st.builds(Sample, st.floats(0, 100), st.integers(1, 9_000)),
)
def test_newcombe_holds_the_gap_and_turns_over_with_it(first: Sample, second: Sample) -> None:
    found, turned = newcombe(first, second), newcombe(second, first)

    assert found is not None
    assert turned is not None
    assert first.percent - second.percent in found
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), abs=1e-9)


@given(proportions(most=300), proportions(most=300))
def test_fisher_is_the_sum_of_all_tables_no_likelier(top: Proportion, bottom: Proportion) -> None:
    assert fisher(top, bottom) == pytest.approx(float(exact_fisher(top, bottom)), rel=1e-9, abs=1e-290)


@pytest.mark.parametrize("base", [7, 40, 250])
def test_fisher_counts_the_table_on_the_other_side_that_is_as_likely(base: int) -> None:
    few, more = Proportion(base // 5, base), Proportion(base // 3, base)

    assert fisher(few, more) == pytest.approx(float(exact_fisher(few, more)), rel=1e-9)
    assert fisher(few, more) == pytest.approx(fisher(more, few), rel=1e-9)


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (Proportion(3, 725), Proportion(17, 2_505)),
        (Proportion(240, 1_200), Proportion(100, 800)),
        (Proportion(21_300, 50_000), Proportion(18_900, 45_000)),
        (Proportion(4, 49_999), Proportion(31, 50_021)),
        (Proportion(25_400, 50_000), Proportion(24_900, 49_990)),
        (Proportion(0, 300), Proportion(9, 1_100)),
    ],
)
def test_fisher_is_what_scipy_says(top: Proportion, bottom: Proportion) -> None:
    table = [[top.count, top.base - top.count], [bottom.count, bottom.base - bottom.count]]

    found = fisher(top, bottom)

    assert found == pytest.approx(fisher_exact(table).pvalue, rel=1e-8)


def test_fisher_says_0_where_the_chance_is_below_any_number() -> None:
    assert fisher(Proportion(0, 50_000), Proportion(50_000, 50_000)) == 0


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (Proportion(0, 0), Proportion(3, 20)),
        (Proportion(0, 0), Proportion(0, 0)),
        (Proportion(0, 9), Proportion(0, 8)),
        (Proportion(9, 9), Proportion(8, 8)),
    ],
)
def test_one_possible_table_is_certain(top: Proportion, bottom: Proportion) -> None:
    assert fisher(top, bottom) == 1


@pytest.mark.parametrize(
    ("top", "bottom", "beyond"),
    [
        (*APPOINTED, True),
        (*KMPT, False),
        (*TRAINED, True),
        (Proportion(0, 20), Proportion(10, 20), True),
        (Proportion(0, 20), Proportion(3, 20), False),
        (Proportion(0, 20), Proportion(0, 20), False),
        (Proportion(20, 20), Proportion(20, 20), False),
        (Proportion(0, 0), Proportion(3, 20), None),
        (Proportion(3, 20), Proportion(0, 0), None),
    ],
)
def test_a_ratio_is_beyond_chance_only_when_its_counts_say_so(
    top: Proportion, bottom: Proportion, beyond: bool | None
) -> None:
    assert is_beyond_chance(top, bottom) is beyond


@pytest.mark.parametrize(
    ("top", "bottom"),
    [(Proportion(4, 25), Proportion(11, 25)), (Proportion(20, 20), Proportion(16, 20))],
    ids=["four counted", "four not counted"],
)
def test_a_cell_under_five_is_judged_by_fisher_though_katz_excludes_parity(top: Proportion, bottom: Proportion) -> None:
    interval = katz(top, bottom)

    assert interval is not None
    assert 1 not in interval
    assert fisher(top, bottom) > 0.05
    assert is_beyond_chance(top, bottom) is False


@given(proportions(), proportions())
def test_the_order_of_a_ratio_does_not_change_whether_it_is_beyond_chance(top: Proportion, bottom: Proportion) -> None:
    interval = katz(top, bottom)
    assume(interval is None or min(abs(log(interval.low)), abs(log(interval.high))) > 1e-9)

    assert is_beyond_chance(top, bottom) is is_beyond_chance(bottom, top)


def test_kmpts_events_are_few() -> None:
    assert has_few_events(*KMPT)


@pytest.mark.parametrize(
    ("bme", "white", "beyond"),
    [
        (Sample(41.8, 340), Sample(30.0, 900), True),
        (Sample(31.0, 340), Sample(30.0, 900), False),
        (Sample(31.0, 0), Sample(30.0, 900), None),
        (Sample(31.0, 340), Sample(30.0, 0), None),
    ],
)
def test_a_gap_is_beyond_chance_when_newcombe_excludes_none(bme: Sample, white: Sample, beyond: bool | None) -> None:
    assert gap_beyond_chance(bme, white) is beyond


@pytest.mark.parametrize(("value", "inside"), [(0.8, True), (1.25, True), (0.79, False), (1.26, False)])
def test_an_interval_has_its_bounds_inside(value: float, inside: bool) -> None:
    assert (value in Interval(0.8, 1.25)) is inside
