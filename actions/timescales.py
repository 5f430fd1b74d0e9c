"""Reads the timescales of British plans ('By end of March 22', 'Q3 2022/23, then annually') into dates and doubts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from math import prod


class Repeat(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six-monthly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Timescale:
    """A doubt is a sentence for a person: what is unclear, and which reading is offered."""

    due: date | None
    repeat: Repeat | None
    ongoing: bool
    doubts: tuple[str, ...]


# A length is days plus a thousand for each month, so that 30 days and a month stay different.
MONTH, YEAR = 1000, 12000
REPEATS = dict(zip((7, MONTH, 3 * MONTH, 6 * MONTH, YEAR), Repeat, strict=True))
EVERY = dict(zip(Repeat, ("week", "month", "quarter", "six months", "year"), strict=True))
LEXICON: tuple[tuple[str, Sequence[int], str], ...] = (  # a kind of word, and for each number the words that say it
    ("month", range(1, 7), "January|Jan / February|Feb / March|Mar / April|Apr / May / June|Jun"),
    ("month", range(7, 13), "July|Jul / August|Aug / September|Sept|Sep / October|Oct / November|Nov / December|Dec"),
    ("season", (3, 6, 9, 12), "spring / summer / autumn / winter"),
    ("count", range(1, 13), "one / two / three / four / five / six / seven / eight / nine / ten / eleven / twelve"),
    ("ordinal", range(1, 5), "first / second / third / fourth"),
    ("unit", (1, 7, MONTH, YEAR), "day|days / week|weeks|wk|wks / month|months|mth|mths / year|years|yr|yrs|annum"),
    ("quarter", (3 * MONTH, 6 * MONTH), "quarter|quarters|qtr|q / half|h"),
    ("financial", (0,), "financial year|financial years|fiscal year|fy"),
    ("early", (1, 3, 6, 12), "start of|beginning of / early / mid|middle of / late"),
    ("from", (0,), "from|start|starts|starting|start date|commence|commences|commencing|begin|begins|beginning"),
    ("onwards", (0,), "onwards|onward|forward|forwards|going forward|going forwards|thereafter"),
    ("after", (0,), "after|following|since|post"),
    ("to", (0,), "to|until|till|up to|through"),
    ("between", (0,), "between"),
    ("now", (0,), "now|immediate|immediately|present"),
    ("every", (1, 2), "every|each|per / every other|every alternate"),
    ("times", (1, 2), "once|times / twice"),
    ("repeat", (1, 7, 14, MONTH, 3 * MONTH), "daily / weekly / fortnightly / monthly / quarterly"),
    ("repeat", (2 * MONTH, 6 * MONTH), "bi monthly|bimonthly / half yearly|biannual|biannually|bi annual|bi annually"),
    ("repeat", (4 * MONTH, YEAR, 2 * YEAR), "termly / yearly|annual|annually / biennial|biennially"),
    ("ongoing", (0,), "ongoing|on going|continuous|continuously|continual|continually|continuing|continue|rolling"),
    ("next", (0,), "within|next|forthcoming|coming"),
    ("end", (0,), "end|ending|ends|close"),
    ("noise", (0,), "by|in|on|at|for|during|throughout|over|the|of|a|an|is|be|then|due|target|date|deadline|this|term"),
    ("noise", (0,), "timescale|completion|to be completed by|complete by|completed by|no later than|not later than"),
    ("noise", (0,), "review|reviewed|report|reports|reported|reporting|update|updates|updated|basis|formal"),
    ("dash", (0,), "-"),
    ("slash", (0,), "/"),
    ("comma", (0,), ","),
    ("and", (0,), "and|&"),
    ("break", (0,), "(|)|[|]|;|:|.|'|\"|\u2022"),
)
PHRASES = {
    phrase.lower(): (kind, number)
    for kind, numbers, said in LEXICON
    for number, group in zip(numbers, said.split(" / "), strict=True)
    for phrase in group.split("|")
}
SPELLING = str.maketrans("\u2018\u2019\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "''-------", "\u00ad\u200b\ufeff")
WORDS = "|".join(sorted((phrase for phrase in PHRASES if phrase[0].isalpha()), key=len, reverse=True))
TOKEN = re.compile(
    rf"(?:(?P<phrase>(?:{WORDS.replace(' ', '[ -]+')})(?![^\W\d_]))\.?"
    r"|(?P<ordinal>[0-9]{1,2} ?(?:st|nd|rd|th)(?![^\W\d_]))|(?P<year>(?:(?:19|20)[0-9]{2}|'[0-9]{2})(?![0-9]))"
    r"|(?P<figure>[0-9]{3}(?![0-9]))|(?P<number>[0-9]{2}(?![0-9]))|(?P<count>[0-9](?![0-9]))|(?P<dot>\.(?=[0-9]))"
    r"|(?P<unknown>[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)?|\S))(?: (?:the|of|an?)(?![^\W\d_]))* ?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Token:
    """A word, or the run of words that a rule has folded; its number is of its kind (a point's: months since year 0)."""

    kind: str
    number: int = 0
    months: int = 1
    day: int = 0
    saying: str = ""
    first: date = date.min
    last: date = date.min
    words: str = ""
    doubts: tuple[str, ...] = ()


Run = Sequence[Token]


def _token(match: re.Match[str]) -> Token:
    kind, number = match.lastgroup or "", int(re.sub("[^0-9]", "", match[0])[:4] or 0)
    if kind in ("phrase", "unknown"):
        kind, number = PHRASES.get(re.sub("(?<=[a-z])[ -]+", " ", match[kind].lower()), ("unknown", 0))
    return Token(kind, number, 3 if kind == "season" else 1, words=match[0])


def _century(year: int) -> int:
    return year if year > 99 else year + (2000 if year <= 50 else 1900)


def _numbers(run: Run) -> list[int]:
    return [token.number for token in run if token.kind in ("number", "count", "ordinal", "figure", "year")]


def _folded(run: Run, token: Token) -> Token:
    """The token with the words and doubts of its run, and what it says itself as one more doubt."""
    words, doubts = "".join(part.words for part in run), tuple(doubt for part in run for doubt in part.doubts)
    if token.saying:
        last = f"{token.last.day} {token.last:%B %Y}"
        doubts += (f"'{words.strip(' ,;:(')}' {token.saying.format(last=last)}.",)
    return replace(token, words=words, doubts=doubts, saying="")


def _point(index: int, months: int = 1, day: int = 0, saying: str = "") -> Token:
    try:
        first = date(index // 12, index % 12 + 1, day or 1)
        last = first if day else date((index + months) // 12, (index + months) % 12 + 1, 1) - timedelta(1)
    except ValueError:
        return Token("nodate", saying="is not in the calendar: no date is read from it")
    return Token("point", index, months, day, saying, first, last)


def _numeric(year: Token, month: Token, day: Token | None = None) -> Token:
    index = _century(year.number) * 12 + month.number - 1 if 1 <= month.number <= 12 else -1
    return _point(index, day=day.number or 32 if day else 0)


def _next(part: Token, on: date, saying: str = "") -> Token:
    """The first such part of a year (31 August, Q3, autumn) to end on or after a day."""
    index = on.year * 12 + on.month - 1 + (0 < part.day < on.day and part.number == on.month)
    index += (part.number + part.months - 2 - index) % 12
    return _point(index - part.months + 1, part.months, part.day, saying)


def _years(run: Run) -> Token | None:
    """2022/23 and FY 22-23 are financial years, 2017-21 is several of them, 03/22 is a month."""
    one, two = _numbers(run)
    start = _century(one)
    end = two if two > 99 else start + (two - start) % 100
    if end == start + 1:
        unsure = run[0].kind == "number" and one <= 12
        return Token("financialyear", start, saying="is read as a financial year, not a day or a month" if unsure else "")
    if one > 99 and 1 < end - start < 20:
        saying = "is read as financial years, to {last}; calendar years would end on 31 December"
        return _point(start * 12 + 3, 12 * (end - start), 0, saying)
    return _numeric(run[2], run[0]) if run[1].kind == "slash" and one <= 12 < two <= 99 else None


def _three_years(run: Run) -> Token | None:
    one, two, three = _numbers(run)
    saying = "is read as three years, to {last}; they may be financial years"
    return _point(one * 12, 36, 0, saying) if (two, three) == ((one + 1) % 100, (one + 2) % 100) else None


def _part(run: Run) -> Token | None:
    """Quarters and halves count from April."""
    months, numbers = run[run[0].kind == "ordinal"].number // MONTH, _numbers(run)
    if not all(1 <= number <= 12 // months for number in numbers):
        return None
    length = months * ((numbers[-1] - numbers[0]) % (12 // months) + 1)
    return Token("part", (3 + (numbers[0] - 1) * months) % 12 + 1, length)


def _day(run: Run) -> Token:
    return Token("day", next(token.number for token in run if token.kind == "month"), day=_numbers(run)[-1] or 32)


def _dated(run: Run) -> Token:
    part, year = (run[-1], run[0]) if run[0].kind in ("year", "financialyear") else (run[0], run[-1])
    is_financial = year.kind == "financialyear"
    april = 3 if is_financial or part.kind == "part" else 0
    point = _point(_century(year.number) * 12 + april + (part.number - 1 - april) % 12, part.months, part.day)
    if part.kind == "season":
        return replace(point, saying="is a season: read as its last day, {last}")
    if part.kind == "part" and not is_financial:
        return replace(point, saying="has one year only: read as in the financial year that starts in it, to {last}")
    if point.kind == "point" and part.kind != "part" and is_financial and "/" not in year.words:
        return replace(point, saying="is read as one date in a financial year, {last}")
    if part.kind == "month" and year.kind == "number" and point.last.day == year.number:
        return replace(point, saying="is read as a month and a year, to {last}, not as a day")
    return point


def _range(run: Run) -> Token:
    left, right = run[run[0].kind == "between"], run[-1]
    if left.kind == "point" and right.kind != "point":
        right = _next(right, left.last)
    first = left.first if left.kind == "point" else right.first
    kind = "range" if right.kind == "point" else right.kind
    return replace(right, kind=kind, first=first, saying="ends before it begins" if first > right.last else right.saying)


def _repeat(run: Run) -> Token:
    """Every two weeks and six-monthly multiply a length; twice a year divides it."""
    length, count = run[-1].number, prod(token.number for token in run[:-1] if token.kind != "dash")
    if any(token.kind == "times" for token in run):
        return Token("repeat", length // count if count and length % count == 0 else 0)
    return Token("repeat", length * count)


def _length(run: Run) -> Token | None:
    count, unit = (_numbers(run) or [1])[-1], run[-1].number
    return Token("length", count * unit) if count < 100 or unit == 1 else None
