"""Writes what is known of an indicator into its rows; indicators/recorded.py reads it back."""

from collections.abc import Iterable, Mapping

from django.db import models

from indicators.answers import Answer
from indicators.definitions import Definition, Shape
from indicators.figures import Figures, score_of
from indicators.models import BandCount, Figure, Indicator, Score, Submission
from indicators.recorded import with_parts

NOT_CALCULABLE = "Not calculable"


def record_answers(submission: Submission, answers: Mapping[Indicator, Answer]) -> None:
    """Makes the rows of a submission hold these answers, each read without a fault; saves only what differs."""
    held = {score.indicator_id: score for score in with_parts(submission.scores.all())}
    for indicator, answer in answers.items():
        score = held.get(indicator.pk) or Score(submission=submission, indicator=indicator)
        save_if_changed(score, **_score_fields(indicator.definition, answer))
        _match(Figure, score, ("part",), _figure_rows(answer.figures))
        _match(BandCount, score, ("place", "band"), _band_rows(answer.figures))


def save_if_changed(row: models.Model, **values: object) -> None:
    """Saves only what differs, so that the history holds changes and nothing else."""
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _score_fields(definition: Definition, answer: Answer) -> dict[str, object]:
    found = None if answer.missing_reason else score_of(definition, answer.figures)
    words = "" if answer.missing_reason else answer.figures.narrative
    reason = "" if found or words else answer.missing_reason or not_calculable(definition, answer.figures)
    sign = "%" if definition.shape in (Shape.DISTRIBUTION, Shape.DIFFERENCE) else ""
    return {
        "printed": (found.printed or f"{found}{sign}") if found else "",
        "value": found.value if found else None,
        "places": found.places if found else 0,
        "is_computed": bool(found and not found.printed),
        "missing_reason": reason,
        "narrative": words,
    }


def not_calculable(definition: Definition, figures: Figures) -> str:
    """Why counts come to no score, with the counts: 'Not calculable: BME 0 of 725, White 17 of 2,505'."""
    names = definition.groups
    counts = [
        f"{name} {found.count:,} of {found.base:,}"
        for name, found in ((names.bme, figures.bme_count), (names.white, figures.white_count))
        if found
    ]
    return f"{NOT_CALCULABLE}: {', '.join(counts)}" if counts else NOT_CALCULABLE


def _figure_rows(figures: Figures) -> dict[tuple[str, ...], dict[str, object]]:
    counts = {"white": figures.white_count, "bme": figures.bme_count, "unknown": figures.unknown_count}
    printed = {"white": figures.white, "workforce": figures.workforce, "difference": figures.difference}
    rows: dict[tuple[str, ...], dict[str, object]] = {}
    for part in Figure.Part.values:
        count, reading, respondents = counts.get(part), printed.get(part), figures.respondents.get(part)
        if count or reading or respondents:
            rows[(part,)] = {
                "printed": (reading.printed or str(reading)) if reading else "",
                "value": reading.value if reading else None,
                "places": reading.places if reading else 0,
                "numerator": count.count if count else None,
                "denominator": count.base if count else respondents,
            }
    return rows


def _band_rows(figures: Figures) -> dict[tuple[str, ...], dict[str, object]]:
    return {
        where: {"white": found.white, "bme": found.bme, "unknown": found.unknown}
        for where, found in figures.headcounts.items()
    }


def _match(
    model: type[Figure] | type[BandCount],
    score: Score,
    key: tuple[str, ...],
    wanted: Mapping[tuple[str, ...], dict[str, object]],
) -> None:
    """Makes the rows of a score those that are wanted, by their key."""
    related: Iterable[Figure | BandCount] = score.figures.all() if model is Figure else score.band_counts.all()
    held = {tuple(getattr(row, name) for name in key): row for row in related}
    for gone in set(held) - set(wanted):
        held[gone].delete()
    for where, values in wanted.items():
        row = held.get(where) or model(score=score, **dict(zip(key, where, strict=True)))
        save_if_changed(row, **values)
