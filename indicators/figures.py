"""What is known of one indicator in one year, as plain values, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from indicators import measures
from indicators.changes import Pair
from indicators.definitions import Definition, Shape
from indicators.measures import Headcount, Proportion
from indicators.statistics import Interval, Sample, wilson

RATIO_PLACES, PERCENT_PLACES = 2, 1  # of what is computed here; what was published keeps its own
MOST_RATIO_PLACES = 4  # where fewer would round a ratio across a bound
BOUNDS = tuple(Decimal(str(bound)) for bound in (measures.FOUR_FIFTHS_LOW, measures.PARITY, measures.FOUR_FIFTHS_HIGH))
# What a score can hold. A double differs from the fraction that it stands for much further on, so 12.25 stays 12.25.
KEPT = Decimal("1e-10")
WHOLE, WORKFORCE = "board", "workforce"  # the places of a difference that it is computed from
Where = tuple[str, str]  # a place and a band of it; the band is '' where the place has none


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its printed decimals, and the words in which it was printed where it was."""

    value: Decimal
    places: int
    printed: str = ""

    @property
    def shown(self) -> Decimal:
        """Rounded half up, as spreadsheet programs and trusts do it, and never below nought as '-0.0'."""
        return self.value.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP) + 0

    @property
    def signed(self) -> str:
        """'+13.8', '-0.5', '0.0'."""
        return f"{self.shown:+f}" if self.shown else str(self)

    def __str__(self) -> str:
        return f"{self.shown:f}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was given of an indicator; what was not is None or empty, and nothing is guessed.

    `published` is the one score as printed: the ratio, the BME percentage or mean, the board's BME percentage, the
    BME percentage of the whole workforce. `white`, `workforce` and `difference` are printed beside it. `white_count`,
    `bme_count` and `unknown_count` are people of the people they are from; `respondents` are known by group where only
    a percentage was printed. `headcounts` has staff by place and band.
    """

    published: Reading | None = None
    white: Reading | None = None
    workforce: Reading | None = None
    difference: Reading | None = None
    white_count: Proportion | None = None
    bme_count: Proportion | None = None
    unknown_count: Proportion | None = None
    respondents: Mapping[str, int] = field(default_factory=dict)
    headcounts: Mapping[Where, Headcount] = field(default_factory=dict)
    narrative: str = ""


def pair_of(definition: Definition, figures: Figures) -> Pair | None:
    """The two proportions of a ratio in its order, or None without the counts of both groups."""
    if figures.white_count is None or figures.bme_count is None:
        return None
    if definition.top == "white":
        return Pair(figures.white_count, figures.bme_count)
    return Pair(figures.bme_count, figures.white_count)


def sample_of(figures: Figures, group: str) -> Sample | None:
    """A group's percentage (0 to 100) with its respondents, or None where one of them is not known."""
    reading = figures.published if group == "bme" else figures.white
    respondents = figures.respondents.get(group)
    if reading is None or not respondents or not 0 <= reading.value <= 100:
        return None
    return Sample(float(reading.value), respondents)


def interval_of(sample: Sample | None) -> Interval | None:
    """The 95% interval of a survey's percentage (Wilson), in percent.

    The percentage was printed rounded, so it is taken for the nearest whole number of respondents: 41.8% of 340 is 142.
    """
    return wilson(round(sample.count), sample.respondents) if sample else None


def workforce_of(figures: Figures) -> Headcount | None:
    """Everybody who was counted in the bands of a distribution, or in the workforce of a difference."""
    if whole := figures.headcounts.get((WORKFORCE, "")):
        return whole
    counted = [found for where, found in figures.headcounts.items() if where[1]]
    return sum(counted[1:], counted[0]) if counted else None


def score_of(definition: Definition, figures: Figures) -> Reading | None:
    """The one score: as published, or else from the counts; None where neither says it.

    A ratio is a number, everything else a percentage (0 to 100) or a mean score as printed.
    """
    return figures.published or computed(definition, figures) or figures.difference


def has_difference_alone(definition: Definition, figures: Figures) -> bool:
    """Whether the one score is a difference in points, which has no place among shares."""
    return figures.difference is not None and score_of(definition, figures) is figures.difference


def computed(definition: Definition, figures: Figures) -> Reading | None:
    """What the counts come to, whatever was published: a ratio, or a BME percentage of the board or the workforce."""
    match definition.shape:
        case Shape.RATIO:
            return _ratio_of(pair_of(definition, figures))
        case Shape.DISTRIBUTION:
            return share_of(workforce_of(figures))
        case Shape.DIFFERENCE:
            return share_of(figures.headcounts.get((WHOLE, "")))
    return None


def unlike_published(definition: Definition, figures: Figures) -> Reading | None:
    """What the counts come to, where the published score is further from it than its own rounding allows."""
    published, counted = figures.published, computed(definition, figures)
    if published is None or counted is None:
        return None
    is_alike = abs(published.value - counted.value) <= Decimal("0.5").scaleb(-published.places) + KEPT
    return None if is_alike else Reading(counted.value, max(counted.places, published.places))


def difference_of(figures: Figures, place: str = WHOLE) -> Reading | None:
    """The BME percentage of the board, or of a body of it, less the workforce's, in points.

    From counts, or else from the two percentages, or as printed for the whole board.
    """
    body, workforce = figures.headcounts.get((place, "")), workforce_of(figures)
    if body and workforce:
        return points_apart(body, workforce)
    published, printed = (figures.published, figures.difference) if place == WHOLE else (None, None)
    ours, theirs = published or share_of(body), figures.workforce or share_of(workforce)
    if ours and theirs:
        return Reading(ours.value - theirs.value, max(ours.places, theirs.places))
    return printed


def workforce_share(figures: Figures) -> Reading | None:
    """The BME percentage of the workforce: from its counts, or as printed beside the board's."""
    return share_of(workforce_of(figures)) or figures.workforce


def share_of(headcount: Headcount | None) -> Reading | None:
    """The BME percentage of some staff, or None where there is nobody."""
    return rounded(measures.bme_share(headcount), PERCENT_PLACES) if headcount else None


def points_apart(some: Headcount, workforce: Headcount) -> Reading | None:
    """The BME percentage of some staff less the workforce's, from the counts of both."""
    return rounded(measures.board_difference(some, workforce), PERCENT_PLACES)


def rounded(value: float | None, places: int) -> Reading | None:
    """A computed value that shows so many decimals, and keeps as many as a score can hold."""
    return None if value is None else Reading(Decimal(value).quantize(KEPT, ROUND_HALF_UP), places)


def _ratio_of(pair: Pair | None) -> Reading | None:
    """The usual decimals, or more where those would show a ratio at a bound, or at parity, that it only comes near."""
    found = rounded(measures.ratio(pair.top, pair.bottom), RATIO_PLACES) if pair else None
    while found and found.places < MOST_RATIO_PLACES and _sides(found.shown) != _sides(found.value):
        found = Reading(found.value, found.places + 1)
    return found


def _sides(value: Decimal) -> list[int]:
    """Below, at or above each bound."""
    return [(value > bound) - (value < bound) for bound in BOUNDS]
