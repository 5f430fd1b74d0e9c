from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.changes import Change, Pair, percent_change, ratio_change
from indicators.measures import Proportion, ratio
from indicators.statistics import Sample, Z, katz_error, newcombe

EVEN = Pair(Proportion(500, 1_000), Proportion(500, 1_000))
FAR = Pair(Proportion(240, 1_200), Proportion(100, 800))
FAR_THE_OTHER_WAY = Pair(FAR.bottom, FAR.top)
FEW = Pair(Proportion(9, 725), Proportion(17, 2_505))
NOBODY = Pair(Proportion(0, 725), Proportion(17, 2_505))


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    proportions = []
    for _ in range(2):
        base = draw(st.integers(20, 5_000))
        proportions.append(Proportion(draw(st.integers(5, base - 5)), base))
    return Pair(*proportions)


samples = st.builds(Sample, st.floats(0, 100), st.integers(0, 5_000))


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (FAR, EVEN, "improved"),
        (EVEN, FAR, "worsened"),
        (EVEN, FAR_THE_OTHER_WAY, "worsened"),
        (FAR, FAR, "no clear change"),
        (FAR, FAR_THE_OTHER_WAY, "no clear change"),
        (FEW, EVEN, "no clear change"),
        (None, FAR, "cannot be tested"),
        (FAR, None, "cannot be tested"),
        (NOBODY, FAR, "cannot be tested"),
        (FAR, NOBODY, "cannot be tested"),
    ],
)
def test_a_ratio_improves_by_coming_closer_to_parity(before: Pair | None, now: Pair | None, change: str) -> None:
    assert ratio_change(before, now, is_break=False) == change


def test_kingstons_fall_from_098_to_076_is_no_improvement() -> None:
    before = Pair(Proportion(490, 1_000), Proportion(500, 1_000))
    now = Pair(Proportion(380, 1_000), Proportion(500, 1_000))

    assert ratio_change(before, now, is_break=False) is Change.WORSENED


@pytest.mark.parametrize("before", [EVEN, NOBODY, None])
def test_a_ratio_is_not_compared_across_a_break(before: Pair | None) -> None:
    assert ratio_change(before, FAR, is_break=True) is Change.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (Pair(Proportion(4, 1_000), Proportion(500, 1_000)), Change.NO_CLEAR_CHANGE),
        (Pair(Proportion(5, 1_000), Proportion(500, 1_000)), Change.WORSENED),
        (Pair(Proportion(500, 1_000), Proportion(996, 1_000)), Change.NO_CLEAR_CHANGE),
        (Pair(Proportion(500, 1_000), Proportion(995, 1_000)), Change.WORSENED),
    ],
)
def test_a_cell_under_five_is_never_called_a_change(now: Pair, change: Change) -> None:
    assert ratio_change(EVEN, now, is_break=False) is change
    assert ratio_change(now, EVEN, is_break=False) in {change, Change.IMPROVED}


def test_everyone_counted_in_both_years_is_no_clear_change() -> None:
    everyone = Pair(Proportion(700, 700), Proportion(900, 900))

    assert ratio_change(everyone, everyone, is_break=False) is Change.NO_CLEAR_CHANGE


@given(pairs(), pairs())
def test_a_ratio_is_called_changed_only_where_an_unfolded_test_says_so_too(before: Pair, now: Pair) -> None:
    values = [ratio(pair.top, pair.bottom) or 0 for pair in (before, now)]
    errors = [katz_error(pair.top, pair.bottom) or 0 for pair in (before, now)]
    reach = Z * (errors[0] ** 2 + errors[1] ** 2) ** 0.5

    change = ratio_change(before, now, is_break=False)

    unfolded = abs(log(values[0]) - log(values[1]))
    assert change is Change.NO_CLEAR_CHANGE or unfolded > reach - 1e-9


@given(pairs(), pairs())
def test_going_back_in_time_turns_the_word_over(before: Pair, now: Pair) -> None:
    turned = {Change.IMPROVED: Change.WORSENED, Change.WORSENED: Change.IMPROVED}

    forwards = ratio_change(before, now, is_break=False)

    assert ratio_change(now, before, is_break=False) is turned.get(forwards, forwards)


@pytest.mark.parametrize(
    ("before", "now", "lower", "higher"),
    [
        (Sample(30, 900), Sample(20, 900), "improved", "worsened"),
        (Sample(20, 900), Sample(30, 900), "worsened", "improved"),
        (Sample(30, 900), Sample(28, 900), "no clear change", "no clear change"),
        (Sample(30, 0), Sample(28, 900), "cannot be tested", "cannot be tested"),
        (None, Sample(28, 900), "cannot be tested", "cannot be tested"),
        (Sample(28, 900), None, "cannot be tested", "cannot be tested"),
    ],
)
def test_a_percentage_improves_the_way_that_is_better(
    before: Sample | None, now: Sample | None, lower: str, higher: str
) -> None:
    assert percent_change(before, now, better="lower", is_break=False) == lower
    assert percent_change(before, now, better="higher", is_break=False) == higher


def test_a_percentage_is_not_compared_across_a_break() -> None:
    assert percent_change(Sample(30, 900), None, better="lower", is_break=True) is Change.NOT_COMPARABLE


@pytest.mark.parametrize("is_break", [True, False])
def test_a_way_to_get_better_that_is_not_known_is_refused(is_break: bool) -> None:
    with pytest.raises(ValueError, match="give 'higher' or 'lower'"):
        percent_change(None, None, better="parity", is_break=is_break)


@given(samples, samples)
def test_a_percentage_is_called_changed_only_where_the_interval_excludes_none(before: Sample, now: Sample) -> None:
    interval = newcombe(now, before)

    change = percent_change(before, now, better="lower", is_break=False)

    assert (change in {Change.IMPROVED, Change.WORSENED}) == (interval is not None and 0 not in interval)
    assert change is not Change.IMPROVED or now.percent < before.percent
    assert change is not Change.WORSENED or now.percent > before.percent
