"""The lines of an indicator's chart, from its figures: the score through the years, and what stands beside it."""

from collections.abc import Callable, Mapping

from indicators.charts.through_years import Kind, Mark, Series
from indicators.comes_to import score_text
from indicators.definitions import Definition, Shape, Tier
from indicators.figures import (
    Figures,
    Reading,
    has_difference_alone,
    interval_of,
    pair_of,
    sample_of,
    score_of,
    share_of,
    unlike_published,
    workforce_share,
)
from indicators.positions.workforces import tier_of
from indicators.statistics import Interval, katz

Found = tuple[float, str, Interval | None]
Draw = Callable[[Figures], Found | None]
KINDS: dict[str, Kind] = {Shape.RATIO: "ratio", Shape.SCORE_PAIR: "score"}


def kind_of(definition: Definition, years: Mapping[int, Figures]) -> Kind:
    """The kind of chart: a difference stands in points where nothing else was given of any year."""
    if definition.shape in KINDS:
        return KINDS[definition.shape]
    known = [figures for figures in years.values() if score_of(definition, figures)]
    return "points" if known and all(has_difference_alone(definition, each) for each in known) else "percent"


def series_of(
    definition: Definition,
    years: Mapping[int, Figures],
    *,
    bme: str,
    definitions: Mapping[int, Definition] | None = None,
) -> list[Series]:
    """One series for a ratio, two for a pair, a board or a workforce; a series without any mark is left out.

    `definitions` has those of the years that answer another one: each year is read by its own, and where that has
    another shape it has no place in the chart.
    """
    own = dict.fromkeys(years, definition) | dict(definitions or {})
    kind = kind_of(definition, years)
    marks: dict[str, list[Mark]] = {name: [] for name, _ in _lines(definition, bme, kind)}
    for year, figures in sorted(years.items()):
        if own[year].shape == definition.shape:
            for name, (_, draw) in zip(marks, _lines(own[year], bme, kind), strict=True):
                if found := draw(figures):
                    marks[name].append(_mark(year, found))
    return [Series(name, tuple(found)) for name, found in marks.items() if found]


def _mark(year: int, found: Found) -> Mark:
    value, text, interval = found
    return Mark(year, value, text, *((interval.low, interval.high) if interval else ()))


def _lines(definition: Definition, bme: str, kind: Kind) -> list[tuple[str, Draw]]:
    white = definition.groups.white
    match definition.shape:
        case Shape.RATIO:
            return [("Score", lambda figures: _ratio(definition, figures))]
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR | Shape.PERCENT:
            lines: list[tuple[str, Draw]] = [(bme, lambda figures: _survey(definition, figures, "bme"))]
            return [*lines, (white, lambda figures: _survey(definition, figures, "white"))]
        case Shape.DIFFERENCE if kind == "points":
            return [("Difference", _difference)]
        case Shape.DIFFERENCE:
            return [
                ("Board", lambda figures: _score(definition, figures)),
                ("Workforce", lambda figures: _plain(workforce_share(figures))),
            ]
        case Shape.DISTRIBUTION:
            return [
                ("Whole workforce", lambda figures: _score(definition, figures)),
                (definition.tiers.upper, lambda figures: _senior(definition, figures)),
            ]
    return []


def _ratio(definition: Definition, figures: Figures) -> Found | None:
    found, pair = score_of(definition, figures), pair_of(definition, figures)
    if found is None:
        return None
    own = None if unlike_published(definition, figures) else pair
    return float(found.value), str(found), katz(own.top, own.bottom) if own else None


def _survey(definition: Definition, figures: Figures, group: str) -> Found | None:
    found = figures.published if group == "bme" else figures.white
    if found is None:
        return None
    if definition.shape == Shape.SCORE_PAIR:
        return float(found.value), str(found), None
    sample = sample_of(figures, group)
    return float(found.value), f"{found}%", interval_of(sample)


def _score(definition: Definition, figures: Figures) -> Found | None:
    """A share of people; a difference that was printed alone is no share, and has no place beside them."""
    found = score_of(definition, figures)
    if found is None or has_difference_alone(definition, figures):
        return None
    return float(found.value), score_text(definition, figures), None


def _plain(reading: Reading | None) -> Found | None:
    return (float(reading.value), f"{reading}%", None) if reading else None


def _senior(definition: Definition, figures: Figures) -> Found | None:
    return _plain(share_of(tier_of(definition, figures, Tier.UPPER)))


def _difference(figures: Figures) -> Found | None:
    found = figures.difference
    return (float(found.value), f"{found.signed} points", None) if found else None
