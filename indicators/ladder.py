"""Where staff in post stand against the straight line from the first reading to the target."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import floor

Reading = tuple[date, int]  # so many people in post on a day


class Kind(StrEnum):
    REACHED = "reached"
    AHEAD = "ahead"
    ON_THE_LINE = "on the line"
    BEHIND = "behind"
    NO_READING_SINCE = "no reading since"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the latest reading stands; `people` are those ahead or behind, `on` the day of it, if there is one."""

    kind: Kind
    people: int = 0
    on: date | None = None

    @property
    def is_on_or_ahead(self) -> bool:
        return self.kind in (Kind.REACHED, Kind.AHEAD, Kind.ON_THE_LINE)

    def __str__(self) -> str:
        match self.kind:
            case Kind.REACHED:
                return "Target reached"
            case Kind.AHEAD:
                return f"Ahead of the line by {self.people}"
            case Kind.ON_THE_LINE:
                return "On the line"
            case Kind.BEHIND:
                return f"Behind the line by {self.people}"
        return f"No reading since {self.on:%B %Y}" if self.on else "No reading yet"


def ends_on(year: int) -> date:
    """The day by which the goal of a year is to be reached."""
    return date(year, 12, 31)


def expected(start: Reading, target: Reading, on: date) -> Fraction:
    """How many people the straight line has on a day, exactly.

    start + (target - start) * days since the start / days from start to target; before the start it is the start, and
    after the target's day the target, which is also the line of a target whose day is not after the start.
    """
    (begins_on, begins), (ends_on, ends) = start, target
    if on >= ends_on:
        return Fraction(ends)
    if on <= begins_on:
        return Fraction(begins)
    return begins + Fraction((ends - begins) * (on - begins_on).days, (ends_on - begins_on).days)


def standing(readings: Iterable[Reading], target: Reading) -> Standing:
    """Where the latest reading stands on its own day; the line starts at the first one.

    A member of staff is a whole person: a band is behind, or ahead, only by a whole person or more, and parts of one
    are left out. With 55.3 on the line, 55 and 56 are on it, 54 is behind by 1 and 57 ahead by 1. The first reading
    alone is where the line starts, so it says nothing yet, unless the target is reached with it.
    """
    ordered = sorted(readings)
    if not ordered:
        return Standing(Kind.NO_READING_SINCE)
    on, number = ordered[-1]
    if number >= target[1]:
        return Standing(Kind.REACHED, on=on)
    if len(ordered) == 1:
        return Standing(Kind.NO_READING_SINCE, on=on)
    apart = number - expected(ordered[0], target, on)
    people = floor(abs(apart))
    if people == 0:
        return Standing(Kind.ON_THE_LINE, on=on)
    return Standing(Kind.AHEAD if apart > 0 else Kind.BEHIND, people, on)


def summary(standings: Iterable[Standing]) -> str:
    """'2 bands on the line or ahead, 3 behind, 1 not counted again yet'; nothing without any."""
    found = list(standings)
    behind = sum(each.kind == Kind.BEHIND for each in found)
    steady = sum(each.is_on_or_ahead for each in found)
    others = len(found) - steady - behind
    counts = ((steady, "on the line or ahead"), (behind, "behind"), (others, "not counted again yet"))
    told = [(count, words) for count, words in counts if count]
    first = [f"{count} {'band' if count == 1 else 'bands'} {words}" for count, words in told[:1]]
    return ", ".join(first + [f"{count} {words}" for count, words in told[1:]])


def quarter_ended_before(on: date) -> date:
    """The last day of the last NHS quarter that is over on a day: 31 March, 30 June, 30 September or 31 December."""
    return on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
