"""How the name of a lead is spelled: one way to write its dashes and blanks, and what two spellings have in common."""

import re
from functools import lru_cache

from actions.posts import PEOPLE

SPELLING = str.maketrans(
    "\u2018\u2019\u2010\u2011\u2012\u2014\u2015\u2212\uff06\xa0\t\x0b\f\r",
    "''--\u2013\u2013\u2013\u2013&  \n\n\n",
    "\xad\u200b\u200c\u200d\ufeff",
)
DASH_OF_A_POST = re.compile(rf"\b(?i:({'|'.join(sorted(PEOPLE))}))[ ]?[-\u2013][ ]?(?=[A-Z])")
DASH = re.compile(r"(?<!\d)\s*\u2013\s*|\s*\u2013\s*(?!\d)|\s+-\s*(?=\S)|(?<=\S)-\s+")
AS_NEEDED = r"(?:,? (?:as|where|when|if) (?:and when )?(?:required|needed|necessary|appropriate|applicable))"
AS_NEEDED_AT_END = re.compile(rf"{AS_NEEDED}$", re.IGNORECASE)
AROUND = " .,;:/&+\u2013-"  # what is no part of a name
BEFORE_A_NAME = re.compile(r"^(?:(?:jointly )?(?:led|owned|overseen) by |(?:and|plus|with|the|both) )+", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def key_of(name: str) -> str:
    """What two spellings of one lead have in common that differ in capitals, dashes, commas and '&' alone."""
    words = re.sub(r"[^\w+]+", " ", spelled(name).casefold().replace("&", " and ").replace("'", "")).split()
    return " ".join(words[words[:1] == ["the"] :])


def same_lead(one: str, other: str) -> bool:
    return key_of(one) == key_of(other)


def spelled(text: str) -> str:
    """One spelling of white space, quotes and dashes; lines stay lines."""
    lines = [" ".join(line.split()) for line in text.translate(SPELLING).split("\n")]
    joined = re.sub(r"-\n(?=[a-z])", "-", "\n".join(line for line in lines if line))
    return DASH_OF_A_POST.sub("\\1 \u2013 ", joined)


def tidied(words: str) -> str:
    """A name on one line, with blanks around a dash between words and nothing around it that is no part of it."""
    line = re.sub(r"\s*,[\s,]*", ", ", " ".join(words.split()))
    line = BEFORE_A_NAME.sub("", AS_NEEDED_AT_END.sub("", DASH.sub(" \u2013 ", line).strip(AROUND)))
    if line.endswith(")") and "(" not in line:
        line = line[:-1]
    return line if line == words else tidied(line.strip(AROUND))
