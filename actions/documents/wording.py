"""Takes the actions in one cell apart: each outermost point of a list is one, with all that stands under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.documents.entries import offsets
from actions.documents.grids import Line

POINT = "\N{EN DASH}"


@dataclass(frozen=True)
class Worded:
    """The words of one action, how far down its cell it begins, and what is doubtful about where it ends."""

    words: str
    at: float = 0
    doubt: str = ""


def actions_in(lines: Sequence[Line], *, beside: Sequence[int] = ()) -> list[Worded]:
    """The actions in the lines of a cell. `beside` are the numbers of timescales and leads that stand beside it."""
    heights = offsets(lines)
    points = [at for at, line in enumerate(lines) if line.level == 1 and line.text]
    if not points:
        return _paragraphs(lines, heights, beside)
    before = [line for line in lines[: points[0]] if line.text]
    if before and len(points) == 1:
        return [Worded(_words(lines), heights[0])]
    parts = zip(points, (*points[1:], len(lines)), strict=True)
    found = [Worded(_words(lines[first:end]), heights[first]) for first, end in parts]
    if before:
        said = " ".join(line.as_written for line in before)
        doubt = (
            f"'{said[:300]}' stands above this and the actions after it, and is not brought in. Add it if it is needed."
        )
        found[0] = Worded(found[0].words, found[0].at, doubt)
    return found


def _paragraphs(lines: Sequence[Line], heights: Sequence[float], beside: Sequence[int]) -> list[Worded]:
    """Without a list, several paragraphs are as many actions where as many things stand beside them; else one."""
    filled = [at for at, line in enumerate(lines) if line.text]
    begins = [at for at in filled if at == 0 or not lines[at - 1].text]
    for starts in (begins, filled):
        if len(starts) > 1 and len(starts) in beside:
            parts = zip(starts, (*starts[1:], len(lines)), strict=True)
            return [Worded(_words(lines[first:end]), heights[first]) for first, end in parts]
    if not filled:
        return []
    doubt = f"These are {len(filled)} paragraphs in one cell. Split them if they are several actions."
    return [Worded(_words(lines), heights[filled[0]], doubt if len(filled) > 1 else "")]


def _words(lines: Sequence[Line]) -> str:
    """One paragraph a line; the sign of the action's own point is left off, and deeper ones begin with a dash."""
    said = [line for line in lines if line.text]
    rest = [f"{POINT} {line.text}" if line.level else line.text for line in said[1:]]
    return "\n".join([said[0].text, *rest])
