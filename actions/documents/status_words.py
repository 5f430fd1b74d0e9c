"""Reads how an action goes from the words, colours and signs of a status column."""

import re

# What a status is said with; the first that matches counts.
WORDS = (
    ("not_started", r"not (?:yet )?(?:started|begun|commenced)|to start|planned|pending|^grey$"),
    ("closed", r"closed|superseded|withdrawn|cancelled|stopped|no longer|merged|deprioriti[sz]ed"),
    ("off_track", r"off[ -]?track|overdue|delayed|behind|missed|significant(?:ly)? (?:delay|risk)|^red$"),
    ("at_risk", r"at risk|some risk|minor delay|slipp|^amber$|^yellow$"),
    ("off_track", r"not (?:on track|complete|achieved|met)|incomplete"),
    ("complete", r"complete|done|achieved|delivered|finished|embedded|^blue$|^\u2713$|^\u2714$"),
    ("on_track", r"on[ -]?track|in progress|progressing|under ?way|ongoing|on schedule|started|^green$"),
)
PATTERNS = tuple((status, re.compile(words, re.IGNORECASE)) for status, words in WORDS)
ABBREVIATED = {"r": "off_track", "a": "at_risk", "g": "on_track", "b": "complete"}
# Words that trusts use in more than one way: one trust's Green is done, and another's is on its way.
UNSURE = re.compile(r"\b(?:red|amber|green|blue|grey|yellow)\b|^[ragb]$|ongoing|started|planned|pending", re.IGNORECASE)


def read_status(text: str) -> tuple[str, bool]:
    """The value of a status, '' where none is said, and whether somebody should look at it."""
    plain = " ".join(text.split()).strip(" .:-")
    colour = re.match(r"(red|amber|green|blue|grey)\b", plain, re.IGNORECASE)
    found = ABBREVIATED.get(plain.lower()) or _first(plain) or (_first(colour[1]) if colour else "")
    return found, bool(plain) and (not found or UNSURE.search(plain) is not None)


def _first(text: str) -> str:
    return next((status for status, pattern in PATTERNS if pattern.search(text)), "")
