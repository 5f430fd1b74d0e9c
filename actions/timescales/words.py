"""The words of British timescales, and what each means to the grammar."""

import difflib
from functools import lru_cache
from typing import NamedTuple

# A length of time is days plus a thousand a month, so that 30 days and a month stay different.
WEEK, MONTH, QUARTER, HALF, YEAR = 7, 1000, 3000, 6000, 12000


class Meaning(NamedTuple):
    kind: str  # the name that the grammar has for such words
    number: int = 0  # of a month or weekday, of a part of a year its first month, of a unit its length
    months: int = 1  # how long a part of a year is


LEXICON = {
    Meaning("month", 1): "January, Jan",
    Meaning("month", 2): "February, Feb",
    Meaning("month", 3): "March, Mar",
    Meaning("month", 4): "April, Apr",
    Meaning("month", 5): "May",
    Meaning("month", 6): "June, Jun",
    Meaning("month", 7): "July, Jul",
    Meaning("month", 8): "August, Aug",
    Meaning("month", 9): "September, Sept, Sep",
    Meaning("month", 10): "October, Oct",
    Meaning("month", 11): "November, Nov",
    Meaning("month", 12): "December, Dec",
    Meaning("weekday", 0): "Monday, Mon",
    Meaning("weekday", 1): "Tuesday, Tues, Tue",
    Meaning("weekday", 2): "Wednesday, Weds, Wed",
    Meaning("weekday", 3): "Thursday, Thurs, Thur, Thu",
    Meaning("weekday", 4): "Friday, Fri",
    Meaning("weekday", 5): "Saturday, Sat",
    Meaning("weekday", 6): "Sunday, Sun",
    Meaning("season", 3, 3): "spring",
    Meaning("season", 6, 3): "summer",
    Meaning("season", 9, 3): "autumn",
    Meaning("season", 12, 3): "winter",
    Meaning("season", 1, 3): "spring term",
    Meaning("season", 4, 4): "summer term",
    Meaning("season", 9, 4): "autumn term",
    Meaning("ordinal", 1): "first",
    Meaning("ordinal", 2): "second",
    Meaning("ordinal", 3): "third",
    Meaning("ordinal", 4): "fourth, final, last",
    Meaning("count", 1): "one",
    Meaning("count", 2): "two",
    Meaning("count", 3): "three",
    Meaning("count", 4): "four",
    Meaning("count", 5): "five",
    Meaning("count", 6): "six",
    Meaning("count", 7): "seven",
    Meaning("count", 8): "eight",
    Meaning("count", 9): "nine",
    Meaning("count", 10): "ten",
    Meaning("count", 11): "eleven",
    Meaning("count", 12): "twelve",
    Meaning("count", 18): "eighteen",
    Meaning("unit", 1): "day, days",
    Meaning("unit", WEEK): "week, weeks, wk, wks",
    Meaning("unit", MONTH): "month, months, mth, mths, mnths",
    Meaning("annum", YEAR): "year, years, yr, yrs, annum",
    Meaning("quarter", QUARTER): "quarter, quarters, qtr, qtrs, q",
    Meaning("half", HALF): "half, half year, h",
    Meaning("financial"): "financial year, financial years, fiscal year, fy, f/y",
    Meaning("calendar"): "calendar year, calendar",
    Meaning("academic"): "academic year, academic, school year, ay",
    Meaning("early", 1): "start of, beginning of",
    Meaning("early", 3): "early",
    Meaning("early", 6): "mid, middle of",
    Meaning("early", 12): "late",
    Meaning("week_of"): "week commencing, week beginning, week starting, week of, w/c, w/b",
    Meaning("next"): "within, next, forthcoming, coming",
    Meaning("now"): "now, immediate, immediately, present, with immediate effect",
    Meaning("from"): "from, start, starts, starting, start date, commence, commences, commencing, "
    "to start, to commence, to begin, begin, begins, beginning",
    Meaning("onwards"): "onwards, onward, forward, forwards, going forward, going forwards, thereafter",
    Meaning("after"): "after, following, since, post",
    Meaning("to"): "to, until, till, up to, up until, through, through to, thru",
    Meaning("between"): "between",
    Meaning("and"): "and, &",
    Meaning("dash"): "-",
    Meaning("slash"): "/",
    Meaning("end"): "end, ending, ended, ends, close",
    Meaning("every", 1): "every, each, per",
    Meaning("every", 2): "every other, every alternate, alternate",
    Meaning("times", 1): "once, times",
    Meaning("times", 2): "twice",
    Meaning("repeat", WEEK): "weekly",
    Meaning("repeat", MONTH): "monthly, mthly",
    Meaning("repeat", QUARTER): "quarterly, qtrly, qrtly, qtly",
    Meaning("repeat", HALF): "half yearly",
    Meaning("repeat", YEAR): "yearly, annual, annually",
    Meaning("rare", 1): "daily",
    Meaning("rare", 14): "fortnightly, bi weekly, biweekly",
    Meaning("rare", 2 * MONTH): "bi monthly, bimonthly",
    Meaning("rare", 4 * MONTH): "termly",
    Meaning("rare", HALF): "biannual, biannually, bi annual, bi annually",
    Meaning("rare", 2 * YEAR): "biennial, biennially",
    Meaning("ongoing"): "ongoing, on going, continuous, continuously, continual, continually, continuing, continue, "
    "continues, rolling, rolling programme, rolling basis",
    Meaning("past"): "complete, completed, done, achieved, finished, launched, started, commenced, began, "
    "implemented, delivered, closed, in place",
    Meaning("planned"): "to be, be, will be, to have, will have, must be, should be",
    Meaning("by"): "by, no later than, not later than",
    Meaning("before"): "before",
    Meaning("former"): "was, previously, originally, original, formerly, moved from, revised from, changed from, "
    "extended from, deferred from, delayed from, slipped from, postponed from, original date, original deadline",
    # What a date stands among, and that does not change it; an event does change 'within six months of'.
    Meaning("noise"): "in, on, at, for, during, throughout, over, the, of, a, an, is, then, this, term, basis, due, "
    "target, date, deadline, completion, timescale, on or before, latest, week ending, w/e, "
    "formal",
    Meaning("review"): "review, next review, next due, reporting, update, updates",
    Meaning(
        "event"
    ): "meeting, meetings, board, trust board, board of directors, committee, launch, full launch, roll out, "
    "go live, publication, report, reports",
}
MARKS = dict.fromkeys("()[];:.'\"\u2022", Meaning("break")) | {",": Meaning("comma")}


def _phrases() -> dict[str, Meaning]:
    phrases = dict(MARKS)
    for meaning, said in LEXICON.items():
        phrases |= {phrase.lower(): meaning for phrase in said.split(", ")}
    return phrases


PHRASES = _phrases()
SPELT = [
    phrase for phrase, meaning in PHRASES.items() if meaning.kind in ("month", "season", "repeat", "rare", "ongoing")
]
SHORTEST = 4  # a shorter word is too like others to say which was meant
LONGEST = 18


@lru_cache(maxsize=1000)
def nearest(word: str) -> str:
    """The month, season or interval that a misspelt word stands for ('febuary'), or nothing."""
    if not SHORTEST <= len(word) <= LONGEST:
        return ""
    alike = [phrase for phrase in SPELT if phrase[0] == word[0] and len(phrase) >= SHORTEST and " " not in phrase]
    cutoff = 0.8 if len(word) > SHORTEST else 0.85
    return next(iter(difflib.get_close_matches(word, alike, n=1, cutoff=cutoff)), "")
