"""Reads the timescales of British plans ('By end of March 22', 'Q3 2022/23, then annually') into dates and doubts."""

import re
from collections import defaultdict
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


# A length is days plus a million for each month, so that 30 days and a month stay different.
MONTH, YEAR = 1_000_000, 12_000_000
REPEATS = dict(zip((7, MONTH, 3 * MONTH, 6 * MONTH, YEAR), Repeat, strict=True))
EVERY = dict(zip(Repeat, ("every week", "every month", "every quarter", "every six months", "every year"), strict=True))
LEXICON: tuple[tuple[str, Sequence[int], str], ...] = (  # a kind of word, and for each number the words that say it
    ("month", range(1, 7), "January|Jan / February|Feb / March|Mar / April|Apr / May / June|Jun"),
    ("month", range(7, 13), "July|Jul / August|Aug / September|Sept|Sep / October|Oct / November|Nov / December|Dec"),
    ("season", (3, 6, 9, 12), "spring / summer / autumn / winter"),
    ("count", range(1, 13), "one / two / three / four / five / six / seven / eight / nine / ten / eleven / twelve"),
    ("ordinal", range(1, 5), "first / second / third / fourth"),
    ("unit", (1, 7, MONTH), "day|days / week|weeks|wk|wks / month|months|mth|mths"),
    ("annum", (YEAR,), "year|years|yr|yrs|annum"),
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
    ("and", (0,), "and|&"),
    ("break", (0,), "(|)|[|]|;|:|.|'|\"|\u2022"),
)
PHRASES = {"-": ("dash", 0), "/": ("slash", 0), ",": ("comma", 0)} | {
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
    """A word, or the words that a rule folded into one; a point counts its months since year 0."""

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
    return Token(kind, _century(number) if kind == "year" else number, 3 if kind == "season" else 1, words=match[0])


def _numbers(run: Run) -> list[int]:
    return [token.number for token in run if token.kind in ("number", "count", "ordinal", "figure", "year")]


def _century(year: int) -> int:
    return year if year > 99 else year + (2000 if year <= 50 else 1900)


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
    one, two, *three = _numbers(run)
    start = _century(one)
    end = two if two > 99 else start + (two - start) % 100
    if three:
        follow = (end, three[0]) == (start + 1, (start + 2) % 100)
        return _point(start * 12, 36, 0, "is read as three years, to {last}") if follow else None
    if end == start + 1:
        unsure = run[0].kind == "number" and one <= 12
        return Token("fy", start, saying="is read as a financial year, not a day or a month" if unsure else "")
    if one > 99 and 1 < end - start < 20:
        return _point(start * 12 + 3, 12 * (end - start), 0, "is read as financial years, to {last}, not 31 December")
    return _numeric(run[2], run[0]) if run[1].kind == "slash" and one <= 12 < two <= 99 else None


def _part(run: Run) -> Token | None:
    """Quarters and halves count from April."""
    months, numbers = run[run[0].kind == "ordinal"].number // MONTH, _numbers(run)
    if not all(1 <= number <= 12 // months for number in numbers):
        return None
    length = months * ((numbers[-1] - numbers[0]) % (12 // months) + 1)
    return Token("part", (3 + (numbers[0] - 1) * months) % 12 + 1, length)


def _dated(run: Run) -> Token:
    part, year = (run[-1], run[0]) if run[0].kind in ("year", "fy") else (run[0], run[-1])
    april = 3 if "fy" == year.kind or part.kind == "part" else 0
    point = _point(_century(year.number) * 12 + april + (part.number - 1 - april) % 12, part.months, part.day)
    if part.kind == "season":
        return replace(point, saying="is a season: read as its last day, {last}")
    if part.kind == "part" and year.kind != "fy":
        return replace(point, saying="is read in the financial year that starts in that year, to {last}")
    if year.kind == "fy" and part.kind != "part" and point.kind == "point" and "/" not in year.words:
        return replace(point, saying="is read as one date in a financial year, {last}")
    if year.kind == "number" and part.kind == "month" and point.last.day == year.number:
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
    divides = any(token.kind == "times" for token in run)
    return Token("repeat", length // max(count, 1) if divides else length * count)


def _length(run: Run) -> Token:
    """Plan year 2 ends a day before two years are over; 'next year' may also be read from its own start."""
    kind, saying = ("length", "") if _numbers(run) and run[0].kind != "annum" else ("loose", "counts from the plan's start")
    unit = next(token.number for token in run if token.kind in ("unit", "annum", "quarter"))
    return Token(kind, (_numbers(run) or [1])[-1] * unit, day=-(run[0].kind == "annum"), saying=saying)


def _day(run: Run) -> Token:
    return Token("day", next(token.number for token in run if token.kind == "month"), day=_numbers(run)[-1] or 32)


def _interval(run: Run) -> Token:
    is_plain = run[0].number in REPEATS and run[0].words[:2].lower() != "bi"
    return replace(run[0], saying="" if is_plain else "is not plainly an interval that is kept: check the repeat")


COUNT, PART, YEARS, LENGTH = "(number|count)", "(part|season|month|day)", "(year|fy)", "(unit|annum|quarter)"
BREAK, TO, DAY = "(dash|slash|comma|break)?", "(dash|slash|to)", "(number|count|ordinal)"
ONE_YEAR = "is only a year: read as {last}, but a financial year would end on 31 March"
ROUGH = "is not a day: read as {last}"
NO_END = "says when it starts and gives no end: read as first due on {last}"
NOT_DUE = "says when it can start, not when it is due: no date is read from it"
GRAMMAR: tuple[tuple[str, Callable[[Run], Token | None]], ...] = (  # a run of kinds, and the token to take its place
    (f"every {COUNT}? dash? {LENGTH}|(?<!month){COUNT} dash repeat", _repeat),
    (f"{COUNT}? times every? ({LENGTH}|repeat)", _repeat),
    (f"every(?={COUNT}? (month|season))", lambda run: Token("repeat", YEAR)),
    (f"quarter {COUNT}({TO}|and) quarter? {COUNT}(?!month|unit|repeat|slash)", _part),
    (f"quarter {COUNT}|ordinal quarter", _part),
    (r"(number|count)(slash|dot|dash)(number|count)\2(year|number)", lambda run: _numeric(run[4], run[2], run[0])),
    ("year dash number dash number", lambda run: _numeric(run[0], run[2], run[4])),
    ("year slash number slash number", _years),
    (f"(?<!month|slash){COUNT}(slash|dot|dash) year(?!slash|dash number)", lambda run: _numeric(run[2], run[0])),
    ("financial? year (slash (year|number)(?!slash)|(dash|to) year(?!slash|dash number))", _years),
    ("financial? year (dash|to) number(?!slash|dot|dash number|dash month|month|unit)", _years),
    ("financial? number (slash|dash) number(?!slash|month|unit)", _years),
    ("financial (number|year)", lambda run: Token("fy", _century(run[1].number) - 1, saying="is read as ending in it")),
    (f"annum {COUNT}(({TO}|and){COUNT})?(?!unit|repeat|slash)", _length),
    (f"(?<!month){COUNT} repeat", _repeat),
    (f"next* ({COUNT}{TO})? (number|count|figure) dash? {LENGTH}", _length),
    (f"next {LENGTH}", _length),
    ("end (financial|annum)|(financial|annum) end", lambda run: Token("month", 3)),
    (f"(?<!month)({DAY}{TO})? {DAY}(dash|slash)? month", _day),
    (f"month ordinal|month {COUNT}(?=comma? year)", _day),
    (f"{PART}{BREAK}{YEARS}|{PART}(dash|slash|comma)? number(?!month|unit|ordinal|slash|repeat)", _dated),
    ("month count", _day),
    (f"{YEARS}{BREAK}{PART}", _dated),
    ("annum? fy", lambda run: _point(run[-1].number * 12 + 3, 12)),
    ("end year", lambda run: _point(run[1].number * 12, 12)),
    ("annum? year", lambda run: _point(run[-1].number * 12, 12, 0, ONE_YEAR)),
    (f"end (point|{PART})", lambda run: run[1]),
    ("early point", lambda run: _point(run[1].number, min(run[0].number, run[1].months), run[1].day, ROUGH)),
    (f"between (point|now|{PART}) and (point|{PART})|(point|now|{PART}){TO}(point|{PART})", _range),
    ("after (point|range)", lambda run: Token("nodate", saying=NOT_DUE)),
    ("from range|to break? (point|range)", lambda run: replace(run[-1], kind="range")),
    ("from break? point", lambda run: replace(run[-1], kind="start", saying=NO_END)),
    ("point onwards", lambda run: replace(run[0], kind="start", saying=NO_END)),
    ("repeat", _interval),
)
YEARLESS = ("part", "season", "month", "day")
READ = "noise dash slash comma and break end to now onwards ongoing repeat point range start nodate length loose".split()
LETTERS: defaultdict[str, str] = defaultdict(lambda: chr(256 + len(LETTERS)))
RULES = [(re.compile(re.sub(" |([a-z]+)", lambda k: LETTERS[k[1]] if k[1] else "", rule)), fold) for rule, fold in GRAMMAR]


def _parsed(text: str) -> list[Token]:
    tokens = [_token(match) for match in TOKEN.finditer(" ".join(text.translate(SPELLING).split()))]
    for pattern, fold in RULES:
        kinds, at = "".join(LETTERS[token.kind] for token in tokens), 0
        left: list[Token] = []
        while at < len(tokens):
            match = pattern.match(kinds, at)
            run = tokens[at : match.end() if match else at + 1]
            token = fold(run) if match else None
            left.append(_folded(run, token) if token else tokens[at])
            at += len(run) if token else 1
        tokens = left
    return tokens


def _relative(part: Token, start: date) -> Token:
    if part.kind in YEARLESS:
        return _next(part, start, "has no year: read as {last}, the first after the plan starts")
    months, days = divmod(part.number, MONTH)
    month = _point(start.year * 12 + start.month - 1 + months)
    return replace(month, last=month.first + timedelta(min(start.day, month.last.day) - 1 + days + part.day))


def _agrees(other: Token, due: Token) -> bool:
    if other.kind in YEARLESS:
        return (due.last.month - other.number) % 12 < other.months and other.day in (0, due.last.day)
    return other.kind in ("loose", "now") or other.first <= due.first <= due.last <= other.last or other.last == due.last


def _due(tokens: Run, plan_start: date | None) -> Token:
    dated = [token for token in tokens if token.kind in ("point", "range")]
    dated = dated or [token for token in tokens if token.kind == "start"]
    relative = [token for token in tokens if token.kind in (*YEARLESS, "length", "loose", "now")]
    if dated:
        due = max(dated, key=lambda token: (-token.months, token.last))
    elif relative and plan_start:
        due = _folded(relative[:1], _relative(relative.pop(0), plan_start))
    else:
        return _folded(relative, Token("nodate", saying="needs a year, or the start of the plan" if relative else ""))
    others = [token for token in (*dated, *relative) if not _agrees(token, due)]
    return _folded([due], replace(due, saying="is read as {last}, but other times are named too" if others else ""))


def read(text: str, *, plan_start: date | None = None) -> Timescale:
    tokens = _parsed(text)
    due, kinds = _due(tokens, plan_start), [token.kind for token in tokens]
    repeats = [token.number for token in tokens if token.kind == "repeat"]
    repeat = next((REPEATS[number] for number in repeats if number in REPEATS), None)
    ongoing = "ongoing" in kinds or (repeat is None and ("onwards" in kinds or due.kind == "start"))
    doubts = [doubt for token in tokens if token.kind in ("repeat", "nodate") for doubt in token.doubts] + [*due.doubts]
    if len(set(repeats)) > 1:
        doubts.append("More than one interval is named: the first is offered.")
    if repeats and (due.kind == "range" or due.months > 3):
        doubts.append(f"{due.last.day} {due.last:%B %Y} may be when the repeating ends, not when it is first due.")
    if "ongoing" in kinds and due.kind in kinds[kinds.index("ongoing") :]:
        doubts.append(f"It is ongoing and has a date, {due.last.day} {due.last:%B %Y}, which may be an end or a review.")
    unread = ["".join(t.words for t in run).strip() for is_read, run in groupby(tokens, lambda t: t.kind in READ) if not is_read]
    if due.kind == "nodate" and not repeat and not ongoing:
        doubts = doubts or [f"No date could be read from '{text}'."]
    elif unread:
        doubts.append(f"These words were not read, and may change the date: {unread}.")
    return Timescale(None if due.kind == "nodate" else due.last, repeat, ongoing, tuple(dict.fromkeys(doubts)))


def describe(timescale: Timescale) -> str:
    due = timescale.due
    said = [f"Due {due.day} {due:%B %Y}"] if due else []
    said += [f"and {EVERY[timescale.repeat]}" if due else EVERY[timescale.repeat].capitalize()] if timescale.repeat else []
    said += [("then continuing" if said else "Ongoing")] if timescale.ongoing else []
    return ", ".join(said) or "No date could be read"
