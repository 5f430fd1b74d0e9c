"""Says in words where an indicator stands, from printed values alone, and never calls a change good or bad.

A ratio is compared by its distance from parity, |ln(ratio)|, not by its size: 0.98 to 0.76 is further away.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

PARITY = Decimal(1)
# The four-fifths range, bounds inside: NHS England set it in 2019.
RANGE_LOW, RANGE_HIGH = Decimal("0.80"), Decimal("1.25")

CHANCE = "Whether this is more than chance cannot be tested, because the counts are not recorded."
NO_WHITE_FIGURE = "No White figure is recorded, so the gap between BME and White staff cannot be shown."
NO_WORKFORCE_SHARE = (
    "The BME share of the workforce is not recorded, so the gap between board and workforce cannot be shown."
)


class Direction(StrEnum):
    """How a value moved since the year before; NONE where that cannot be said."""

    CLOSER = "closer"
    FURTHER = "further"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    NONE = "none"


MOVED = {
    Direction.CLOSER: "Closer to parity",
    Direction.FURTHER: "Further from parity",
    Direction.SAME: "As far from parity",
}


@dataclass(frozen=True)
class Definition:
    """What a position must know of an indicator. `breaks` are years not comparable with the year before."""

    shape: str
    better: str
    above: str = ""
    below: str = ""
    breaks: Collection[int] = ()


@dataclass(frozen=True)
class Reading:
    """A value with its printed decimals."""

    value: Decimal
    places: int

    def __str__(self) -> str:
        return f"{self.value:.{self.places}f}"


@dataclass(frozen=True)
class Position:
    """A headline (no full stop), what else is known, and what cannot be said and why."""

    headline: str
    sentences: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    direction: Direction = Direction.NONE


def position(definition: Definition, readings: Mapping[int, Reading], year: int, *, bme: str) -> Position:
    """The position in a year, compared with the year before; `bme` is the organisation's own word for BME."""
    if year not in readings:
        return Position(f"No score for {year}")
    place = {"ratio": _ratio, "percent_pair": _percent, "difference": _board}[definition.shape]
    found = place(definition, readings, year)
    return Position(
        found.headline,
        tuple(in_own_words(text, bme) for text in found.sentences),
        tuple(in_own_words(text, bme) for text in found.caveats),
        found.direction,
    )


def in_own_words(text: str, bme: str) -> str:
    """A sentence of ours with the organisation's word for BME, still beginning with a capital."""
    said = re.sub(r"\bBME\b", lambda _: bme, text)
    return said[:1].upper() + said[1:]


def _ratio(definition: Definition, readings: Mapping[int, Reading], year: int) -> Position:
    now = readings[year]
    if now.value == 0:
        reason = "Distance from parity is a logarithm, and 0 has none."
        return Position(f"A ratio of {now} cannot be placed against parity", (reason,), (CHANCE,))
    inside = "Inside" if RANGE_LOW <= now.value <= RANGE_HIGH else "Outside"
    sentences = (_who(definition, now), f"{inside} the range {RANGE_LOW} to {RANGE_HIGH}.")
    headline, direction = _ratio_moved(definition, readings, year)
    return Position(headline, sentences, (CHANCE,), direction)


def _who(definition: Definition, now: Reading) -> str:
    if now.value == PARITY:
        return "At parity, as printed: neither group is less likely."
    return f"{definition.above if now.value > PARITY else definition.below}."


def _ratio_moved(definition: Definition, readings: Mapping[int, Reading], year: int) -> tuple[str, Direction]:
    obstacle = _not_comparable(definition, readings, year)
    if obstacle:
        return obstacle, Direction.NONE
    now, before = readings[year], readings[year - 1]
    if before.value == 0:
        headline = f"Not comparable with {year - 1}: a ratio of {before} cannot be placed against parity"
        return headline, Direction.NONE
    direction = _towards_or_away(now.value, before.value)
    if now.value == before.value == PARITY:
        return f"At parity in {year}, as in {year - 1}", direction
    other_side = (now.value - PARITY) * (before.value - PARITY) < 0
    side = ", now in favour of the other group" if other_side else ""
    return f"{MOVED[direction]}{side}: {before} in {year - 1}, {now} in {year}", direction


def _towards_or_away(now: Decimal, before: Decimal) -> Direction:
    """Compares |ln| of two ratios exactly: it has the order of the larger of a ratio and its inverse."""
    distance, distance_before = (max(Fraction(ratio), 1 / Fraction(ratio)) for ratio in (now, before))
    if distance == distance_before:
        return Direction.SAME
    return Direction.CLOSER if distance < distance_before else Direction.FURTHER


def _percent(definition: Definition, readings: Mapping[int, Reading], year: int) -> Position:
    headline, direction = _points_moved(definition, readings, year)
    if direction is not Direction.NONE:
        headline = f"{headline}; {definition.better} is better"
    sentence = f"{readings[year]}% of BME staff in {year}."
    return Position(headline, (sentence,), (NO_WHITE_FIGURE, CHANCE), direction)


def _board(definition: Definition, readings: Mapping[int, Reading], year: int) -> Position:
    # A board is everyone on it and not a sample, so nothing is said of chance.
    headline, direction = _points_moved(definition, readings, year)
    sentence = f"{readings[year]}% of the board are BME in {year}."
    return Position(headline, (sentence,), (NO_WORKFORCE_SHARE,), direction)


def _points_moved(definition: Definition, readings: Mapping[int, Reading], year: int) -> tuple[str, Direction]:
    obstacle = _not_comparable(definition, readings, year)
    if obstacle:
        return obstacle, Direction.NONE
    now, before = readings[year], readings[year - 1]
    if now.value == before.value:
        return f"The same as in {year - 1}: {now}%", Direction.SAME
    points = Reading(abs(now.value - before.value), max(now.places, before.places))
    word = "Up" if now.value > before.value else "Down"
    noun = "point" if points.value == 1 else "points"
    return f"{word} {points} {noun} from {before}% in {year - 1}", Direction[word.upper()]


def _not_comparable(definition: Definition, readings: Mapping[int, Reading], year: int) -> str:
    """Why a year cannot be compared with the one before, or nothing."""
    if year - 1 not in readings:
        return f"No score for {year - 1} to compare with"
    if year in definition.breaks:
        return f"Not comparable with {year - 1}: the question changed"
    return ""
