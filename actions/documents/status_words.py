"""Reads how an action goes from the words, colours and signs of a status column."""

import re

LONGEST = 100  # letters of a status that are said back
# What a status is said with; the first that matches counts.
WORDS = (
    ("not_started", r"not (?:yet )?(?:started|begun|commenced)|to start|planned|pending|^grey$"),
    ("closed", r"closed|superseded|withdrawn|cancelled|stopped|no longer|merged|deprioriti[sz]ed"),
    ("off_track", r"off[ -]?track|overdue|delayed|behind|missed|significant(?:ly)? (?:delay|risk)|^red$"),
    ("at_risk", r"at risk|some risk|minor delay|slipp|^amber$|^yellow$"),
    ("off_track", r"not (?:on track|complete|achieved|met)|incomplete"),
    ("complete", r"complete|done|achieved|delivered|finished|embedded|^\u2713$|^\u2714$"),
    ("on_track", r"on[ -]?track|in progress|progressing|under ?way|ongoing|on schedule|started|^green$"),
)
PATTERNS = tuple((status, re.compile(words, re.IGNORECASE)) for status, words in WORDS)
# Blue is never read as complete: one trust's Blue is done, and another's has not begun.
ABBREVIATED = {"r": "off_track", "a": "at_risk", "g": "on_track"}
# Words that trusts use in more than one way: one trust's Green is done, and another's is on its way.
UNSURE = re.compile(r"\b(?:red|amber|green|blue|grey|yellow)\b|^[ragb]$|ongoing|started|planned|pending", re.IGNORECASE)


def read_status(text: str) -> tuple[str, bool]:
    """The value of a status, '' where none is said, and whether somebody should look at it."""
    plain = " ".join(text.split()).strip(" .:-")
    colour = re.match(r"(red|amber|green|blue|grey)\b", plain, re.IGNORECASE)
    found = ABBREVIATED.get(plain.lower()) or _first(plain) or (_first(colour[1]) if colour else "")
    is_said_so = plain.lower() == label_of(found).lower()  # 'Not started', of which nobody need be asked
    return found, bool(plain) and not is_said_so and (not found or UNSURE.search(plain) is not None)


def doubt_of(text: str, status: str) -> str:
    """What somebody is asked about a status that is unsure: how it was read, or what it means."""
    said = text if len(text) <= LONGEST else f"{text[:LONGEST]}\N{HORIZONTAL ELLIPSIS}"
    if not status:
        return f"The document has '{said}', which is taken as Not recorded. What does it mean here? Choose the status."
    return f"'{said}' in the document is read as {label_of(status)}. Is that what it means here?"


def label_of(status: str) -> str:
    return status.replace("_", " ").capitalize()


def _first(text: str) -> str:
    return next((status for status, pattern in PATTERNS if pattern.search(text)), "")
