"""Where a board stands beside its workforce, and the senior pay bands beside all of it."""

from collections.abc import Mapping
from dataclasses import replace

from indicators.definitions import Definition, Tier
from indicators.figures import (
    PERCENT_PLACES,
    Figures,
    Reading,
    difference_of,
    has_difference_alone,
    points_apart,
    rounded,
    share_of,
    workforce_of,
    workforce_share,
)
from indicators.measures import Headcount, unknown_share
from indicators.positions.saying import Direction, Moved, Position, compared, points_moved, score_in

NO_WORKFORCE_SHARE = (
    "The {bme} share of the workforce is not recorded, so the gap between board and workforce cannot be shown."
)
NO_BANDS = "The staff of each pay band are not recorded, so the senior bands cannot be shown."
MANY_UNKNOWN = 10  # percent


def board_position(definition: Definition, years: Mapping[int, Figures], year: int) -> Position:
    # A board is everyone on it and not a sample, so nothing is said of chance.
    now = score_in(definition, years, year)
    if now is None:
        return Position(f"No score for {year}")
    figures, name = years[year], definition.groups.bme
    moved = _board_moved(definition, years, year, now)
    if has_difference_alone(definition, figures):
        return Position(moved.headline, (_on_the_board(now, name),), (), moved.direction, moved.change)
    sentences = [f"{now}% of the board are {name} in {year}."]
    theirs, difference = workforce_share(figures), difference_of(figures)
    if difference and theirs:
        place = f"is {_points(difference)}" if difference.shown else "has the same share"
        sentences.append(f"{theirs}% of the workforce are {name}: the board {place}.")
    elif difference:
        sentences.append(_on_the_board(difference, name))
    sentences += _bodies(definition, figures)
    caveats = () if difference else (NO_WORKFORCE_SHARE.format(bme=name),)
    return Position(moved.headline, tuple(sentences), caveats, moved.direction, moved.change)


def _on_the_board(difference: Reading, name: str) -> str:
    place = f"{_points(difference)} that" if difference.shown else "the same as that"
    return f"The share of {name} staff on the board is {place} of the workforce."


def _points(difference: Reading) -> str:
    """'29.6 points below', of a difference that is not nought."""
    size = Reading(abs(difference.value), difference.places)
    return f"{size} {'point' if size.shown == 1 else 'points'} {'above' if difference.value > 0 else 'below'}"


def _beside(difference: Reading) -> str:
    return f"{_points(difference)} the workforce" if difference.shown else "the same share as the workforce"


def _bodies(definition: Definition, figures: Figures) -> list[str]:
    """Each body of the board with its counts, and how far it is from the workforce."""
    said = []
    for place in definition.places[1:]:
        found, difference = figures.headcounts.get((place.key, "")), difference_of(figures, place.key)
        if found and found.total:
            apart = f", {_beside(difference)}" if difference else ""
            said.append(f"{place.label}: {found.bme} of {found.total} are {definition.groups.bme}{apart}.")
    return said


def _board_moved(definition: Definition, years: Mapping[int, Figures], year: int, now: Reading) -> Moved:
    before = compared(definition, years, year)
    if isinstance(before, Moved):
        return before
    gaps = difference_of(years[year]), difference_of(years[year - 1])
    if gaps[0] and gaps[1]:
        return _towards_zero(gaps[0], gaps[1], year)
    if has_difference_alone(definition, years[year]) != has_difference_alone(definition, years[year - 1]):
        return Moved(f"Not comparable with {year - 1}: another figure was published")
    return Moved(*points_moved(now, before, year))


def _towards_zero(now: Reading, before: Reading, year: int) -> Moved:
    """A difference is compared by its size, whichever side of the workforce the board is on."""
    places = max(now.places, before.places)
    size, size_before = (Reading(abs(reading.value), places).shown for reading in (now, before))
    if size == size_before == 0:
        return Moved(f"The same share as the workforce in {year}, as in {year - 1}", Direction.SAME)
    direction, word = Direction.SAME, "As far from"
    if size != size_before:
        direction, word = (Direction.CLOSER, "Closer to") if size < size_before else (Direction.FURTHER, "Further from")
    was, is_now = (_signed(reading) for reading in (before, now))
    return Moved(f"{word} the share of the workforce: {was} in {year - 1}, {is_now} in {year}", direction)


def _signed(reading: Reading) -> str:
    if not reading.shown:
        return "the same share"
    return f"{reading.signed} points".replace("-", "\N{MINUS SIGN}")


# ---- indicator 1


def distribution_position(definition: Definition, years: Mapping[int, Figures], year: int) -> Position:
    """The workforce, and the senior bands beside it: staff in post, all of them, so nothing is said of chance."""
    now = score_in(definition, years, year)
    if now is None:
        return Position(f"No score for {year}")
    figures, name = years[year], definition.groups.bme
    sentences = [f"{now}% of the workforce are {name} in {year}."]
    senior, workforce = senior_of(definition, figures), workforce_of(figures)
    share, gap = share_of(senior), _senior_gap(definition, figures)
    if workforce is None or share is None or gap is None:
        moved = _share_moved(definition, years, year, now)
        return Position(moved.headline, tuple(sentences), (NO_BANDS,), change=moved.change)
    moved = _senior_moved(definition, years, year, gap)
    sentences.append(f"{definition.tiers.upper}: {share}% are {name}, {_beside(gap)}.")
    caveats = _unknown(definition, workforce)
    return Position(moved.headline, tuple(sentences), caveats, moved.direction, moved.change)


def senior_of(definition: Definition, figures: Figures) -> Headcount | None:
    """The staff of the upper tier of all workforces, or None where none of them is counted."""
    return tier_of(definition, figures, Tier.UPPER)


def tier_of(definition: Definition, figures: Figures, tier: Tier) -> Headcount | None:
    found = [
        headcount
        for place in definition.places
        for band in place.bands
        if band.tier == tier and (headcount := figures.headcounts.get((place.key, band.key)))
    ]
    return sum(found[1:], found[0]) if found else None


def _unknown(definition: Definition, workforce: Headcount) -> tuple[str, ...]:
    share = rounded(unknown_share(workforce), PERCENT_PLACES)
    if share is None or share.value < MANY_UNKNOWN:
        return ()
    return (f"{share}% of the workforce are {definition.groups.unknown.lower()}. Read the shares with care.",)


def _share_moved(definition: Definition, years: Mapping[int, Figures], year: int, now: Reading) -> Moved:
    before = compared(definition, years, year)
    return before if isinstance(before, Moved) else Moved(*points_moved(now, before, year))


def _senior_moved(definition: Definition, years: Mapping[int, Figures], year: int, now: Reading) -> Moved:
    """Whether the share in the senior bands came closer to that of the workforce."""
    obstacle = compared(definition, years, year)
    if isinstance(obstacle, Moved):
        return obstacle
    before = _senior_gap(definition, years[year - 1])
    if before is None:
        return Moved(f"No senior bands in {year - 1} to compare with")
    moved = _towards_zero(now, before, year)
    return replace(moved, headline=f"{definition.tiers.upper}: {moved.headline[:1].lower()}{moved.headline[1:]}")


def _senior_gap(definition: Definition, figures: Figures) -> Reading | None:
    senior, workforce = senior_of(definition, figures), workforce_of(figures)
    return points_apart(senior, workforce) if senior and workforce else None
