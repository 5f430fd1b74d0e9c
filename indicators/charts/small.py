"""The geometry of one small chart, a line through the years; templates/indicators/chart.svg draws it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log

from indicators.measures import FOUR_FIFTHS_HIGH, FOUR_FIFTHS_LOW

WIDTH, HEIGHT = 160, 48
MARGIN = 6  # room for the largest mark
MARK, LAST_MARK = 2, 4
# A percentage chart spans at least this many points, or a change of one point would look like a cliff.
LEAST_SPAN = 20.0


@dataclass(frozen=True)
class Plotted:
    """What one year shows: its text as printed (or why there is none), and the value where there is one."""

    text: str
    value: Decimal | None = None


@dataclass(frozen=True)
class Point:
    year: int
    x: float
    y: float
    radius: int


@dataclass(frozen=True)
class Band:
    y: float
    height: float


@dataclass(frozen=True)
class Chart:
    """All that the drawing needs. `lines` are points of polylines, `parity` is that of a ratio or no difference."""

    key: str
    title: str
    description: str
    lines: tuple[str, ...]
    points: tuple[Point, ...]
    parity: float | None
    band: Band | None
    width: int = WIDTH
    height: int = HEIGHT


def chart(
    *,
    key: str,
    title: str,
    years: Mapping[int, Plotted],
    ratio: bool,
    points: bool = False,
    breaks: Collection[int] = (),
) -> Chart | None:
    """The chart of ratios, points, or else percentages; None when no year can be placed. `key` is for its ids."""
    placed = {year: _height_of(plotted, ratio) for year, plotted in sorted(years.items())}
    heights = {year: height for year, height in placed.items() if height is not None}
    if not heights:
        return None
    low, high = (_ratio_span if ratio else _points_span if points else _percent_span)(heights.values())
    marks = _points(heights, first=min(years), last=max(years), low=low, high=high)
    return Chart(
        key=key,
        title=title,
        description=_describe(years, ratio, points, breaks),
        lines=_lines(marks, breaks),
        points=marks,
        parity=_y(0.0, low, high) if ratio or points else None,
        band=_band(low, high) if ratio else None,
    )


def _band(low: float, high: float) -> Band:
    top, bottom = (_y(log(bound), low, high) for bound in (FOUR_FIFTHS_HIGH, FOUR_FIFTHS_LOW))
    return Band(top, round(bottom - top, 1))


def _height_of(plotted: Plotted, ratio: bool) -> float | None:
    """Ratios stand on a logarithmic scale, where 0.50 is as far from parity as 2.00 and 0 is nowhere."""
    if plotted.value is None or (ratio and plotted.value <= 0):
        return None
    return log(plotted.value) if ratio else float(plotted.value)


def _ratio_span(heights: Collection[float]) -> tuple[float, float]:
    return min(*heights, log(FOUR_FIFTHS_LOW)), max(*heights, log(FOUR_FIFTHS_HIGH))


def _percent_span(heights: Collection[float]) -> tuple[float, float]:
    low, high = min(heights), max(heights)
    spare = max(LEAST_SPAN - (high - low), 0.0)
    low = max(low - spare / 2, 0.0)
    return low, max(high, low + LEAST_SPAN)


def _points_span(heights: Collection[float]) -> tuple[float, float]:
    """With the line of no difference, and as many points as for a percentage."""
    low, high = min(*heights, 0.0), max(*heights, 0.0)
    spare = max(LEAST_SPAN - (high - low), 0.0) / 2
    return low - spare, high + spare


def _points(heights: Mapping[int, float], *, first: int, last: int, low: float, high: float) -> tuple[Point, ...]:
    return tuple(
        Point(
            year,
            _x(year, first, last),
            _y(height, low, high),
            LAST_MARK if year == max(heights) else MARK,
        )
        for year, height in heights.items()
    )


def _x(year: int, first: int, last: int) -> float:
    share = (year - first) / (last - first) if last > first else 1.0
    return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def _y(height: float, low: float, high: float) -> float:
    return round(HEIGHT - MARGIN - (height - low) / (high - low) * (HEIGHT - 2 * MARGIN), 1)


def _lines(points: Sequence[Point], breaks: Collection[int]) -> tuple[str, ...]:
    """Runs of years that follow one another without a gap or a break; a year alone is a mark and no line."""
    runs: list[list[Point]] = []
    for point in points:
        if runs and runs[-1][-1].year == point.year - 1 and point.year not in breaks:
            runs[-1].append(point)
        else:
            runs.append([point])
    return tuple(" ".join(f"{point.x},{point.y}" for point in run) for run in runs if len(run) > 1)


def _describe(years: Mapping[int, Plotted], ratio: bool, points: bool, breaks: Collection[int]) -> str:
    sentences = []
    for year, plotted in sorted(years.items()):
        unplaced = ", which cannot be placed" if ratio and plotted.value == 0 else ""
        broken = ", not comparable with the year before" if year in breaks else ""
        sentences.append(f"{year}: {plotted.text}{unplaced}{broken}.")
    if ratio:
        sentences.append(
            f"The line across is parity, 1.00; the band is {FOUR_FIFTHS_LOW:.2f} to {FOUR_FIFTHS_HIGH:.2f}."
        )
    if points:
        sentences.append("The line across is the same share as the workforce.")
    return " ".join(sentences)
