"""What a spreadsheet would write, cell by cell, to be looked at first: kept as plain values between two pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from indicators.answers import MOST_WORDS, read
from indicators.asked import Field, as_compared, asked
from indicators.definitions import Definition
from indicators.spreadsheets.sheets import COPY_OUT, SpreadsheetError
from indicators.spreadsheets.wide import WideCell, WideTable
from indicators.spreadsheets.year_form import FormCell

MOST_SHOWN = 200  # cells or lines of one kind on the preview; the numbers count all
MOST_CELLS = 2_000  # figures of one file: every score of thirty years is fewer, and each is kept until it is confirmed
LONGEST = 300  # characters of what a cell says and of what is said about it; a cell of a spreadsheet can hold 32,767


@dataclass(frozen=True)
class Previewed:
    """One cell: where it stands, which field of which year it is for, what it says and what would be recorded.

    `kept` says what is held for it already and stays, `replaces` what the draft had for it when the file was read. A
    cell with a refusal cannot be written.
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
    replaces: str = ""


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


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\N{HORIZONTAL ELLIPSIS}"


def notes_by_cell(cells: Iterable[Previewed], notes: Iterable[tuple[int, str, str]]) -> dict[str, list[str]]:
    """By address, what is to be said of it: each note has its year, field and text.

    Where the file has no cell of the field, as where one of two groups is missing, it goes to the first of its
    indicator; where it has none of the indicator either, it is left out.
    """
    places: dict[tuple[int, str], str] = {}
    for cell in cells:
        places.setdefault((cell.year, cell.field), cell.address)
        places.setdefault((cell.year, str(cell.number)), cell.address)
    found: dict[str, list[str]] = {}
    for year, name, text in notes:
        address = places.get((year, name)) or places.get((year, name.split("-")[0]))
        if address:
            found.setdefault(address, []).append(cut(text))
    return found


def check_number(cells: Sequence[object]) -> None:
    """SpreadsheetError for more figures than anybody can look at."""
    if len(cells) > MOST_CELLS:
        raise SpreadsheetError(f"There are {len(cells):,} figures in this file, far more than a return has. {COPY_OUT}")


# ---- a table of past years


def skipped_of(table: WideTable) -> tuple[Skipped, ...]:
    return tuple(Skipped(line.address, cut(line.text), cut(line.why)) for line in table.ignored[:MOST_SHOWN])


def label_of(cell: WideCell, definition: Definition | None) -> str:
    if definition is None:
        return f"Indicator {cell.number}"
    part = {"white": f", {definition.groups.white}", "bme": f", {definition.groups.bme}"}.get(cell.part, "")
    return f"{cell.number}. {definition.subject}{part}"


def one_reason(cells: Sequence[WideCell], definitions: Mapping[int, Definition]) -> list[WideCell]:
    """The cells of one year, so that an indicator has either a score or one reason why it has none.

    The score of a pair is the BME one, so a White one beside a missing one is left out; of two reasons the BME one is
    taken, and else the first.
    """
    without_bme = {cell.number for cell in cells if cell.part == "bme" and not (cell.text or cell.refusal)}
    found = [
        _left_out(cell, definitions.get(cell.number)) if cell.part == "white" and cell.number in without_bme else cell
        for cell in cells
    ]
    scored = {cell.number for cell in found if cell.text}
    reasons: dict[int, WideCell] = {}
    for cell in sorted(found, key=lambda cell: cell.part == "white"):
        if cell.missing_reason and cell.number not in scored:
            reasons.setdefault(cell.number, cell)
    return [cell if cell is reasons.get(cell.number) else replace(cell, missing_reason="") for cell in found]


def _left_out(cell: WideCell, definition: Definition | None) -> WideCell:
    if not (cell.text and definition):
        return cell
    name = definition.groups.bme
    why = f"'{cell.text}' is left out: the {name} figure is missing, and it is the score of this indicator."
    return replace(cell, text="", value=None, places=0, doubts=(*cell.doubts, why))


# ---- a filled-in form beside the draft


def of_form(
    cells: Sequence[FormCell], definitions: Iterable[Definition], drafted: Mapping[str, str], *, year: int
) -> tuple[Previewed, ...]:
    """Each cell of a form: what the draft has already stays, and the rest goes beside or in place of it.

    What could not be submitted is a doubt and no refusal, because a draft takes it and asks again.
    """
    definitions = list(definitions)
    places = {field.name: (each, field) for each in definitions for field in asked(each)}
    found = [_of_form(cell, places.get(cell.field), drafted.get(cell.field, ""), year) for cell in cells]
    typed = dict(drafted) | {cell.field: cell.text for cell in found if cell.text}
    faults = [(year, fault.field, fault.text) for each in definitions for fault in read(each, typed).faults]
    said = notes_by_cell([cell for cell in found if not cell.refusal], faults)
    return tuple(replace(cell, doubts=(*cell.doubts, *said.get(cell.address, []))) for cell in found)


def _of_form(cell: FormCell, place: tuple[Definition, Field] | None, drafted: str, year: int) -> Previewed:
    found = Previewed(cell.address, year, 0, cell.field, "Not asked for", cut(cell.found), refusal=cell.refusal)
    if place is None:
        return found
    definition, asked_for = place
    found = replace(
        found, number=definition.number, label=f"{definition.number}. {definition.subject}: {asked_for.label}"
    )
    if len(cell.text) > MOST_WORDS:
        return replace(found, refusal=f"This cell has {len(cell.text):,} characters. Use at most {MOST_WORDS:,}.")
    is_same = bool(cell.text) and as_compared(cell.text, asked_for.kind) == as_compared(drafted, asked_for.kind)
    kept = "In the draft already." if is_same else ""
    return replace(found, text=cell.text, doubts=cell.doubts, kept=kept, replaces=drafted)
