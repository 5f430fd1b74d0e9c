"""The geometry of an indicator's large chart through the years; templates/indicators/time_chart.svg draws it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from math import log
from typing import Literal

from indicators.charts import drawing
from indicators.charts.drawing import INSET, LEFT, RIGHT, ROW, Days, Heights, Label, Style, Wanted, Words, snapshot
from indicators.charts.small import Band
from indicators.measures import FOUR_FIFTHS_HIGH, FOUR_FIFTHS_LOW

Kind = Literal["ratio", "percent", "points", "score"]

# A percentage axis spans at least this many points, or a change of one point would look like a cliff.
LEAST_SPAN, LEAST_RATIOS = {"percent": 20.0, "points": 20.0, "score": 2.0}, (0.67, 1.5)
# A whisker stretches the axis this far beyond the values (points, or the logarithm of a ratio); then it is cut.
WHISKER_POINTS, WHISKER_RATIO = 15.0, log(2.5)
LIMITS = {"ratio": (1e-9, 1e9), "percent": (0.0, 100.0), "points": (-100.0, 100.0), "score": (0.0, 10.0)}
TICKS = {"percent": "{:.0f}%", "points": "{:+.0f}", "score": "{:g}"}
BOUNDS = {"ratio": "{:.2f}", "percent": "{:.1f}%", "points": "{:+.1f}", "score": "{:.2f}"}
LEVELS = {"ratio": ("Parity 1.00",), "points": ("Same share", "as the", "workforce")}
SHADED = f"Shaded: {FOUR_FIFTHS_LOW:.2f} to {FOUR_FIFTHS_HIGH:.2f}."
NOTES = {"ratio": SHADED, "percent": "", "points": "Percentage points.", "score": "Mean score, 0 to 10."}
BREAK = "not comparable"
MOST_LANES, LANE, BAR = 5, 34, 4
AROUND, HALF = timedelta(days=92), timedelta(days=183)  # between the frame and a snapshot; half a year
BEYOND = 2  # years that actions may add after the last figure


@dataclass(frozen=True)
class Mark:
    """One year's figure: the value (a ratio, % or points), its text as printed, its 95% interval where known."""

    year: int
    value: float
    text: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    name: str
    marks: tuple[Mark, ...]


Line = Series  # a benchmark; its years may have gaps
Aim = Mark  # a target, at the snapshot by which it is due


@dataclass(frozen=True)
class Span:
    """An action from its first to its last day; without a last day it runs on."""

    label: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Drawn:
    """One series: points of polylines, marks in order of years, paths of whiskers."""

    style: Style
    lines: tuple[str, ...]
    spots: tuple[Words, ...]
    whiskers: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """The axes, in px. `level` is the height of parity or of no difference, `rules` the x of breaks."""

    days: Days
    scale: Heights
    breaks: tuple[int, ...]
    top: int
    bottom: int
    band: Band | None
    level: float | None
    heights: tuple[Words, ...]
    years: tuple[Words, ...]
    rules: tuple[float, ...]
    notes: tuple[Words, ...]
    left: int = LEFT
    right: int = RIGHT
    across: int = RIGHT - LEFT


@dataclass(frozen=True)
class TimeChart:
    """All that the drawing needs, in px; `lanes` and `bars` are the actions' words and paths."""

    key: str
    title: str
    description: str
    frame: Frame
    drawn: tuple[Drawn, ...]
    labels: tuple[Label, ...]
    lanes: tuple[Words, ...]
    bars: tuple[str, ...]
    height: int
    width: int = drawing.WIDTH


def time_chart(
    *,
    key: str,
    title: str,
    kind: Kind,
    series: Sequence[Series],
    benchmark: Line | None,
    aim: Aim | None,
    spans: Sequence[Span] = (),
    breaks: Collection[int] = (),
) -> TimeChart | None:
    """The chart, or None when no mark of the series can be placed; `key` makes its ids unique on a page."""
    if not any(_stood(line, kind).marks for line in series):
        return None
    told = list(_styled(series, benchmark, aim))
    placed = [(stood, style) for line, style in told if (stood := _stood(line, kind)).marks]
    frame = _frame(kind, [line for line, _ in placed], spans, breaks)
    drawn = tuple(_drawn(line, style, frame, 4 * place) for place, (line, style) in enumerate(placed))
    words = _describe(kind, [line for line, _ in told], spans, frame.breaks)
    lanes, bars, height = _lanes(spans, frame.days, frame.bottom + ROW + INSET)
    return TimeChart(key, title, words, frame, drawn, _labels(kind, placed, frame), lanes, bars, height)


def _styled(series: Sequence[Series], benchmark: Line | None, aim: Aim | None) -> Iterator[tuple[Series, Style]]:
    yield from zip(series, cycle(drawing.SERIES))
    if benchmark:
        yield benchmark, drawing.BENCHMARK
    if aim:
        yield Series("Target", (aim,)), drawing.AIM


