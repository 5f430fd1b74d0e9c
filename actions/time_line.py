"""The geometry of the time line: months across, a row for each action; templates/actions/time_line.svg draws it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from indicators.charts.drawing import Style, Words, cut, width_of

# As wide as the page is on a desk; a phone shows the list below instead.
WIDTH, LEFT, RIGHT = 960, 350, 945
TOP, ROW, BASELINE = 70, 28, 5.6
MONTH, FEWEST, MOST_MONTHS, BEFORE = 40, 6, 36, 12  # px of a month's name; months shown; of them before today
GAP, CLEAR = 12, 6  # px between a mark and its words; around words on a line
LETTERS, TODAY_FROM = 15, 20  # px from the foot of words to their head; where the line begins under its word
MOST_ROWS = 20  # of one chart, so that it stays on a sheet of paper

CIRCLE = "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
SQUARE = "m-6-6h12v12h-12z"
# How a due date looks, and what the key calls it: every shape is another, so that no colour is needed.
KINDS: dict[str, tuple[str, Style]] = {
    "overdue": ("Overdue", Style("m-6-6l12 12m0-12l-12 12", "#b30f0f", "none")),
    "off_track": ("Off track", Style("m-7-6h14l-7 12z", "#b30f0f", "#b30f0f")),
    "at_risk": ("At risk", Style("m0-7l7 12h-14z", "#8f4700", "#ffb81c")),
    "on_track": ("On track", Style(CIRCLE, "#007f3b", "#007f3b")),
    "not_started": ("Not started", Style(CIRCLE, "#4c6272", "#ffffff")),
    "not_recorded": ("Not recorded", Style("m0-7l7 7l-7 7l-7-7z", "#4c6272", "#ffffff")),
    "met": ("Met", Style(SQUARE, "#005eb8", "#005eb8")),
    "missed": ("Missed", Style(f"{SQUARE}l12 12m0-12l-12 12", "#4c6272", "#ffffff")),
    "closed": ("Closed", Style("m-7 0h14", "#4c6272", "none")),
}


@dataclass(frozen=True)
class DueDate:
    """A day that an action is due on, as one of KINDS."""

    day: date
    kind: str


@dataclass(frozen=True)
class Lane:
    """An action with its due dates in order; of one that is ongoing the day on which it began, and how it stands."""

    name: str
    dues: tuple[DueDate, ...]
    runs_from: date | None = None
    status: str = ""


@dataclass(frozen=True)
class Spot:
    """One due date: its place, its look, and what a pointer that rests on it is told."""

    x: float
    y: float
    style: Style
    text: str


@dataclass(frozen=True)
class Text:
    """Words beside a mark; `anchor` is the side of them that stands at x."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True)
class TimeLine:
    """One chart of at most MOST_ROWS actions; all places in px."""

    key: str
    title: str
    description: str
    height: int
    bottom: int
    today: float
    today_above: str
    today_through: str
    months: tuple[Words, ...]
    years: tuple[Words, ...]
    names: tuple[Words, ...]
    runs: tuple[str, ...]
    spots: tuple[Spot, ...]
    texts: tuple[Text, ...]
    legend: tuple[Spot, ...]

    width, left, right, top = WIDTH, LEFT, RIGHT, TOP


@dataclass(frozen=True)
class Months:
    """The scale: from the first day of a month to the last of another; a day beyond stands at the side."""

    first: date
    last: date
    today: date

    def x(self, day: date) -> float:
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def starts(self) -> list[date]:
        return [moved(self.first, by) for by in range(months_between(self.first, self.last) + 1)]


def time_lines(lanes: Sequence[Lane], *, today: date) -> list[TimeLine]:
    """The charts of these actions, one under the other, all with one scale."""
    scale = scale_of(lanes, today)
    runs = [lanes[at : at + MOST_ROWS] for at in range(0, len(lanes), MOST_ROWS)]
    return [chart(number, run, scale) for number, run in enumerate(runs, 1)]


def scale_of(lanes: Sequence[Lane], today: date) -> Months:
    """The months from the earliest day to the latest; where they are too many, those around today."""
    days = [today, *(due.day for lane in lanes for due in lane.dues)]
    first, last = min(days).replace(day=1), max(days).replace(day=1)
    if months_between(first, last) >= MOST_MONTHS:
        first = max(first, moved(today.replace(day=1), -BEFORE))
        last = min(last, moved(first, MOST_MONTHS - 1))
    last = max(last, moved(first, FEWEST - 1))
    return Months(first, moved(last, 1) - timedelta(days=1), today)


def months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def moved(month: date, by: int) -> date:
    """The first day of the month so many months on."""
    years, place = divmod(month.month - 1 + by, 12)
    return date(month.year + years, place + 1, 1)


