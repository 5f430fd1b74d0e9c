"""Loads a standard from its file, and records what an organisation published for a year."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from accounts.models import Organisation
from indicators.models import Indicator, Score, Standard, Submission
from indicators.printed import PrintedValue, PrintedValueError, read_printed

NOT_PUBLISHED = "Not in the published report"


class StandardFileError(ValueError):
    """A file of a standard cannot be loaded; the message names the place in it."""


class SubmissionError(ValueError):
    """What was published cannot be recorded; the message says what to put right."""


@transaction.atomic
def load_standard(path: Path) -> Standard:
    """Makes the database hold the standard as its file has it, all or nothing; twice is the same as once."""
    content = _read(path)
    standard = Standard.objects.filter(code=content["code"]).first() or Standard(code=content["code"])
    standard.name = content["name"]
    _check(standard, path.name)
    standard.save()
    loaded = [_load_indicator(standard, entry, path.name) for entry in content["indicators"]]
    _check_years(standard, loaded, path.name)
    return standard


def _read(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise StandardFileError(f"{path.name}: {error}") from error
    for key, kind in (("code", str), ("name", str), ("indicators", list)):
        if not isinstance(content.get(key), kind):
            raise StandardFileError(f"{path.name}: give '{key}' at the top of the file.")
    return content


def _load_indicator(standard: Standard, entry: dict[str, Any], file: str) -> Indicator:
    number, first_year = entry.get("number"), entry.get("first_year")
    place = f"{file}, indicator {number}"
    if not isinstance(number, int) or not isinstance(first_year, int):
        raise StandardFileError(f"{place}: give each indicator a whole 'number' and 'first_year'.")
    fields = {field.name: field for field in Indicator._meta.fields if field.name not in ("id", "standard")}
    unknown = sorted(set(entry) - set(fields))
    if unknown:
        raise StandardFileError(f"{place}: there is no field '{unknown[0]}'. Take it out or spell it right.")
    indicator = standard.indicators.filter(number=number, first_year=first_year).first()
    indicator = indicator or Indicator(standard=standard)
    for name, field in fields.items():
        setattr(indicator, name, entry.get(name, field.get_default()))
    _check(indicator, place)
    indicator.save()
    return indicator


def _check(row: Standard | Indicator, place: str) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        faults = "; ".join(
            message if field == NON_FIELD_ERRORS else f"{field}: {message}"
            for field, messages in error.message_dict.items()
            for message in messages
        )
        raise StandardFileError(f"{place}: {faults}") from error


def _check_years(standard: Standard, loaded: Iterable[Indicator], file: str) -> None:
    """One definition a year, and none in the database that the file no longer has: scores may refer to it."""
    definitions = sorted(loaded, key=lambda indicator: (indicator.number, indicator.first_year))
    for older, newer in pairwise(definitions):
        overlap = older.last_year is None or older.last_year >= newer.first_year
        if older.number == newer.number and overlap:
            raise StandardFileError(
                f"{file}, indicator {newer.number}: two definitions hold in {newer.first_year}. "
                "Give the older one a last_year before it."
            )
    gone = standard.indicators.exclude(pk__in=[indicator.pk for indicator in definitions]).first()
    if gone:
        raise StandardFileError(
            f"{file}, indicator {gone.number}: the database has it from {gone.first_year} and the file not. "
            "Put it back, with a last_year if it ended."
        )


@transaction.atomic
def record_submission(
    *,
    organisation: Organisation,
    standard: Standard,
    year: int,
    period_start: date,
    period_end: date,
    printed: Mapping[int, str],
    submitted_printed: str,
    state: Submission.State,
) -> Submission:
    """Records a year as published, all or nothing; twice is the same as once, in the history too.

    `printed` has the text of each indicator number; one that is not there is recorded as not in the report.
    """
    if period_start >= period_end:
        raise SubmissionError(f"{year}: the period ends before it starts. Put its two dates right.")
    values = _read_all(standard, year, printed)
    submission = _submission_of(organisation, standard, year)
    period = {"period_start": period_start, "period_end": period_end}
    _save_if_changed(submission, **period, submitted_printed=submitted_printed, state=state)
    _record_scores(submission, values, printed)
    return submission


def _submission_of(organisation: Organisation, standard: Standard, year: int) -> Submission:
    found = Submission.objects.of(organisation).filter(standard=standard, year=year).first()
    return found or Submission(organisation=organisation, standard=standard, year=year)


def _read_all(standard: Standard, year: int, printed: Mapping[int, str]) -> dict[Indicator, PrintedValue | None]:
    """Every indicator of the year, with its value where one is printed."""
    indicators = list(standard.indicators.valid_in(year))
    unknown = sorted(set(printed) - {indicator.number for indicator in indicators})
    if unknown:
        raise SubmissionError(f"{year}: the standard has no indicator {unknown[0]} in that year. Take it out.")
    return {
        indicator: _read_score(indicator, year, printed[indicator.number]) if indicator.number in printed else None
        for indicator in indicators
    }


def _read_score(indicator: Indicator, year: int, text: str) -> PrintedValue:
    place = f"{year}, indicator {indicator.number}"
    try:
        found = read_printed(text)
    except PrintedValueError as error:
        raise SubmissionError(f"{place}: {error}") from error
    if indicator.shape == Indicator.Shape.DISTRIBUTION:
        raise SubmissionError(f"{place}: a share in each pay band has no single score. Take '{text}' out.")
    percent = indicator.unit == Indicator.Unit.PERCENT
    if percent != (found.unit == "percent"):
        wanted = "a percentage: print it with a % sign" if percent else "a ratio: print it without a % sign"
        raise SubmissionError(f"{place}: '{text}' should be {wanted}.")
    if found.value < 0 or (percent and found.value > 100):
        limits = "between 0% and 100%" if percent else "0 or more"
        raise SubmissionError(f"{place}: '{text}' should be {limits}. Check it against the report.")
    return found


def _record_scores(
    submission: Submission, values: Mapping[Indicator, PrintedValue | None], printed: Mapping[int, str]
) -> None:
    recorded = {score.indicator_id: score for score in submission.scores.all()}
    for indicator, value in values.items():
        _save_if_changed(
            recorded.get(indicator.pk) or Score(submission=submission, indicator=indicator),
            printed=printed.get(indicator.number, ""),
            value=value.value if value else None,
            places=value.places if value else 0,
            missing_reason="" if value else NOT_PUBLISHED,
        )


def _save_if_changed(row: Submission | Score, **values: object) -> None:
    """Saves only what differs, so that the history holds changes and nothing else."""
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
