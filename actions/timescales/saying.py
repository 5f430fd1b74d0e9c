"""What was understood of a timescale, in words."""

from datetime import date

from actions.timescales.meaning import Repeat, Timescale

EVERY = {
    Repeat.WEEKLY: "week",
    Repeat.MONTHLY: "month",
    Repeat.QUARTERLY: "quarter",
    Repeat.SIX_MONTHLY: "six months",
    Repeat.YEARLY: "year",
}
NOTHING_READ = "No date could be read"


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
    """Such as 'Understood as: due 28 February 2022, then continuing', to stand under what is typed in a form."""
    said = describe(timescale)
    return said if said == NOTHING_READ else f"Understood as: {said[0].lower()}{said[1:]}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
