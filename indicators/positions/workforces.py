"""Where a board stands beside its workforce, and the senior pay bands beside all of it."""

from collections.abc import Mapping
from decimal import Decimal

from indicators.changes import Change
from indicators.definitions import Definition, Tier
from indicators.figures import Figures, Reading, difference_of, workforce_of, workforce_share
from indicators.measures import Headcount, bme_share, unknown_share
from indicators.positions.saying import Direction, Position, not_comparable, points_moved, score_in

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
    difference = difference_of(figures)
    if now is figures.difference:
        return Position(_board_moved(definition, years, year)[0], (_apart(now, "of the workforce", name),))
    headline, direction, change = _board_moved(definition, years, year)
    sentences = [f"{now}% of the board are {name} in {year}."]
    theirs = workforce_share(figures)
    if difference is not None:
        said = f"{theirs}% of the workforce" if theirs else "of the workforce"
        sentences.append(_apart(difference, said, name))
    sentences += _bodies(definition, figures)
    caveats = () if difference is not None else (NO_WORKFORCE_SHARE.format(bme=name),)
    return Position(headline, tuple(sentences), caveats, direction, change)


def _apart(difference: Reading, said: str, name: str) -> str:
    """'42.9% of the workforce are BME: the board is 29.6 points below.'"""
    start = f"{said} are {name}" if said[0].isdigit() else f"The share of {name} staff on the board"
    if difference.value == 0:
        return f"{start}: the board has the same share."
    side = "above" if difference.value > 0 else "below"
    size = Reading(abs(difference.value), difference.places)
    if said[0].isdigit():
        return f"{start}: the board is {size} points {side}."
    return f"{start} is {size} points {side} that of the workforce."


def _bodies(definition: Definition, figures: Figures) -> list[str]:
    """Each body of the board beside the whole of it, with its counts."""
    return [
        f"{place.label}: {found.bme} of {found.total} are {definition.groups.bme}."
        for place in definition.places[1:]
        if (found := figures.headcounts.get((place.key, ""))) and found.total
    ]


def _board_moved(definition: Definition, years: Mapping[int, Figures], year: int) -> tuple[str, Direction, Change]:
    obstacle = not_comparable(definition, years, year)
    change = Change.NOT_COMPARABLE if year in definition.breaks else Change.CANNOT_BE_TESTED
    if obstacle:
        return obstacle, Direction.NONE, change
    gaps = difference_of(years[year]), difference_of(years[year - 1])
    if gaps[0] and gaps[1]:
        return *_towards_zero(gaps[0], gaps[1], year), change
    now, before = score_in(definition, years, year), score_in(definition, years, year - 1)
    alone = (years[year].difference, years[year - 1].difference)
    if now is None or before is None or (now is alone[0]) != (before is alone[1]):
        return f"Not comparable with {year - 1}: another figure was published", Direction.NONE, change
    return *points_moved(now, before, year), change


def _towards_zero(now: Reading, before: Reading, year: int) -> tuple[str, Direction]:
    """A difference is compared by its size, whichever side of the workforce the board is on."""
    places = max(now.places, before.places)
    sizes = [round(abs(reading.value), places) for reading in (now, before)]
    direction = (
        Direction.SAME if sizes[0] == sizes[1] else Direction.CLOSER if sizes[0] < sizes[1] else Direction.FURTHER
    )
    word = {Direction.CLOSER: "Closer to", Direction.FURTHER: "Further from", Direction.SAME: "As far from"}[direction]
    was, is_now = (f"{_signed(reading)} points" for reading in (before, now))
    return f"{word} the share of the workforce: {was} in {year - 1}, {is_now} in {year}", direction


def _signed(reading: Reading) -> str:
    return f"{reading.value:+.{reading.places}f}".replace("-", "\N{MINUS SIGN}")


# ---- indicator 1


def distribution_position(definition: Definition, years: Mapping[int, Figures], year: int) -> Position:
    """The workforce, and the senior bands beside it: staff in post, all of them, so nothing is said of chance."""
    now = score_in(definition, years, year)
    if now is None:
        return Position(f"No score for {year}")
    figures, name = years[year], definition.groups.bme
    sentences = [f"{now}% of the workforce are {name} in {year}."]
    senior, workforce = senior_of(definition, figures), workforce_of(figures)
    change = Change.NOT_COMPARABLE if year in definition.breaks else Change.CANNOT_BE_TESTED
    if senior is None or workforce is None:
        return Position(_share_moved(definition, years, year)[0], tuple(sentences), (NO_BANDS,), change=change)
    headline, direction = _senior_moved(definition, years, year)
    share, overall = bme_share(senior) or 0.0, bme_share(workforce) or 0.0
    side = "below" if share < overall else "above"
    sentences.append(
        f"{definition.tiers.upper}: {share:.1f}% are {name}, {abs(share - overall):.1f} points {side} the workforce."
    )
    caveats = _unknown(definition, workforce)
    return Position(headline, tuple(sentences), caveats, direction, change)


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
    share = unknown_share(workforce) or 0.0
    if share < MANY_UNKNOWN:
        return ()
    return (f"{share:.1f}% of the workforce are {definition.groups.unknown.lower()}. Read the shares with care.",)


def _share_moved(definition: Definition, years: Mapping[int, Figures], year: int) -> tuple[str, Direction]:
    now, before = score_in(definition, years, year), score_in(definition, years, year - 1)
    obstacle = not_comparable(definition, years, year)
    if obstacle or now is None or before is None:
        return obstacle, Direction.NONE
    return points_moved(now, before, year)


def _senior_moved(definition: Definition, years: Mapping[int, Figures], year: int) -> tuple[str, Direction]:
    """Whether the share in the senior bands came closer to that of the workforce."""
    gaps = [_senior_gap(definition, years.get(each)) for each in (year, year - 1)]
    obstacle = not_comparable(definition, years, year)
    if obstacle or gaps[0] is None or gaps[1] is None:
        return obstacle or f"No senior bands in {year - 1} to compare with", Direction.NONE
    now, before = (Reading(Decimal(f"{gap:.4f}"), 1) for gap in gaps)
    headline, direction = _towards_zero(now, before, year)
    return f"{definition.tiers.upper}: {headline[:1].lower()}{headline[1:]}", direction


def _senior_gap(definition: Definition, figures: Figures | None) -> float | None:
    senior = senior_of(definition, figures) if figures else None
    workforce = workforce_of(figures) if figures else None
    shares = [bme_share(found) if found else None for found in (senior, workforce)]
    return None if shares[0] is None or shares[1] is None else shares[0] - shares[1]
