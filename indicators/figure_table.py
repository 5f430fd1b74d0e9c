"""The figures behind an indicator, year by year: beside its chart, and to take away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, starmap

from indicators.comes_to import score_text
from indicators.definitions import Definition, Shape, Tier
from indicators.figures import (
    WHOLE,
    Figures,
    Reading,
    difference_of,
    interval_of,
    pair_of,
    sample_of,
    share_of,
    workforce_of,
    workforce_share,
)
from indicators.measures import Headcount, gap
from indicators.positions.workforces import tier_of
from indicators.statistics import Interval, katz

NONE = ""


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
    definitions: Mapping[int, Definition] | None = None,
) -> FigureTable:
    """The table of an indicator; columns in which no year has a figure are left out.

    `reasons` say why a year has no score. `is_apart` is for reckoning on: a column for each number, without commas or
    words. `definitions` has those of the years that answer another one.
    """
    write = _for_reckoning if is_apart else _for_reading
    own = dict.fromkeys({*years, *reasons}, definition) | dict(definitions or {})
    rows = {
        year: dict(chain.from_iterable(starmap(write, _contents(own[year], years.get(year, Figures()), bme))))
        for year in sorted({*years, *reasons})
    }
    for year, reason in reasons.items():
        rows[year][_score_name(own[year], bme)] = reason
    filled = tuple(name for name in _names(rows) if any(row.get(name) for row in rows.values()))
    texts = ((year, tuple(row.get(name, NONE) for name in filled)) for year, row in rows.items())
    return FigureTable(filled, tuple(texts))


def _names(rows: Mapping[int, Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows.values() for name in row))


def _score_name(definition: Definition, bme: str) -> str:
    """The score of a pair is the figure of one of its groups, and the other's stands beside it."""
    return bme if definition.is_pair else "Score"


@dataclass(frozen=True, slots=True)
class _Of:
    """So many of so many; `whole` names the column of the second."""

    count: int | None
    base: int | None
    whole: str


@dataclass(frozen=True, slots=True)
class _Between:
    interval: Interval | None
    places: int
    sign: str = ""


@dataclass(frozen=True, slots=True)
class _Apart:
    """How far two figures are from one another."""

    difference: Reading | None
    unit: str


Content = str | int | _Of | _Between | _Apart | None
Contents = Iterator[tuple[str, Content]]  # the name of a column, and what stands in it


def _for_reading(name: str, content: Content) -> Iterator[tuple[str, str]]:
    """What belongs together in one cell."""
    match content:
        case _Of(int(count), int(base)):
            yield name, f"{count:,} of {base:,}"
        case _Between(Interval() as found, places, sign):
            yield name, f"{found.low:.{places}f}{sign} to {found.high:.{places}f}{sign}"
        case _Apart(Reading() as difference, unit):
            yield name, f"{difference.signed} {unit}".strip()
        case int(number):
            yield name, f"{number:,}"
        case str(text):
            yield name, text
        case _:
            yield name, NONE


def _for_reckoning(name: str, content: Content) -> Iterator[tuple[str, str]]:
    """A number a cell, as a spreadsheet program reads it."""
    match content:
        case _Of(count, base, whole):
            yield name, _plain(count)
            yield whole, _plain(base)
        case _Between(found, places, sign):
            yield f"{name}, low", f"{found.low:.{places}f}{sign}" if found else NONE
            yield f"{name}, high", f"{found.high:.{places}f}{sign}" if found else NONE
        case _Apart(difference, unit):
            yield f"{name}, {unit}" if unit else name, difference.signed if difference else NONE
        case str(text):
            yield name, text
        case number:
            yield name, _plain(number)


def _plain(number: int | None) -> str:
    return NONE if number is None else str(number)


def _contents(definition: Definition, figures: Figures, bme: str) -> Contents:
    yield _score_name(definition, bme), score_text(definition, figures)
    match definition.shape:
        case Shape.RATIO:
            yield from _of_a_ratio(definition, figures, bme)
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR | Shape.PERCENT:
            yield from _of_a_survey(definition, figures, bme)
        case Shape.DIFFERENCE:
            yield from _of_a_board(definition, figures, bme)
        case Shape.DISTRIBUTION:
            yield from _of_a_workforce(definition, figures, bme)


def _of_a_ratio(definition: Definition, figures: Figures, bme: str) -> Contents:
    pair = pair_of(definition, figures)
    yield "95% interval", _Between(katz(pair.top, pair.bottom) if pair else None, 2)
    groups = ((bme, figures.bme_count), (definition.groups.white, figures.white_count))
    for name, found in (*groups, (definition.groups.unknown, figures.unknown_count)):
        count, base = (found.count, found.base) if found else (None, None)
        yield f"{definition.numerator}: {name}", _Of(count, base, f"{definition.denominator}: {name}")


def _of_a_survey(definition: Definition, figures: Figures, bme: str) -> Contents:
    ours, theirs, names = figures.published, figures.white, definition.groups
    sign, is_mean = ("", True) if definition.shape == Shape.SCORE_PAIR else ("%", False)
    for group, name in (("bme", bme), ("white", names.white)):
        if group == "white":
            yield name, f"{theirs}{sign}" if theirs else NONE
        yield f"{name}, 95% interval", _Between(None if is_mean else interval_of(sample_of(figures, group)), 1, "%")
        yield f"{definition.denominator}: {name}", figures.respondents.get(group)
    both = Reading(gap(ours.value, theirs.value), max(ours.places, theirs.places)) if ours and theirs else None
    yield "Gap", _Apart(both, "" if is_mean else "points")


def _of_a_board(definition: Definition, figures: Figures, bme: str) -> Contents:
    workforce = workforce_share(figures)
    yield f"{bme} in the workforce", f"{workforce}%" if workforce else NONE
    yield "Difference", _Apart(difference_of(figures), "points")
    for place in definition.places:
        found = figures.headcounts.get((place.key, ""))
        yield f"{place.label}: {bme}", _bme_of(found, f"{place.label}: everybody")
        if place.key != WHOLE:
            yield f"{place.label}: difference", _Apart(difference_of(figures, place.key), "points")


def _of_a_workforce(definition: Definition, figures: Figures, bme: str) -> Contents:
    yield f"{bme} staff", _bme_of(workforce_of(figures), "All staff")
    for tier in Tier:
        yield getattr(definition.tiers, tier), _share(tier_of(definition, figures, tier))


def _bme_of(found: Headcount | None, whole: str) -> _Of:
    return _Of(found.bme, found.total, whole) if found else _Of(None, None, whole)


def _share(headcount: Headcount | None) -> str:
    share = share_of(headcount)
    return f"{share}%" if share else NONE


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
