"""The parts that a document is made of. They are data: what is frozen is read back with the same words.

Every drawing (page, PDF, Word, workbook) reads these and nothing else, so that all of them say the same.
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Tone = Literal["", "blue", "red", "amber", "green", "grey"]


class Part(BaseModel):
    """What is common: nobody changes a part that was made, and nothing is in it that has no name here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Heading(Part):
    """Level 2 is a part of the document, 3 and 4 stand under it; the document's title is level 1.

    `key` names the place for a link on the page, and for what somebody writes there; it is unique in a document.
    """

    kind: Literal["heading"] = "heading"
    level: Literal[2, 3, 4]
    text: str
    key: str = ""


class Paragraph(Part):
    """One paragraph; a line break in its text stays one."""

    kind: Literal["paragraph"] = "paragraph"
    text: str


class Callout(Part):
    """Words that stand apart: the summary, or what a reader must know about the figures ('caution')."""

    kind: Literal["callout"] = "callout"
    title: str
    sentences: tuple[str, ...]
    is_caution: bool = False

    @property
    def full_title(self) -> str:
        """As it is drawn everywhere: the colour of a caution never stands without its word."""
        return f"Caution: {self.title}" if self.is_caution else self.title


class Bullets(Part):
    kind: Literal["bullets"] = "bullets"
    items: tuple[str, ...]


class Fact(Part):
    """One line of a summary list, such as 'Author' and a name; `tone` where the text is a rating with its colour."""

    label: str
    text: str
    tone: Tone = ""


class Facts(Part):
    """A summary list. `title` says what the facts are of, for those who cannot see what stands above."""

    kind: Literal["facts"] = "facts"
    title: str
    facts: tuple[Fact, ...]


class Column(Part):
    """`width` is its share of the table, beside those of the others; numbers stand on the right."""

    title: str
    width: int = Field(default=1, ge=1)
    is_numeric: bool = False


class Cell(Part):
    """The words of a cell; a line break begins a new line. `tone` is the colour of a rating, beside its word.

    `number` and `day` are what a workbook keeps as a number or a date in place of the words. `rows` is how many rows
    of the table it stands across; the rows below leave it out. A header names its row.
    """

    text: str
    tone: Tone = ""
    number: float | None = None
    day: date | None = None
    rows: int = Field(default=1, ge=1)
    is_header: bool = False


class Table(Part):
    """`name` is short and unique in a document: the name of its sheet in a workbook. A row is its cells in order."""

    kind: Literal["table"] = "table"
    name: str
    caption: str
    columns: tuple[Column, ...] = Field(min_length=1)
    rows: tuple[tuple[Cell, ...], ...]

    @model_validator(mode="after")
    def has_every_cell(self) -> "Table":
        """Each row has a cell in each column, or one from above that stands across it."""
        across = [0] * len(self.columns)
        for number, row in enumerate(self.rows, 1):
            free = [column for column, left in enumerate(across) if not left]
            if len(free) != len(row):
                raise ValueError(f"Row {number} of '{self.caption}' has {len(row)} cells for {len(free)} places.")
            across = [max(left - 1, 0) for left in across]
            for column, cell in zip(free, row, strict=True):
                across[column] = cell.rows - 1
        if any(across):
            raise ValueError(f"A cell of '{self.caption}' stands across rows that are not there.")
        return self


class Figure(Part):
    """A drawing with its title, and the same in words for those who do not see it."""

    kind: Literal["figure"] = "figure"
    title: str
    alternative: str = Field(min_length=1)
    svg: str


Block = Annotated[
    Heading | Paragraph | Callout | Bullets | Facts | Table | Figure,
    Field(discriminator="kind"),
]


class Document(Part):
    """`running` stands on every page beside its number, `dated_on` is the day that the files say they are of."""

    title: str
    subtitle: str
    organisation: str
    author: str
    running: str
    dated_on: date
    language: str = "en-GB"
    notice: str = ""
    blocks: tuple[Block, ...]

    @model_validator(mode="after")
    def reads_in_order(self) -> "Document":
        """No heading level is skipped, and names and keys are unique: a reader with a screen reader relies on it."""
        levels = [1, *(block.level for block in self.blocks if isinstance(block, Heading))]
        if any(after > before + 1 for before, after in pairwise(levels)):
            raise ValueError("A heading skips a level.")
        keys = [block.key for block in self.blocks if isinstance(block, Heading) and block.key]
        names = [block.name.casefold() for block in self.blocks if isinstance(block, Table)]
        if len(set(keys)) < len(keys) or len(set(names)) < len(names):
            raise ValueError("Two headings have the same key, or two tables the same name.")
        return self
