"""What every part of a paper is built of: a heading with its blocks, and what the EDI lead wrote under it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from reports.documents.blocks import Block, Callout, Cell, Column, Heading, Paragraph
from reports.documents.wording import lines_of
from reports.papers.content import Standing

Notes = Mapping[str, str]
NOTE = "Commentary"
LONGEST_TITLE = 120  # letters of an action in a heading; the log has all of it


@dataclass(frozen=True)
class Writing:
    """What the parts of one paper share: the notes, by the key of their heading."""

    notes: Notes

    def part(self, level: Literal[2, 3, 4], text: str, key: str, blocks: Iterable[Block]) -> list[Block]:
        """A heading, its blocks, and the note of that heading where there is one. Without a key nobody writes there."""
        note = self.notes.get(key, "") if key else ""
        written = [Callout(title=NOTE, sentences=lines_of(note))] if note else []
        return [Heading(level=level, text=text, key=key), *blocks, *written]


def plain(text: str) -> Cell:
    return Cell(text=text)


def columns(*titles: str, widths: Iterable[int] = ()) -> tuple[Column, ...]:
    given = list(widths) or [1] * len(titles)
    return tuple(Column(title=title, width=width) for title, width in zip(titles, given, strict=True))


def said(text: str) -> list[Block]:
    return [Paragraph(text=text)]


def title_of(standing: Standing) -> str:
    return numbered(standing.place, standing.wording)


def numbered(place: int, wording: str) -> str:
    """By its number in the plan, as people speak of it in a meeting, and short: the log has all of its words."""
    return f"{place}. {shorten(wording, LONGEST_TITLE, placeholder=' …')}"
