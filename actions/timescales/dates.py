"""What the words of a date come to: days, months, seasons, quarters and years, financial, academic or calendar."""

from dataclasses import replace
from datetime import date, timedelta

from actions.timescales.tokens import Run, Token, numbers_of
from actions.timescales.words import MONTH, WEEK

APRIL, AUGUST = 3, 7  # months counted from 0, as those since year 0 are
NO_MONTH = 10**6  # so far off that no calendar has it
NO_DAY = 32

BARE_YEAR = "has no month: read as {last}, but a financial year would end on 31 March"
FINANCIAL = "is read as the financial year that ends then, {last}"
FINANCIAL_NOT_MONTH = "is read as a financial year, not a day or a month"
FINANCIAL_YEARS = "is read as financial years, to {last}, not December"
ACADEMIC = "is read as an academic year, to {last}; a school's may end later"
SEASON = "is a season: read as its last day, {last}"
STARTING_YEAR = "is read in the financial year that starts then, to {last}"
ONE_DATE = "is read as one date in a financial year, {last}"
NOT_A_DAY = "is read as a month and a year, to {last}, not as a day"
YEAR_FIRST = "is read as a year and its month, to {last}"
ROUGH = "is not a day: read as {last}"
WHOLE_WEEK = "is a week: read as its last day, {last}"
MOVED = "is read as the new date, {last}"
BACKWARDS = "ends before it begins: read as {last}"
NO_SUCH_DAY = "is not in the calendar: no date is read from it"
OTHER_WEEKDAY = "has a day of the week that does not agree with its date: read as {last}"