def _stood(line: Series, kind: Kind) -> Series:
    """The marks that have a place, in order of years; a ratio stands at its logarithm, so that 0.5 mirrors 2."""
    (least, most), stand = LIMITS[kind], log if kind == "ratio" else float
    years = {}
    for mark in line.marks:
        if least <= mark.value <= most:
            bounds = (mark.low, mark.high)
            low, high = (None if bound is None else stand(min(max(bound, least), most)) for bound in bounds)
            years[mark.year] = replace(mark, value=stand(mark.value), low=low, high=high)
    return replace(line, marks=tuple(years[year] for year in sorted(years)))


def _frame(kind: Kind, lines: Sequence[Series], spans: Sequence[Span], breaks: Collection[int]) -> Frame:
    marks = [mark for line in lines for mark in line.marks]
    years = _years(marks, spans)
    days = Days(snapshot(years[0]) - AROUND, snapshot(years[-1]) + AROUND)
    parted = tuple(sorted({year for year in breaks if years[0] < year <= years[-1]}))
    rules = tuple(days.x(snapshot(year) - HALF) for year in parted)
    notes, top = _notes(kind, any(mark.low is not None for mark in marks), rules)
    rows = [*(_rows(line, lines[0].marks[-1].year) for line in lines), LEVELS.get(kind, ())]
    bottom = top + max(drawing.PLOT, drawing.needed(rows))
    scale, heights = _scale(kind, marks, top + INSET, bottom - INSET)
    high, low = (scale.y(log(bound)) for bound in (FOUR_FIFTHS_HIGH, FOUR_FIFTHS_LOW))
    band = Band(high, round(low - high, 1)) if kind == "ratio" else None
    level = scale.y(0.0) if kind in LEVELS else None
    named = drawing.year_ticks(years, days, bottom + ROW)
    return Frame(days, scale, parted, top, bottom, band, level, heights, named, rules, notes)


def _years(marks: Sequence[Mark], spans: Sequence[Span]) -> range:
    """From the first figure to the last, and so far beyond as actions reach."""
    first, last = min(mark.year for mark in marks), max(mark.year for mark in marks)
    days = (span.ends_on or span.starts_on for span in spans)
    reach = max((day.year + (day.month > 6) for day in days), default=last)
    return range(first, max(last, min(reach, last + BEYOND)) + 1)


def _notes(kind: Kind, whiskers: bool, rules: Sequence[float]) -> tuple[tuple[Words, ...], int]:
    """What the drawing means, above the frame; the words of a break stand where no other's do."""
    told = [NOTES[kind], "Upright bars: 95% interval." if whiskers else ""]
    rows = drawing.wrapped(" ".join(told), drawing.WIDTH, 3)
    notes = [Words(0, ROW * (place + 1) - drawing.RISE, row) for place, row in enumerate(rows)]
    taken, room = 0.0, drawing.width_of(BREAK)
    for x in rules:
        at = min(x - room / 2, drawing.WIDTH - room)
        if at >= taken:
            notes.append(Words(round(at, 1), ROW * (len(rows) + 1) - drawing.RISE, BREAK))
            taken = at + room + INSET
    return tuple(notes), ROW * (len(rows) + bool(rules)) + INSET


def _scale(kind: Kind, marks: Sequence[Mark], top: int, bottom: int) -> tuple[Heights, tuple[Words, ...]]:
    if kind == "ratio":
        low, high = _stretched(marks, [log(ratio) for ratio in LEAST_RATIOS], WHISKER_RATIO)
        scale = Heights(low, high, top, bottom)
        return scale, drawing.ratio_ticks(scale)
    low, high = _stretched(marks, [0.0] if kind == "points" else [], WHISKER_POINTS)
    return drawing.round_heights(low, high, top, bottom, LIMITS[kind], LEAST_SPAN[kind], TICKS[kind])


def _stretched(marks: Sequence[Mark], also: Sequence[float], room: float) -> tuple[float, float]:
    """Lowest and highest value, and whiskers so far as there is room beyond them."""
    values = [*(mark.value for mark in marks), *also]
    low, high = min(values), max(values)
    lows = [mark.low for mark in marks if mark.low is not None]
    highs = [mark.high for mark in marks if mark.high is not None]
    return min(low, max(min(lows, default=low), low - room)), max(high, min(max(highs, default=high), high + room))


def _drawn(line: Series, style: Style, frame: Frame, aside: int) -> Drawn:
    """A whisker stands so many px aside of its mark, or those of two series would hide each other."""
    spots, runs = [], list[list[Words]]()
    for mark in line.marks:
        spots.append(Words(frame.days.at(mark.year), frame.scale.y(mark.value), f"{mark.text} in {mark.year}"))
        follows = any(mark.year - 1 == other.year for other in line.marks) and mark.year not in frame.breaks
        runs = [*runs[:-1], [*runs[-1], spots[-1]]] if runs and follows else [*runs, [spots[-1]]]
    lines = tuple(drawing.joined(run) for run in runs if len(run) > 1)
    return Drawn(style, lines, tuple(spots), tuple(_whiskers(line, frame, aside)))


