"""What one indicator asks for, as plain values: read from the database by models, used by everything that computes."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """The forms that the indicators of the NHS equality standards take."""

    DISTRIBUTION = "distribution"
    RATIO = "ratio"
    PERCENT_PAIR = "percent_pair"
    DIFFERENCE = "difference"
    PERCENT = "percent"
    SCORE_PAIR = "score_pair"
    NARRATIVE = "narrative"


SHAPE_NAMES = {
    Shape.DISTRIBUTION: "Share in each pay band",
    Shape.RATIO: "Relative likelihood",
    Shape.PERCENT_PAIR: "Percentage of each group",
    Shape.DIFFERENCE: "Difference of two percentages",
    Shape.PERCENT: "Percentage of one group",
    Shape.SCORE_PAIR: "Mean score of each group",
    Shape.NARRATIVE: "Words",
}
# The unit of the one score that is printed for each shape.
UNITS = {
    Shape.DISTRIBUTION: "percent",
    Shape.RATIO: "ratio",
    Shape.PERCENT_PAIR: "percent",
    Shape.DIFFERENCE: "percent",
    Shape.PERCENT: "percent",
    Shape.SCORE_PAIR: "score",
    Shape.NARRATIVE: "words",
}
PAIRS = (Shape.PERCENT_PAIR, Shape.SCORE_PAIR)


class Tier(StrEnum):
    """Where a pay band stands: in the race disparity ratio, and the upper ones beside the whole workforce."""

    LOWER = "lower"
    MIDDLE = "middle"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class TierNames:
    """What a standard calls its tiers; these, where its file does not say."""

    lower: str = "Lower bands"
    middle: str = "Middle bands"
    upper: str = "Upper bands"


@dataclass(frozen=True, slots=True)
class Band:
    """One pay band or grade of a workforce."""

    key: str
    label: str
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A workforce with its bands (clinical), or a body of people without any (the board)."""

    key: str
    label: str
    bands: tuple[Band, ...] = ()


BME = "BME"  # the WRES's own term, for which an organisation may print another


@dataclass(frozen=True, slots=True)
class Groups:
    """What a standard calls the group that it is about, those it is compared with, and those not known.

    The code says BME and White throughout, after the WRES; in another standard these are its own two groups.
    """

    bme: str = BME
    white: str = "White"
    unknown: str = "Unknown"

    def in_words_of(self, label: str) -> str:
        """The group that the standard is about: an organisation's own label for BME, where that is who it is."""
        return label if self.bme == BME else self.bme


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator as it holds in a range of years.

    `top` is the group whose likelihood is divided by the other's ('white' or 'bme'), for a ratio alone; `above` and
    `below` say who is at a disadvantage on each side of parity. `numerator` and `denominator` name what is counted.
    `tiers` name the tiers of pay bands. `breaks` are years not comparable with the year before.
    """

    shape: str
    better: str
    above: str = ""
    below: str = ""
    breaks: Collection[int] = ()
    number: int = 0
    subject: str = ""
    top: str = ""
    numerator: str = ""
    denominator: str = ""
    places: tuple[Place, ...] = ()
    tiers: TierNames = TierNames()
    groups: Groups = Groups()

    @property
    def is_pair(self) -> bool:
        return self.shape in PAIRS

    @property
    def has_headcounts(self) -> bool:
        """Whether staff are counted place by place, so that each has its share."""
        return self.shape in (Shape.DISTRIBUTION, Shape.DIFFERENCE)
