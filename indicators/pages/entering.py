"""The page on which a year is entered: a section an indicator, each cell with what was typed and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.answers import Answer, Fault
from indicators.asked import Asked, Field, Grid, asked
from indicators.checks import Check
from indicators.comes_to import ComesTo, comes_to
from indicators.figures import Figures
from indicators.models import Indicator, Submission
from indicators.services.drafting import Year

NUMBERS = ("count",)


@dataclass(frozen=True)
class Cell:
    """One control: its field, what was typed in it, and whether a fault names it."""

    field: Field
    text: str
    is_wrong: bool

    @property
    def is_whole_number(self) -> bool:
        return self.field.kind in NUMBERS


@dataclass(frozen=True)
class Line:
    """One row of a table, with the share that its counts come to."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    share: str


@dataclass(frozen=True)
class Table:
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    has_shares: bool

    @property
    def width(self) -> int:
        """How many columns stand beside the labels."""
        return len(self.columns) + self.has_shares


@dataclass(frozen=True)
class Section:
    """All that the page shows of one indicator."""

    indicator: Indicator
    tables: tuple[Table, ...]
    published: tuple[Cell, ...]
    narrative: Cell | None
    missing: Cell
    answer: Answer
    comes_to: ComesTo
    warnings: tuple[Check, ...]

    @property
    def has_more(self) -> bool:
        """Whether anything stands in the fields that are folded away."""
        return any(cell.text or cell.is_wrong for cell in (*self.published, self.missing))

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.answer.faults


def sections(
    submission: Submission, year: Year, typed: Mapping[str, str], before: Mapping[int, Figures], *, bme: str
) -> list[Section]:
    """The sections of a year in the order of the return."""
    return [
        section(
            indicator,
            answer,
            typed,
            before.get(indicator.number),
            year=submission.year,
            bme=bme,
            warnings=tuple(warning for warning in year.warnings if warning.number == indicator.number),
        )
        for indicator, answer in year.answers.items()
    ]


def section(
    indicator: Indicator,
    answer: Answer,
    typed: Mapping[str, str],
    before: Figures | None,
    *,
    year: int,
    bme: str,
    warnings: tuple[Check, ...] = (),
) -> Section:
    definition = indicator.definition
    fields: Asked = asked(definition)
    wrong = {fault.field for fault in answer.faults}
    found = comes_to(definition, answer, before, year=year, bme=bme)

    def cell(field: Field) -> Cell:
        return Cell(field, typed.get(field.name, ""), field.name in wrong)

    def table(grid: Grid) -> Table:
        lines = tuple(
            Line(row.key, row.label, tuple(map(cell, row.fields)), (found.shares or {}).get(row.key, ""))
            for row in grid.rows
        )
        return Table(grid.title, grid.columns, lines, definition.has_headcounts)

    return Section(
        indicator=indicator,
        tables=tuple(map(table, fields.grids)),
        published=tuple(map(cell, fields.published)),
        narrative=cell(fields.narrative) if fields.narrative else None,
        missing=cell(fields.missing),
        answer=answer,
        comes_to=found,
        warnings=warnings,
    )
