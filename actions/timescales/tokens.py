"""A text as a row of tokens, each with what its word means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actions.timescales.words import PHRASES, Meaning, nearest


@dataclass(frozen=True)
class Token:
    """A word, or the words that a rule of the grammar folded into one.

    number: a numeral, or what words.Meaning says; for a point in time its first month, counted since year 0.
    months: how long a part of a year or a point is. day: the day of the month, 0 where a whole month is meant.
    first, last: the days of a point or a range. note: what is doubtful, with {last} for its last day.
    """

    kind: str
    number: int = 0
    months: int = 1
    day: int = 0
    note: str = ""
    first: date = date.min
    last: date = date.min
    words: str = ""
    doubts: tuple[str, ...] = ()


Run = Sequence[Token]  # tokens in a row, that a rule matched

SPELLING = str.maketrans("\u2019\u2018\u2010\u2011\u2012\u2013\u2014\u2212", "''------", "\xad\u200b\ufeff")
WORDS = "|".join(sorted((re.escape(phrase) for phrase in PHRASES if phrase[0].isalpha()), key=len, reverse=True))
NOT_IN_A_WORD = r"(?![^\W\d_])"
TOKEN = re.compile(
    rf"(?:(?P<phrase>(?:{WORDS.replace(chr(92) + ' ', '[ -]+')}){NOT_IN_A_WORD})\.?"
    rf"|(?P<ordinal>\d{{1,2}} ?(?:st|nd|rd|th){NOT_IN_A_WORD})"
    r"|(?P<year>(?:(?:19|20)\d\d|'\d\d)(?!\d))|(?P<number>\d\d(?!\d))|(?P<count>\d(?!\d))"
    r"|(?P<dot>\.(?=\d))|(?P<unknown>\d+|[^\W\d_]+(?:'[^\W\d_]+)?|\S))"
    rf"(?: (?:the|of|an?){NOT_IN_A_WORD})* ?",
    re.IGNORECASE,
)
READ_AS = "'{}' is read as {}."


def tokens_of(text: str) -> tuple[list[Token], list[str]]:
    """The tokens of a text, and a doubt for each word that is read as another."""
    plain = " ".join(text.translate(SPELLING).split())
    tokens = [_token(match) for match in TOKEN.finditer(plain)]
    return tokens, [doubt for token in tokens for doubt in token.doubts]


def _token(match: re.Match[str]) -> Token:
    kind, words = match.lastgroup or "", match[0]
    if kind not in ("phrase", "unknown"):
        return Token(kind, int(re.sub(r"\D", "", words) or 0), words=words)
    phrase = re.sub("(?<=[a-z])[ -]+", " ", match[kind].lower())
    doubts: tuple[str, ...] = ()
    if phrase not in PHRASES and (meant := nearest(phrase)):
        doubts = (READ_AS.format(match[kind], meant.title() if PHRASES[meant].kind == "month" else meant),)
        phrase = meant
    kind, number, months = PHRASES.get(phrase, Meaning("unknown"))
    return Token(kind, number, months, words=words, doubts=doubts)


def numbers_of(run: Run) -> list[int]:
    return [token.number for token in run if token.kind in ("number", "count", "ordinal", "year")]
