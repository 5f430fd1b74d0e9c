"""When mail may go out: from 8am on a working day of England."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

FROM = time(8, 0)


@cache
def bank_holidays() -> holidays.HolidayBase:
    """The bank holidays of England, made at first use because that takes a third of a second."""
    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays()


def working_day_from(day: date) -> date:
    """The day itself, or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_days_away(day: date, number: int) -> date:
    """The day that is so many working days later, or earlier where the number is negative."""
    step = timedelta(days=1 if number > 0 else -1)
    while number:
        day += step
        number -= step.days * is_working_day(day)
    return day


def may_send(now: datetime) -> bool:
    """Whether a digest may be written at this moment, given in local time."""
    return now.time() >= FROM and is_working_day(now.date())


def morning_after(now: datetime) -> datetime:
    """The next moment from which mail may go out, seen from one at which it may not; in local time as given."""
    day = now.date() if now.time() < FROM else now.date() + timedelta(days=1)
    return datetime.combine(working_day_from(day), FROM, tzinfo=now.tzinfo)
