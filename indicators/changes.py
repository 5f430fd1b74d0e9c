"""Says whether an indicator improved since the year before, and only where that is more than chance."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from indicators.measures import Proportion, distance_from_parity, ratio
from indicators.statistics import Sample, Z, has_small_cell, katz_error, newcombe


class Change(StrEnum):
    """What may be said of two years, in the words it is printed with."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    WIDER_GAP = "better, but the gap is wider"
    NO_CLEAR_CHANGE = "no clear change"
    CANNOT_BE_TESTED = "cannot be tested"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Pair:
    """The two proportions whose ratio a year reports, in the indicator's own order."""

    top: Proportion
    bottom: Proportion


def ratio_change(before: Pair | None, now: Pair | None, *, is_break: bool) -> Change:
    """Whether a ratio came closer to parity: z = (d1 - d0) / sqrt(SE1^2 + SE0^2) beyond 1.96 either way.

    d is |ln(ratio)| and SE is Katz's. None stands for a year without counts, which cannot be tested; nor can a ratio
    that is not calculable. Across a break in series nothing is compared.

    Any cell under 5 in either year gives no clear change: the normal approximation is not to be trusted there, and
    one person more or fewer would turn the answer round.

    |d1 - d0| is never more than |ln(ratio1) - ln(ratio0)|, nor than |ln(ratio1) + ln(ratio0)|. So folding at parity
    makes the test conservative near parity: at an unchanged distance it is wrong in at most 5% of cases, and a real
    but small approach may be missed. A move from 1.5 to 0.67 is as far away as before: no clear change.
    """
    if is_break:
        return Change.NOT_COMPARABLE
    found_before, found_now = _distance(before), _distance(now)
    if before is None or now is None or found_before is None or found_now is None:
        return Change.CANNOT_BE_TESTED
    if has_small_cell(before.top, before.bottom, now.top, now.bottom):
        return Change.NO_CLEAR_CHANGE
    (distance_before, error_before), (distance, error) = found_before, found_now
    z = (distance - distance_before) / sqrt(error**2 + error_before**2)
    if abs(z) <= Z:
        return Change.NO_CLEAR_CHANGE
    return Change.IMPROVED if z < 0 else Change.WORSENED


def _distance(pair: Pair | None) -> tuple[float, float] | None:
    """|ln(ratio)| and its standard error, or None when there is no ratio."""
    if pair is None:
        return None
    value, error = ratio(pair.top, pair.bottom), katz_error(pair.top, pair.bottom)
    return None if value is None or error is None else (distance_from_parity(value) or 0.0, error)


def percent_change(before: Sample | None, now: Sample | None, *, better: str, is_break: bool) -> Change:
    """Whether the percentage of BME staff moved the better way: Newcombe's interval of now - before excludes 0.

    `better` is 'higher' or 'lower', or ValueError. None, or nobody answering, cannot be tested. Many answer in both
    years, which the interval does not know: it is then a little wide, and the answer errs to no clear change.
    """
    if better not in ("higher", "lower"):
        raise ValueError(f"'{better}' is not a way for a percentage to get better: give 'higher' or 'lower'.")
    if is_break:
        return Change.NOT_COMPARABLE
    interval = newcombe(now, before) if now and before else None
    if interval is None:
        return Change.CANNOT_BE_TESTED
    if 0 in interval:
        return Change.NO_CLEAR_CHANGE
    return Change.IMPROVED if (interval.low > 0) == (better == "higher") else Change.WORSENED