def chart(number: int, lanes: Sequence[Lane], scale: Months) -> TimeLine:
    bottom = TOP + ROW * len(lanes)
    spots = tuple(spot for at, lane in enumerate(lanes) for spot in spots_of(lane, middle(at), scale))
    legend = tuple(legend_of(lanes, bottom + ROW))
    texts = tuple(text for at, lane in enumerate(lanes) for text in texts_of(lane, middle(at), scale))
    months, years = ticks(scale)
    today = scale.x(scale.today)
    return TimeLine(
        key=f"time-line-{number}",
        title=f"Time line of {len(lanes)} action{'s' if len(lanes) > 1 else ''}",
        description=description(lanes, scale),
        height=round(max((spot.y for spot in legend), default=bottom)) + ROW,
        bottom=bottom,
        today=today,
        today_above=upright(today, TODAY_FROM, TOP, [place_of(words) for words in (*years, *months)]),
        today_through=upright(today, TOP, bottom, [place_of(text) for text in texts]),
        months=months,
        years=years,
        names=tuple(Words(0, middle(at) + BASELINE, cut(lane.name, LEFT - 30)) for at, lane in enumerate(lanes)),
        runs=tuple(run_of(lane, middle(at), scale) for at, lane in enumerate(lanes) if lane.runs_from),
        spots=spots,
        texts=texts,
        legend=legend,
    )


def middle(at: int) -> float:
    return TOP + ROW * (at + 0.5)


def ticks(scale: Months) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """A line at the start of a month, or of a quarter, half or year where months are narrow; years above them."""
    starts = scale.starts
    wide = (RIGHT - LEFT) / len(starts)
    every = next(step for step in (1, 3, 6, 12) if step * wide >= MONTH or step == 12)
    at = [start for start in starts if (start.month - 1) % every == 0]
    years = [start for start in at if start is at[0] or start.month == 1]
    months = tuple(Words(scale.x(start), TOP - 8, f"{start:%b}") for start in at)
    return months, tuple(Words(scale.x(start), TOP - 28, f"{start.year}") for start in years)


def spots_of(lane: Lane, y: float, scale: Months) -> Iterator[Spot]:
    for due in lane.dues:
        word, style = KINDS[due.kind]
        yield Spot(scale.x(due.day), y, style, f"{said(due.day)}: {word}")


def texts_of(lane: Lane, y: float, scale: Months) -> Iterator[Text]:
    """Words beside the last due date of a row, to its right where there is room; or on its line, where it has none."""
    if not lane.dues:
        yield clear_of_today(Text(LEFT + GAP, y + BASELINE, "start", f"Ongoing, {lane.status}"), scale)
        return
    last = lane.dues[-1]
    x, text = scale.x(last.day), KINDS[last.kind][0]
    if not scale.holds(last.day):
        text = f"{text}, {last.day:%B %Y}"
    fits = x + GAP + width_of(text) <= WIDTH
    yield Text(x + GAP if fits else x - GAP, y + BASELINE, "start" if fits else "end", text)


@dataclass(frozen=True)
class Place:
    """Where words stand, with what keeps a line off them."""

    left: float
    right: float
    top: float
    bottom: float

    def is_crossed_at(self, x: float) -> bool:
        return self.left - CLEAR < x < self.right + CLEAR


def place_of(words: Words | Text) -> Place:
    wide = width_of(words.text)
    left = words.x - wide if isinstance(words, Text) and words.anchor == "end" else words.x
    return Place(left, left + wide, words.y - LETTERS, words.y + CLEAR)


def clear_of_today(text: Text, scale: Months) -> Text:
    """The words behind the line of today, where they would stand on it and there is room."""
    x = scale.x(scale.today) + GAP
    fits = x + width_of(text.text) <= RIGHT
    return replace(text, x=x) if fits and place_of(text).is_crossed_at(x - GAP) else text


def upright(x: float, top: float, bottom: float, places: Iterable[Place]) -> str:
    """A line that leaves out the words on which it would stand."""
    drawn, y = "", top
    for place in sorted(places, key=lambda place: place.top):
        if not place.is_crossed_at(x):
            continue
        drawn += f"M{x} {y:.1f}V{place.top:.1f}" if place.top > y else ""
        y = max(y, place.bottom)
    return drawn + (f"M{x} {y:.1f}V{bottom}" if bottom > y else "")


def run_of(lane: Lane, y: float, scale: Months) -> str:
    """A line of an action that is ongoing, from when it began to the side and on; it leaves out the words on it."""
    start = scale.x(lane.runs_from or scale.first)
    place = place_of(next(texts_of(lane, y, scale)))
    left, right = place.left, place.right
    before = f"M{start} {y}H{left - CLEAR:.1f}" if left - CLEAR - start > GAP else ""
    after = f"M{max(right + CLEAR, start):.1f} {y}H{RIGHT}m-8-5l8 5l-8 5" if right + CLEAR < RIGHT else ""
    return before + after


def legend_of(lanes: Sequence[Lane], y: float) -> Iterator[Spot]:
    """The key: each shape that is drawn, once, with its word; in as many rows as it needs."""
    used = {due.kind for lane in lanes for due in lane.dues}
    x = 8.0
    for kind, (word, style) in KINDS.items():
        if kind not in used:
            continue
        wide = GAP + width_of(word) + 24
        if x + wide > WIDTH:
            x, y = 8.0, y + ROW
        yield Spot(x, y, style, word)
        x += wide


def description(lanes: Sequence[Lane], scale: Months) -> str:
    """What a screen reader says of the chart; the list below it has every date."""
    dues = [due for lane in lanes for due in lane.dues]
    late = sum(due.kind == "overdue" for due in dues)
    ongoing = sum(lane.runs_from is not None for lane in lanes)
    parts = [f"From {scale.first:%B %Y} to {scale.last:%B %Y}, today is {said(scale.today)}."]
    parts.append(f"{len(dues)} due dates, {late} of them overdue. {ongoing} of the actions are ongoing.")
    return " ".join([*parts, "The list below has every date in words."])


def said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
