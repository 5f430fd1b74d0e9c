"""The Model Employer goals of a published report, without any count of few people.

A goal with one hidden reading shows neither where it stands nor a chart: both are computed from its readings. Targets
are no counts of staff.

The bands of the table of pay bands are the same people. Beside a ladder that hides a count, the number of the upper
bands would give it back; beside a ladder that hides none, the table's own hidden numbers could be worked out. In either
case the table goes, and the share of the upper bands with it: `gives_back`. The days of the counts make no difference,
for a few weeks change few numbers.
"""

from indicators.models import StaffInPost
from indicators.pages.ladder import Ladder, Rung
from reports.documents.blocks import Block, Cell, Column, Heading, Paragraph, Table
from reports.publishing.disclosure import Bands
from reports.publishing.texts import HIDDEN_COUNT, NOT_PUBLISHED


def hides(rung: Rung, *, below: int) -> bool:
    return any(each.reading.number < below for each in rung.counted)


def gives_back(ladder: Ladder, bands: Bands | None, *, below: int) -> bool:
    """Whether the ladder and the bands, side by side, come to a count that is hidden, or to a small one of the rest."""
    counted = [rung for rung in ladder.rungs if rung.counted]
    if bands is None or not counted:
        return False
    if bands.hides or any(hides(rung, below=below) for rung in counted):
        return True
    first = {rung.goal.band: rung.counted[0].reading.number for rung in counted}
    latest = {rung.goal.band: rung.counted[-1].reading.number for rung in counted}
    return any(0 < (bands.upper or 0) - sum(found.values()) < below for found in (first, latest))


def ladder_blocks(ladder: Ladder, *, bme: str, below: int) -> list[Block]:
    if not ladder.rungs:
        return []
    rows = tuple(row_of(rung, below) for rung in ladder.rungs)
    return [
        Heading(level=2, text="Model Employer goals", key="goals"),
        Paragraph(
            text=f"How many {bme} staff are to be in post in a pay band, and how many were counted. Each goal has a "
            "straight line from its first count to its target at the end of the target year."
        ),
        Table(
            name="Model Employer goals",
            caption=f"{bme} staff in post by pay band",
            columns=(
                Column(title="Pay band", width=3),
                Column(title="First count", width=4),
                Column(title="Latest count", width=4),
                Column(title="Target", width=5),
                Column(title="Against the line", width=4),
            ),
            rows=rows,
        ),
    ]


def row_of(rung: Rung, below: int) -> tuple[Cell, ...]:
    latest = rung.latest if len(rung.counted) > 1 else None
    return (
        Cell(text=band_in_words(rung.goal.band), is_header=True),
        Cell(text=counted_in_words(rung.first, below) if rung.first else "None"),
        Cell(text=counted_in_words(latest, below) if latest else "None since"),
        Cell(text=f"{rung.goal.target:,} by the end of {rung.goal.target_year}"),
        Cell(text=NOT_PUBLISHED if hides(rung, below=below) else str(rung.standing)),
    )


def band_in_words(band: str) -> str:
    """'Band 8A', and a grade that is no band by its own name."""
    return f"Band {band}" if band[:1].isdigit() else band


def counted_in_words(reading: StaffInPost, below: int) -> str:
    number = HIDDEN_COUNT.format(below=below) if reading.number < below else f"{reading.number:,}"
    return f"{number} in {reading.counted_on:%B %Y}"
