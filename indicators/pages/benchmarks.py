"""The page of national and regional figures: by indicator, scope and measure, with the years that nobody published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from accounts.models import Organisation
from indicators.benchmarks_of import scope_order
from indicators.models import Benchmark, Indicator, Standard

OF_TRUSTS = (Benchmark.Unit.PERCENT_OF_TRUSTS, Benchmark.Unit.COUNT_OF_TRUSTS)
PARTS = list(Benchmark.Part)


@dataclass(frozen=True)
class Row:
    """One year, with its source as a link where it is one."""

    benchmark: Benchmark

    @property
    def host(self) -> str:
        """'hsj.co.uk'; empty where the source is words."""
        return host_of(self.benchmark.source).removeprefix("www.")

    @property
    def is_own(self) -> bool:
        return self.benchmark.organisation_id is not None


@dataclass(frozen=True)
class Table:
    """One measure of one scope through the years."""

    scope: str
    measure: str
    rows: tuple[Row, ...]

    @property
    def gaps(self) -> str:
        """'2018, 2020 and 2021': the years between the first and the last for which there is no figure."""
        years = {row.benchmark.year for row in self.rows}
        *others, last = [str(year) for year in range(min(years), max(years)) if year not in years] or [""]
        return f"{', '.join(others)} and {last}" if others else last


@dataclass(frozen=True)
class Section:
    """One indicator, under its newest definition."""

    indicator: Indicator
    tables: tuple[Table, ...]


def benchmark_sections(organisation: Organisation, standard: Standard) -> list[Section]:
    """Every indicator of which there is a figure: two queries."""
    newest = {each.number: each for each in standard.indicators.order_by("number", "first_year")}
    rows = sorted(Benchmark.objects.of(organisation).filter(standard=standard), key=_order)
    return [
        Section(newest[number], tuple(_tables(found)))
        for number, found in groupby(rows, lambda row: row.number)
        if number in newest
    ]


def host_of(source: str) -> str:
    """The host of a web address, or nothing: only such a source is made a link."""
    try:
        address = urlsplit(source)
    except ValueError:
        return ""
    return (address.hostname or "") if address.scheme in ("http", "https") else ""


def name_of(benchmark: Benchmark) -> str:
    """'BME', 'Very senior managers (VSM), BME'; a figure about trusts is of no group."""
    if not benchmark.measure:
        return benchmark.group
    return benchmark.measure if benchmark.unit in OF_TRUSTS else f"{benchmark.measure}, {benchmark.group}"


def _tables(rows: Iterable[Benchmark]) -> Iterator[Table]:
    for (scope, measure), found in groupby(rows, lambda row: (row.scope, name_of(row))):
        yield Table(scope, measure, tuple(Row(row) for row in found))


def _order(row: Benchmark) -> tuple[object, ...]:
    part = PARTS.index(Benchmark.Part(row.part))
    return row.number, scope_order(row.scope), part, name_of(row), row.year, row.organisation_id is not None, row.pk
