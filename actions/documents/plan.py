"""A plan as it was read, in plain values: its actions with all that is doubtful, and what was left out."""

from dataclasses import dataclass, field

from actions.documents.columns import Column


@dataclass(frozen=True)
class Doubt:
    """What somebody should look at, and in which part: the wording, indicators, timescale, lead or status.

    `choices` are the readings to choose from, where there are some.
    """

    about: str
    words: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadAction:
    """One action in the words of the document; `place` says where it stood there. Parts that are missing are empty."""

    wording: str
    numbers: tuple[int, ...] = ()
    timescale: str = ""
    lead: str = ""
    support: str = ""
    status: str = ""
    place: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A table, a column or a row that was not read as an action, by its words, and why."""

    name: str
    words: str
    why: str


@dataclass(frozen=True)
class UsedTable:
    """A table that actions were read from, with what each of its columns was taken for."""

    name: str
    columns: tuple[Column, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What somebody says the columns of a table hold, and whether headings stand above them."""

    columns: tuple[Column, ...]
    has_headings: bool = True


@dataclass(frozen=True)
class ReadPlan:
    """Everything that was read of a document."""

    actions: tuple[ReadAction, ...] = ()
    tables: tuple[UsedTable, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = field(default=())
