"""The page of targets: those of each indicator by year, beside its latest score."""

from dataclasses import dataclass
from itertools import groupby

from accounts.models import Organisation
from indicators.figures import has_difference_alone, score_of
from indicators.models import Indicator, Standard, Target
from indicators.tables import Cell, Row, score_table
from indicators.targets import Dated, said


@dataclass(frozen=True)
class Line:
    target: Target
    words: str


@dataclass(frozen=True)
class Section:
    """One indicator, under its newest definition, with its targets by year."""

    indicator: Indicator
    lines: tuple[Line, ...]


def target_sections(organisation: Organisation, standard: Standard) -> list[Section]:
    """Every indicator that has a target; a number of queries that does not grow."""
    newest = {each.number: each for each in standard.indicators.order_by("number", "first_year")}
    targets = Target.objects.of(organisation).filter(standard=standard).order_by("number", "year", "pk")
    rows = score_table(organisation, standard=standard.code).by_number if targets else {}
    return [
        Section(newest[number], tuple(_line(target, newest[number], rows.get(number)) for target in found))
        for number, found in groupby(targets, lambda target: target.number)
        if number in newest
    ]


def _line(target: Target, indicator: Indicator, row: Row | None) -> Line:
    aim = Dated(target.year, target.value, target.places, target.printed)
    return Line(target, said(latest(row), aim, unit=indicator.unit, better=indicator.better))


def latest(row: Row | None) -> Dated | None:
    """The newest of the years shown whose score is of the kind that a target is."""
    return next((found for cell in reversed(row.cells) if (found := _dated(row, cell))), None) if row else None


def _dated(row: Row, cell: Cell) -> Dated | None:
    """None without a score, or where it is a difference in points: a target is a percentage of people."""
    figures, definition = row.figures.get(cell.year), row.definitions.get(cell.year, row.definition)
    found = score_of(definition, figures) if figures else None
    if cell.value is None or figures is None or found is None or has_difference_alone(definition, figures):
        return None
    return Dated(cell.year, cell.value, found.places, cell.text)
