"""The scores of a published report: the table as printed, and each indicator with its chart and its words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from accounts.models import Organisation
from indicators.charts.series import kind_of, series_of
from indicators.charts.through_years import time_chart
from indicators.definitions import Shape
from indicators.figures import Figures
from indicators.pages.ladder import Ladder
from indicators.positions import Position, in_own_words, position
from indicators.services.recording import NOT_CALCULABLE
from indicators.tables import Cell as ScoreCell
from indicators.tables import Note, Row, ScoreTable
from reports.documents.blocks import Block, Bullets, Callout, Cell, Column, Figure, Heading, Paragraph, Table
from reports.indicator import svg_of
from reports.publishing.disclosure import Bands, bands_of, public, public_position
from reports.publishing.ladder import gives_back
from reports.publishing.texts import NOT_PUBLISHED

LONGEST_SCORE = 20  # what is longer than a printed score is words, which stand below the table
NO_SCORE, IN_WORDS = "No score", "In words"


@dataclass(frozen=True)
class Shown:
    """One indicator as the public may see it. `hides` says that counts of few people were taken out of its figures."""

    row: Row
    wording: str
    bme: str
    figures: Mapping[int, Figures]
    position: Position
    bands: Bands | None
    hides: bool

    @property
    def number(self) -> int:
        return self.row.indicator.number


def shown_of(organisation: Organisation, row: Row, ladder: Ladder, *, below: int) -> Shown:
    year, label = row.latest.year, organisation.bme_label
    bme = row.definition.groups.in_words_of(label)
    definitions = {each: row.definitions.get(each, row.definition) for each in row.figures}
    untold = bands_are_untold(ladder, row, below=below)
    figures = {
        each: public(definitions[each], found, below=below, without_bands=untold) for each, found in row.figures.items()
    }
    stripped = {each for each, found in row.figures.items() if figures[each] is not found}
    said = position(row.definition, figures, year, bme=label)
    latest = None if untold else row.figures.get(year)
    bands = bands_of(row.definition, latest, below=below) if latest else None
    return Shown(
        row=replace(row, cells=tuple(replace(cell, text=without_counts(cell.text)) for cell in row.cells)),
        wording=in_own_words(row.indicator.wording, label),
        bme=bme,
        figures=figures,
        position=public_position(said, hides=not stripped.isdisjoint((year, year - 1)), below=below),
        bands=bands if bands and bands.has_totals else None,
        hides=bool(stripped),
    )


def bands_are_untold(ladder: Ladder, row: Row, *, below: int) -> bool:
    """Whether no band may be told, of whatever year, because of what the ladder says of the same people."""
    if row.definition.shape != Shape.DISTRIBUTION:
        return False
    every = (bands_of(row.definition, found, below=below) for found in row.figures.values())
    return any(gives_back(ladder, bands, below=below) for bands in every)


def without_counts(score: str) -> str:
    """Where counts come to no score, they are recorded in its place, and most of them are of few people."""
    return NOT_CALCULABLE if score.startswith(f"{NOT_CALCULABLE}:") else score


# ---- the table


def table_of(table: ScoreTable, shown: Sequence[Shown]) -> list[Block]:
    """Rows are the indicators and columns the years, each score as printed; why one is missing stands below."""
    rows = tuple(
        (
            Cell(text=f"{each.number}. {each.wording}", is_header=True),
            *(Cell(text=short(each.row, cell)) for cell in each.row.cells),
        )
        for each in shown
    )
    columns = (
        Column(title="Indicator", width=20 - 2 * len(table.years)),
        *(Column(title=str(year), width=2, is_numeric=True) for year in table.years),
    )
    found: list[Block] = [Table(name="Scores", caption=f"Scores, {span_of(table.years)}", columns=columns, rows=rows)]
    reasons = [text for each in shown for text in reasons_of(each)]
    return [*found, Bullets(items=tuple(reasons))] if reasons else found


def span_of(years: Sequence[int]) -> str:
    """'2017 to 2021', or the only year."""
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])


def short(row: Row, cell: ScoreCell) -> str:
    """The score as printed; what is too long for the table is told below it."""
    if not is_long(cell):
        return cell.text
    figures = row.figures.get(cell.year)
    return IN_WORDS if figures and figures.narrative else NO_SCORE


def is_long(cell: ScoreCell) -> bool:
    return len(cell.text) > LONGEST_SCORE


def reasons_of(shown: Shown) -> Iterator[str]:
    """What was too long for the table: a reason once, with the years that it is given for."""
    years: dict[str, list[int]] = {}
    for cell in shown.row.cells:
        if is_long(cell):
            years.setdefault(cell.text, []).append(cell.year)
    for text, found in years.items():
        yield f"Indicator {shown.number}, {in_words(found)}: {text}"


def in_words(years: Sequence[int]) -> str:
    """'2017 to 2021', or '2017, 2019' where years between them are missing."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(map(str, years))


