"""What was understood of a timescale, in words."""

from datetime import date

from actions.timescales.meaning import NOTHING_READ, Repeat, Timescale

EVERY = {
    Repeat.WEEKLY: "week",
    Repeat.MONTHLY: "month",
    Repeat.QUARTERLY: "quarter",
    Repeat.SIX_MONTHLY: "six months",
    Repeat.YEARLY: "year",
}


def describe(timescale: Timescale) -> str:
    """Such as 'Due 28 February 2022, then continuing', to stand by itself."""
    repeat, until = timescale.repeat, timescale.until
    due = None if timescale.due == until else timescale.due
    said = [f"Due {_day(due)}"] if due else []
    said += [("and every " if due else "Every ") + EVERY[repeat]] if repeat else []
    said += [f"until {_day(until)}"] if until else []
    said += ["then continuing" if said else "Ongoing"] if timescale.ongoing else []
    return ", ".join(said) or NOTHING_READ


def understood_as(timescale: Timescale) -> str:
    """Such as 'Understood as: due 28 February 2022, then continuing', to stand under the words, before its doubts.

    Nothing where the first of the doubts says already that no date could be read.
    """
    said = describe(timescale)
    if said == NOTHING_READ:
        return "" if any(doubt.startswith(NOTHING_READ) for doubt in timescale.doubts) else NOTHING_READ
    return f"Understood as: {said[0].lower()}{said[1:]}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
