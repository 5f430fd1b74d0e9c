"""Which of the timescales, or leads, that stand beside several actions belongs to which of them.

One for all, or as many as there are actions, is plain. Otherwise it goes by how far down each stands, which is only
an estimate of what Word draws, so each such answer is a doubt that names the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

NEAR = 1.0  # lines: what stands further down than this does not stand at the top


@dataclass(frozen=True)
class Entry:
    """One timescale or lead. `at` is how far down it stands; `apart`: a blank line or a border is above it.

    `unsure` says why it may be part of its neighbour.
    """

    text: str
    at: float
    apart: bool = True
    unsure: bool = False


@dataclass(frozen=True)
class Beside:
    """What belongs to one action; with a doubt, whatever else it could be."""

    text: str = ""
    doubt: str = ""
    choices: tuple[str, ...] = ()


def pair(starts: Sequence[float], entries: Sequence[Entry], *, named: str, goes_on: bool = False) -> list[Beside]:
    """What belongs to each of the actions that start at these heights, in order.

    `goes_on`: an action without any takes that of the one above, as with leads.
    """
    texts = tuple(dict.fromkeys(entry.text for entry in entries))
    if not entries:
        return [Beside() for _ in starts]
    if len(starts) == 1:
        return [Beside("\n".join(entry.text for entry in entries))]
    if len(entries) == 1 and entries[0].at - starts[0] <= NEAR:
        return [Beside(entries[0].text) for _ in starts]
    if len(entries) == len(starts):
        unsure = any(entry.unsure for entry in entries)
        doubt = f"Each of the {len(entries)} lines of the {named} is taken for one action, in order." if unsure else ""
        choices = ("\n".join(texts), *texts) if unsure else ()
        return [Beside(entry.text, doubt, choices) for entry in entries]
    return _estimated(starts, entries, texts, named, goes_on)


def _estimated(
    starts: Sequence[float], entries: Sequence[Entry], texts: tuple[str, ...], named: str, goes_on: bool
) -> list[Beside]:
    count = f"{len(entries)} {named}s stand" if len(entries) > 1 else f"one {named} stands"
    there = f"{count} beside these {len(starts)} actions"
    if len(entries) > len(starts) or not (len(entries) == 1 or all(entry.apart for entry in entries[1:2])):
        words = f"It is not plain which {named} belongs to this action: {there}."
        return [Beside("", words, texts) for _ in starts]
    places = dict(zip(_nearest(tuple(starts), tuple(entry.at for entry in entries)), entries, strict=True))
    found: list[Beside] = []
    last = ""
    for at in range(len(starts)):
        entry = places.get(at)
        if entry:
            last = entry.text
            found.append(Beside(last, f"Taken by where it stands: {there}.", texts))
        elif goes_on and last:
            found.append(Beside(last, f"The {named} of the action above is taken: {there}.", texts))
        else:
            found.append(Beside("", f"No {named} stands right beside this action: {there}.", texts))
    return found


def _nearest(starts: tuple[float, ...], heights: tuple[float, ...]) -> list[int]:
    """For each entry the action nearest to it, in order and each once: the least distance in all."""

    @cache
    def best(entry: int, first: int) -> tuple[float, int]:
        """The least distance of the entries from this one on over the actions from `first` on, and its action."""
        if entry == len(heights):
            return 0, -1
        last = len(starts) - (len(heights) - entry)
        options = [(abs(starts[at] - heights[entry]) + best(entry + 1, at + 1)[0], at) for at in range(first, last + 1)]
        return min(options, default=(inf, -1))

    found, first = [], 0
    for entry in range(len(heights)):
        found.append(best(entry, first)[1])
        first = found[-1] + 1
    return found
