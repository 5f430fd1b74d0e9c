"""Says how far a ratio or percentage may be from chance: 95% intervals and tests, from counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, fsum, log, sqrt

from indicators.measures import PARITY, Proportion, ratio

Z = 1.959963984540054  # of the normal distribution, for 95% between both sides
SIGNIFICANT = 0.05
SMALL_CELL = 5

# Two tables as likely as each other differ in the last digits of their computed probabilities.
TIE = 1 + 1e-7
# Tables this much less likely than the likeliest one add nothing that a float can hold.
NEGLIGIBLE = 1e-300


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high, bounds inside, in the unit of what it is an interval of."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Sample:
    """A percentage and how many gave a valid answer; ValueError outside 0 to 100, or under 0 respondents."""

    percent: float
    respondents: int

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= 100:
            raise ValueError(f"{self.percent}% is not a percentage of people: it lies from 0 to 100.")
        if self.respondents < 0:
            raise ValueError(f"{self.respondents} respondents: a number of people cannot be negative.")

    @property
    def count(self) -> float:
        """Percent x respondents: not whole where the percentage was rounded."""
        return self.percent * self.respondents / 100


def katz_error(top: Proportion, bottom: Proportion) -> float | None:
    """sqrt(1/a - 1/n1 + 1/b - 1/n2): the standard error of ln(ratio), for a of n1 over b of n2 (Katz et al. 1978).

    None when the ratio is not calculable; 0 when everyone in both groups is counted.
    """
    if not (top.count and bottom.count):
        return None
    return sqrt(_relative_variance(top) + _relative_variance(bottom))


def _relative_variance(proportion: Proportion) -> float:
    # 1/count - 1/base as one fraction, which cannot come out a little under 0.
    return (proportion.base - proportion.count) / (proportion.count * proportion.base)


def katz(top: Proportion, bottom: Proportion) -> Interval | None:
    """exp(ln(ratio) +- 1.96 SE): the 95% interval of a ratio by the log method (Katz et al. 1978).

    None when the ratio is not calculable, and when everyone in both groups is counted: the formula would then give
    an interval of no width, which claims a certainty that the counts do not have.
    """
    value, error = ratio(top, bottom), katz_error(top, bottom)
    if value is None or not error:
        return None
    centre, reach = log(value), Z * error
    return Interval(exp(centre - reach), exp(centre + reach))


def wilson(count: float, base: int) -> Interval | None:
    """The 95% score interval of 100 * count / base, in percent (Wilson 1927); None when the base is 0.

    The count may be fractional, being a printed percentage times respondents. ValueError unless 0 <= count <= base.
    """
    if not 0 <= count <= base:
        raise ValueError(f"{count} of {base}: a count lies from 0 to the number it is from.")
    if base == 0:
        return None
    squared = Z * Z
    centre = count + squared / 2
    reach = Z * sqrt(count * (base - count) / base + squared / 4)
    percent = 100 / (base + squared)
    # At either end the bound is exact, and must not miss it by a rounding.
    low = percent * (centre - reach) if count > 0 else 0.0
    high = percent * (centre + reach) if count < base else 100.0
    return Interval(low, high)


def newcombe(first: Sample, second: Sample) -> Interval | None:
    """The 95% interval of first % - second %, in points: the hybrid of two Wilson intervals (Newcombe 1998, method 10).

    None when either has no respondents. The two are taken as separate people.
    """
    one, two = wilson(first.count, first.respondents), wilson(second.count, second.respondents)
    if one is None or two is None:
        return None
    difference = first.percent - second.percent
    below = sqrt((first.percent - one.low) ** 2 + (two.high - second.percent) ** 2)
    above = sqrt((one.high - first.percent) ** 2 + (second.percent - two.low) ** 2)
    return Interval(difference - below, difference + above)


def fisher(top: Proportion, bottom: Proportion) -> float:
    """The two-sided p of Fisher's exact test, from 0 to 1: the chance, were the groups alike, of a table no likelier.

    All tables with the same four totals are weighed, by the ratio of each to its neighbour, outwards from the
    likeliest. 0.0 is a p too small for a float; 1.0 also stands for an empty group, whose one table is certain.
    """
    weights = dict(_tables(top, bottom))
    limit = weights.get(top.count, 0.0) * TIE
    return min(1.0, fsum(weight for weight in weights.values() if weight <= limit) / fsum(weights.values()))


def _tables(top: Proportion, bottom: Proportion) -> Iterator[tuple[int, float]]:
    """How many of the events may be in the top group, each with its likelihood beside that of the likeliest."""
    events, others = top.count + bottom.count, bottom.base - top.count - bottom.count
    likeliest = (events + 1) * (top.base + 1) // (top.base + bottom.base + 2)
    yield likeliest, 1.0
    weight = 1.0
    for x in range(likeliest, min(events, top.base)):
        weight *= (events - x) * (top.base - x) / ((x + 1) * (others + x + 1))
        if weight < NEGLIGIBLE:
            break
        yield x + 1, weight
    weight = 1.0
    for x in range(likeliest, max(0, -others), -1):
        weight *= x * (others + x) / ((events - x + 1) * (top.base - x + 1))
        if weight < NEGLIGIBLE:
            break
        yield x - 1, weight


def has_small_cell(*proportions: Proportion) -> bool:
    """Whether any cell of the table (those counted, and the rest of their base) is under 5: too few for Katz."""
    return any(min(each.count, each.base - each.count) < SMALL_CELL for each in proportions)


def is_beyond_chance(top: Proportion, bottom: Proportion) -> bool | None:
    """Whether a ratio differs from 1.0 by more than chance, at 5%; None when a base is 0.

    Katz's interval excludes 1, or Fisher's p is under 0.05 where any cell is under 5. A count of 0 can be tested so,
    though its ratio is not calculable. Fisher is the stricter: Katz's interval of few people may exclude 1 beside it.
    """
    if not (top.base and bottom.base):
        return None
    if has_small_cell(top, bottom):
        return fisher(top, bottom) < SIGNIFICANT
    interval = katz(top, bottom)
    return interval is not None and PARITY not in interval


def gap_beyond_chance(bme: Sample, white: Sample) -> bool | None:
    """Whether BME % - White % is more than chance, at 5%: Newcombe's interval excludes 0. None without respondents."""
    interval = newcombe(bme, white)
    return None if interval is None else 0 not in interval
