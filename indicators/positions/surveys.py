"""Where the answers to a survey question stand: a percentage or a mean score, of one group or beside the other."""

from collections.abc import Mapping

from indicators.changes import Change, percent_change
from indicators.definitions import Definition, Shape
from indicators.figures import Figures, Reading, interval_of, sample_of
from indicators.measures import FEW_EVENTS, gap
from indicators.positions.saying import (
    CHANCE,
    CHANGE_BY_CHANCE,
    FEW_PEOPLE,
    Direction,
    Moved,
    Position,
    compared,
    interval_words,
    points_between,
    points_moved,
    score_in,
)
from indicators.statistics import Sample, gap_beyond_chance

NO_WHITE_FIGURE = "No {white} figure is recorded, so the gap between {bme} and {white} staff cannot be shown."
NO_TEST_OF_MEANS = "Whether a mean score moved by more than chance needs its spread, which is not part of the standard."


def survey_position(definition: Definition, years: Mapping[int, Figures], year: int) -> Position:
    now = score_in(definition, years, year)
    if now is None:
        return Position(f"No score for {year}")
    figures, names = years[year], definition.groups
    moved = _moved(definition, years, year, now)
    sample = None if definition.shape == Shape.SCORE_PAIR else sample_of(figures, "bme")
    caveats = []
    if definition.is_pair and figures.white is None:
        caveats.append(NO_WHITE_FIGURE.format(bme=names.bme, white=names.white))
    caveats += _untested(definition, sample, moved)
    sentences = (
        _of_group(definition, now, sample, year),
        *_gap(definition, figures, now),
        *_gap_before(definition, years, year),
    )
    return Position(moved.headline, sentences, tuple(caveats), moved.direction, moved.change, interval_of(sample))


def _sign(definition: Definition) -> str:
    return "" if definition.shape == Shape.SCORE_PAIR else "%"


def _untested(definition: Definition, sample: Sample | None, moved: Moved) -> list[str]:
    if definition.shape == Shape.SCORE_PAIR:
        return [NO_TEST_OF_MEANS]
    if sample is None:
        return [CHANCE]
    untested = moved.change is Change.CANNOT_BE_TESTED and moved.direction is not Direction.NONE
    return [CHANGE_BY_CHANCE] if untested else []


def _of_group(definition: Definition, now: Reading, sample: Sample | None, year: int) -> str:
    name, interval = definition.groups.bme, interval_of(sample)
    if not _sign(definition):
        return f"{name} staff: {now} in {year}."
    sure = f" ({interval_words(interval, 1, '%')})" if interval else ""
    return f"{now}% of {name} staff who answered in {year}{sure}{_end(sample)}"


def _end(sample: Sample | None) -> str:
    """The end of a sentence about a percentage, with a caution where few people are behind it."""
    is_of_few = sample is not None and round(sample.count) < FEW_EVENTS
    return f"; {FEW_PEOPLE}" if is_of_few else "."


def _gap(definition: Definition, figures: Figures, now: Reading) -> tuple[str, ...]:
    """The other group's figure beside it, and whether the gap is more than chance where respondents are known."""
    white = figures.white
    if not definition.is_pair or white is None:
        return ()
    name = definition.groups.white
    found = "no gap" if now.value == white.value else f"a gap of {points_between(now, white)}"
    if not _sign(definition):
        return (f"{name} staff: {white}: {found}.",)
    ours, others = sample_of(figures, "bme"), sample_of(figures, "white")
    tested = ""
    if ours and others:
        tested = ", more than chance" if gap_beyond_chance(ours, others) else ", cannot be told from chance"
    return (f"{white}% of {name} staff who answered: {found}{tested}{_end(others)}",)


# ---- beside the year before


def _moved(definition: Definition, years: Mapping[int, Figures], year: int, now: Reading) -> Moved:
    before, sign = compared(definition, years, year), _sign(definition)
    if isinstance(before, Moved):
        return before
    said, direction = points_moved(now, before, year, sign)
    change = _change(definition, years, year)
    if change is Change.NO_CLEAR_CHANGE:
        return Moved(f"No clear change since {year - 1}: {before}%, now {now}%", direction, change)
    if change is Change.WIDER_GAP:
        start = f"{definition.groups.bme} percentage {direction} by more than chance, and the gap is wider"
        return Moved(f"{start}: {before}% in {year - 1}, {now}% in {year}", direction, change)
    tested = {Change.IMPROVED: "Improved. ", Change.WORSENED: "Worsened. "}.get(change, "")
    better = f"; {definition.better} is better" if definition.better in ("higher", "lower") else ""
    return Moved(f"{tested}{said}{better}", direction, change)


def _change(definition: Definition, years: Mapping[int, Figures], year: int) -> Change:
    """Not 'improved' where the gap grew: the standard asks for a better percentage and for a gap that closes."""
    if not _sign(definition) or definition.better not in ("higher", "lower"):
        return Change.CANNOT_BE_TESTED
    samples = (sample_of(years[year - 1], "bme"), sample_of(years[year], "bme"))
    change = percent_change(*samples, better=definition.better, is_break=False)
    gaps = _gaps(definition, years, year)
    if change is Change.IMPROVED and gaps and abs(gaps[1].shown) > abs(gaps[0].shown):
        return Change.WIDER_GAP
    return change


def _gaps(definition: Definition, years: Mapping[int, Figures], year: int) -> tuple[Reading, Reading] | None:
    """The gap of the year before and this year's, where they can be compared and both groups are known."""
    if not definition.is_pair or isinstance(compared(definition, years, year), Moved):
        return None
    figures = (years[year - 1], years[year])
    values = [reading for each in figures for reading in (each.published, each.white) if reading]
    if len(values) < 4:
        return None
    places = max(reading.places for reading in values)
    before, now = (Reading(gap(*(reading.value for reading in values[at : at + 2])), places) for at in (0, 2))
    return before, now


def _gap_before(definition: Definition, years: Mapping[int, Figures], year: int) -> tuple[str, ...]:
    """'The gap was 2.0 points in 2020, and is 8.0.'"""
    gaps = _gaps(definition, years, year)
    if gaps is None:
        return ()
    before, now = (Reading(abs(found.value), found.places) for found in gaps)
    turned = ", the other way round" if gaps[0].value * gaps[1].value < 0 else ""
    unit = "point" if before.shown == 1 else "points"
    return (f"The gap was {before} {unit} in {year - 1}{turned}, and is {now}.",)
