"""Loads a standard from its file: its groups, indicators and submission deadlines."""

import tomllib
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from indicators.models import Indicator, Standard, SubmissionDeadline

GROUP_NAMES = {"bme_name": "BME", "white_name": "White", "unknown_name": "Unknown"}
KEYS = {"code", "name", "indicators", "deadlines", *GROUP_NAMES}


class StandardFileError(ValueError):
    """A file of a standard cannot be loaded; the message names the place in it."""


@transaction.atomic
def load_standard(path: Path) -> Standard:
    """Makes the database hold the standard as its file has it, all or nothing; twice is the same as once."""
    content = _read(path)
    standard = Standard.objects.filter(code=content["code"]).first() or Standard(code=content["code"])
    standard.name = content["name"]
    for name, usual in GROUP_NAMES.items():
        setattr(standard, name, content.get(name, usual))
    _check(standard, path.name)
    standard.save()
    _load_deadlines(standard, content.get("deadlines", {}), path.name)
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
    unknown = sorted(set(content) - KEYS)
    if unknown:
        raise StandardFileError(f"{path.name}: there is no key '{unknown[0]}'. Take it out or spell it right.")
    return content


def _load_deadlines(standard: Standard, deadlines: dict[str, Any], file: str) -> None:
    """The database has the deadlines of the file, and no others."""
    standard.deadlines.exclude(year__in=[year for year in deadlines if year.isdecimal()]).delete()
    for year, due_on in deadlines.items():
        if not year.isdecimal() or type(due_on) is not date:
            raise StandardFileError(f"{file}, deadlines: give each year a date, such as 2023 = 2023-05-30.")
        SubmissionDeadline.objects.update_or_create(standard=standard, year=int(year), defaults={"due_on": due_on})


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
