"""Numbers that stand in an address, a form or a message: anybody may have written them, so they may be anything."""

from collections.abc import Iterable

LONGEST = 18  # digits: as many as the database holds


def number_in(words: str) -> int:
    """0, which no row and no version has, where the words are no number."""
    return int(words) if words.isdecimal() and len(words) <= LONGEST else 0


def numbers_in(all_words: Iterable[str]) -> set[int]:
    """Those of them that are numbers."""
    return {number_in(words) for words in all_words} - {0}
