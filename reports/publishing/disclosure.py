"""What of an indicator's figures the public may see: no count of few people, and nothing that was computed from one.

The rule, for one indicator and one year (decision 21):
- The score that was submitted stays, as printed: it is what the standard asks a trust to publish.
- Counts, respondents and headcounts stay as they are only where none that bears on it is of few people: who was
  counted, who was not, and so on. Else all of them go, and with them intervals, tests, and shares of bodies or bands.
- Staff in pay bands are published by group of bands, through `suppress`, with their totals or not at all; and not at
  all where the Model Employer ladder would give back what they hide, or they what the ladder hides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indicators.definitions import Definition, Place, Shape, Tier
from indicators.disclosure import Published, suppress
from indicators.figures import (
    Figures,
    has_difference_alone,
    sample_of,
    score_of,
    workforce_of,
    workforce_share,
)
from indicators.measures import Headcount, Proportion, unknown_share
from indicators.positions import Position
from indicators.positions.saying import CHANCE, CHANGE_BY_CHANCE
from indicators.positions.workforces import MANY_UNKNOWN, NO_BANDS

SURVEYS = (Shape.PERCENT_PAIR, Shape.PERCENT, Shape.SCORE_PAIR)
UPPER = Tier.UPPER.value


@dataclass(frozen=True)
class Bands:
    """Staff by group of pay bands, as they may be published: a row a group, and two columns.

    They are BME, and all others: staff of whom no category is known are too few in the senior bands to stand by
    themselves, and would take the numbers beside them along.
    """

    keys: tuple[str, ...]
    groups: tuple[str, ...]
    published: Published

    @property
    def has_totals(self) -> bool:
        """Without them the score of the indicator would give back what they hide, so that nothing is shown."""
        return None not in (*self.published.column_totals, self.published.total)

    @property
    def shows_upper(self) -> bool:
        """Whether the share of the upper bands is computed from shown numbers alone."""
        shown = zip(self.keys, self.published.cells, self.published.row_totals, strict=True)
        return any(key == UPPER and None not in (*cells, total) for key, cells, total in shown)

    @property
    def upper(self) -> int | None:
        """Those of the upper bands whom the standard is about, where their number is shown."""
        shown = zip(self.keys, self.published.cells, strict=True)
        return next((cells[0] for key, cells in shown if key == UPPER), None)

    @property
    def hides(self) -> bool:
        return any(None in cells for cells in self.published.cells) or None in self.published.row_totals


def public(definition: Definition, figures: Figures, *, below: int, without_bands: bool = False) -> Figures:
    """The figures as they may be published; the same ones where nothing in them tells of few people."""
    hides_bands = without_bands and definition.shape == Shape.DISTRIBUTION and bool(figures.headcounts)
    if not hides_bands and not tells_of_few(definition, figures, below=below):
        return figures
    workforce = workforce_of(figures)
    hides_workforce = workforce is not None and is_of_few(workforce, below)
    share = figures.workforce if hides_workforce else workforce_share(figures)
    return Figures(
        published=None if has_difference_alone(definition, figures) else score_of(definition, figures),
        white=figures.white,
        workforce=share if definition.shape == Shape.DIFFERENCE else None,
        difference=figures.difference,
        narrative=figures.narrative,
    )


def tells_of_few(definition: Definition, figures: Figures, *, below: int) -> bool:
    """Whether any count that bears on what is said of the indicator is of fewer people than `below`."""
    if definition.shape == Shape.RATIO:
        counts = (figures.white_count, figures.bme_count)
        return any(few_of(found, below) for found in counts if found)
    if definition.shape in SURVEYS:
        return any(few_respondents(definition, figures, group, below) for group in figures.respondents)
    if definition.shape == Shape.DIFFERENCE:
        return any(is_of_few(found, below) for found in figures.headcounts.values())
    if definition.shape == Shape.DISTRIBUTION:
        return bool(figures.headcounts) and not tells_of_bands(definition, figures, below)
    return False


def tells_of_bands(definition: Definition, figures: Figures, below: int) -> bool:
    """Whether the share of the upper bands may be told, and that of the staff of whom no category is known."""
    bands, workforce = bands_of(definition, figures, below=below), workforce_of(figures)
    if bands is None or workforce is None or not (bands.has_totals and bands.shows_upper):
        return False
    share = unknown_share(workforce) or 0
    return share < MANY_UNKNOWN or workforce.unknown >= below


def few_of(found: Proportion, below: int) -> bool:
    """Those who were counted, or those who were not."""
    return min(found.count, found.base - found.count) < below


def few_respondents(definition: Definition, figures: Figures, group: str, below: int) -> bool:
    respondents = figures.respondents[group]
    sample = None if definition.shape == Shape.SCORE_PAIR else sample_of(figures, group)
    if sample is None:
        return respondents < below
    return few_of(Proportion(min(round(sample.count), respondents), respondents), below)


def is_of_few(found: Headcount, below: int) -> bool:
    """Those of the group that the standard is about, or all the others."""
    return min(found.bme, found.total - found.bme) < below


# ---- staff in pay bands


def bands_of(definition: Definition, figures: Figures, *, below: int) -> Bands | None:
    """Staff by group of pay bands, small counts hidden; None where none was counted."""
    groups: dict[str, tuple[str, Headcount]] = {}
    for key, label, found in counted(definition, figures):
        before = groups.get(key)
        groups[key] = (label, before[1] + found if before else found)
    if not groups:
        return None
    rows = [(each.bme, each.white + each.unknown) for _, each in groups.values()]
    labels = tuple(label for label, _ in groups.values())
    return Bands(tuple(groups), labels, suppress(rows, threshold=below))


def counted(definition: Definition, figures: Figures) -> Iterator[tuple[str, str, Headcount]]:
    """Each tier with what was counted of it, then each workforce that has none."""
    found = [
        (band.tier, place, headcount)
        for place in definition.places
        for band in place.bands
        if (headcount := figures.headcounts.get((place.key, band.key)))
    ]
    for tier in Tier:
        yield from ((tier.value, label_of(definition, tier), each) for of, _, each in found if of == tier)
    yield from ((key_of(place), place.label, each) for of, place, each in found if not of)


def label_of(definition: Definition, tier: Tier) -> str:
    return str(getattr(definition.tiers, tier))


def key_of(place: Place) -> str:
    return f"place {place.key}"


# ---- words


def public_position(found: Position, *, hides: bool, below: int) -> Position:
    """The same position, whose caveats say that counts are hidden where they are, and not that there are none."""
    if not hides:
        return found
    untested = f"Whether this is more than chance is not said, because counts of fewer than {below} are not published."
    bands = f"The senior bands are not shown, because counts of fewer than {below} are not published."
    said = {CHANCE: untested, CHANGE_BY_CHANCE: untested, NO_BANDS: bands}
    return replace(found, caveats=tuple(dict.fromkeys(said.get(each, each) for each in found.caveats)))
