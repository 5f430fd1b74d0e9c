"""Which leads are likely the same under two spellings."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from actions.lead_names import key_of

ALIKE = 0.8  # of two words: 'Recruitment' and 'Recruitement', not 'Head' and 'Lead'
SMALL_WORDS = frozenset(["of", "for", "and", "the", "in", "to", "at", "trust"])


@lru_cache(maxsize=256)
def likely_pairs(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of names that differ in the spelling of one word, in a small word or in the order of their words."""
    return list(compared([(name, words_in(name)) for name in names]))


def likely_among(name: str, others: Iterable[str]) -> str | None:
    """The first of the others that likely means the same as this name."""
    words = words_in(name)
    return next((other for other in others if are_close(words, words_in(other))), None)


def words_in(name: str) -> frozenset[str]:
    return frozenset(key_of(name).split()) - SMALL_WORDS


def compared(worded: list[tuple[str, frozenset[str]]]) -> Iterator[tuple[str, str]]:
    for place, (one, first) in enumerate(worded):
        for other, second in worded[place + 1 :]:
            if are_close(first, second):
                yield one, other


def are_close(first: frozenset[str], second: frozenset[str]) -> bool:
    # Most pairs differ in more than a word: the letters of the others alone are compared.
    return len(first ^ second) <= 2 and is_alike(first - second, second - first)


def is_alike(first: frozenset[str], second: frozenset[str]) -> bool:
    if len(first) == len(second) == 1:
        (one,), (other,) = first, second
        return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    return not first and not second
