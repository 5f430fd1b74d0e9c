"""Where a relative likelihood stands. It is compared by its distance from parity, |ln(ratio)|, not by its size:
0.98 to 0.76 is further away, whoever now stands behind."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from indicators.changes import Change, Pair, ratio_change
from indicators.definitions import Definition
from indicators.figures import Figures, Reading, pair_of, unlike_published
from indicators.measures import FOUR_FIFTHS_HIGH, FOUR_FIFTHS_LOW, has_few_events, within_four_fifths
from indicators.positions.saying import (
    CHANCE,
    CHANGE_BY_CHANCE,
    FEW_EVENTS,
    Direction,
    Moved,
    Position,
    capital,
    compared,
    interval_words,
    score_in,
)
from indicators.statistics import SIGNIFICANT, fisher, has_small_cell, is_beyond_chance, katz

PARITY = Decimal(1)
RANGE = f"{FOUR_FIFTHS_LOW:.2f} to {FOUR_FIFTHS_HIGH:.2f}"
MOVED = {
    Direction.CLOSER: "Closer to parity",
    Direction.FURTHER: "Further from parity",
    Direction.SAME: "As far from parity",
}
WAYS = {Change.IMPROVED: Direction.CLOSER, Change.WORSENED: Direction.FURTHER}
UNLIKE_COUNTS = (
    "Whether the change is more than chance cannot be tested, because the score published for {year} ({published}) "
    "is not what its counts come to ({counted})."
)
CONTRADICTED = (
    "Whether the change is more than chance cannot be tested, because the published scores and their counts do not "
    "move the same way."
)
LEAST_P = 0.001


def ratio_position(definition: Definition, years: Mapping[int, Figures], year: int) -> Position:
    figures = years[year]
    now, pair = score_in(definition, years, year), pair_of(definition, figures)
    if now is None:
        return _not_calculable(definition, pair, year)
    if now.value == 0:
        reason = "Distance from parity is a logarithm, and 0 has none."
        return Position(f"A ratio of {now} cannot be placed against parity", (reason,), (CHANCE,))
    moved = _moved(definition, years, year, now)
    inside = "Inside" if within_four_fifths(float(now.value)) else "Outside"
    sentences = (_who(definition, now), f"{inside} the range {RANGE}.", *_chance(definition, figures, now))
    caveats = moved.caveats if pair else (CHANCE,)
    own = None if unlike_published(definition, figures) else pair
    interval = katz(own.top, own.bottom) if own else None
    return Position(moved.headline, sentences, caveats, moved.direction, moved.change, interval)


def _not_calculable(definition: Definition, pair: Pair | None, year: int) -> Position:
    if pair is None:
        return Position(f"No score for {year}")
    names = definition.groups
    white, bme = (pair.top, pair.bottom) if definition.top == "white" else (pair.bottom, pair.top)
    counts = f"{names.bme} {bme.count:,} of {bme.base:,}, {names.white} {white.count:,} of {white.base:,}."
    p = fisher(pair.top, pair.bottom) if pair.top.base and pair.bottom.base else None
    tested = () if p is None else (f"{capital(_p_words(p))}; {FEW_EVENTS}",)
    return Position(f"Not calculable in {year}", (counts, *tested))


def _who(definition: Definition, now: Reading) -> str:
    if now.value == PARITY:
        return "At parity, as printed: neither group is less likely."
    return f"{definition.above if now.value > PARITY else definition.below}."


def _chance(definition: Definition, figures: Figures, now: Reading) -> tuple[str, ...]:
    """The interval, and whether the ratio is more than chance; nothing without counts."""
    pair = pair_of(definition, figures)
    interval = katz(pair.top, pair.bottom) if pair else None
    if pair is None or interval is None:
        return ()
    small = has_small_cell(pair.top, pair.bottom)
    tested = _p_words(fisher(pair.top, pair.bottom)) if small else _verdict(is_beyond_chance(pair.top, pair.bottom))
    few = f"; {FEW_EVENTS}" if has_few_events(pair.top, pair.bottom) else "."
    sure = interval_words(interval, max(now.places, 2))
    if counted := unlike_published(definition, figures):
        sure = f"The counts come to {counted} and not {now} ({sure})"
    return (f"{sure}: {tested}{few}",)


def _p_words(p: float) -> str:
    said = f"p below {LEAST_P}" if p < LEAST_P else f"p = {p:.3f}"
    return f"{_verdict(p < SIGNIFICANT)} by Fisher's exact test ({said})"


def _verdict(beyond: bool | None) -> str:
    return "more than chance" if beyond else "cannot be told from chance"


def _moved(definition: Definition, years: Mapping[int, Figures], year: int, now: Reading) -> Moved:
    before = compared(definition, years, year)
    if isinstance(before, Moved):
        return before
    if before.value == 0:
        return Moved(f"Not comparable with {year - 1}: a ratio of {before} cannot be placed against parity")
    direction = _towards_or_away(now.value, before.value)
    change, caveats = _tested(definition, years, year, direction)
    return Moved(_headline(now, before, year, direction, change), direction, change, caveats)


def _tested(
    definition: Definition, years: Mapping[int, Figures], year: int, direction: Direction
) -> tuple[Change, tuple[str, ...]]:
    """What the counts say of the change, or why they cannot: a published score may be another than they come to."""
    before, now = (pair_of(definition, years[each]) for each in (year - 1, year))
    if before and now:
        for each in (year - 1, year):
            if counted := unlike_published(definition, years[each]):
                said = UNLIKE_COUNTS.format(year=each, published=years[each].published, counted=counted)
                return Change.CANNOT_BE_TESTED, (said,)
    change = ratio_change(before, now, is_break=False)
    if WAYS.get(change, direction) is not direction:
        return Change.CANNOT_BE_TESTED, (CONTRADICTED,)
    return change, (CHANGE_BY_CHANCE,) if change is Change.CANNOT_BE_TESTED else ()


def _headline(now: Reading, before: Reading, year: int, direction: Direction, change: Change) -> str:
    if change is Change.NO_CLEAR_CHANGE:
        return f"No clear change since {year - 1}: {before}, now {now}"
    if now.value == before.value == PARITY:
        return f"At parity in {year}, as in {year - 1}"
    other_side = (now.value - PARITY) * (before.value - PARITY) < 0
    side = ", now in favour of the other group" if other_side else ""
    said = f"{MOVED[direction]}{side}: {before} in {year - 1}, {now} in {year}"
    tested = {Change.IMPROVED: "Improved. ", Change.WORSENED: "Worsened. "}
    return f"{tested.get(change, '')}{said}"


def _towards_or_away(now: Decimal, before: Decimal) -> Direction:
    """Compares |ln| of two ratios exactly: it has the order of the larger of a ratio and its inverse."""
    distance, distance_before = (max(Fraction(ratio), 1 / Fraction(ratio)) for ratio in (now, before))
    if distance == distance_before:
        return Direction.SAME
    return Direction.CLOSER if distance < distance_before else Direction.FURTHER
