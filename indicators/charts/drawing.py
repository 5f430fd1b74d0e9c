"""What the large charts share: measures of the page, styles, scales, ticks, and labels that find their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log

# Narrow with large letters, so that a telephone can show the whole of it: 16 px become 11 on a screen of 320 px.
WIDTH, PLOT = 400, 220
LEFT, RIGHT, LABELS = 46, 280, 310  # the frame's sides, and where the words beside it start
ROW, BASELINE, RISE = 20, 5.6, 5  # a row of 16 px letters; how far below its middle and above its foot they stand
INSET = 10  # a mark stands wholly inside the frame
MOST_ROWS = 2  # of a name; the description holds the whole of it
NARROW, WIDE, WIDEST = frozenset("ijltfrI .,:;'!|()[]-/"), frozenset("mMGOQw%+=<>&"), frozenset("W@")
STEPS = tuple(size * 10**power for power in range(9) for size in (1, 2, 5))
MOST_TICKS, YEAR = 6, 42  # steps up the page; px that a year's words take


@dataclass(frozen=True)
class Style:
    """How a line looks; `shape` is a path that starts at the middle of the mark."""

    shape: str
    colour: str
    fill: str
    dash: str = "none"


SERIES = (
    Style("m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "#212b32", "#212b32"),
    Style("m-5-5h10v10h-10z", "#005eb8", "#ffffff", "8 4"),
    Style("m0-6l6 11h-12z", "#007f3b", "#007f3b", "2 4"),
    Style("m-5-5l10 10m0-10l-10 10", "#7c2855", "none", "10 3 2 3"),
)
BENCHMARK = Style("m0-7l7 7l-7 7l-7-7z", "#4c6272", "#ffffff", "3 3")
AIM = Style("m-7-5h14l-7 12z", "#005eb8", "#ffffff", "7 4")


@dataclass(frozen=True)
class Words:
    """A text and its place: the baseline of a row; the middle of a mark or of a tick up the page."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Wanted:
    """A label before it has its place: the height it wants, its rows, the mark that it names."""

    y: float
    rows: tuple[str, ...]
    style: Style | None = None


@dataclass(frozen=True)
class Label:
    """Rows beside the frame; `y` is the middle of the first, and `pointer` a path to it from the height it names."""

    x: float
    y: float
    pointer: str
    rows: tuple[Words, ...]
    style: Style | None


@dataclass(frozen=True)
class Heights:
    """A scale up the page: `low` stands at `bottom`, `high` at `top`."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        return round(self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top), 1)


@dataclass(frozen=True)
class Days:
    """The scale of time across the frame, so many px within its sides; a day beyond stands at the side."""

    first: date
    last: date
    within: int = 0

    def x(self, day: date) -> float:
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return round(LEFT + self.within + share * (RIGHT - LEFT - 2 * self.within), 1)

    def at(self, year: int) -> float:
        """Where a year's figure stands: at its snapshot."""
        return self.x(snapshot(year))


def snapshot(year: int) -> date:
    return date(year, 3, 31)


def said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def joined(places: Sequence[Words]) -> str:
    """The `points` of a polyline."""
    return " ".join(f"{place.x},{place.y}" for place in places)


def round_heights(
    low: float, high: float, top: float, bottom: float, limits: tuple[float, float], least: float, text: str
) -> tuple[Heights, tuple[Words, ...]]:
    """A scale around both values, within limits and at least so long, that begins and ends at round ticks."""
    low = max(low - max(least - (high - low), 0.0) / 2, limits[0])
    high = min(max(high, low + least), limits[1])
    low = min(low, high - least)
    step = next(step for step in STEPS if ceil(high / step) - floor(low / step) < MOST_TICKS)
    low, high = max(floor(low / step) * step, limits[0]), min(ceil(high / step) * step, limits[1])
    scale = Heights(low, high, top, bottom)
    ticks = (low + step * count for count in range(round((high - low) / step) + 1))
    return scale, tuple(Words(LEFT - 6, scale.y(at), text.format(at).replace("+0", "0")) for at in ticks)


def ratio_ticks(scale: Heights) -> tuple[Words, ...]:
    """Ticks of a logarithmic scale, the important first; what would touch them is left out."""
    shown: list[Words] = []
    for ratio in (1, 0.5, 2, 0.8, 1.25, 0.25, 4, 0.1, 10, 0.01, 100):
        y = scale.y(log(ratio))
        if scale.low <= log(ratio) <= scale.high and all(abs(y - other.y) >= ROW for other in shown):
            shown.append(Words(LEFT - 6, y, f"{ratio:g}"))
    return tuple(shown)


def year_ticks(years: range, days: Days, y: float) -> tuple[Words, ...]:
    """A tick a year; without its words where they would touch, the last year always with them."""
    every = ceil((len(years) - 0.5) * YEAR / (RIGHT - LEFT))
    return tuple(Words(days.at(year), y, "" if (years[-1] - year) % every else f"{year}") for year in years)


def width_of(text: str) -> float:
    """px that a text of 16 px Arial takes at most; letters beyond Latin count as wide as they are high."""
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if letter in NARROW:
        return 5.5
    if letter in WIDEST or letter > "ɏ":
        return 16.3
    if letter in WIDE:
        return 14.3
    return 11.7 if letter.isupper() else 8.9


def cut(text: str, width: float) -> str:
    """The text, or its beginning and an ellipsis where it is wider than so many px."""
    if width_of(text) <= width:
        return text
    while text and width_of(text) > width - 16.3:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, width: float, most: int) -> list[str]:
    """Rows of words no wider than so many px; what does not fit in the last row is cut."""
    rows: list[str] = []
    for word in text.split():
        if rows and (len(rows) == most or width_of(f"{rows[-1]} {word}") <= width):
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return [cut(row, width) for row in rows]


def rows_of(name: str, text: str) -> tuple[str, ...]:
    """A label's rows: the name, then the figure, on one row where both have room."""
    room = WIDTH - LABELS
    *rows, last = wrapped(name, room, MOST_ROWS) or [""]
    together = f"{last} {text}".strip()
    if width_of(together) <= room:
        return (*rows, together)
    return (*rows, last, *wrapped(text, room, MOST_ROWS))


def needed(labels: Sequence[Sequence[str]]) -> int:
    """px that labels take one below another."""
    return sum(len(rows) for rows in labels) * ROW


def beside(wanted: Sequence[Wanted], top: float, bottom: float) -> tuple[Label, ...]:
    """Labels as near their heights as they can stand without touching; their rows must fit between the two."""
    ordered = sorted(wanted, key=lambda label: label.y)
    tops: list[float] = []
    least = top
    for label in ordered:
        tops.append(max(label.y - ROW / 2, least))
        least = tops[-1] + len(label.rows) * ROW
    most = bottom
    for place in reversed(range(len(ordered))):
        most = tops[place] = min(tops[place], most - len(ordered[place].rows) * ROW)
    return tuple(_label(label, round(at, 1)) for label, at in zip(ordered, tops, strict=True))


def _label(wanted: Wanted, top: float) -> Label:
    middle = round(top + ROW / 2, 1)
    rows = tuple(Words(LABELS, round(middle + BASELINE + row * ROW, 1), text) for row, text in enumerate(wanted.rows))
    pointer = f"M{RIGHT} {wanted.y}L{LABELS - (16 if wanted.style else 4)} {middle}"
    return Label(LABELS - 9, middle, pointer, rows, wanted.style)
