"""The days on which something that repeats falls due, each counted from one day, so that none of them drifts."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from actions.quarters import Quarter
from actions.timescales import Repeat

MONTHS = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.SIX_MONTHLY: 6, Repeat.YEARLY: 12}
# The fewest days that lie between one time and the next.
SHORTEST = {
    Repeat.WEEKLY: 7,
    Repeat.MONTHLY: 28,
    Repeat.QUARTERLY: 89,
    Repeat.SIX_MONTHLY: 181,
    Repeat.YEARLY: 365,
}


@dataclass(frozen=True)
class Recurrence:
    """Every week, month, quarter, half-year or year from `anchor` on, through `until` where it ends.

    The last day of a month stays the last day: 31 January, 28 February, 31 March. So it also goes on backwards.
    """

    anchor: date
    repeat: Repeat
    until: date | None = None

    def at(self, number: int) -> date:
        """The day `number` times after the anchor, whether or not it has ended by then."""
        if self.repeat == Repeat.WEEKLY:
            return self.anchor + timedelta(weeks=number)
        year, month = divmod(self.anchor.year * 12 + self.anchor.month - 1 + MONTHS[self.repeat] * number, 12)
        last = monthrange(year, month + 1)[1]
        return date(year, month + 1, last if is_month_end(self.anchor) else min(self.anchor.day, last))

    def number_from(self, day: date) -> int:
        """Which time is the first on a day or after it."""
        if self.repeat == Repeat.WEEKLY:
            return -((self.anchor - day).days // 7)
        months = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        number = -(-months // MONTHS[self.repeat])
        return number + (self.at(number) < day)

    def first_from(self, day: date) -> date | None:
        """The first time on a day or after it; None where it has ended."""
        return self.within(self.at(self.number_from(day)))

    def last_before(self, day: date) -> date:
        """The last time before a day, and before it ended."""
        stop = day if self.until is None else min(day, self.until + timedelta(days=1))
        return self.at(self.number_from(stop) - 1)

    def between(self, start: date, stop: date) -> list[date]:
        """Each time from `start` on and before `stop`."""
        numbers = range(self.number_from(start), max(self.number_from(start), self.number_from(stop)))
        return [day for number in numbers if (day := self.within(self.at(number)))]

    def within(self, day: date) -> date | None:
        return day if self.until is None or day <= self.until else None

    def asks_after(self, day: date) -> date:
        """The day after which work counts for the time that falls on `day`: the time before it, or three months."""
        before = self.at(self.number_from(day) - 1)
        return max(before, Recurrence(day, Repeat.QUARTERLY).at(-1))


def is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def end_of_first(repeat: Repeat, starts_on: date) -> date:
    """When the first time ends of what repeats without a date: the month or NHS quarter in which a plan starts, or
    the first week, half-year or year of the plan."""
    if repeat == Repeat.QUARTERLY:
        return Quarter.of(starts_on).ends_on
    if repeat == Repeat.MONTHLY:
        return starts_on.replace(day=monthrange(starts_on.year, starts_on.month)[1])
    return Recurrence(starts_on, repeat).at(1) - timedelta(days=1)
