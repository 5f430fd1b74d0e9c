"""The figures behind an indicator, year by year: beside its chart, and to take away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.comes_to import score_text
from indicators.definitions import Definition, Shape, Tier
from indicators.figures import Figures, difference_of, interval_of, pair_of, sample_of, workforce_of, workforce_share
from indicators.measures import Headcount, bme_share
from indicators.positions.workforces import tier_of
from indicators.statistics import Interval, katz

NONE = ""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Columns, and a row a year; a text for each column, empty where it is not known."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def figure_table(
    definition: Definition, years: Mapping[int, Figures], *, bme: str, reasons: Mapping[int, str]
) -> FigureTable:
    """The table of an indicator; columns in which no year has a figure are left out.

    `reasons` say for a year why it has no score, and stand in its place.
    """
    rows = {year: dict(_cells(definition, years.get(year, Figures()), bme)) for year in sorted({*years, *reasons})}
    for year, reason in reasons.items():
        rows[year]["Score"] = reason
    filled = [name for name in _names(rows) if any(row.get(name) for row in rows.values())]
    return FigureTable(
        tuple(filled), tuple((year, tuple(row.get(name, NONE) for name in filled)) for year, row in rows.items())
    )


def _names(rows: Mapping[int, Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows.values() for name in row))


def _cells(definition: Definition, figures: Figures, bme: str) -> Iterator[tuple[str, str]]:
    yield "Score", score_text(definition, figures)
    match definition.shape:
        case Shape.RATIO:
            yield from _ratio_cells(definition, figures, bme)
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR | Shape.PERCENT:
            yield from _survey_cells(definition, figures, bme)
        case Shape.DIFFERENCE:
            yield from _board_cells(definition, figures, bme)
        case Shape.DISTRIBUTION:
            yield from _workforce_cells(definition, figures, bme)


def _ratio_cells(definition: Definition, figures: Figures, bme: str) -> Iterator[tuple[str, str]]:
    pair = pair_of(definition, figures)
    yield "95% interval", _interval(katz(pair.top, pair.bottom) if pair else None, 2)
    groups = ((bme, figures.bme_count), (definition.groups.white, figures.white_count))
    for name, found in (*groups, (definition.groups.unknown, figures.unknown_count)):
        yield f"{definition.numerator}: {name}", f"{found.count:,}" if found else NONE
        yield f"{definition.denominator}: {name}", f"{found.base:,}" if found else NONE


def _survey_cells(definition: Definition, figures: Figures, bme: str) -> Iterator[tuple[str, str]]:
    white, sign = figures.white, "" if definition.shape == Shape.SCORE_PAIR else "%"
    for group, name, value in (("bme", bme, ""), ("white", definition.groups.white, f"{white}{sign}" if white else "")):
        if group == "white":
            yield name, value
        sample = None if definition.shape == Shape.SCORE_PAIR else sample_of(figures, group)
        respondents = figures.respondents.get(group)
        yield f"{name}, 95% interval", _interval(interval_of(sample), 1, "%")
        yield f"{definition.denominator}: {name}", f"{respondents:,}" if respondents else NONE
    if white and figures.published:
        places = max(white.places, figures.published.places)
        yield "Gap", f"{figures.published.value - white.value:+.{places}f} {'points' if sign else ''}".strip()


def _board_cells(definition: Definition, figures: Figures, bme: str) -> Iterator[tuple[str, str]]:
    workforce, difference = workforce_share(figures), difference_of(figures)
    yield f"{bme} in the workforce", f"{workforce}%" if workforce else NONE
    yield "Difference", f"{difference.value:+.{difference.places}f} points" if difference else NONE
    for place in definition.places:
        found = figures.headcounts.get((place.key, ""))
        yield f"{place.label}: {bme}", f"{found.bme} of {found.total}" if found else NONE


def _workforce_cells(definition: Definition, figures: Figures, bme: str) -> Iterator[tuple[str, str]]:
    workforce = workforce_of(figures)
    yield f"{bme} staff", f"{workforce.bme:,} of {workforce.total:,}" if workforce else NONE
    for tier, name in (
        (Tier.LOWER, "Bands 5 and below"),
        (Tier.MIDDLE, "Bands 6 and 7"),
        (Tier.UPPER, "Bands 8a and above"),
    ):
        yield name, _share(tier_of(definition, figures, tier))


def _share(headcount: Headcount | None) -> str:
    share = bme_share(headcount) if headcount else None
    return NONE if share is None else f"{share:.1f}%"


def _interval(interval: Interval | None, places: int, sign: str = "") -> str:
    return f"{interval.low:.{places}f}{sign} to {interval.high:.{places}f}{sign}" if interval else NONE


# ---- the bands of one year


@dataclass(frozen=True, slots=True)
class BandRow:
    """The staff of one band, with their BME share in percent as text."""

    place: str
    label: str
    headcount: Headcount
    share: str


def band_rows(definition: Definition, figures: Figures) -> list[BandRow]:
    """The bands of a distribution in their order, those that were counted."""
    return [
        BandRow(place.label, band.label, found, _share(found))
        for place in definition.places
        for band in place.bands
        if (found := figures.headcounts.get((place.key, band.key)))
    ]
