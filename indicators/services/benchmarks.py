"""Loads the national and regional figures of a standard from their file."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Benchmark, Standard
from indicators.printed import PrintedValue, PrintedValueError, read_printed

COLUMNS = {"indicator", "year", "group", "scope", "value", "unit", "source_url", "verified"}
OPTIONAL = {"part", "measure"}
KEY = ("number", "measure", "group", "scope", "year")
REST = ("part", "value", "places", "unit", "source", "verified")


class BenchmarkFileError(ValueError):
    """A file of figures cannot be loaded; the message names the line."""


@transaction.atomic
def load_benchmarks(path: Path, standard: Standard) -> int:
    """Makes the database hold the figures of the file, all or nothing; says how many. Twice is the same as once.

    A line is one published figure. `indicator` is a number, with a point and a name behind it where something else
    than the score was published ('1.band5'); `measure` then says in words what. `part` says what of ours may stand
    beside it: 'score' for the same measure of the same people (the ratio, the BME percentage), 'white' for the White
    percentage that a pair is printed with, and 'other', as when it is empty, for everything else. It is told and not
    worked out, because no rule knows that 'Black (subset of BME)' is not the BME figure and 'BME board members' is.

    What the file no longer has is deleted; what organisations added for themselves stays.
    """
    numbers = set(standard.indicators.values_list("number", flat=True))
    held = {key_of(each): each for each in standard.benchmarks.filter(organisation__isnull=True)}
    lines: dict[tuple[object, ...], int] = {}
    for line, entry in _entries(path):
        place = f"{path.name}, line {line}"
        found = _read(entry, standard, place)
        if found.number not in numbers:
            raise BenchmarkFileError(f"{place}: {standard} has no indicator {found.number}.")
        if key_of(found) in lines:
            raise BenchmarkFileError(f"{place}: this figure stands on line {lines[key_of(found)]} already.")
        lines[key_of(found)] = line
        _keep(found, held.get(key_of(found)))
    for key in held.keys() - lines.keys():
        held[key].delete()
    return len(lines)


def key_of(benchmark: Benchmark) -> tuple[object, ...]:
    return tuple(getattr(benchmark, name) for name in KEY)


def _entries(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line of the file with its number."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_columns(set(reader.fieldnames or ()), path)
            for entry in reader:
                if None in entry or None in entry.values():
                    raise BenchmarkFileError(f"{path.name}, line {reader.line_num}: give it as many fields as line 1.")
                yield reader.line_num, entry
    except (csv.Error, UnicodeDecodeError) as error:
        raise BenchmarkFileError(f"{path.name}: {error}") from error


def _check_columns(given: set[str], path: Path) -> None:
    for name in sorted(COLUMNS - given):
        raise BenchmarkFileError(f"{path.name}, line 1: there is no column '{name}'.")
    for name in sorted(given - COLUMNS - OPTIONAL):
        raise BenchmarkFileError(f"{path.name}, line 1: '{name}' is not a column. Take it out or spell it right.")


def _read(entry: dict[str, str], standard: Standard, place: str) -> Benchmark:
    number, _, name = entry["indicator"].partition(".")
    if not number.isdecimal() or not entry["year"].isdecimal():
        raise BenchmarkFileError(f"{place}: give the indicator and the year as whole numbers.")
    value = _value(entry, place)
    found = Benchmark(
        standard=standard,
        number=int(number),
        measure=entry.get("measure") or name.replace("_", " "),
        part=entry.get("part") or Benchmark.Part.OTHER,
        group=entry["group"],
        year=int(entry["year"]),
        scope=entry["scope"],
        value=value.value,
        places=value.places,
        unit=entry["unit"],
        source=entry["source_url"],
        verified=entry["verified"],
    )
    if found.verified == Benchmark.Verified.OWN:
        raise BenchmarkFileError(f"{place}: 'own' is what organisations add. Say how the figure was read.")
    try:
        found.clean_fields(exclude={"standard"})
    except ValidationError as error:
        faults = "; ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
        raise BenchmarkFileError(f"{place}: {faults}") from error
    return found


def _value(entry: dict[str, str], place: str) -> PrintedValue:
    try:
        value = read_printed(entry["value"])
    except PrintedValueError as error:
        raise BenchmarkFileError(f"{place}: {error}") from error
    if value.unit == "percent" or value.value < 0 or (entry["unit"].startswith("percent") and value.value > 100):
        raise BenchmarkFileError(f"{place}: '{entry['value']}' is not a value. Give it without its sign, 0 or more.")
    return value


def _keep(found: Benchmark, held: Benchmark | None) -> None:
    """Saves what is new or differs, so that the history holds changes alone."""
    if held is None:
        found.save()
    elif any(getattr(held, name) != getattr(found, name) for name in REST):
        for name in REST:
            setattr(held, name, getattr(found, name))
        held.save()
