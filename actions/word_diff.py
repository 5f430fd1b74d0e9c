"""What was added to a text and what was taken out of it, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the white space behind it, so that the parts put together are the text again.
WORD = re.compile(r"\S+\s*|\s+")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words that stands in both texts, in the earlier one alone, or in the later one alone."""

    kind: Kind
    text: str

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def space(self) -> str:
        """What stands between these words and the next."""
        return self.text[len(self.text.rstrip()) :] or " "


def compare(before: str, after: str) -> list[Part]:
    """The parts in reading order, what was removed before what stands in its place.

    All but the added parts are the earlier text, and all but the removed ones the later, but for white space.
    """
    was, now = words_of(before), words_of(after)
    # Words are alike where they differ in the white space behind them: a new line is no change of wording.
    matcher = SequenceMatcher(a=[word.strip() for word in was], b=[word.strip() for word in now], autojunk=False)
    parts = []
    for tag, was_from, was_to, now_from, now_to in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part(Kind.SAME, "".join(now[now_from:now_to])))
            continue
        parts.append(Part(Kind.REMOVED, "".join(was[was_from:was_to])))
        parts.append(Part(Kind.ADDED, "".join(now[now_from:now_to])))
    return [part for part in parts if part.text]


def words_of(text: str) -> list[str]:
    return WORD.findall(text.strip())


def is_same(before: str, after: str) -> bool:
    """Whether two texts have the same words in the same order."""
    return before.split() == after.split()
