from decimal import Decimal
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.definitions import Definition
from indicators.figures import Figures, Reading
from indicators.positions import Direction, Position, in_own_words, position
from indicators.positions.saying import CHANCE

APPOINTED = Definition(
    "ratio",
    "parity",
    "BME applicants are less likely than White applicants to be appointed",
    "White applicants are less likely than BME applicants to be appointed",
)
TRAINED = Definition(
    "ratio",
    "parity",
    "BME staff are less likely than White staff to access non-mandatory training",
    "White staff are less likely than BME staff to access non-mandatory training",
)
HARASSED = Definition("percent_pair", "lower")
BELIEVING = Definition("percent_pair", "higher")
BOARD = Definition("difference", "parity")


def reading(text: str) -> Reading:
    return Reading(Decimal(text), len(text.partition(".")[2]))


def place(definition: Definition, before: str | None, now: str | None, bme: str = "BME") -> Position:
    """The position in 2021, given what was printed for 2020 and 2021."""
    printed = {2020: before, 2021: now}
    years = {year: Figures(published=reading(text)) for year, text in printed.items() if text is not None}
    return position(definition, years, 2021, bme=bme)


@pytest.mark.parametrize(
    ("before", "now", "headline", "direction"),
    [
        ("1.31", "1.05", "Closer to parity: 1.31 in 2020, 1.05 in 2021", "closer"),
        ("0.98", "0.76", "Further from parity: 0.98 in 2020, 0.76 in 2021", "further"),
        ("0.76", "0.98", "Closer to parity: 0.76 in 2020, 0.98 in 2021", "closer"),
        ("1.27", "2.7", "Further from parity: 1.27 in 2020, 2.7 in 2021", "further"),
        ("1.31", "1.31", "As far from parity: 1.31 in 2020, 1.31 in 2021", "same"),
        ("1.02", "0.98", "Further from parity, now in favour of the other group: 1.02 in 2020", "further"),
        ("0.5", "1.2", "Closer to parity, now in favour of the other group: 0.5 in 2020", "closer"),
        ("0.80", "1.25", "As far from parity, now in favour of the other group: 0.80 in 2020", "same"),
        ("1.05", "1.00", "Closer to parity: 1.05 in 2020, 1.00 in 2021", "closer"),
        ("1.00", "1.05", "Further from parity: 1.00 in 2020, 1.05 in 2021", "further"),
        ("1.00", "1.0", "At parity in 2021, as in 2020", "same"),
        (None, "1.05", "No score for 2020 to compare with", "none"),
        ("0", "1.05", "Not comparable with 2020: a ratio of 0 cannot be placed against parity", "none"),
        ("1.05", "0.00", "A ratio of 0.00 cannot be placed against parity", "none"),
        ("1.05", None, "No score for 2021", "none"),
    ],
)
def test_a_ratio_is_compared_by_its_distance_from_parity(
    before: str | None, now: str | None, headline: str, direction: str
) -> None:
    found = place(APPOINTED, before, now)

    assert found.headline.startswith(headline)
    assert found.direction == direction


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("1.05", "BME applicants are less likely than White applicants to be appointed."),
        ("0.99", "White applicants are less likely than BME applicants to be appointed."),
        ("1.00", "At parity, as printed: neither group is less likely."),
    ],
)
def test_a_ratio_says_who_is_at_a_disadvantage(now: str, sentence: str) -> None:
    assert place(APPOINTED, "1.5", now).sentences[0] == sentence


@pytest.mark.parametrize(
    ("now", "word"),
    [("0.79", "Outside"), ("0.8", "Inside"), ("1", "Inside"), ("1.25", "Inside"), ("1.26", "Outside")],
)
def test_the_four_fifths_range_holds_its_bounds(now: str, word: str) -> None:
    assert place(APPOINTED, "1.5", now).sentences[1] == f"{word} the range 0.80 to 1.25."


def test_fewer_white_staff_trained_is_further_from_parity_and_no_gain() -> None:
    found = place(TRAINED, "0.98", "0.76")

    assert found == Position(
        "Further from parity: 0.98 in 2020, 0.76 in 2021",
        (
            "White staff are less likely than BME staff to access non-mandatory training.",
            "Outside the range 0.80 to 1.25.",
        ),
        (CHANCE,),
        Direction.FURTHER,
    )


