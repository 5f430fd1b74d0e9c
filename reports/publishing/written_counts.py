"""Counts of few people in words that somebody wrote: 'six of our staff', 'band 8b: 6 in post', '(2021 - 6)'.

Every small number is one, but for those that plainly count something else. It is a guess for a warning alone, and one
warning too many costs less than a count that is public.
"""

import re
from collections.abc import Iterable, Iterator

NAMES = "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
WORDS = {name: number for number, name in enumerate(NAMES)}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(WORDS)})"
AND = r"\s*(?:,|&|/|\band\b|\bor\b|\bto\b|[\u2013-])\s*"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
DECIMAL = r"\b\d{1,3}(?:\.\d{1,4})?"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# A number of a list, unless people come after it: 'Bands 7 and 8', but 'Band 7 and 3 women'.
NEXT = r"(?:(?:\s*(?:,|&|/|\band\b|\bor\b|\bto\b)\s*|[\u2013-])\d{1,2}[a-d]?\b(?!\s+(?!and\b|or\b|to\b|above\b)[a-z]))*"
HARMLESS = re.compile(
    "|".join(
        (
            rf"\b{DAY}(?:{AND}{DAY})?\s+(?:of\s+)?{MONTH}",
            rf"\b{MONTH}\s+{DAY}(?=,?\s+(?:19|20)\d\d)",
            r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
            r"\b\d{4}-\d{1,2}-\d{1,2}\b",
            r"\b\d{1,2}[:.]\d\d\b(?:\s?[ap]m\b)?|\b\d{1,2}\s?[ap]m\b",
            r"\b(?:19|20)\d\d(?:[/\u2013-]\d{2,4}\b)?",
            rf"\bbands?\s+\d{{1,2}}[a-d]?\b{NEXT}",
            rf"\b(?:indicators?|q|quarters?|phases?|stages?|parts?|sections?|pages?|versions?|actions?)\s+\d{{1,2}}\b{NEXT}",
            rf"{DECIMAL}(?:\s*(?:[\u2013-]|to)\s*{DECIMAL})?\s?(?:%|per\s?cent\b|percentage points?\b)",
            rf"\b{NUMBER}(?:{AND}{NUMBER})?[\s-]*(?:years?|months?|monthly|weeks?|weekly|days?|hours?|minutes?)\b",
            r"\b\d{1,3}(?:\.\d{1,4}|(?:,\d{3})+)\b",
            r"\bone[\s-](?:to|another)(?:[\s-]one)?\b|\b(?:no|any|every|some)[\s-]one\b|\b1[:-](?:2-)?1\b",
            r"^\s*\d{1,2}[.)]\s",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
COUNT = re.compile(rf"(?<!\w)({NUMBER})(?!\w)", re.IGNORECASE)
MORE = "\u2026"
BEFORE, AFTER = 30, 30  # characters around, so that somebody finds the place


def written_counts(texts: Iterable[tuple[str, str]], *, below: int) -> Iterator[str]:
    """The words around each, with the heading that they stand under; what stands close together, once."""
    for place, text in texts:
        for line in text.splitlines():
            yield from (f"{place}: {around}" for around in small_in(" ".join(line.split()), below))


def small_in(line: str, below: int) -> Iterator[str]:
    left = HARMLESS.sub(lambda found: " " * len(found[0]), line)
    told = 0
    for found in COUNT.finditer(left):
        if number_of(found[1]) < below and found.end() > told:
            start = line.rfind(" ", 0, max(found.start() - BEFORE, 0)) + 1
            told = end if (end := line.find(" ", found.end() + AFTER)) > 0 else len(line)
            yield f"{MORE if start else ''}{line[start:told]}{MORE if told < len(line) else ''}"


def number_of(word: str) -> int:
    return WORDS[word.casefold()] if word.casefold() in WORDS else int(word)
