"""Where the answers to a survey question stand: a percentage or a mean score, of one group or beside the other."""

from collections.abc import Mapping

from indicators.changes import Change, percent_change
from indicators.definitions import Definition, Shape
from indicators.figures import Figures, Reading, interval_of, sample_of
from indicators.positions.saying import (
    CHANCE,
    CHANGE_BY_CHANCE,
    Direction,
    Position,
    interval_words,
    not_comparable,
    points_between,
    points_moved,
    score_in,
)
from indicators.statistics import Interval, Sample, gap_beyond_chance

NO_WHITE_FIGURE = "No {white} figure is recorded, so the gap between {bme} and {white} staff cannot be shown."
NO_TEST_OF_MEANS = "Whether a mean score moved by more than chance needs its spread, which is not part of the standard."


def survey_position(definition: Definition, years: Mapping[int, Figures], year: int) -> Position:
    now = score_in(definition, years, year)
    if now is None:
        return Position(f"No score for {year}")
    figures, names = years[year], definition.groups
    sign = "" if definition.shape == Shape.SCORE_PAIR else "%"
    headline, direction, change = _moved(definition, years, year, sign)
    sample = None if definition.shape == Shape.SCORE_PAIR else sample_of(figures, "bme")
    interval = interval_of(sample)
    caveats = []
    if definition.is_pair and figures.white is None:
        caveats.append(NO_WHITE_FIGURE.format(bme=names.bme, white=names.white))
    caveats += _untested(definition, sample, direction, change)
    sentences = (_of_group(definition, now, interval, year, sign), *_gap(definition, figures, now, sign))
    return Position(headline, sentences, tuple(caveats), direction, change, interval)


def _untested(definition: Definition, sample: Sample | None, direction: Direction, change: Change) -> list[str]:
    if definition.shape == Shape.SCORE_PAIR:
        return [NO_TEST_OF_MEANS]
    if sample is None:
        return [CHANCE]
    untested = change is Change.CANNOT_BE_TESTED and direction is not Direction.NONE
    return [CHANGE_BY_CHANCE] if untested else []


def _of_group(definition: Definition, now: Reading, interval: Interval | None, year: int, sign: str) -> str:
    sure = f" ({interval_words(interval, 1, '%')})" if interval else ""
    name = definition.groups.bme
    return f"{now}% of {name} staff in {year}{sure}." if sign else f"{name} staff: {now} in {year}."


def _gap(definition: Definition, figures: Figures, now: Reading, sign: str) -> tuple[str, ...]:
    """The other group's figure beside it, and whether the gap is more than chance where respondents are known."""
    white = figures.white
    if not definition.is_pair or white is None:
        return ()
    apart = points_between(now, white)
    gap = "no gap" if now.value == white.value else f"a gap of {apart}"
    theirs = (
        f"{white}{sign} of {definition.groups.white} staff" if sign else f"{definition.groups.white} staff: {white}"
    )
    ours, others = sample_of(figures, "bme"), sample_of(figures, "white")
    if not sign or ours is None or others is None:
        return (f"{theirs}: {gap}.",)
    tested = "more than chance" if gap_beyond_chance(ours, others) else "cannot be told from chance"
    return (f"{theirs}: {gap}, {tested}.",)


def _moved(definition: Definition, years: Mapping[int, Figures], year: int, sign: str) -> tuple[str, Direction, Change]:
    obstacle = not_comparable(definition, years, year)
    now, before = score_in(definition, years, year), score_in(definition, years, year - 1)
    if obstacle or now is None or before is None:
        change = Change.NOT_COMPARABLE if year in definition.breaks else Change.CANNOT_BE_TESTED
        return obstacle, Direction.NONE, change
    change = Change.CANNOT_BE_TESTED
    if sign and definition.better in ("higher", "lower"):
        samples = (sample_of(years[year - 1], "bme"), sample_of(years[year], "bme"))
        change = percent_change(*samples, better=definition.better, is_break=False)
    said, direction = points_moved(now, before, year, sign)
    if change is Change.NO_CLEAR_CHANGE:
        return f"No clear change since {year - 1}: {before}%, now {now}%", direction, change
    tested = {Change.IMPROVED: "Improved. ", Change.WORSENED: "Worsened. "}.get(change, "")
    better = f"; {definition.better} is better" if definition.better in ("higher", "lower") else ""
    return f"{tested}{said}{better}", direction, change
