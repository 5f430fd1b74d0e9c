"""Reads the timescales of British plans ('By end of March 22', 'Q3 2022/23, then annually') into dates."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import prod


class Repeat(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six-monthly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Timescale:
    due: date | None
    repeat: Repeat | None
    ongoing: bool
    doubts: tuple[str, ...]  # a sentence each, for a person: what is unclear, and which reading is offered


# A length is days plus a thousand a month, so that 30 days and a month stay different.
MONTH, YEAR = 1000, 12000
REPEATS = dict(zip((7, MONTH, 3 * MONTH, 6 * MONTH, YEAR), Repeat, strict=True))
EVERY = dict(zip(Repeat, ("week", "month", "quarter", "six months", "year"), strict=True))
# A kind of word, and the words for 1 / for 2 and so on; 'words=6' is for 6.
LEXICON = """
month: January|Jan / February|Feb / March|Mar / April|Apr / May / June|Jun
month: July|Jul=7 / August|Aug=8 / September|Sept|Sep=9 / October|Oct=10 / November|Nov=11 / December|Dec=12
season: spring|spring term=3 / summer|summer term=6 / autumn|autumn term=9 / winter=12; comma: ,; slash: /
ordinal: first / second / third / fourth; to: to|until|till|up to|through; between: between; dash: -
count: one / two / three / four / five / six / seven / eight / nine / ten / eleven / twelve; and: and|&
unit: day|days / week|weeks|wk|wks=7 / month|months|mth|mths=1000; annum: year|years|yr|yrs|annum=12000
quarter: quarter|quarters|qtr|q=3000 / half|h=6000; financial: financial year|financial years|fiscal year|fy
early: start of|beginning of=1 / early=3 / mid|middle of=6 / late=12; next: within|next|forthcoming|coming
from: from|start|starts|starting|start date|commence|commences|commencing|begin|begins|beginning
onwards: onwards|onward|forward|forwards|going forward|thereafter; after: after|following|since|post
every: every|each|per / every other|every alternate; times: once|times / twice; end: end|ending|ends|close
repeat: weekly=7 / monthly=1000 / quarterly=3000 / half yearly=6000 / yearly|annual|annually=12000
rare: daily=1 / fortnightly=14 / bi monthly|bimonthly=2000 / termly=4000 / biennial|biennially=24000
rare: biannual|biannually|bi annual|bi annually=6000; now: now|immediate|immediately|present=0
ongoing: ongoing|on going|continuous|continuously|continual|continually|continuing|continue|rolling
noise: Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday
noise: by|in|on|at|for|during|throughout|over|the|of|a|an|is|be|then|due|target|date|deadline|this|term|basis
noise: to be completed by|complete by|completed by|completion|no later than|not later than|week ending
noise: review|to be reviewed|reporting|to be reported|update|updates|formal|timescale|latest
"""
PHRASES = dict.fromkeys("()[];:.'\"\u2022", ("break", 0))
for kind, said in (line.split(": ") for line in re.split("[\n;] ?", LEXICON.strip())):
    for place, group in enumerate(said.split(" / "), 1):
        phrases, _, number = group.partition("=")
        PHRASES |= {phrase.lower(): (kind, int(number or place)) for phrase in phrases.split("|")}
SPELLING = str.maketrans("\u2019\u2018\u2010\u2011\u2012\u2013\u2014\u2212", "''------", "\xad\u200b\ufeff")
WORDS = "|".join(sorted((phrase for phrase in PHRASES if phrase[0].isalpha()), key=len, reverse=True))
TOKEN = re.compile(
    rf"(?:(?P<phrase>(?:{WORDS.replace(' ', '[ -]+')})(?![^\W\d_]))\.?"
    r"|(?P<ordinal>\d{1,2} ?(?:st|nd|rd|th)(?![^\W\d_]))|(?P<year>(?:(?:19|20)\d\d|'\d\d)(?!\d))"
    r"|(?P<number>\d\d(?!\d))|(?P<count>\d(?!\d))|(?P<dot>\.(?=\d))"
    r"|(?P<unknown>\d+|[^\W\d_]+(?:'[^\W\d_]+)?|\S))(?: (?:the|of|an?)(?![^\W\d_]))* ?",
    re.IGNORECASE,
)
Run = Sequence["Token"]


@dataclass(frozen=True)
class Token:  # a word, or the words that a rule folded into one
    kind: str
    number: int = 0
    months: int = 1
    day: int = 0
    saying: str = ""
    first: date = date.min
    last: date = date.min
    words: str = ""
    doubts: tuple[str, ...] = ()


def _token(match: re.Match[str]) -> Token:
    kind, number = match.lastgroup or "", int(re.sub(r"\D", "", match[0])[:4] or 0)
    if kind in ("phrase", "unknown"):
        kind, number = PHRASES.get(re.sub("(?<=[a-z])[ -]+", " ", match[kind].lower()), ("unknown", 0))
    return Token(kind, number, 3 if kind == "season" else 1, words=match[0])


def _numbers(run: Run) -> list[int]:
    return [token.number for token in run if token.kind in ("number", "count", "ordinal", "year")]


def _folded(run: Run, token: Token) -> Token:
    words, doubts = "".join(part.words for part in run), tuple(doubt for part in run for doubt in part.doubts)
    saying = token.saying.format(last=f"{token.last.day} {token.last:%B %Y}")
    doubts += (f"'{words.strip(' ,;:(')}' {saying}.",) if saying else ()
    return replace(token, words=words, doubts=doubts, saying="")


def _point(index: int, months: int = 1, day: int = 0, saying: str = "") -> Token:
    """Months are counted since year 0, which makes quarters plain sums; 22 is 2022 and 51 is 1951."""
    index += 0 if index >= 2400 else 22800 if index >= 612 else 24000
    try:
        first = date(index // 12, index % 12 + 1, day or 1)
        last = first if day else date((index + months) // 12, (index + months) % 12 + 1, 1) - timedelta(1)
    except ValueError:
        return Token("nodate", saying="is not in the calendar: no date is read from it")
    return Token("point", index, months, day, saying, first, last)


def _numeric(year: Token, month: Token, day: Token | None = None) -> Token:
    index = year.number * 12 + month.number - 1 if 1 <= month.number <= 12 else 10**6
    return _point(index, day=day.number or 32 if day else 0)


def _next(part: Token, on: date, saying: str = "") -> Token:
    """The first such part of a year (31 August, Q3, autumn) to end on or after a day."""
    index = on.year * 12 + on.month - 1 + (0 < part.day < on.day and part.number == on.month)
    index += (part.number + part.months - 2 - index) % 12
    return _point(index - part.months + 1, part.months, part.day, saying)


def _years(run: Run) -> Token | None:
    """2022/23 and FY 22-23 are financial years, 2017-21 is several of them, 03/22 is a month."""
    one, *rest = _numbers(run)
    if not rest:
        return Token("fy", one - 1, saying="is read as the financial year that ends then")
    two = rest[0]
    years = two - one if two > 99 else (two - one) % 100
    if years == 1:
        unsure = run[0].kind == "number" and one <= 12
        return Token("fy", one, saying="is read as a financial year, not a day or a month" if unsure else "")
    if one > 99 and 1 < years < 20:
        return _point(one * 12 + 3, 12 * years, 0, "is read as financial years, to {last}, not December")
    return _numeric(run[2], run[0]) if run[1].kind == "slash" and one <= 12 < two <= 99 else None


def _part(run: Run) -> Token | None:
    months, numbers = run[run[0].kind == "ordinal"].number // MONTH, _numbers(run)
    if not all(1 <= number <= 12 // months for number in numbers):
        return None
    length = months * ((numbers[-1] - numbers[0]) % (12 // months) + 1)
    return Token("part", ((numbers[0] - 1) * months + 3) % 12 + 1, length)  # Q1 starts in April


def _day(run: Run) -> Token:
    return Token("day", sum(t.number for t in run if t.kind == "month"), day=_numbers(run)[-1] or 32)


def _dated(run: Run) -> Token:
    part, year = (run[-1], run[0]) if run[0].kind in ("year", "fy") else (run[0], run[-1])
    april = 3 if year.kind == "fy" or part.kind == "part" else 0
    point = _point(year.number * 12 + april + (part.number - 1 - april) % 12, part.months, part.day)
    if part.kind == "season":
        return replace(point, saying=SEASON)
    if part.kind == "part" and year.kind != "fy":
        return replace(point, saying="is read in the financial year that starts then, to {last}")
    if point.kind == "point" and part.kind != "part" and year.kind == "fy" and "/" not in year.words:
        return replace(point, saying="is read as one date in a financial year, {last}")
    if part.kind == "month" and year.kind == "number" and 30 - 2 * (part.number == 2) <= year.number < 32:
        return replace(point, saying="is read as a month and a year, to {last}, not as a day")
    return point


def _range(run: Run) -> Token:
    left, right = run[run[0].kind == "between"], run[-1]
    if left.kind == "point" and right.kind != "point":
        right = _next(right, left.last, SEASON if right.kind == "season" else "")
    first = left.first if left.kind == "point" else right.first
    saying = "ends before it begins: read as {last}" if first > right.last else right.saying
    return replace(right, kind="range" if right.kind == "point" else right.kind, first=first, saying=saying)


def _repeat(run: Run) -> Token:
    length, count = run[-1].number, prod(token.number for token in run[:-1] if token.kind != "dash")
    number = length // max(count, 1) if any(token.kind == "times" for token in run) else length * count
    return Token("repeat", number, saying="" if number in REPEATS and run[0].kind != "rare" else RARE)


def _length(run: Run) -> Token:
    is_plan_year, numbers = run[0].kind == "annum", _numbers(run)
    length = (numbers or [1])[-1] * run[0 if is_plan_year else -1].number
    saying = "counts from the plan's start" if is_plan_year or not numbers else ""
    return Token(("length", "loose")[is_plan_year or not length], length, 1, -is_plan_year, saying)


COUNT, PART, YEARS, LENGTH = "(number|count)", "(part|season|month|day)", "(year|fy)", "(unit|annum|quarter)"
BREAK, TO, DAY = "(dash|slash|comma|break)?", "(dash|slash|to)", "(number|count|ordinal)"
SEASON = "is a season: read as its last day, {last}"
RARE = "is not plainly an interval that is kept: check how often it repeats"
BARE = "has no month: read as {last}, but a financial year would end on 31 March"
ROUGH = "is not a day: read as {last}"
NO_END = "says when it starts and gives no end: read as first due on {last}"
GRAMMAR: tuple[tuple[str, Callable[[Run], Token | None]], ...] = (  # kinds in a row, and their fold
    (f"every {COUNT}? dash? {LENGTH}|(?<!month){COUNT} dash repeat|rare", _repeat),
    (f"{COUNT}? times every? ({LENGTH}|repeat)", _repeat),
    (f"every(?={COUNT}? (month|season))", lambda _: Token("repeat", YEAR)),
    (f"quarter {COUNT} (slash|(dash|to|and)(?!{COUNT} month)) quarter? {COUNT}(?!unit|repeat|slash)", _part),
    (f"quarter {COUNT}|ordinal quarter", _part),
    (rf"{COUNT}(slash|dot|dash){COUNT}\2(year|number)", lambda run: _numeric(run[4], run[2], run[0])),
    ("year dash number dash number", lambda run: _numeric(run[0], run[2], run[4])),
    ("year slash number slash number", lambda run: _point(run[0].number * 12, 36, 0, BARE)),
    (f"(?<!month|slash){COUNT}(slash|dot|dash) year(?!slash|dash number)", lambda run: _numeric(*run[::-2])),
    ("financial? year (slash (year|number)(?!slash)|(dash|to) year(?!slash|dash number))", _years),
    ("financial? year (dash|to) number(?!slash|dot|dash number|dash month|month|unit)", _years),
    ("financial? number (slash|dash) number(?!slash|month|unit)", _years),
    ("financial end? (number|year)(?!month)|annum end year", _years),
    (f"annum count(({TO}|and) count)?(?!unit|repeat|slash)", _length),
    (f"(?<!month){COUNT} repeat", _repeat),
    ("end (financial|annum)(?!year)|(financial|annum) end", lambda _: Token("part", 3)),
    (f"(?<!month)({DAY}{TO})? {DAY} month|(?<!month|unknown){DAY}(dash|slash) month", _day),
    (f"month ordinal|month {COUNT}(?=comma? year)|month count(?!month|unit|annum|repeat|slash|dash)", _day),
    (f"{PART}{BREAK}{YEARS}|{PART}(dash|slash|comma)? number(?!month|unit|annum|slash|repeat)", _dated),
    (f"{YEARS}{BREAK}{PART}", _dated),
    ("annum? fy financial?", lambda run: _point(run[run[0].kind == "annum"].number * 12 + 3, 12)),
    ("(end|annum)? year", lambda run: _point(run[-1].number * 12, 12, 0, BARE * (run[0].kind != "end"))),
    (f"end (point|{PART})", lambda run: run[1]),
    ("early dash? point", lambda run: _point(run[-1].number, min(run[0].number, run[-1].months), 0, ROUGH)),
    (f"between (point|now|{PART}) and (point|{PART})|(point|now|{PART}){TO}(point|{PART})", _range),
    ("after (point|range)", lambda _: Token("nodate", saying="is a start: no due date is read from it")),
    ("from range|to break? (point|range)", lambda run: replace(run[-1], kind="range")),
    ("from break? point", lambda run: replace(run[-1], kind="start", saying=NO_END)),
    ("point onwards", lambda run: replace(run[0], kind="start", saying=NO_END)),
    (f"next* ({COUNT}{TO})? {COUNT} dash? {LENGTH}|next {LENGTH}|now", _length),
)
LETTERS = {k: chr(256 + at) for at, k in enumerate(re.findall("[a-z]+", str([rule for rule, _ in GRAMMAR])))}
RULES = [(re.compile(re.sub("[a-z]+| ", lambda k: LETTERS.get(k[0], ""), rule)), to) for rule, to in GRAMMAR]
YEARLESS, RELATIVE = ("part", "season", "month", "day"), ("part", "season", "month", "day", "length", "loose")
READ = {*RELATIVE, "noise", "dash", "slash", "comma", "and", "break", "end", "onwards", "ongoing", "repeat"}
READ |= {"point", "range", "start", "nodate"}


def _parsed(text: str) -> list[Token]:
    tokens = [_token(match) for match in TOKEN.finditer(" ".join(text.translate(SPELLING).split()))]
    for rule, fold in RULES:
        kinds = "".join(LETTERS.get(token.kind, "-") for token in tokens)
        for match in reversed(list(rule.finditer(kinds))):
            run = tokens[match.start() : match.end()]
            if token := fold(run):
                tokens[match.start() : match.end()] = [_folded(run, token)]
    return tokens


def _relative(part: Token, start: date) -> Token:
    if part.kind in YEARLESS:
        return _next(part, start, "has no year: read as {last}, the first after the plan starts")
    months, days = divmod(part.number, MONTH)
    month = _point(start.year * 12 + start.month - 1 + months)
    return replace(month, last=month.first + timedelta(min(start.day, month.last.day) - 1 + days + part.day))


def _agrees(other: Token, due: Token) -> bool:
    if other.kind in ("part", "month", "day"):
        return (due.last.month - other.number) % 12 < other.months and other.day in (0, due.last.day)
    return other.kind in ("loose", "start") or other.first <= due.first <= due.last <= other.last


def _due(tokens: Run, plan_start: date | None) -> Token:
    dated = [token for token in tokens if token.kind in ("point", "range", "start")]
    relative = [token for token in tokens if token.kind in RELATIVE]
    if dated:
        due = max(dated, key=lambda token: (token.kind != "start", -token.months, token.last, token.first))
    elif relative and plan_start:
        due = _folded(relative[:1], _relative(relative.pop(0), plan_start))
    else:
        return _folded(relative[:1], Token("nodate", saying="needs the plan's start" if relative else ""))
    agree = due.kind == "nodate" or all(_agrees(token, due) for token in (*dated, *relative))
    return due if agree else _folded([due], replace(due, saying="is not the only time named: read as {last}"))


def read(text: str, *, plan_start: date | None = None) -> Timescale:
    tokens = _parsed(text)
    due, kinds = _due(tokens, plan_start), [token.kind for token in tokens]
    repeats = [token.number for token in tokens if token.kind == "repeat"]
    repeat = next((REPEATS[number] for number in repeats if number in REPEATS), None)
    ongoing = "ongoing" in kinds or (repeat is None and ("onwards" in kinds or due.kind == "start"))
    doubts = [d for t in tokens if t.kind in ("repeat", "nodate") for d in t.doubts] + [*due.doubts]
    if len(set(repeats)) > 1:
        doubts.append("More than one interval is named: the first is offered.")
    is_long = due.kind == "range" or due.months > 3 or "length" in kinds
    if repeats and (is_long or due.kind in kinds[kinds.index("repeat") :]):
        doubts.append("The date may be when the repeating ends, not when it is first due.")
    if "ongoing" in kinds and due.kind in kinds[kinds.index("ongoing") :]:
        doubts.append("It is ongoing and has a date, which may be an end or a review.")
    unread = " ".join(token.words.strip() for token in tokens if token.kind not in READ)
    if due.kind == "nodate" and not repeat and not ongoing:
        doubts = doubts or [f"No date could be read from '{text}'."]
    elif unread:
        doubts.append(f"Some words were not used, and may change the date: '{unread}'.")
    return Timescale(None if due.kind == "nodate" else due.last, repeat, ongoing, (*dict.fromkeys(doubts),))


def describe(timescale: Timescale) -> str:
    due, repeat = timescale.due, timescale.repeat
    said = [f"Due {due.day} {due:%B %Y}"] if due else []
    said += [("and every " if due else "Every ") + EVERY[repeat]] if repeat else []
    said += ["then continuing" if said else "Ongoing"] if timescale.ongoing else []
    return ", ".join(said) or "No date could be read"
