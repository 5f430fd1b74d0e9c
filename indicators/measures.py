"""Computes the measures of the WRES indicators from counts of people, and rounds nothing."""

from dataclasses import dataclass
from decimal import Decimal
from math import inf, log
from typing import TypeVar

PARITY = 1.0
# The four-fifths range, bounds inside: NHS England set it in 2019 for indicator 3.
FOUR_FIFTHS_LOW, FOUR_FIFTHS_HIGH = 0.80, 1.25
FEW_EVENTS = 10
Number = TypeVar("Number", float, Decimal)


@dataclass(frozen=True, slots=True)
class Proportion:
    """People counted, of the people they are from: appointed of shortlisted, entered of staff.

    ValueError when a number is negative or the count is above its base.
    """

    count: int
    base: int

    def __post_init__(self) -> None:
        if self.count < 0 or self.base < 0:
            raise ValueError(f"{self.count} of {self.base}: a count of people cannot be negative.")
        if self.count > self.base:
            raise ValueError(f"{self.count} of {self.base}: a count cannot be above the number it is from.")


@dataclass(frozen=True, slots=True)
class Headcount:
    """Staff of one place (a pay band, a board, the workforce) by ethnicity; ValueError when a number is negative."""

    white: int
    bme: int
    unknown: int

    def __post_init__(self) -> None:
        if min(self.white, self.bme, self.unknown) < 0:
            raise ValueError(
                f"White {self.white}, BME {self.bme}, unknown {self.unknown}: a headcount cannot be negative."
            )

    def __add__(self, other: "Headcount") -> "Headcount":
        return Headcount(self.white + other.white, self.bme + other.bme, self.unknown + other.unknown)

    @property
    def total(self) -> int:
        return self.white + self.bme + self.unknown


def share(part: int, whole: int) -> float | None:
    """100 * part / whole, in percent; None when the whole is 0, ValueError as for a Proportion."""
    found = Proportion(part, whole)
    return 100 * found.count / found.base if found.base else None


def bme_share(headcount: Headcount) -> float | None:
    """BME / (White + BME + unknown), in percent; None when there is nobody.

    Unknown is in the denominator, as indicators 1 and 9 of the WRES have it.
    """
    return share(headcount.bme, headcount.total)


def unknown_share(headcount: Headcount) -> float | None:
    """Unknown / (White + BME + unknown), in percent; None when there is nobody. It stands beside a BME share."""
    return share(headcount.unknown, headcount.total)


def ratio(top: Proportion, bottom: Proportion) -> float | None:
    """(top count / top base) / (bottom count / bottom base): WRES indicators 2, 3 and 4, from counts.

    It is one division of whole numbers, so that 5/4 is exactly 1.25 and falls inside the four-fifths range.
    None ('not calculable') when a base is 0 or a count is 0: such counts are shown and never an infinity or 0.00.
    """
    return _over(top.count * bottom.base, top.base * bottom.count)


def distance_from_parity(value: float) -> float | None:
    """|ln(value)| of a ratio, so that 0.5 is as far from parity as 2; None for a value that has no logarithm."""
    return abs(log(value)) if 0 < value < inf else None


def within_four_fifths(value: float) -> bool:
    """Whether a ratio lies from 0.80 to 1.25, bounds inside. Give it the value before rounding."""
    return FOUR_FIFTHS_LOW <= value <= FOUR_FIFTHS_HIGH


def gap(bme: Number, white: Number) -> Number:
    """BME - White, in points, of two percentages (WRES indicators 5 to 8)."""
    return bme - white


def board_difference(board: Headcount, workforce: Headcount) -> float | None:
    """BME share of the board - BME share of the workforce, in points (WRES indicator 9); None when either is empty."""
    of_board, of_workforce = bme_share(board), bme_share(workforce)
    if of_board is None or of_workforce is None:
        return None
    return of_board - of_workforce


def has_few_events(*proportions: Proportion) -> bool:
    """Whether any count is under 10, so that what is made of it is to be treated with caution."""
    return any(proportion.count < FEW_EVENTS for proportion in proportions)


@dataclass(frozen=True, slots=True)
class RaceDisparity:
    """Race disparity ratios between pay bands; above 1, BME staff are fewer higher up. None: not calculable."""

    lower_to_middle: float | None
    middle_to_upper: float | None
    lower_to_upper: float | None


def race_disparity(*, lower: Headcount, middle: Headcount, upper: Headcount) -> RaceDisparity:
    """(BME here / BME above) / (White here / White above), for each two groups of pay bands.

    Lower is bands 5 and below, middle 6 and 7, upper 8a and above. Lower to upper is the product of the other two,
    in which the middle cancels out, so it is there even when the middle has nobody. None when a count it needs is 0.
    A local measure: no WRES guidance that we have read defines it.
    """
    return RaceDisparity(_disparity(lower, middle), _disparity(middle, upper), _disparity(lower, upper))


def _disparity(here: Headcount, above: Headcount) -> float | None:
    return _over(here.bme * above.white, above.bme * here.white)


def _over(top: int, bottom: int) -> float | None:
    return top / bottom if top and bottom else None
