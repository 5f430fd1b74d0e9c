"""What a spreadsheet would write, cell by cell, to be looked at first: kept as plain values between two pages."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_SHOWN = 200  # cells or lines of one kind on the preview; the numbers count all


@dataclass(frozen=True)
class Previewed:
    """One cell: where it stands, which field of which year it is for, what it says and what would be recorded.

    `kept` says what is held for it already and stays. A cell with a refusal cannot be written.
    """

    address: str
    year: int
    number: int
    field: str
    label: str
    found: str
    text: str = ""
    doubts: tuple[str, ...] = ()
    refusal: str = ""
    kept: str = ""


@dataclass(frozen=True)
class Skipped:
    """A row or column that was not understood."""

    address: str
    text: str
    why: str


@dataclass(frozen=True)
class Preview:
    """Everything that was read of a file."""

    cells: tuple[Previewed, ...]
    skipped: tuple[Skipped, ...] = ()
    number_skipped: int = 0
    sheet: str = ""
    others: tuple[str, ...] = field(default=())

    @property
    def refused(self) -> tuple[Previewed, ...]:
        return tuple(cell for cell in self.cells if cell.refusal)

    @property
    def doubtful(self) -> tuple[Previewed, ...]:
        return tuple(cell for cell in self.cells if cell.doubts and not cell.refusal)

    @property
    def to_write(self) -> tuple[Previewed, ...]:
        """Those that confirming writes; none at all while any is refused."""
        return () if self.refused else tuple(cell for cell in self.cells if cell.text and not cell.kept)

    @property
    def kept(self) -> tuple[Previewed, ...]:
        return tuple(cell for cell in self.cells if cell.kept)

    @property
    def years(self) -> list[int]:
        return sorted({cell.year for cell in self.cells})

    def typed_of(self, year: int) -> dict[str, str]:
        """What would be typed for a year."""
        return {cell.field: cell.text for cell in self.to_write if cell.year == year}


def as_json(preview: Preview) -> dict[str, Any]:
    return asdict(preview)


def from_json(kept: dict[str, Any]) -> Preview:
    return Preview(
        cells=tuple(_previewed(cell) for cell in kept["cells"]),
        skipped=tuple(Skipped(**line) for line in kept["skipped"]),
        number_skipped=kept["number_skipped"],
        sheet=kept["sheet"],
        others=tuple(kept["others"]),
    )


def _previewed(cell: dict[str, Any]) -> Previewed:
    return Previewed(**cell | {"doubts": tuple(cell["doubts"])})


def worst_first(cells: Iterable[Previewed]) -> list[Previewed]:
    """Refusals, then doubts, then the rest, each in the order of the file."""
    return sorted(cells, key=lambda cell: (not cell.refusal, not cell.doubts))
