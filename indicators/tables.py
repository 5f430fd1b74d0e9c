"""The score table of an organisation, as trusts print it: rows are indicators and columns are years.

Other apps read scores through here: a fixed number of queries, whatever the organisation holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from accounts.models import Organisation
from indicators.charts.series import kind_of
from indicators.charts.small import Chart, Plotted, chart
from indicators.definitions import Definition, Shape
from indicators.figures import Figures, has_difference_alone
from indicators.models import WRES, Indicator, Score, ScoreQuerySet, Submission
from indicators.positions import Position, position
from indicators.recorded import figures_of, with_parts

MOST_COLUMNS = 5  # years in the table, as many as reports print; the charts show them all
NOT_RECORDED = "Not recorded"


@dataclass(frozen=True)
class Cell:
    """One year of a row: the value as printed, or why there is none."""

    year: int
    text: str
    value: Decimal | None = None


@dataclass(frozen=True)
class Row:
    """One indicator through the years, with its definition of the last one.

    `figures` has the years of which anything is known, and `history` every year up to the last. `definitions` has for
    each year with a score the definition that it answers.
    """

    indicator: Indicator
    cells: tuple[Cell, ...]
    position: Position
    chart: Chart | None
    definition: Definition
    figures: Mapping[int, Figures]
    history: tuple[Cell, ...]
    definitions: Mapping[int, Definition]

    @property
    def latest(self) -> Cell:
        return self.cells[-1]

    @property
    def reason_for_none(self) -> str:
        """Why the whole row is empty, where one reason says it for every year; else nothing."""
        if any(cell.year in self.figures for cell in self.cells):
            return ""
        reasons = {cell.text for cell in self.cells}
        empty = all(cell.value is None for cell in self.cells)
        return reasons.pop() if empty and len(reasons) == 1 else ""


@dataclass(frozen=True)
class Note:
    """What cannot be said of some indicators, and why."""

    numbers: tuple[int, ...]
    text: str

    @property
    def subject(self) -> str:
        """'Indicator 9', or 'Indicators 5, 6, 7 and 8'."""
        *others, last = map(str, self.numbers)
        return f"Indicators {', '.join(others)} and {last}" if others else f"Indicator {last}"


@dataclass(frozen=True)
class ScoreTable:
    """The table; without a submitted year it has no years and no rows."""

    years: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def by_number(self) -> dict[int, Row]:
        return {row.indicator.number: row for row in self.rows}

    @property
    def notes(self) -> list[Note]:
        """The caveats of the rows, each once."""
        numbers: dict[str, list[int]] = {}
        for row in self.rows:
            for caveat in row.position.caveats:
                numbers.setdefault(caveat, []).append(row.indicator.number)
        return [Note(tuple(found), caveat) for caveat, found in numbers.items()]


@dataclass(frozen=True)
class Line:
    """One indicator of one submission; without a score, nothing was recorded for it."""

    indicator: Indicator
    score: Score | None

    @property
    def text(self) -> str:
        return str(self.score) if self.score else NOT_RECORDED


def score_table(organisation: Organisation, *, standard: str = WRES, until: int | None = None) -> ScoreTable:
    """The submitted scores up to a year (the newest, unless told), drafts left out."""
    return _table(organisation, standard, until, Score.objects.of(organisation))


def row_of(organisation: Organisation, *, standard: str, number: int) -> Row | None:
    """One indicator through all its years; None before the first submission, or where none has that number."""
    found = _table(organisation, standard, None, Score.objects.of(organisation).filter(indicator__number=number))
    return found.by_number.get(number)


def _table(organisation: Organisation, standard: str, until: int | None, recorded: ScoreQuerySet) -> ScoreTable:
    submissions = Submission.objects.of(organisation).of_standard(standard).submitted()
    submitted = submissions.order_by("year").values_list("year", flat=True)
    years = tuple(year for year in submitted if until is None or year <= until)
    if not years:
        return ScoreTable()
    recorded = recorded.of_standard(standard).submitted().filter(submission__year__lte=years[-1])
    scores = _by_number(with_parts(recorded))
    definitions = Indicator.objects.of_standard(standard).valid_in(years[-1]).select_related("standard")
    rows = (_row(organisation, found, scores.get(found.number, {}), years) for found in definitions.order_by("number"))
    return ScoreTable(years[-MOST_COLUMNS:], tuple(rows))


def lines_of(submission: Submission) -> list[Line]:
    """Every indicator that was valid in the submission's year, with its score: two queries."""
    scores = {score.indicator_id: score for score in submission.scores.all()}
    definitions = Indicator.objects.filter(standard=submission.standard_id).valid_in(submission.year)
    return [Line(found, scores.get(found.pk)) for found in definitions.order_by("number")]


def _by_number(scores: Iterable[Score]) -> dict[int, dict[int, Score]]:
    found: dict[int, dict[int, Score]] = {}
    for score in scores:
        found.setdefault(score.indicator.number, {})[score.submission.year] = score
    return found


def _row(organisation: Organisation, indicator: Indicator, scores: Mapping[int, Score], years: tuple[int, ...]) -> Row:
    cells = tuple(_cell(year, scores.get(year)) for year in years)
    definition = definition_through(indicator, scores)
    definitions = {year: score.indicator.definition for year, score in scores.items()}
    figures = {year: figures_of(score) for year, score in scores.items() if not _is_missing(score)}
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    return Row(
        indicator,
        cells[-MOST_COLUMNS:],
        position(definition, figures, years[-1], bme=organisation.bme_label),
        chart(
            key=f"chart-{organisation.ods_code}-{indicator.pk}",
            title=f"Indicator {indicator.number}, {indicator.subject}, {span}",
            years={cell.year: _plotted(cell, definition, definitions, figures) for cell in cells},
            ratio=indicator.shape == Shape.RATIO,
            points=kind_of(definition, figures) == "points",
            breaks=definition.breaks,
        ),
        definition,
        figures,
        cells,
        definitions,
    )


def _plotted(
    cell: Cell, definition: Definition, definitions: Mapping[int, Definition], figures: Mapping[int, Figures]
) -> Plotted:
    """What the chart shows of a year; what is in another unit than the rest stands in its words alone."""
    own, found = definitions.get(cell.year, definition), figures.get(cell.year)
    if cell.value is None or found is None:
        return Plotted(cell.text)
    if own.shape != definition.shape:
        return Plotted(f"{cell.text}, which is not drawn")
    if has_difference_alone(own, found) and kind_of(definition, figures) != "points":
        return Plotted(f"{cell.text}, a difference in points, which is not drawn")
    return Plotted(cell.text, cell.value)


def _cell(year: int, score: Score | None) -> Cell:
    return Cell(year, str(score), score.value) if score else Cell(year, NOT_RECORDED)


def definition_through(indicator: Indicator, scores: Mapping[int, Score]) -> Definition:
    """The definition of an indicator, with the breaks of all that its scores answer and those between them."""
    definition = indicator.definition
    breaks = (score.indicator.definition.breaks for score in scores.values())
    return replace(definition, breaks=_years_redefined(scores).union(definition.breaks, *breaks))


def _is_missing(score: Score) -> bool:
    """Whether nothing at all was given for it; counts that come to no score are something."""
    return (
        score.value is None and bool(score.missing_reason) and not score.figures.all() and not score.band_counts.all()
    )


def _years_redefined(scores: Mapping[int, Score]) -> frozenset[int]:
    """The years whose score answers another definition than the score before it."""
    return frozenset(
        year for before, year in pairwise(sorted(scores)) if scores[before].indicator_id != scores[year].indicator_id
    )
