"""The occasions to remind of a deadline: days before it, the day itself, days after it, and then each 28 days on.

What repeats is reminded of only while it is nearer to its own day than to that of the time before or after: of a
weekly one on the day alone, of a monthly one from 7 days before to 14 days after. Else those who are asked most often
would hear of two times at once, and stop reading.
"""

from dataclasses import dataclass
from datetime import date, timedelta

THEN_EVERY = 28
# The furthest from a deadline that anybody may choose to be reminded, in days.
FURTHEST = 90
# An ongoing action without an update is asked about this many days before the quarter ends, while there is time.
ASKED_BEFORE_QUARTER_END = 14


@dataclass(frozen=True)
class Rules:
    """How many days before and after a deadline is reminded, and after how many the EDI lead is told."""

    before: tuple[int, ...] = (30, 7)
    after: tuple[int, ...] = (7, 14, 28)
    escalated_after: int = 14

    @property
    def days(self) -> list[int]:
        """From the earliest to the latest, seen from the deadline."""
        return sorted({*(-days for days in self.before), 0, *self.after})


USUAL = Rules()


@dataclass(frozen=True, order=True)
class Occasion:
    """A day to remind on, and its name: unique for one deadline, and kept with what was sent."""

    day: date
    name: str


def of_deadline(due_on: date, *, until: date, apart: int | None = None, rules: Rules = USUAL) -> list[Occasion]:
    """Every occasion of a deadline whose day has come by `until`, in order.

    apart: of what repeats, the fewest days from one time to the next.
    """
    days = rules.days
    while due_on + timedelta(days=days[-1] + THEN_EVERY) <= until:
        days.append(days[-1] + THEN_EVERY)
    dated = (Occasion(due_on + timedelta(days=n), name_of(n)) for n in days if is_nearest(n, apart))
    return [occasion for occasion in dated if occasion.day <= until]


def is_nearest(days: int, apart: int | None) -> bool:
    """Whether so many days before or after a time are not nearer to another time."""
    return apart is None or 2 * abs(days) <= apart


def name_of(days: int) -> str:
    if days == 0:
        return "on the day"
    return f"{days} days after" if days > 0 else f"{-days} days before"


def of_escalation(due_on: date, *, until: date, apart: int | None = None, rules: Rules = USUAL) -> list[Occasion]:
    """The one occasion on which the EDI lead is told that a deadline stays unmet; of a weekly one there is none."""
    day = due_on + timedelta(days=rules.escalated_after)
    return [Occasion(day, "escalation")] if day <= until and is_nearest(rules.escalated_after, apart) else []


def of_quarter(ends_on: date, *, until: date) -> list[Occasion]:
    """The one occasion of a quarter on which an ongoing action without an update is asked about."""
    day = ends_on - timedelta(days=ASKED_BEFORE_QUARTER_END)
    return [Occasion(day, "no update")] if day <= until else []
