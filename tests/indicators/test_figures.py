from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.answers import Answer
from indicators.comes_to import comes_to
from indicators.definitions import Definition
from indicators.figures import Figures, Reading, computed, difference_of, share_of, unlike_published
from indicators.measures import Headcount, Proportion

RATIO = Definition("ratio", "parity", "More", "Less", top="white")
BOARD = Definition("difference", "parity")


def ratio(white: tuple[int, int], bme: tuple[int, int], published: str = "") -> Figures:
    printed = Reading(Decimal(published), len(published.partition(".")[2])) if published else None
    return Figures(printed, white_count=Proportion(*white), bme_count=Proportion(*bme))


@pytest.mark.parametrize(
    ("value", "places", "shown", "signed"),
    [
        ("12.25", 1, "12.3", "+12.3"),
        ("12.35", 1, "12.4", "+12.4"),
        ("-12.25", 1, "-12.3", "-12.3"),
        ("-0.04", 1, "0.0", "0.0"),
        ("0.04", 1, "0.0", "0.0"),
        ("1.325", 2, "1.33", "+1.33"),
        ("27", 0, "27", "+27"),
        ("0", 10, "0.0000000000", "0.0000000000"),
    ],
)
def test_a_value_is_shown_rounded_half_up_and_never_as_less_than_nothing(
    value: str, places: int, shown: str, signed: str
) -> None:
    reading = Reading(Decimal(value), places)

    assert (str(reading), reading.signed) == (shown, signed)


@pytest.mark.parametrize(
    ("headcount", "shown"),
    [
        (Headcount(351, 49, 0), "12.3"),
        (Headcount(0, 1, 799), "0.1"),
        (Headcount(1999, 1, 0), "0.1"),
        (Headcount(2001, 1, 0), "0.0"),
    ],
)
def test_a_share_of_people_is_rounded_half_up(headcount: Headcount, shown: str) -> None:
    assert str(share_of(headcount)) == shown


def test_a_ratio_of_people_is_rounded_half_up() -> None:
    assert str(computed(RATIO, ratio((1325, 2000), (1000, 2000)))) == "1.33"


@given(st.integers(1, 50_000), st.integers(0, 50_000))
def test_a_share_is_rounded_as_its_fraction_is(bme: int, others: int) -> None:
    tenths = Fraction(1000 * bme, bme + others) + Fraction(1, 2)

    found = share_of(Headcount(others, bme, 0))

    assert found
    assert found.shown == Decimal(tenths.numerator // tenths.denominator) / 10


@pytest.mark.parametrize(
    ("published", "counted"),
    [("1.6", None), ("1.60", None), ("1.65", "1.60"), ("1.700", "1.600"), ("2", None), ("1", "1.60"), ("", None)],
)
def test_a_published_ratio_may_differ_from_its_counts_by_its_rounding(published: str, counted: str | None) -> None:
    found = unlike_published(RATIO, ratio((240, 1200), (100, 800), published))

    assert (str(found) if found else None) == counted


def test_a_difference_of_a_body_is_never_the_one_printed_for_the_board() -> None:
    figures = Figures(difference=Reading(Decimal("-29.6"), 1), published=Reading(Decimal("13.3"), 1))

    assert difference_of(figures)
    assert difference_of(figures, "voting") is None


def test_what_stands_beside_the_form_is_rounded_half_up_too() -> None:
    figures = Figures(headcounts={("board", ""): Headcount(351, 49, 0)})
    likely = ratio((1245, 100_000), (1000, 100_000))

    assert comes_to(BOARD, Answer(figures), None, year=2021, bme="BME").shares == {"board": "12.3%"}
    assert "White 1.25% (1,245 of 100,000)" in comes_to(RATIO, Answer(likely), None, year=2021, bme="BME").lines[1]
