"""The page on which a year is entered: a section an indicator, each cell with what was typed and what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from indicators.answers import Answer, Fault
from indicators.asked import Field, Grid, asked
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
class ToPutRight:
    """One thing to put right before submitting: where on the page, and of which indicator it is."""

    href: str
    text: str


@dataclass(frozen=True)
class Section:
    """All that the page shows of one indicator; `bme` is what the group that its standard is about is called."""

    indicator: Indicator
    bme: str
    tables: tuple[Table, ...]
    published: tuple[Cell, ...]
    narrative: Cell | None
    missing: Cell
    answer: Answer
    comes_to: ComesTo
    warnings: tuple[Check, ...] = ()
    to_put_right: tuple[ToPutRight, ...] = ()

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
    faults = year.faults
    return [
        replace(
            section(indicator, answer, typed, before.get(indicator.number), year=submission.year, bme=bme),
            # What is wrong with an indicator may lie in another one, or in its having nothing: the year says it.
            warnings=tuple(warning for warning in year.warnings if warning.number == indicator.number),
            to_put_right=tuple(_to_put_right(indicator, answer, fault) for of, fault in faults if of == indicator),
        )
        for indicator, answer in year.answers.items()
    ]


def section(
    indicator: Indicator, answer: Answer, typed: Mapping[str, str], before: Figures | None, *, year: int, bme: str
) -> Section:
    """One indicator by itself; `bme` is the organisation's own label for BME."""
    definition = indicator.definition
    name = definition.groups.in_words_of(bme)
    fields = asked(definition)
    cell = partial(_cell, typed, {fault.field for fault in answer.faults})
    found = comes_to(definition, answer, before, year=year, bme=name)
    shares = found.shares or {}
    return Section(
        indicator=indicator,
        bme=name,
        tables=tuple(_table(grid, cell, shares, has_shares=definition.has_headcounts) for grid in fields.grids),
        published=tuple(map(cell, fields.published)),
        narrative=cell(fields.narrative) if fields.narrative else None,
        missing=cell(fields.missing),
        answer=answer,
        comes_to=found,
    )


def _cell(typed: Mapping[str, str], wrong: set[str], field: Field) -> Cell:
    return Cell(field, typed.get(field.name, ""), field.name in wrong)


def _table(grid: Grid, cell: Callable[[Field], Cell], shares: Mapping[str, str], *, has_shares: bool) -> Table:
    lines = tuple(Line(row.key, row.label, tuple(map(cell, row.fields)), shares.get(row.key, "")) for row in grid.rows)
    return Table(grid.title, grid.columns, lines, has_shares)


def _to_put_right(indicator: Indicator, answer: Answer, fault: Fault) -> ToPutRight:
    """Where nothing is given, its field is folded away and its text names the indicator by itself."""
    if answer.is_empty:
        return ToPutRight(f"#indicator-{indicator.number}", fault.text)
    return ToPutRight(f"#id_{fault.field}", f"Indicator {indicator.number}: {fault.text}")
