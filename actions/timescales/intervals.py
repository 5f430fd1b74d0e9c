"""What the words of an interval or a length of time come to: every six months, twice a year, within 30 days."""

from itertools import pairwise
from math import prod

from actions.timescales.meaning import Repeat
from actions.timescales.tokens import Run, Token, numbers_of
from actions.timescales.words import HALF, MONTH, QUARTER, WEEK, YEAR

REPEATS = dict(zip((WEEK, MONTH, QUARTER, HALF, YEAR), Repeat, strict=True))

NOT_KEPT = "is not plainly an interval that is kept: check how often it repeats"
TWICE_A_YEAR = "is read as twice a year, but may mean every two years"
EVENLY = "is read as {every}"
FROM_THE_START = "counts from the plan's start"


def repeat(run: Run) -> Token:
    length, count = run[-1].number, prod(token.number for token in run[:-1] if token.kind != "dash")
    number = length // max(count, 1) if any(token.kind == "times" for token in run) else length * count
    if run[0].kind == "rare" and number in REPEATS:
        return Token("repeat", number, note=TWICE_A_YEAR)
    return Token("repeat", number, note="" if number in REPEATS else NOT_KEPT)


def every_month_named(_: Run) -> Token:
    """'Every August' is once a year."""
    return Token("repeat", YEAR)


def months_each_year(run: Run) -> Token | None:
    """'March and September each year' is every six months."""
    named = [token.number for token in run if token.kind == "month"]
    apart = {(after - before) % 12 for before, after in pairwise([*named, named[0]])}
    yearly = [token for token in run if token.kind == "repeat" and token.number == YEAR]
    length = 12 // len(named) * MONTH
    if not yearly or apart != {12 // len(named)} or length not in REPEATS:
        return None
    return Token("repeat", length, note=EVENLY.format(every=REPEATS[length]))


def every_weekday(_: Run) -> Token:
    return Token("repeat", WEEK)


def length(run: Run) -> Token:
    """A length of time; 'Year 2' ends with the plan's second year, and is loose, as 'immediate' is."""
    is_plan_year, numbers = run[0].kind == "annum", numbers_of(run)
    long = (numbers or [1])[-1] * run[0 if is_plan_year else -1].number
    note = FROM_THE_START if is_plan_year or not numbers else ""
    return Token("loose" if is_plan_year or not long else "length", long, 1, -is_plan_year, note)
