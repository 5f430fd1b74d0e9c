"""Reads what is recorded of a score as plain values."""

from decimal import Decimal

from django.db.models import QuerySet

from indicators.figures import Figures, Reading, pair_of
from indicators.measures import Headcount, Proportion
from indicators.models import Figure, Score


def with_parts(scores: QuerySet[Score]) -> QuerySet[Score]:
    """Scores with all that stands behind them: three queries in all."""
    return scores.select_related("indicator__standard", "submission").prefetch_related("figures", "band_counts")


def figures_of(score: Score) -> Figures:
    """What stands behind a score; prefetch its figures and band counts, as with_parts does."""
    rows = {row.part: row for row in score.figures.all()}
    counts = {
        part: Proportion(row.numerator, row.denominator)
        for part, row in rows.items()
        if row.numerator is not None and row.denominator is not None
    }
    published = None if score.is_computed else _reading(score.value, score.places, score.printed)
    difference = rows.get("difference")
    if difference and difference.printed == score.printed:
        published = None  # the difference alone was printed, and stands for the score
    return Figures(
        published=published,
        white=_reading_of(rows.get("white")),
        workforce=_reading_of(rows.get("workforce")),
        difference=_reading_of(difference),
        white_count=counts.get("white"),
        bme_count=counts.get("bme"),
        unknown_count=counts.get("unknown"),
        respondents={
            part: row.denominator for part, row in rows.items() if row.denominator is not None and row.numerator is None
        },
        headcounts={
            (row.place, row.band): Headcount(row.white, row.bme, row.unknown) for row in score.band_counts.all()
        },
        narrative=score.narrative,
    )


def _reading_of(row: Figure | None) -> Reading | None:
    return _reading(row.value, row.places, row.printed) if row else None


def _reading(value: Decimal | None, places: int, printed: str) -> Reading | None:
    return None if value is None else Reading(value, places, printed)


def missing_reason_of(score: Score) -> str:
    """The reason that somebody gave for there being no score; none where the counts come to nothing."""
    definition = score.indicator.definition
    given = score.missing_reason
    computed_reason = pair_of(definition, figures_of(score)) is not None
    return "" if computed_reason else given
