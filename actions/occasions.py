"""The occasions to remind of a deadline: 30 and 7 days before, on the day, 7, 14 and 28 days after, each 28 on.

What repeats is reminded of only while it is nearer to its own day than to that of the time before or after: of a
weekly one on the day alone, of a monthly one from 7 days before to 14 days after. Else those who are asked most often
would hear of two times at once, and stop reading.
"""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = (-30, -7, 0, 7, 14, 28)
THEN_EVERY = 28
FIRST = -min(DAYS)
ESCALATED_AFTER = 14
# An ongoing action without an update is asked about this many days before the quarter ends, while there is time.
ASKED_BEFORE_QUARTER_END = 14


@dataclass(frozen=True, order=True)
class Occasion:
    """A day to remind on, and its name: unique for one deadline, and kept with what was sent."""

    day: date
    name: str


def of_deadline(due_on: date, *, until: date, apart: int | None = None) -> list[Occasion]:
    """Every occasion of a deadline whose day has come by `until`, in order.

    apart: of what repeats, the fewest days from one time to the next.
    """
    days = list(DAYS)
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


def of_escalation(due_on: date, *, until: date, apart: int | None = None) -> list[Occasion]:
    """The one occasion on which the EDI lead is told that a deadline stays unmet; of a weekly one there is none."""
    day = due_on + timedelta(days=ESCALATED_AFTER)
    return [Occasion(day, "escalation")] if day <= until and is_nearest(ESCALATED_AFTER, apart) else []


def of_quarter(ends_on: date, *, until: date) -> list[Occasion]:
    """The one occasion of a quarter on which an ongoing action without an update is asked about."""
    day = ends_on - timedelta(days=ASKED_BEFORE_QUARTER_END)
    return [Occasion(day, "no update")] if day <= until else []