def point(index: int, months: int = 1, day: int = 0, note: str = "") -> Token:
    """A point in time from its first month, counted since year 0; year 22 is 2022 and year 51 is 1951."""
    index += 0 if index >= 2400 else 22800 if index >= 612 else 24000
    try:
        first = date(index // 12, index % 12 + 1, day or 1)
        last = first if day else date((index + months) // 12, (index + months) % 12 + 1, 1) - timedelta(1)
    except ValueError:
        return Token("nodate", note=NO_SUCH_DAY)
    return Token("point", index, months, day, note, first, last)


def numeric(year: Token, month: Token, day: Token | None = None) -> Token:
    index = year.number * 12 + month.number - 1 if 1 <= month.number <= 12 else NO_MONTH
    return point(index, day=(day.number or NO_DAY) if day else 0)


def next_part(part: Token, on: date, note: str = "") -> Token:
    """The first such part of a year (31 August, Q3, autumn) to end on or after a day."""
    index = on.year * 12 + on.month - 1 + (0 < part.day < on.day and part.number == on.month)
    index += (part.number + part.months - 2 - index) % 12
    return point(index - part.months + 1, part.months, part.day, note)


def years(run: Run) -> Token | None:
    """2022/23 and FY 22-23 are financial years, 2017-21 is several of them, 03/22 is a month."""
    one, *rest = numbers_of(run)
    if not rest:
        return Token("fy", one - 1, note=FINANCIAL.replace(", {last}", ""))
    two = rest[0]
    length = two - one if two > 99 else (two - one) % (10 if two < 10 and run[-1].kind == "count" else 100)
    if length == 1:
        unsure = run[0].kind == "number" and one <= 12
        return Token("fy", one, note=FINANCIAL_NOT_MONTH if unsure else "")
    if one > 99 and 1 < length < 20:
        return point(one * 12 + APRIL, 12 * length, note=FINANCIAL_YEARS)
    if run[0].kind == "year" and run[-1].kind == "number" and 1 <= two <= 12:
        return replace(numeric(run[-3], run[-1]), note=YEAR_FIRST)
    return numeric(run[2], run[0]) if run[1].kind == "slash" and one <= 12 < two <= 99 else None


def first_of_two_years(run: Run) -> Token | None:
    """23/24 in '23/24 / 24/25'."""
    found = years(run[:3])
    return found if found and found.kind == "fy" else None


def three_years(run: Run) -> Token:
    """2008/09/10 is three years; 2023/04/01 is a day."""
    one, two, three = numbers_of(run)
    if [(two - one) % 100, (three - one) % 100] == [1, 2]:
        return point(one * 12, 36, note=BARE_YEAR)
    return numeric(run[0], run[2], run[4])


def financial_year(run: Run) -> Token:
    return point(next(token.number for token in run if token.kind == "fy") * 12 + APRIL, 12)


def academic_year(run: Run) -> Token:
    starts = next(token.number for token in run if token.kind in ("fy", "year"))
    return point(starts * 12 + AUGUST, 12, note=ACADEMIC)


def part_of_year(run: Run) -> Token | None:
    """Q3, Q3/4, H1: Q1 starts in April."""
    months, numbers = run[run[0].kind == "ordinal"].number // MONTH, numbers_of(run)
    if not all(1 <= number <= 12 // months for number in numbers):
        return None
    length = months * ((numbers[-1] - numbers[0]) % (12 // months) + 1)
    return Token("part", ((numbers[0] - 1) * months + APRIL) % 12 + 1, length)


def day_of_month(run: Run) -> Token:
    return Token("day", sum(token.number for token in run if token.kind == "month"), day=numbers_of(run)[-1] or NO_DAY)


def dated(run: Run) -> Token:
    """A part of a year with its year: April 2022, Q3 2022/23, 2022 autumn."""
    part, year = (run[-1], run[0]) if run[0].kind in ("year", "fy") else (run[0], run[-1])
    starts = APRIL if year.kind == "fy" or part.kind == "part" else 0
    found = point(year.number * 12 + starts + (part.number - 1 - starts) % 12, part.months, part.day)
    return replace(found, note=_unsure(part, year)) if found.kind == "point" else found


def _unsure(part: Token, year: Token) -> str:
    if part.kind == "season":
        return SEASON
    if part.kind == "part" and year.kind != "fy":
        return STARTING_YEAR
    if part.kind != "part" and year.kind == "fy" and "/" not in year.words:
        return ONE_DATE
    is_maybe_a_day = year.kind == "number" and 30 - 2 * (part.number == 2) <= year.number < NO_DAY
    return NOT_A_DAY if part.kind == "month" and is_maybe_a_day else ""


def half_of_calendar_year(run: Run) -> Token:
    return point(run[-1].number * 12 + 6 * (run[0].number - 1), 6, note=ROUGH)


def rough(run: Run) -> Token:
    """Early, mid or late in a month or a longer time: the middle of a month is its 15th."""
    early, whole = run[0].number, run[-1]
    if early == 6 and whole.months == 1:
        return point(whole.number, day=15, note=ROUGH)
    return point(whole.number, min(early, whole.months), note=ROUGH)


def week_of_month(run: Run) -> Token | None:
    """The first week of June is its first seven days."""
    which, unit, whole = run[0].number, run[1], run[-1]
    if whole.months > 1 or whole.day or (unit.kind == "unit" and unit.number != WEEK):
        return None
    return point(whole.number, day=min(which * WEEK, whole.last.day), note=ROUGH)


def week_of(run: Run) -> Token:
    return replace(run[-1], last=run[-1].first + timedelta(6), note=WHOLE_WEEK)


def on_weekday(run: Run) -> Token | None:
    weekday, day = run[0].number, run[-1]
    return replace(day, note=OTHER_WEEKDAY if day.day and day.last.weekday() != weekday else "")


def moved(run: Run) -> Token:
    """'Moved from June to December 2023': the new date counts."""
    return replace(run[-1], kind="point", first=run[-1].last, note=MOVED)


def span(run: Run) -> Token:
    """From one time to another: the end counts, and its year may be told by the start."""
    left, right = run[run[0].kind == "between"], run[-1]
    if left.kind == "point" and right.kind != "point":
        right = next_part(right, left.last, SEASON if right.kind == "season" else "")
    first = left.first if left.kind == "point" else right.first
    note = BACKWARDS if first > right.last else right.note
    return replace(right, kind="range" if right.kind == "point" else right.kind, first=first, note=note)
