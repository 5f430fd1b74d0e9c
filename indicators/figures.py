"""What is known of one indicator in one year, as plain values, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators import measures
from indicators.changes import Pair
from indicators.definitions import Definition, Shape
from indicators.measures import Headcount, Proportion
from indicators.statistics import Interval, Sample, wilson

RATIO_PLACES, PERCENT_PLACES = 2, 1  # of what is computed here; what was published keeps its own
WHOLE, WORKFORCE = "board", "workforce"  # the places of a difference that it is computed from
Where = tuple[str, str]  # a place and a band of it; the band is '' where the place has none


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its printed decimals, and the words in which it was printed where it was."""

    value: Decimal
    places: int
    printed: str = ""

    def __str__(self) -> str:
        return f"{self.value:.{self.places}f}"


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


def computed(definition: Definition, figures: Figures) -> Reading | None:
    """What the counts come to, whatever was published: a ratio, or a BME percentage of the board or the workforce."""
    match definition.shape:
        case Shape.RATIO:
            pair = pair_of(definition, figures)
            return _rounded(measures.ratio(pair.top, pair.bottom), RATIO_PLACES) if pair else None
        case Shape.DISTRIBUTION:
            return _share_of(workforce_of(figures))
        case Shape.DIFFERENCE:
            return _share_of(figures.headcounts.get((WHOLE, "")))
    return None


def difference_of(figures: Figures) -> Reading | None:
    """The board's BME percentage less the workforce's, in points: from counts, from the two percentages, or printed."""
    board, workforce = figures.headcounts.get((WHOLE, "")), workforce_of(figures)
    if board and workforce:
        return _rounded(measures.board_difference(board, workforce), PERCENT_PLACES)
    ours, theirs = figures.published or _share_of(board), figures.workforce or _share_of(workforce)
    if ours and theirs:
        return Reading(ours.value - theirs.value, max(ours.places, theirs.places))
    return figures.difference


def workforce_share(figures: Figures) -> Reading | None:
    """The BME percentage of the workforce: from its counts, or as printed beside the board's."""
    return _share_of(workforce_of(figures)) or figures.workforce


def _share_of(headcount: Headcount | None) -> Reading | None:
    return _rounded(measures.bme_share(headcount), PERCENT_PLACES) if headcount else None


def _rounded(value: float | None, places: int) -> Reading | None:
    """Four decimals are kept, and as many shown as are usual."""
    return None if value is None else Reading(Decimal(f"{value:.4f}"), places)
