"""Which kinds of words in a row make a date or an interval: an ordered table of rules, each applied once.

A rule is a regular expression over kinds of tokens instead of letters ('quarter count' for Q3), and the function
that folds the tokens it matched into one, which later rules match in turn; None leaves them as they are.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from actions.timescales import dates, intervals
from actions.timescales.tokens import Run, Token

Fold = Callable[[Run], Token | None]

NUMERAL, DAY = "(number|count)", "(number|count|ordinal)"
PART, YEARS, LENGTH = "(part|season|month|day)", "(year|fy)", "(unit|annum|quarter|half)"
TWO_YEARS = "(number|year) slash (number|year)"
BREAK, TO, FILLER = "(dash|slash|comma|break)?", "(dash|slash|to)", "(noise|event|dash|comma|break|by)"
# A slash behind a date is a part of it where a number follows, and where a word or a length follows it is not.
MORE = f"slash (year|{NUMERAL}(?!dash? {LENGTH}|month))"
PART_OF_A_NUMBER = "month|slash|dash|dot|to|count|number|financial|season|part"

A_START = "is a start: no due date is read from it"
DONE = "says when something was done or begun, not when it is due"
FORMER = "is an earlier date for this, and is not used"


def becomes(kind: str, note: str = "") -> Fold:
    return lambda _: Token(kind, note=note)


def keeps(at: int, kind: str) -> Fold:
    return lambda run: replace(run[at], kind=kind)


INTERVALS: tuple[tuple[str, Fold], ...] = (
    (f"every {NUMERAL}? dash? {LENGTH}|(?<!{PART_OF_A_NUMBER}){NUMERAL} dash repeat|rare", intervals.repeat),
    (f"{NUMERAL}? times every? ({LENGTH}|repeat)", intervals.repeat),
    (f"every(?={NUMERAL}? (month|season))", intervals.every_month_named),
    ("every weekday", intervals.every_weekday),
)
NUMBERS: tuple[tuple[str, Fold], ...] = (
    (f"{TWO_YEARS} slash(?={TWO_YEARS}(?!slash))", dates.first_of_two_years),
    (
        f"quarter {NUMERAL} (slash|(dash|to|and|comma)(?!{NUMERAL} month)) quarter? {NUMERAL}"
        f"(?!unit|repeat|slash quarter|{MORE})",
        dates.part_of_year,
    ),
    (f"ordinal half year(?!{MORE}|dash|to)", dates.half_of_calendar_year),
    (f"(quarter|half) {NUMERAL}|ordinal (quarter|half)", dates.part_of_year),
    (rf"{NUMERAL}(slash|dot|dash){NUMERAL}\2(year|number)(?!month)", lambda run: dates.numeric(run[4], run[2], run[0])),
    ("year dash number dash number", lambda run: dates.numeric(run[0], run[2], run[4])),
    ("year slash number slash number", dates.three_years),
    (f"(?<!month|slash){NUMERAL}(slash|dot|dash) year(?!{MORE}|dash number)", lambda run: dates.numeric(*run[::-2])),
    (f"financial? year (slash (year|number)(?!{MORE})|(dash|to) year(?!{MORE}|dash number))", dates.years),
    (f"financial? year (dash|to) number(?!{MORE}|dot|dash number|dash month|month|unit)", dates.years),
    (f"financial? year slash count(?!{MORE})", dates.years),
    (f"financial? number (slash|dash) number(?!{MORE}|month|unit)", dates.years),
    ("financial end? (number|year)(?!month)|annum end year", dates.years),
    (f"annum count(({TO}|and) count)?(?!unit|repeat|{MORE})", intervals.length),
    (f"(?<!month){NUMERAL} repeat", intervals.repeat),
    ("end (financial|annum)(?!year)|(financial|annum) end", lambda _: Token("part", 3)),
    (f"(?<!month)({DAY}{TO})? {DAY} month|(?<!month|unknown){DAY}(dash|slash) month", dates.day_of_month),
    (
        f"month ordinal|month {NUMERAL}(?=comma? year)|month count(?!month|unit|annum|repeat|{MORE}|dash)",
        dates.day_of_month,
    ),
)
DATES: tuple[tuple[str, Fold], ...] = (
    (f"academic {BREAK} {YEARS}|{YEARS} academic", dates.academic_year),
    (f"{PART}{BREAK}{YEARS}|{PART}(dash|slash|comma)? number(?!month|unit|annum|{MORE}|repeat)", dates.dated),
    (f"{YEARS}{BREAK}{PART}", dates.dated),
    ("annum? fy financial?", dates.financial_year),
    (
        "end? calendar year|end? year calendar|end year",
        lambda run: dates.point(max(token.number for token in run) * 12, 12),
    ),
    ("annum? year", lambda run: dates.point(run[-1].number * 12, 12, note=dates.BARE_YEAR)),
    (f"end (point|{PART})", lambda run: run[1]),
    ("early dash? point", dates.rough),
    ("ordinal (week_of|unit) noise* point", dates.week_of_month),
    ("week_of point", dates.week_of),
    ("weekday comma? point", dates.on_weekday),
    (f"between (point|now|{PART}) and (point|{PART})|(point|now|{PART}){TO}(point|{PART})", dates.span),
)
SETTINGS: tuple[tuple[str, Fold], ...] = (
    ("planned noise* past by?|past noise* by", becomes("noise")),
    (f"past {FILLER}* (from|after)? (point|range|{PART})(?!to)", becomes("nodate", DONE)),
    ("next (point|range)", lambda run: run[1]),
    (f"former {FILLER}* range", dates.moved),
    (f"former {FILLER}* (point|range|{PART})", becomes("nodate", FORMER)),
    ("after (point|range)", becomes("nodate", A_START)),
    ("from range|to break? (point|range)", keeps(-1, "range")),
    ("from (break|noise)? point", keeps(-1, "start")),
    ("point onwards", keeps(0, "start")),
    (f"(repeat {FILLER}*)? month ((and|comma|slash) month)+ ({FILLER}* repeat)?", intervals.months_each_year),
    (f"next* ({NUMERAL}{TO})? {NUMERAL} dash? {LENGTH}|next {LENGTH}|now", intervals.length),
)
GRAMMAR = (*INTERVALS, *NUMBERS, *DATES, *SETTINGS)


def _letters() -> dict[str, str]:
    """One letter for each kind of token, out of reach of any that a pattern is written in."""
    kinds = re.findall("[a-z_]+", " ".join(rule for rule, _ in GRAMMAR))
    return {kind: chr(256 + at) for at, kind in enumerate(dict.fromkeys(kinds))}


LETTERS = _letters()
RULES = [(re.compile(re.sub("[a-z_]+| ", lambda kind: LETTERS.get(kind[0], ""), rule)), to) for rule, to in GRAMMAR]


def folded(tokens: Sequence[Token]) -> list[Token]:
    done = list(tokens)
    for rule, fold in RULES:
        kinds = "".join(LETTERS.get(token.kind, "-") for token in done)
        for match in reversed(list(rule.finditer(kinds))):
            run = done[match.start() : match.end()]
            if token := fold(run):
                done[match.start() : match.end()] = [noted(run, token)]
    return done


def noted(run: Run, token: Token) -> Token:
    """The token with the words that it was folded from, and its note as a sentence about them."""
    words, doubts = "".join(part.words for part in run), tuple(doubt for part in run for doubt in part.doubts)
    note = token.note.format(last=f"{token.last.day} {token.last:%B %Y}")
    doubts += (f"'{words.strip(' ,;:(/')}' {note}.",) if note else ()
    return replace(token, words=words, doubts=doubts, note="")