def _whiskers(line: Series, frame: Frame, aside: int) -> Iterator[str]:
    for mark in line.marks:
        if mark.low is not None and mark.high is not None:
            x, high, low = frame.days.at(mark.year) + aside, frame.scale.y(mark.high), frame.scale.y(mark.low)
            top, bottom = max(high, frame.top), min(low, frame.bottom)
            ends = _end(x, top, 6 * (top > high)) + _end(x, bottom, -6 * (bottom < low))
            yield f"M{x:g} {top:g}V{bottom:g}{ends}"


def _end(x: float, y: float, barb: int) -> str:
    """A bar across, or the head of an arrow with barbs so far behind it."""
    return f"M{x - 5:g} {y + barb:g}L{x:g} {y:g}L{x + 5:g} {y + barb:g}"


def _rows(line: Series, last: int) -> tuple[str, ...]:
    newest = line.marks[-1]
    return drawing.rows_of(line.name, newest.text if newest.year == last else f"{newest.text} ({newest.year})")


def _labels(kind: Kind, placed: Sequence[tuple[Series, Style]], frame: Frame) -> tuple[Label, ...]:
    last = placed[0][0].marks[-1].year
    wanted = [Wanted(frame.scale.y(line.marks[-1].value), _rows(line, last), style) for line, style in placed]
    if frame.level is not None:
        wanted.append(Wanted(frame.level, LEVELS[kind]))
    return drawing.beside(wanted, frame.top, frame.bottom)


def _lanes(spans: Sequence[Span], days: Days, y: int) -> tuple[tuple[Words, ...], tuple[str, ...], int]:
    """The first actions that touch the axis, with the numbers of their order; their bars; the end."""
    touching = [(number, span) for number, span in enumerate(spans, start=1) if _touches(span, days)]
    words, bars = [], []
    for number, span in touching[:MOST_LANES]:
        words.append(Words(0, y + ROW - drawing.RISE, drawing.cut(f"{number}. {span.label}", drawing.WIDTH)))
        bars.append(_bar(span, days, y + ROW + BAR + 1))
        y += LANE
    more = len(spans) - len(bars)
    if more:
        y += ROW
        words.append(Words(0, y - drawing.RISE, f"{more} more action{'s' if more > 1 else ''} not drawn"))
    return tuple(words), tuple(bars), y


def _touches(span: Span, days: Days) -> bool:
    return span.starts_on <= days.last and (span.ends_on or date.max) >= days.first


def _bar(span: Span, days: Days, y: int) -> str:
    """A bar on a line across the frame, pointed where the action runs on beyond it."""
    end = max(span.ends_on or date.max, span.starts_on)
    x1 = min(days.x(span.starts_on), RIGHT - 2 * BAR)
    x2 = max(days.x(end), x1 + 2 * BAR)
    near, far = x1 + BAR * (span.starts_on < days.first), x2 - BAR * (end > days.last)
    up, down = f"L{near:g} {y - BAR}H{far:g}", f"L{far:g} {y + BAR}H{near:g}"
    return f"M{LEFT} {y}H{RIGHT}M{x1:g} {y}{up}L{x2:g} {y}{down}z"


def _describe(kind: Kind, lines: Sequence[Series], spans: Sequence[Span], breaks: Sequence[int]) -> str:
    told = [(line.name, sorted(line.marks, key=lambda mark: mark.year)) for line in lines if line.marks]
    newest = "; ".join(f"{name} {marks[-1].text} in {marks[-1].year}" for name, marks in told)
    sentences = [f"Newest: {newest}."]
    sentences += [f"{name}: {', '.join(_told(mark, kind) for mark in marks)}." for name, marks in told]
    sentences += [f"Line across: {' '.join(LEVELS[kind])}. {NOTES[kind]}"] if kind in LEVELS else []
    sentences += [f"From {year} not comparable with the years before." for year in breaks]
    for number, span in enumerate(spans, start=1):
        until = f" to {drawing.said(span.ends_on)}" if span.ends_on else ", without an end"
        sentences.append(f"Action {number}: {span.label}, from {drawing.said(span.starts_on)}{until}.")
    return " ".join(sentences)


def _told(mark: Mark, kind: Kind) -> str:
    least, most = LIMITS[kind]
    unplaced = "" if least <= mark.value <= most else ", which cannot be placed"
    if mark.low is None or mark.high is None:
        return f"{mark.text} in {mark.year}{unplaced}"
    low, high = (BOUNDS[kind].format(bound) for bound in (mark.low, mark.high))
    return f"{mark.text} in {mark.year} (95% interval {low} to {high}){unplaced}"
