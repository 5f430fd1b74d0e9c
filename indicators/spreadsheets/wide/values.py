"""Reads one cell as the score of an indicator, or as the reason why there is none."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from indicators.printed import MOST_PLACES, PrintedValueError, read_printed
from indicators.spreadsheets.wide.table import Known

LARGE_RATIO = 20
NO_SCORE = "No score: read as missing."

DASH = "[-\u2010-\u2015\u2212]"
# A dash or a star says that a score is missing, and not why. Words after a reason belong to it, but a number among them
# could be the score.
REASON = (
    r"(?:n\s?/?\s?a|not (?:available|applicable|known|recorded|published|reported|collected)|no (?:data|return)"
    r"|redacted|suppressed|withheld|small numbers)(?:[\s(,:;*-][^\d%]{0,60})?|too few(?: .{0,60})?"
)
MISSING = re.compile(rf"{DASH}+|\*+|({REASON})", re.IGNORECASE)
FIRST = re.compile(r"(-?[\d,.]+\s*+%?)\s*+([(\[].*|[*\u2020]+)", re.DOTALL)
SHARE = re.compile(r"-?0\.[0-9]+")
LONG = re.compile(rf"(-?[0-9]{{1,5}}\.[0-9]{{{MOST_PLACES + 1},}})\s*(%?)")


class Scored(NamedTuple):
    """What would be recorded of a cell: a text with its value, or why there is none."""

    text: str = ""
    value: Decimal | None = None
    places: int = 0
    doubts: tuple[str, ...] = ()
    missing_reason: str = ""


def score_of(known: Known, text: str) -> Scored:
    """PrintedValueError for what cannot be the indicator's score."""
    text = text.strip().replace("\u2212", "-")
    if missing := MISSING.fullmatch(text):
        return Scored(doubts=(NO_SCORE,), missing_reason=missing[1] or "")
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
    return Scored(shown, score.value, score.places, (*doubts, *_doubts(known, text, shown, score.value)))


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
