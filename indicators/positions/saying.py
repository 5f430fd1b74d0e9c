"""The form of a position, and the sentences that all shapes share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.changes import Change
from indicators.definitions import Definition
from indicators.figures import Figures, Reading, score_of
from indicators.statistics import Interval

CHANCE = "Whether this is more than chance cannot be tested, because the counts are not recorded."
CHANGE_BY_CHANCE = (
    "Whether the change is more than chance cannot be tested, because counts are not recorded for both years."
)
FEW_EVENTS = "fewer than 10 events, so treat with caution."


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


def in_own_words(text: str, bme: str) -> str:
    """A sentence of ours with the organisation's word for BME, still beginning with a capital."""
    said = re.sub(r"\bBME\b", lambda _: bme, text)
    return said[:1].upper() + said[1:]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def score_in(definition: Definition, years: Mapping[int, Figures], year: int) -> Reading | None:
    return score_of(definition, years[year]) if year in years else None


def not_comparable(definition: Definition, years: Mapping[int, Figures], year: int) -> str:
    """Why a year cannot be compared with the one before, or nothing."""
    if score_in(definition, years, year - 1) is None:
        return f"No score for {year - 1} to compare with"
    if year in definition.breaks:
        return f"Not comparable with {year - 1}: the question changed"
    return ""


def points_between(now: Reading, before: Reading) -> str:
    """'5.3 points', '1 point': always positive, with the decimals of the finer of the two."""
    points = Reading(abs(now.value - before.value), max(now.places, before.places))
    return f"{points} {'point' if float(str(points)) == 1 else 'points'}"


def points_moved(now: Reading, before: Reading, year: int, sign: str = "%") -> tuple[str, Direction]:
    """'Up 5.3 points from 36.5% in 2020', as printed."""
    if str(now) == str(before) or now.value == before.value:
        return f"The same as in {year - 1}: {now}{sign}", Direction.SAME
    word = "Up" if now.value > before.value else "Down"
    moved = points_between(now, before) if sign else f"{_apart(now, before)}"
    return f"{word} {moved} from {before}{sign} in {year - 1}", Direction[word.upper()]


def _apart(now: Reading, before: Reading) -> str:
    return str(Reading(abs(now.value - before.value), max(now.places, before.places)))


def interval_words(interval: Interval, places: int, sign: str = "") -> str:
    return f"95% interval {interval.low:.{places}f}{sign} to {interval.high:.{places}f}{sign}"