@pytest.mark.parametrize(
    ("definition", "before", "now", "headline", "direction"),
    [
        (HARASSED, "36.5", "41.8", "Up 5.3 points from 36.5% in 2020; lower is better", "up"),
        (HARASSED, "31", "27", "Down 4 points from 31% in 2020; lower is better", "down"),
        (HARASSED, "36", "34.3", "Down 1.7 points from 36% in 2020; lower is better", "down"),
        (HARASSED, "19", "18", "Down 1 point from 19% in 2020; lower is better", "down"),
        (BELIEVING, "76", "72.9", "Down 3.1 points from 76% in 2020; higher is better", "down"),
        (BELIEVING, "76", "76.0", "The same as in 2020: 76.0%; higher is better", "same"),
        (HARASSED, None, "41.8", "No score for 2020 to compare with", "none"),
        (HARASSED, "41.8", None, "No score for 2021", "none"),
        (BOARD, "6.7", "13.3", "Up 6.6 points from 6.7% in 2020", "up"),
        (BOARD, "13.3", "13.3", "The same as in 2020: 13.3%", "same"),
        (BOARD, "0", "7", "Up 7 points from 0% in 2020", "up"),
    ],
)
def test_a_percentage_says_its_change_in_points(
    definition: Definition, before: str | None, now: str | None, headline: str, direction: str
) -> None:
    found = place(definition, before, now)

    assert (found.headline, found.direction) == (headline, direction)


def test_a_percentage_of_bme_staff_alone_shows_no_gap() -> None:
    no_gap = "No White figure is recorded, so the gap between BME and White staff cannot be shown."
    assert place(HARASSED, "36.5", "41.8").caveats == (no_gap, CHANCE)


def test_the_share_of_the_board_alone_shows_no_gap() -> None:
    found = place(BOARD, "13.3", "13.3")

    assert found.sentences == ("13.3% of the board are BME in 2021.",)
    assert found.caveats[0].startswith("The BME share of the workforce is not recorded")


@pytest.mark.parametrize(
    ("shape", "changed"), [("ratio", "definition"), ("percent_pair", "question"), ("difference", "definition")]
)
def test_nothing_is_compared_across_a_break(shape: str, changed: str) -> None:
    definition = Definition(shape, "parity", "above", "below", breaks=[2021])

    found = place(definition, "1.2", "1.4")

    assert found.headline == f"Not comparable with 2020: the {changed} changed"
    assert found.direction is Direction.NONE


def test_our_sentences_use_the_word_of_the_organisation() -> None:
    found = place(TRAINED, "1.2", "1.4", bme="global majority")

    assert found.sentences[0].startswith("Global majority staff are less likely than White staff")


@pytest.mark.parametrize("label", ["BAME", r"\1", "Black & Asian"])
def test_only_the_word_bme_is_replaced(label: str) -> None:
    assert in_own_words("The BME share, not the BMEX one.", label) == f"The {label} share, not the BMEX one."


ratios = st.decimals(min_value="0.01", max_value="99", places=2)
percentages = st.decimals(min_value="0", max_value="100", places=1)


@given(ratios, ratios)
def test_closer_means_a_smaller_logarithm(before: Decimal, now: Decimal) -> None:
    found = place(APPOINTED, str(before), str(now)).direction

    distance, distance_before = abs(log(now)), abs(log(before))
    if found is Direction.CLOSER:
        assert distance < distance_before
    elif found is Direction.FURTHER:
        assert distance > distance_before
    else:
        assert distance == pytest.approx(distance_before)


@given(ratios, ratios)
def test_a_ratio_and_its_inverse_groups_move_alike(before: Decimal, now: Decimal) -> None:
    """Whichever group is on top, the distance from parity is the same."""
    inverse = {2020: Figures(Reading(100 / before, 4)), 2021: Figures(Reading(100 / now, 4))}
    upright = {2020: Figures(Reading(before / 100, 4)), 2021: Figures(Reading(now / 100, 4))}
    turned = position(APPOINTED, inverse, 2021, bme="BME").direction

    # A division that does not end is rounded, so only clear differences are held against each other.
    if abs(before - now) > Decimal("0.001"):
        assert turned == position(APPOINTED, upright, 2021, bme="BME").direction


@given(st.sampled_from([APPOINTED, TRAINED, HARASSED, BELIEVING, BOARD]), percentages, percentages)
def test_a_change_without_counts_is_never_judged(definition: Definition, before: Decimal, now: Decimal) -> None:
    found = place(definition, str(before), str(now))

    words = " ".join([found.headline, *found.sentences, *found.caveats]).lower()
    assert not any(word in words for word in ("improve", "worse", "progress", "good", "bad"))
