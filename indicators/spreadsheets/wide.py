"""Reads the table in which trusts print past years: rows are indicators and columns are years.

Nothing is taken or left out in silence. A cell has a doubt where somebody should look before it is recorded, or a
refusal where it cannot be; rows and columns that were not understood are listed with the reason.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

from indicators.printed import MOST_PLACES, PrintedValue, PrintedValueError, read_printed
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError

FIRST_YEAR, LAST_YEAR = 2010, 2040
LARGE_RATIO = 20
LEAST_OVERLAP = 0.6  # of the weight of a row's words, to be an indicator by its wording
LEAST_LEAD = 0.2  # over the next indicator
NO_YEARS = "No row of years was found. Put years such as 2020 and 2021 above the columns of scores, right of the names."

DASH = "[-\u2010-\u2015\u2212]"
YEAR = re.compile(rf"(?:WRES\s+)?(20[1-4]\d)(?:\.0)?(?:\s*(?:/|{DASH}|to)\s*((?:20)?\d\d))?", re.IGNORECASE)
# A month alone, or its last day: the snapshot is of 31 March, and Excel keeps 'Mar-21' as the first of the month.
MARCH = re.compile(rf"(?:31(?:st)?\s+)?Mar(?:ch)?(?:\s|'|{DASH})+(20[1-4]\d|[1-4]\d)", re.IGNORECASE)
MARCH_DAY = re.compile(r"(20[1-4]\d)-03-(?:01|31)|31/0?3/(20[1-4]\d)")
NUMBER = re.compile(
    r"(?i)(?:(?:WRES|indicator|metric|no\.?|number|#)\s*)*(\d{1,3})(?:\.0)?(?:[.:)](?!\d)|\s+[\u2013-]\s|(?=\s)|$)"
)
BME = r"BME|BAME|black(?:,? asian,?)? (?:and|&) minority ethnic|global majority|minority ethnic|ethnic minorit(?:y|ies)"
GROUPS = {"bme": re.compile(rf"\b(?:{BME})\b", re.IGNORECASE), "white": re.compile(r"\bwhite\b", re.IGNORECASE)}
LABEL = re.compile(
    rf"(?i)(?:%|percentage|proportion)?\s*(?:of )?(?:{BME}|white)\s*(?:staff|colleagues|respondents)?\s*\(?%?\)?"
)
OF_GROUP = re.compile(rf"(?:percentage|proportion|%)\s+(?:of\s+)?({BME}|white)\b", re.IGNORECASE)
FROM_STAFF = re.compile(r"\bfrom\s+(?:other\s+)?(?:staff|colleagues)\b")
WORD = re.compile(  # that tells indicators apart
    r"\b(?!(?:a|all|an|and|any|as|at|bame|bme|by|compared|comparison|for|from|have|in|is|majority|minority|ethnic|global"
    r"|black|white|of|on|or|per|percentage|relative|staff|that|the|their|to|trust|who|with|indicator|metric|wres)\b)[a-z]+"
)
MISSING = re.compile(
    rf"(?i){DASH}+|\*+|n\s*/?\s*a|not (?:available|applicable|known|recorded|published)|no (?:data|return)"
    r"|redacted|suppressed|too few(?: .{0,40})?"
)
FIRST = re.compile(r"(-?[\d,.]+\s*%?)\s*([(\[].*|[*\u2020]+)", re.DOTALL)
SHARE = re.compile(r"-?0\.[0-9]+")
LONG = re.compile(rf"(-?[0-9]{{1,5}}\.[0-9]{{{MOST_PLACES + 1},}})\s*(%?)")


@dataclass(frozen=True)
class Known:
    """An indicator that a row can be of. `has_pair`: it has a BME and a White percentage."""

    number: int
    wording: str
    subject: str
    unit: Literal["ratio", "percent"]
    has_pair: bool
    may_be_negative: bool = False


@dataclass(frozen=True)
class WideCell:
    """One score. `found` is the cell to the letter, and `text` what would be recorded, which a missing one lacks.

    `part` is 'bme' or 'white' for a pair, else ''. `value` is in the unit of the indicator: 34.3 for 34.3%. Where
    `refusal` says why the cell cannot be recorded, there is neither text nor value.
    """

    address: str
    number: int
    part: str
    year: int
    found: str
    text: str = ""
    value: Decimal | None = None
    places: int = 0
    doubts: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Ignored:
    """A row or column that was not understood, by its first cell, and why."""

    address: str
    text: str
    why: str


@dataclass(frozen=True)
class WideTable:
    """What was read: years as they stand from left to right, each once, and cells row by row."""

    years: tuple[int, ...]
    cells: tuple[WideCell, ...]
    ignored: tuple[Ignored, ...]


Nearest = Callable[[str], Known | None]  # the indicator whose wording a text is clearly nearest to


@dataclass(frozen=True)
class _Row:
    """Which indicator and part a row is of."""

    known: Known
    part: str
    doubts: tuple[str, ...] = ()


def read_wide(sheet: Sheet, definitions: Sequence[Known]) -> WideTable:
    """The scores of the given indicators; SpreadsheetError where no row holds a year to the right of column A."""
    head, columns = _years(sheet)
    above = (at for at in range(head) if any(map(str.strip, sheet.rows[at])))
    ignored = [_ignored(sheet, at, "It stands above the row of years.") for at in above]
    ignored += _beside(sheet, head, columns)
    numbers, nearest = {each.number: each for each in definitions}, _by_wording(definitions)
    cells: list[WideCell] = []
    seen: dict[tuple[int, str, int], str] = {}
    last = None
    for at in range(head + 1, len(sheet.rows)):
        labels = tuple(text.strip() for text in sheet.rows[at][: min(columns)] if text.strip())
        row = _row(labels, numbers, nearest, last)
        last = row.known if isinstance(row, _Row) else None
        if isinstance(row, _Row):
            cells += _cells(sheet, at, row, columns, seen)
        elif any(map(str.strip, sheet.rows[at])):
            ignored.append(_ignored(sheet, at, row))
    years = dict.fromkeys(year for year, _ in columns.values())
    return WideTable(tuple(years), tuple(cells), tuple(ignored))


def _years(sheet: Sheet) -> tuple[int, dict[int, tuple[int, str]]]:
    """The row of years, and by column the year with the doubt that it was read with."""
    for at, row in enumerate(sheet.rows):
        # The first column is left out, because a title such as 'WRES 2021' stands there.
        columns = {column: year for column, text in enumerate(row) if column and (year := _year(text))}
        if columns:
            return at, columns
    raise SpreadsheetError(NO_YEARS)


def _year(text: str) -> tuple[int, str] | None:
    text = text.strip()
    plain, march = YEAR.fullmatch(text), MARCH.fullmatch(text) or MARCH_DAY.fullmatch(text)
    if plain and plain[2]:
        year = int(plain[1]) + 1  # a financial year is named by its end
    else:
        match = plain or march
        year = 2000 + int(next(filter(None, match.groups()))[-2:]) if match else 0
    if not FIRST_YEAR <= year <= LAST_YEAR or (plain and plain[2] and int(plain[2][-2:]) != year % 100):
        return None
    return year, "" if plain and not plain[2] else f"The heading '{text}' was read as {year}."


def _beside(sheet: Sheet, head: int, columns: dict[int, tuple[int, str]]) -> Iterator[Ignored]:
    widest = max(map(len, sheet.rows))
    for column in sorted(set(range(min(columns), widest)) - set(columns)):
        filled = (at for at in range(head, len(sheet.rows)) if "".join(sheet.rows[at][column : column + 1]).strip())
        at = next(filled, None)
        if at is not None:
            yield Ignored(sheet.address(at, column), sheet.rows[at][column], "No year stands above this column.")


def _ignored(sheet: Sheet, at: int, why: str) -> Ignored:
    column, text = next((column, text) for column, text in enumerate(sheet.rows[at]) if text.strip())
    return Ignored(sheet.address(at, column), text, why)


def _row(labels: tuple[str, ...], numbers: dict[int, Known], by_wording: Nearest, last: Known | None) -> _Row | str:
    """The indicator and part that the labels of a row name, or why they name none."""
    if not labels:
        return "Nothing left of the years says which indicator this is."
    if all(map(LABEL.fullmatch, labels)):
        if last is None or last.unit == "ratio":
            return f"'{labels[0]}' alone says the group of no indicator that stands right above it."
        return _part(last, labels)
    number, nearest = NUMBER.match(labels[0]), by_wording(" ".join(labels))
    known = numbers.get(int(number[1])) if number else None
    # '2 of 15 directors' begins with a number too: one without its own cell or point counts with its wording alone.
    if number and number[0].isdigit() and number[0] != labels[0] and known is not nearest:
        number = known = None
    if number and known is None:
        return f"No indicator that is read here has the number {number[1]}."
    known = known or nearest
    if known is None:
        return "The wording fits no indicator clearly. Write the number of the indicator before it."
    doubt = f"The number is {known.number}, but the wording is nearer to indicator "
    return _part(known, labels, (f"{doubt}{nearest.number}.",) if nearest and nearest is not known else ())


def _part(known: Known, labels: tuple[str, ...], doubts: tuple[str, ...] = ()) -> _Row | str:
    own = " ".join(label for label in labels if LABEL.fullmatch(label))
    if known.unit == "ratio":
        return _Row(known, "", doubts)  # both groups are in the wording of a ratio
    if not known.has_pair:
        alone = "white" in own.lower()
        return f"Indicator {known.number} has no score of White staff alone." if alone else _Row(known, "", doubts)
    wording = " ".join(labels)
    of_group = OF_GROUP.search(wording)
    for text in (own, of_group[1] if of_group else "", wording):
        groups = [group for group, words in GROUPS.items() if words.search(text)]
        if len(groups) == 1:
            return _Row(known, groups[0], doubts)
    return _Row(known, "bme", (*doubts, "The row does not say of which group: read as BME."))


def _words(text: str) -> frozenset[str]:
    text = FROM_STAFF.sub("fromstaff", text.lower())  # all that tells indicator 6 from 5
    return frozenset(WORD.findall(text))


def _by_wording(definitions: Sequence[Known]) -> Nearest:
    """Weighs each word of a text the less the more indicators use it; remembers what it has answered."""
    words = [(each, _words(f"{each.wording} {each.subject}")) for each in definitions]
    users = Counter(word for _, own in words for word in own)

    @cache
    def nearest(text: str) -> Known | None:
        said = {word: 1 / users.get(word, 1) for word in _words(text)}
        whole = sum(said.values()) or 1
        shares = [(sum(said[word] for word in own & said.keys()) / whole, each) for each, own in words]
        shares.sort(key=lambda share: -share[0])
        (most, known), (second, _) = (*shares, (0, None), (0, None))[:2]
        return known if most >= LEAST_OVERLAP and most - second >= LEAST_LEAD else None

    return nearest


def _cells(
    sheet: Sheet, at: int, row: _Row, columns: Mapping[int, tuple[int, str]], seen: dict[tuple[int, str, int], str]
) -> Iterator[WideCell]:
    for column, (year, doubt) in columns.items():
        found, address = "".join(sheet.rows[at][column : column + 1]), sheet.address(at, column)
        if not found.strip() and address not in sheet.formulas:
            continue
        first = seen.setdefault((row.known.number, row.part, year), address)
        refusal = f"This score is already in {first}. Take one of the two out." if first != address else ""
        if address in sheet.formulas:
            refusal = "This cell holds a formula: paste its value."
        place = (address, row.known.number, row.part, year, found)
        try:
            text, score, doubts = ("", None, []) if refusal else _score(row.known, found.strip().replace("\u2212", "-"))
        except PrintedValueError as error:
            yield WideCell(*place, refusal=str(error))
        else:
            value, places = (score.value, score.places) if score else (None, 0)
            all_doubts = () if refusal else (*filter(None, [doubt]), *row.doubts, *doubts)
            yield WideCell(*place, text, value, places, all_doubts, refusal)


def _score(known: Known, text: str) -> tuple[str, PrintedValue | None, list[str]]:
    """What would be recorded, its value and the doubts; PrintedValueError for what cannot be the indicator's score."""
    if MISSING.fullmatch(text):
        return "", None, ["No score: read as missing."]
    doubts = []
    if cut := FIRST.fullmatch(text):
        text = cut[1].strip()
        doubts.append(f"Only '{text}' was read; '{cut[2]}' was left out.")
    if LONG.fullmatch(text) is None:
        read_printed(text)  # refuses what is no number, with the words that were found
    shown = _short(_with_sign(text) if known.unit == "percent" else text.removesuffix("%").strip())
    score = read_printed(shown)
    if score.value < 0 and not known.may_be_negative:
        raise PrintedValueError(f"'{text}' is below 0, which indicator {known.number} cannot be.")
    if known.unit == "percent" and abs(score.value) > 100:
        raise PrintedValueError(f"'{text}' is over 100%.")
    return shown, score, [*doubts, *_doubts(known, text, shown, score.value)]


def _with_sign(text: str) -> str:
    """As a percentage: Excel stores 34.3% as 0.343."""
    if text.endswith("%"):
        return text
    return f"{Decimal(text).scaleb(2):f}%" if SHARE.fullmatch(text) else f"{text}%"


def _short(text: str) -> str:
    """A calculated value with the decimals of a report: one of a percentage, two of a ratio."""
    long = LONG.fullmatch(text)
    if long is None:
        return text
    return f"{Decimal(long[1]).quantize(Decimal('0.1' if long[2] else '0.01'), ROUND_HALF_UP)}{long[2]}"


def _doubts(known: Known, text: str, shown: str, value: Decimal) -> Iterator[str]:
    percent = text.endswith("%")
    if known.unit == "percent" and not percent:
        yield f"'{text}' has no percent sign: read as {shown}."
    elif known.unit == "ratio" and percent:
        yield f"A ratio is not a percentage: '{text}' was read as {shown}. Check it."
    elif shown != text:
        yield f"'{text}' has more decimals than a report prints: read as {shown}."
    if known.unit == "ratio" and (value >= LARGE_RATIO or value == 0):
        yield f"{shown} is off the usual scale of a ratio. Check it."
