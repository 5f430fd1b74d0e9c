"""Counts of few people in words that somebody wrote: 'our 6 staff in band 8b', or '(2021 - 6)' behind a target."""

import re
from collections.abc import Iterable, Iterator

PEOPLE = "staff|people|persons?|applicants?|employees?|colleagues?|candidates?|members?|nurses?|doctors?|managers?"
COUNTED = re.compile(rf"\b(\d{{1,3}})\s+(?:[a-z]+\s+){{0,2}}?(?:{PEOPLE})\b", re.IGNORECASE)
OF_A_YEAR = re.compile(r"\(\s*(?:[a-z]+\s+)?20\d\d\s*[\u2013\u2014:-]\s*(\d{1,3})\s*\)", re.IGNORECASE)
AROUND = 30  # characters before, so that somebody finds the place


def written_counts(texts: Iterable[tuple[str, str]], *, below: int) -> Iterator[str]:
    """The words around each, with the heading that they stand under. A guess, for a warning alone."""
    for place, text in texts:
        line = " ".join(text.split())
        for pattern in (COUNTED, OF_A_YEAR):
            for found in pattern.finditer(line):
                if int(found[1]) < below:
                    start = max(found.start() - AROUND, 0)
                    before = "\u2026" if start else ""
                    yield f"{place}: {before}{line[start : found.end()]}"
