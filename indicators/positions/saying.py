"""The form of a position, and the sentences that all shapes share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.changes import Change
from indicators.definitions import Definition, Shape
from indicators.figures import Figures, Reading, score_of
from indicators.statistics import Interval

CHANCE = "Whether this is more than chance cannot be tested, because the counts are not recorded."
CHANGE_BY_CHANCE = (
    "Whether the change is more than chance cannot be tested, because counts are not recorded for both years."
)
FEW_EVENTS = "fewer than 10 events, so treat with caution."
FEW_PEOPLE = "fewer than 10 people, so treat with caution."
ASKED = (Shape.PERCENT_PAIR, Shape.SCORE_PAIR, Shape.PERCENT)  # the others have a definition and no question


class Direction(StrEnum):
    """How a value moved since the year before; NONE where that cannot be said."""

    CLOSER = "closer"
    FURTHER = "further"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Position:
    """A headline (no full stop), what else is known, and what cannot be said and why.

    `direction` is how the number moved; `change` is whether that is more than chance. `interval` is the 95% interval
    of the score, in its own unit, where its counts are known.
    """

    headline: str
    sentences: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    direction: Direction = Direction.NONE
    change: Change = Change.CANNOT_BE_TESTED
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What is said of two years: the headline of a position, and what cannot be said of the change."""

    headline: str
    direction: Direction = Direction.NONE
    change: Change = Change.CANNOT_BE_TESTED
    caveats: tuple[str, ...] = ()


def in_own_words(text: str, bme: str) -> str:
    """A sentence of ours with the organisation's word for BME, still beginning with a capital."""
    said = re.sub(r"\bBME\b", lambda _: bme, text)
    return said[:1].upper() + said[1:]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def score_in(definition: Definition, years: Mapping[int, Figures], year: int) -> Reading | None:
    return score_of(definition, years[year]) if year in years else None


def compared(definition: Definition, years: Mapping[int, Figures], year: int) -> Reading | Moved:
    """The score of the year before, or why this year's cannot be compared with it."""
    change = Change.NOT_COMPARABLE if year in definition.breaks else Change.CANNOT_BE_TESTED
    if year in definition.breaks and year - 1 in years:
        what = "question" if definition.shape in ASKED else "definition"
        return Moved(f"Not comparable with {year - 1}: the {what} changed", change=change)
    before = score_in(definition, years, year - 1)
    return Moved(f"No score for {year - 1} to compare with", change=change) if before is None else before


def apart(now: Reading, before: Reading) -> Reading:
    """How far two scores are from one another: never negative, with the decimals of the finer of the two."""
    return Reading(abs(now.value - before.value), max(now.places, before.places))


def points_between(now: Reading, before: Reading) -> str:
    """'5.3 points', '1 point'."""
    points = apart(now, before)
    return f"{points} {'point' if points.shown == 1 else 'points'}"


def points_moved(now: Reading, before: Reading, year: int, sign: str = "%") -> tuple[str, Direction]:
    """'Up 5.3 points from 36.5% in 2020', as printed."""
    if str(now) == str(before) or now.value == before.value:
        return f"The same as in {year - 1}: {now}{sign}", Direction.SAME
    word = "Up" if now.value > before.value else "Down"
    moved = points_between(now, before) if sign else str(apart(now, before))
    return f"{word} {moved} from {before}{sign} in {year - 1}", Direction[word.upper()]


def interval_words(interval: Interval, places: int, sign: str = "") -> str:
    return f"95% interval {interval.low:.{places}f}{sign} to {interval.high:.{places}f}{sign}"
