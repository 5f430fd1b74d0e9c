"""What others scored for one indicator, as plain lines of years for its page and its charts."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Organisation
from indicators.models.benchmarks import Benchmark, BenchmarkQuerySet

WHOLE_COUNTRY = "England NHS trusts"  # the scope that comes first, and that a page shows unless told


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One year: the value (a ratio, or 0 to 100), as it is printed, where it was read and how well."""

    year: int
    value: Decimal
    text: str
    verified: str
    source: str


@dataclass(frozen=True, slots=True)
class BenchmarkLine:
    """What stands beside our 'score' or 'white' figure, of one scope, by year; years without one are left out."""

    scope: str
    part: str
    years: tuple[PublishedFigure, ...]


def benchmarks_for(organisation: Organisation, standard_code: str, number: int) -> list[BenchmarkLine]:
    """The comparable figures of an indicator, those of the whole country first: one query."""
    return _lines(comparable(organisation, standard_code).filter(number=number))


def all_benchmarks(organisation: Organisation, standard_code: str) -> dict[int, list[BenchmarkLine]]:
    """The same of every indicator that has any, by its number: one query."""
    rows: dict[int, list[Benchmark]] = {}
    for row in comparable(organisation, standard_code):
        rows.setdefault(row.number, []).append(row)
    return {number: _lines(found) for number, found in rows.items()}


def comparable(organisation: Organisation, standard_code: str) -> BenchmarkQuerySet:
    return Benchmark.objects.of(organisation).of_standard(standard_code).comparable()


def _lines(rows: Iterable[Benchmark]) -> list[BenchmarkLine]:
    lines: dict[tuple[str, str], dict[int, Benchmark]] = {}
    # Where an organisation's own figure is of a year that has since been published here too, what was checked stands.
    for row in sorted(rows, key=lambda row: (row.year, row.organisation_id is not None, row.pk)):
        lines.setdefault((row.scope, row.part), {}).setdefault(row.year, row)
    ordered = sorted(lines, key=lambda line: (*scope_order(line[0]), line[1]))
    return [BenchmarkLine(scope, part, _years(lines[scope, part].values())) for scope, part in ordered]


def scope_order(scope: str) -> tuple[bool, str]:
    """The whole country first, then by name."""
    return scope != WHOLE_COUNTRY, scope


def _years(rows: Iterable[Benchmark]) -> tuple[PublishedFigure, ...]:
    return tuple(PublishedFigure(row.year, row.value, row.text, row.get_verified_display(), row.source) for row in rows)
