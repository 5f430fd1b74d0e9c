"""What is looked for in a table of past years, and what is found, as plain values."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Known:
    """An indicator that a row can be of. `has_pair`: it has a percentage of each of the two groups.

    `bme_name` and `white_name` are what the standard calls its groups: the same for all indicators of a table.
    """

    number: int
    wording: str
    subject: str
    unit: Literal["ratio", "percent"]
    has_pair: bool
    may_be_negative: bool = False
    bme_name: str = "BME"
    white_name: str = "White"


@dataclass(frozen=True)
class WideCell:
    """One score. `found` is the cell to the letter, and `text` what would be recorded, which a missing one lacks.

    `part` is 'bme' or 'white' for a pair, else ''. `value` is in the unit of the indicator: 34.3 for 34.3%. Where
    `refusal` says why the cell cannot be recorded, there is neither text nor value. `missing_reason` is what a missing
    score has in its place, as printed; a dash or a star is missing without a reason.
    """

    address: str
    number: int
    part: str
    year: int
    found: str
    text: str = ""
    value: Decimal | None = None
    places: int = 0
    doubts: tuple[str, ...] = ()
    refusal: str = ""
    missing_reason: str = ""


@dataclass(frozen=True)
class Ignored:
    """A row, a column or a cell that was not understood, by its first cell, and why."""

    address: str
    text: str
    why: str


@dataclass(frozen=True)
class WideTable:
    """What was read: years as they stand from left to right, each once, and cells row by row."""

    years: tuple[int, ...]
    cells: tuple[WideCell, ...]
    ignored: tuple[Ignored, ...]
