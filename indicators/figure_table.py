"""The figures behind an indicator, year by year: beside its chart, and to take away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.comes_to import score_text
from indicators.definitions import Definition, Shape, Tier
from indicators.figures import Figures, difference_of, interval_of, pair_of, sample_of, workforce_of, workforce_share
from indicators.measures import Headcount, bme_share
from indicators.positions.workforces import tier_of
from indicators.statistics import Interval, katz

NONE = ""
Cells = Iterator[tuple[str, str]]  # the name of a column, and the text in it


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Columns, and a row a year; a text for each column, empty where it is not known."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def figure_table(
    definition: Definition,
    years: Mapping[int, Figures],
    *,
    bme: str,
    reasons: Mapping[int, str],
    is_apart: bool = False,
) -> FigureTable:
    """The table of an indicator; columns in which no year has a figure are left out.

    `reasons` say for a year why it has no score, and stand in its place. `is_apart` is for reckoning on: each number
    has a column of its own, and neither commas nor words beside it.
    """
    write = _Apart() if is_apart else _Together()
    rows = {
        year: dict(_cells(definition, years.get(year, Figures()), bme, write)) for year in sorted({*years, *reasons})
    }
    for year, reason in reasons.items():
        rows[year][_score_name(definition, bme)] = reason
    filled = [name for name in _names(rows) if any(row.get(name) for row in rows.values())]
    return FigureTable(
        tuple(filled), tuple((year, tuple(row.get(name, NONE) for name in filled)) for year, row in rows.items())
    )


def _names(rows: Mapping[int, Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows.values() for name in row))


def _score_name(definition: Definition, bme: str) -> str:
    """The score of a pair is the figure of one of its groups, and the other's stands beside it."""
    return bme if definition.is_pair else "Score"


class _Together:
    """For reading: what belongs together in one cell."""

    def of(self, name: str, count: int | None, base: int | None, whole: str) -> Cells:
        yield name, NONE if count is None or base is None else f"{count:,} of {base:,}"

    def interval(self, name: str, interval: Interval | None, places: int, sign: str = "") -> Cells:
        yield name, f"{interval.low:.{places}f}{sign} to {interval.high:.{places}f}{sign}" if interval else NONE

    def number(self, name: str, number: int | None) -> Cells:
        yield name, NONE if number is None else f"{number:,}"

    def points(self, name: str, value: Decimal, places: int, unit: str) -> Cells:
        yield name, f"{value:+.{places}f} {unit}".strip()


class _Apart:
    """For reckoning on: a number a cell, as a spreadsheet program reads it."""

    def of(self, name: str, count: int | None, base: int | None, whole: str) -> Cells:
        yield from self.number(name, count)
        yield from self.number(whole, base)

    def interval(self, name: str, interval: Interval | None, places: int, sign: str = "") -> Cells:
        yield f"{name}, low", f"{interval.low:.{places}f}{sign}" if interval else NONE
        yield f"{name}, high", f"{interval.high:.{places}f}{sign}" if interval else NONE

    def number(self, name: str, number: int | None) -> Cells:
        yield name, NONE if number is None else str(number)

    def points(self, name: str, value: Decimal, places: int, unit: str) -> Cells:
        yield f"{name}, {unit}" if unit else name, f"{value:+.{places}f}"


Write = _Together | _Apart


def _cells(definition: Definition, figures: Figures, bme: str, write: Write) -> Cells:
    yield _score_name(definition, bme), score_text(definition, figures)
    match definition.shape:
        case Shape.RATIO:
            yield from _ratio_cells(definition, figures, bme, write)
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR | Shape.PERCENT:
            yield from _survey_cells(definition, figures, bme, write)
        case Shape.DIFFERENCE:
            yield from _board_cells(definition, figures, bme, write)
        case Shape.DISTRIBUTION:
            yield from _workforce_cells(definition, figures, bme, write)


def _ratio_cells(definition: Definition, figures: Figures, bme: str, write: Write) -> Cells:
    pair = pair_of(definition, figures)
    yield from write.interval("95% interval", katz(pair.top, pair.bottom) if pair else None, 2)
    groups = ((bme, figures.bme_count), (definition.groups.white, figures.white_count))
    for name, found in (*groups, (definition.groups.unknown, figures.unknown_count)):
        count, base = (found.count, found.base) if found else (None, None)
        yield from write.of(f"{definition.numerator}: {name}", count, base, f"{definition.denominator}: {name}")


def _survey_cells(definition: Definition, figures: Figures, bme: str, write: Write) -> Cells:
    white, sign = figures.white, "" if definition.shape == Shape.SCORE_PAIR else "%"
    for group, name, value in (("bme", bme, ""), ("white", definition.groups.white, f"{white}{sign}" if white else "")):
        if group == "white":
            yield name, value
        sample = None if definition.shape == Shape.SCORE_PAIR else sample_of(figures, group)
        yield from write.interval(f"{name}, 95% interval", interval_of(sample), 1, "%")
        yield from write.number(f"{definition.denominator}: {name}", figures.respondents.get(group))
    if white and figures.published:
        places = max(white.places, figures.published.places)
        yield from write.points("Gap", figures.published.value - white.value, places, "points" if sign else "")


def _board_cells(definition: Definition, figures: Figures, bme: str, write: Write) -> Cells:
    workforce, difference = workforce_share(figures), difference_of(figures)
    yield f"{bme} in the workforce", f"{workforce}%" if workforce else NONE
    if difference:
        yield from write.points("Difference", difference.value, difference.places, "points")
    for place in definition.places:
        found = figures.headcounts.get((place.key, ""))
        bme_count, total = (found.bme, found.total) if found else (None, None)
        yield from write.of(f"{place.label}: {bme}", bme_count, total, f"{place.label}: everybody")


def _workforce_cells(definition: Definition, figures: Figures, bme: str, write: Write) -> Cells:
    workforce = workforce_of(figures)
    bme_count, total = (workforce.bme, workforce.total) if workforce else (None, None)
    yield from write.of(f"{bme} staff", bme_count, total, "All staff")
    for tier, name in (
        (Tier.LOWER, "Bands 5 and below"),
        (Tier.MIDDLE, "Bands 6 and 7"),
        (Tier.UPPER, "Bands 8a and above"),
    ):
        yield name, _share(tier_of(definition, figures, tier))


def _share(headcount: Headcount | None) -> str:
    share = bme_share(headcount) if headcount else None
    return NONE if share is None else f"{share:.1f}%"


# ---- the bands of one year


@dataclass(frozen=True, slots=True)
class BandRow:
    """The staff of one band, with their BME share in percent as text."""

    place: str
    label: str
    headcount: Headcount
    share: str

    @property
    def texts(self) -> tuple[str, str, str]:
        """White, BME and unknown."""
        found = self.headcount
        return f"{found.white:,}", f"{found.bme:,}", f"{found.unknown:,}"


def band_rows(definition: Definition, figures: Figures) -> list[BandRow]:
    """The bands of a distribution in their order, those that were counted."""
    return [
        BandRow(place.label, band.label, found, _share(found))
        for place in definition.places
        for band in place.bands
        if (found := figures.headcounts.get((place.key, band.key)))
    ]
