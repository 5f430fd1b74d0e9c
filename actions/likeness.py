"""Which leads are likely the same under two spellings."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from actions.lead_names import key_of

ALIKE = 0.8  # of two words: 'Recruitment' and 'Recruitement', not 'Head' and 'Lead'
SMALL_WORDS = frozenset(["of", "for", "and", "the", "in", "to", "at", "trust"])


@lru_cache(maxsize=256)
def likely_pairs(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of names that differ in the spelling of one word, in a small word or in the order of their words."""
    return list(compared([(name, frozenset(key_of(name).split()) - SMALL_WORDS) for name in names]))


def compared(worded: list[tuple[str, frozenset[str]]]) -> Iterator[tuple[str, str]]:
    for place, (one, first) in enumerate(worded):
        for other, second in worded[place + 1 :]:
            # Most pairs differ in more than a word: the letters of the others alone are compared.
            if len(first ^ second) <= 2 and is_alike(first - second, second - first):
                yield one, other


def is_alike(first: frozenset[str], second: frozenset[str]) -> bool:
    if len(first) == len(second) == 1:
        (one,), (other,) = first, second
        return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    return not first and not second
