"""Where the indicators stand: each with its chart, what others scored and what the figures do not show; the ladder."""

from collections.abc import Mapping, Sequence

from indicators.benchmarks_of import BenchmarkLine
from indicators.ladder import Kind
from indicators.models import Target
from indicators.pages.ladder import Ladder, Rung
from indicators.positions.saying import FEW_EVENTS, FEW_PEOPLE
from indicators.tables import Cell as ScoreCell
from indicators.tables import Row, ScoreTable
from reports.documents.blocks import Block, Bullets, Callout, Cell, Column, Figure, Paragraph, Table, Tone
from reports.documents.wording import day
from reports.indicator import chart_of, svg_of
from reports.papers.parts import Writing, columns, plain, said

TONES: dict[Kind, Tone] = {Kind.REACHED: "blue", Kind.AHEAD: "green", Kind.ON_THE_LINE: "green", Kind.BEHIND: "amber"}
LADDER_COLUMNS = {
    "Band": 2, "First count": 5, "Latest count": 5, "On the line then": 4, "Target": 5, "Against the line": 8,
}  # fmt: skip
NONE, LONGEST_IN_SHORT = "No score", 20  # letters
NOT_DELIVERY = "Scores come once a year. An action can be delivered and its indicator not have moved."


def indicators(
    writing: Writing,
    table: ScoreTable,
    benchmarks: Mapping[int, list[BenchmarkLine]],
    targets: Sequence[Target],
    *,
    bme: str,
) -> list[Block]:
    if not table.rows:
        return writing.part(2, "Where the indicators stand", "indicators", said("No scores are recorded."))
    blocks: list[Block] = [Paragraph(text=f"{NOT_DELIVERY} These are of {table.years[-1]}."), score_rows(table)]
    for row in table.rows:
        number = row.indicator.number
        own = [target for target in targets if target.number == number]
        blocks += indicator(writing, row, benchmarks.get(number, []), own, bme=bme)
    return writing.part(2, "Where the indicators stand", "indicators", blocks)


def score_rows(table: ScoreTable) -> Table:
    """The scores as printed, a column a year."""
    years = tuple(Column(title=str(year), is_numeric=True) for year in table.years)
    return Table(
        name="Scores",
        caption="The scores as submitted",
        columns=(Column(title="Indicator", width=4), *years),
        rows=tuple(
            (
                Cell(text=f"{row.indicator.number}. {row.indicator.subject}", is_header=True),
                *(plain(in_short(cell)) for cell in row.cells),
            )
            for row in table.rows
        ),
    )


def in_short(cell: ScoreCell) -> str:
    """The score as printed; where there is none, its reason only if that is short: the indicator's part has it all."""
    if cell.value is not None:
        return cell.text
    first = cell.text.partition(":")[0]
    return first if len(first) <= LONGEST_IN_SHORT else NONE


def indicator(
    writing: Writing, row: Row, benchmarks: Sequence[BenchmarkLine], targets: Sequence[Target], *, bme: str
) -> list[Block]:
    number, subject = row.indicator.number, row.indicator.subject
    own = row.definition.groups.in_words_of(bme)
    sentences = [f"{row.position.headline}.", *why_none(row), *row.position.sentences]
    sentences += [*beside(benchmarks), *aims(targets, row)]
    blocks: list[Block] = [Paragraph(text=" ".join(sentences))]
    if few := [sentence for sentence in row.position.caveats if is_of_small_numbers(sentence)]:
        blocks.append(Callout(title="Small numbers", sentences=tuple(few), is_caution=True))
    if chart := chart_of(row, benchmarks, targets, [], bme=own):
        first, last = row.history[0].year, row.latest.year
        years = f"{first} to {last}" if first < last else str(last)
        blocks.append(Figure(title=f"Indicator {number}, {years}", alternative=chart.description, svg=svg_of(chart)))
    return writing.part(3, f"Indicator {number}: {subject}", f"indicator-{number}", blocks)


def why_none(row: Row) -> list[str]:
    return [f"{row.latest.text.rstrip('.')}."] if row.latest.value is None else []


def beside(benchmarks: Sequence[BenchmarkLine]) -> list[str]:
    """The newest figure of others, with its own year, which is seldom that of ours."""
    scores = [line for line in benchmarks if line.part == "score"]
    return [f"{line.scope}: {line.years[-1].text} in {line.years[-1].year}." for line in scores[:1]]


def aims(targets: Sequence[Target], row: Row) -> list[str]:
    ahead = [target for target in targets if target.year >= row.latest.year]
    return [f"The target is {target}." for target in ahead[:1]]


def is_of_small_numbers(sentence: str) -> bool:
    return sentence.endswith((FEW_EVENTS, FEW_PEOPLE))


def caveats(writing: Writing, table: ScoreTable) -> list[Block]:
    notes = [f"{note.subject}: {note.text}" for note in table.notes]
    blocks = [Bullets(items=tuple(notes))] if notes else said("Nothing is known that limits what the figures show.")
    return writing.part(2, "What the figures do not show", "caveats", blocks)


def ladder(writing: Writing, found: Ladder, *, bme: str) -> list[Block]:
    """The Model Employer goals against a straight line; nothing where the trust has none."""
    if not found.rungs:
        return []
    table = Table(
        name="Model Employer",
        caption=f"{bme} staff in post against the line to the target",
        columns=columns(*LADDER_COLUMNS, widths=LADDER_COLUMNS.values()),
        rows=tuple(rung_row(rung) for rung in found.rungs),
    )
    line = "The line runs straight from the first count to the target at the end of its year."
    return writing.part(2, "Model Employer goals", "ladder", [Paragraph(text=f"{found.summary}. {line}"), table])


def rung_row(rung: Rung) -> tuple[Cell, ...]:
    first, latest = rung.first, rung.latest
    again = rung.counted[-1] if len(rung.counted) > 1 else None
    return (
        Cell(text=rung.goal.band, is_header=True),
        plain(f"{first.number} on {day(first.counted_on)}" if first else "Not counted"),
        plain(f"{latest.number} on {day(latest.counted_on)}" if again and latest else "Not again yet"),
        plain(again.on_the_line if again else "Starts here"),
        plain(f"{rung.goal.target} by the end of {rung.goal.target_year}"),
        Cell(text=str(rung.standing), tone=TONES.get(rung.standing.kind, "grey")),
    )