# ---- one indicator after the other


def indicators_of(shown: Sequence[Shown]) -> Iterator[Block]:
    for each in shown:
        yield Heading(
            level=3,
            text=f"Indicator {each.number}: {in_own_words(each.row.indicator.subject, each.bme)}",
            key=f"indicator-{each.number}",
        )
        yield Paragraph(text=" ".join((headline_of(each), *each.position.sentences)))
        if figure := figure_of(each):
            yield figure
        if each.bands:
            yield table_of_bands(each, each.bands)


def headline_of(shown: Shown) -> str:
    """Where it stands, and what was given in place of a score."""
    latest, headline = shown.row.latest, f"{shown.position.headline}."
    return headline if latest.value is not None else f"{headline} {latest.text.rstrip('.')}."


def figure_of(shown: Shown) -> Figure | None:
    """The score through the years, drawn from what is public alone; its description is its alternative text."""
    definition, years = shown.row.definition, sorted(shown.figures)
    title = f"Indicator {shown.number}, {span_of(years)}" if years else ""
    chart = time_chart(
        key=f"indicator-{shown.number}",
        title=title,
        kind=kind_of(definition, shown.figures),
        series=series_of(definition, shown.figures, bme=shown.bme, definitions=shown.row.definitions),
        benchmark=None,
        aim=None,
        breaks=definition.breaks,
    )
    return Figure(title=title, alternative=chart.description, svg=svg_of(chart)) if chart else None


def table_of_bands(shown: Shown, bands: Bands) -> Table:
    groups = shown.row.definition.groups
    others = f"{groups.white} and {groups.unknown.lower()}"
    published = bands.published
    rows = [
        (name, (*cells, total))
        for name, cells, total in zip(bands.groups, published.cells, published.row_totals, strict=True)
    ]
    rows.append(("All staff", (*published.column_totals, published.total)))
    return Table(
        name="Pay bands",
        caption=f"Staff by group of pay bands, {shown.row.latest.year}",
        columns=(
            Column(title="Pay bands", width=3),
            *(Column(title=title, is_numeric=True) for title in (shown.bme, others, "All")),
            Column(title=f"{shown.bme} share", is_numeric=True),
        ),
        rows=tuple(
            (Cell(text=name, is_header=True), *(count_cell(each) for each in counts), share_cell(counts[0], counts[-1]))
            for name, counts in rows
        ),
    )


def count_cell(count: int | None) -> Cell:
    return Cell(text=NOT_PUBLISHED) if count is None else Cell(text=f"{count:,}", number=count)


def share_cell(part: int | None, whole: int | None) -> Cell:
    """No share of a hidden number."""
    if part is None or not whole:
        return Cell(text=NOT_PUBLISHED if whole != 0 else "")
    share = 100 * part / whole
    return Cell(text=f"{share:.1f}%")


def notes_of(shown: Sequence[Shown]) -> list[Block]:
    """What cannot be said of some indicators, each caveat once."""
    numbers: dict[str, list[int]] = {}
    for each in shown:
        for caveat in each.position.caveats:
            numbers.setdefault(caveat, []).append(each.number)
    notes = [Note(tuple(found), caveat) for caveat, found in numbers.items()]
    if not notes:
        return []
    told = tuple(f"{note.subject}: {note.text}" for note in notes)
    return [Callout(title="What these figures cannot say", sentences=told, is_caution=True)]
