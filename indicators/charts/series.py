"""The lines of an indicator's chart, from its figures: the score through the years, and what stands beside it."""

from collections.abc import Callable, Mapping

from indicators.charts.through_years import Mark, Series
from indicators.comes_to import score_text
from indicators.definitions import Definition, Shape, Tier
from indicators.figures import Figures, Reading, interval_of, pair_of, sample_of, score_of, workforce_share
from indicators.measures import bme_share
from indicators.positions.workforces import tier_of
from indicators.statistics import Interval, katz

Draw = Callable[[Figures], tuple[float, str, Interval | None] | None]


def series_of(definition: Definition, years: Mapping[int, Figures], *, bme: str) -> list[Series]:
    """One series for a ratio, two for a pair, a board or a workforce; a series without any mark is left out."""
    drawn = [
        Series(name, tuple(_mark(year, found) for year, figures in sorted(years.items()) if (found := draw(figures))))
        for name, draw in _lines(definition, bme)
    ]
    return [series for series in drawn if series.marks]


def _mark(year: int, found: tuple[float, str, Interval | None]) -> Mark:
    value, text, interval = found
    return Mark(year, value, text, *((interval.low, interval.high) if interval else ()))


def _lines(definition: Definition, bme: str) -> list[tuple[str, Draw]]:
    white = definition.groups.white
    match definition.shape:
        case Shape.RATIO:
            return [("Score", lambda figures: _ratio(definition, figures))]
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR | Shape.PERCENT:
            lines: list[tuple[str, Draw]] = [(bme, lambda figures: _survey(definition, figures, "bme"))]
            return [*lines, (white, lambda figures: _survey(definition, figures, "white"))]
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


def _ratio(definition: Definition, figures: Figures) -> tuple[float, str, Interval | None] | None:
    found, pair = score_of(definition, figures), pair_of(definition, figures)
    if found is None:
        return None
    return float(found.value), str(found), katz(pair.top, pair.bottom) if pair else None


def _survey(definition: Definition, figures: Figures, group: str) -> tuple[float, str, Interval | None] | None:
    found = figures.published if group == "bme" else figures.white
    if found is None:
        return None
    if definition.shape == Shape.SCORE_PAIR:
        return float(found.value), str(found), None
    sample = sample_of(figures, group)
    return float(found.value), f"{found}%", interval_of(sample)


def _score(definition: Definition, figures: Figures) -> tuple[float, str, Interval | None] | None:
    """A share of people; a difference that was printed alone is no share, and has no place beside them."""
    found = score_of(definition, figures)
    if found is None or found is figures.difference:
        return None
    return float(found.value), score_text(definition, figures), None


def _plain(reading: Reading | None) -> tuple[float, str, Interval | None] | None:
    return (float(reading.value), f"{reading}%", None) if reading else None


def _senior(definition: Definition, figures: Figures) -> tuple[float, str, Interval | None] | None:
    senior = tier_of(definition, figures, Tier.UPPER)
    share = bme_share(senior) if senior else None
    return None if share is None else (share, f"{share:.1f}%", None)
