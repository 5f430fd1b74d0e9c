"""Asks about one value: what it is, and how it stands beside that of the year before."""

from collections.abc import Callable
from decimal import Decimal
from math import log

from indicators.checks.case import Case, Check, Value
from indicators.definitions import PAIRS, Shape

WELL_FROM_PARITY, ABOUT_PARITY = log(1.4), 0.15
NEAR_A_TIMES = log(1.5)  # a year's own change, beside a factor of 10 or 100
MOST_TIMES = 3  # of a ratio
EXTREME = 10  # a ratio, or one over it, that no trust of any size is known to have
LEAST_AS_PERCENT = 5  # below 1% after at least this looks like a share of 1
SHAPES_OF_SURVEYS = (*PAIRS, Shape.PERCENT)

DIGITS = "Check the decimal point and the digits against the source."
SOURCE = "Check the figure against the source, and whether the same people are counted as in the year before."


def look_at_value(case: Case, value: Value) -> Check | None:
    """The most telling thing to ask about a value: one at most."""
    return next((found for look in _LOOKS if (found := look(case, value))), None)


def times_off(now: float, before: float) -> str:
    """'10 times too large' and the like, where a figure is about 10 or 100 times another; or nothing."""
    if now <= 0 or before <= 0:
        return ""
    moved = log(now / before)
    for times in (10, 100):
        if abs(abs(moved) - log(times)) <= NEAR_A_TIMES:
            return f"{times} times too {'large' if moved > 0 else 'small'}"
    return ""


def _none_or_all(case: Case, value: Value) -> Check | None:
    """A count of nobody is known to be so; a printed 0% often stands for no figure."""
    if value.unit != "%" or value.now.value not in (0, 100) or value.is_counted:
        return None
    is_usual = value.before.value in (0, 100) if value.before else case.shape not in SHAPES_OF_SURVEYS
    if is_usual:
        return None
    said, look_at = "That is everybody.", "Check the figure against the source."
    if value.now.value == 0:
        said = "It may stand for no figure, and a missing figure is never 0."
        look_at = "If there is no figure, leave it empty and say why."
    return case.check(_key("none-or-all", value), f"{value.said(case.year)} {said}", look_at, field=value.field)


def _printed_nothing(case: Case, value: Value) -> Check | None:
    if case.shape != Shape.RATIO or value.now.value != 0 or value.is_counted:
        return None
    text = f"the ratio is published as {value.now}. With nobody in one of the counts it is not calculable, and not 0."
    look_at = "Enter the counts, or leave it empty and say why there is no score."
    return case.check("nothing", text, look_at, field=value.field)


def _other_way_up(case: Case, value: Value) -> Check | None:
    if case.shape != Shape.RATIO or not value.before or min(value.now.value, value.before.value) <= 0:
        return None
    now, before = log(value.now.value), log(value.before.value)
    if abs(before) < WELL_FROM_PARITY or abs(now + before) > ABOUT_PARITY:
        return None
    text = f"{value.said(case.year)} It may be the other way up."
    top, bottom = ("white", "bme") if case.definition.top == "white" else ("bme", "white")
    look_at = f"Check that the likelihood of {case.name(top)} is divided by that of {case.name(bottom)}."
    return case.check("other-way-up", text, look_at, field=value.field)


def _as_a_share(case: Case, value: Value) -> Check | None:
    """0.343 for 34.3%."""
    if value.unit != "%" or value.is_counted or not 0 < value.now.value < 1:
        return None
    is_usual = value.before.value < LEAST_AS_PERCENT if value.before else case.shape not in SHAPES_OF_SURVEYS
    if is_usual:
        return None
    meant = f"{value.now.value * 100:.{max(value.now.places - 2, 0)}f}%"
    text = f"{value.said(case.year)} It may be {meant}."
    return case.check(_key("times", value), text, DIGITS, field=value.field)


def _off_by_ten(case: Case, value: Value) -> Check | None:
    times = times_off(float(value.now.value), float(value.before.value)) if value.before else ""
    if not times:
        return None
    text = f"{value.said(case.year)} It looks {times}."
    return case.check(_key("times", value), text, DIGITS, field=value.field)


def _too_far(case: Case, value: Value) -> Check | None:
    if not value.before:
        return None
    if case.shape == Shape.RATIO:
        return _too_many_times(case, value, value.before.value)
    moved = abs(value.now.value - value.before.value)
    if moved <= value.most:
        return None
    places = max(value.now.places, value.before.places)
    text = f"{value.said(case.year)} That is a change of {moved:.{places}f} points."
    return case.check(_key("far", value), text, SOURCE, field=value.field)


def _too_many_times(case: Case, value: Value, before: Decimal) -> Check | None:
    low, high = sorted((value.now.value, before))
    if low <= 0 or high <= MOST_TIMES * low:
        return None
    text = f"{value.said(case.year)} That is a change by a factor of {high / low:.1f}."
    return case.check("far", text, SOURCE, field=value.field)


def _extreme(case: Case, value: Value) -> Check | None:
    """For a first year above all; where the year before was as extreme, it was asked about then."""
    now, before = value.now.value, value.before.value if value.before else Decimal(1)
    if case.shape != Shape.RATIO or not _is_extreme(now) or _is_extreme(before):
        return None
    return case.check("far", f"a ratio of {value.now} is very far from 1.", DIGITS, field=value.field)


def _is_extreme(value: Decimal) -> bool:
    return value * EXTREME <= 1 or value >= EXTREME


def _key(key: str, value: Value) -> str:
    return f"{key}-{value.key}" if value.key else key


_LOOKS: tuple[Callable[[Case, Value], Check | None], ...] = (
    _printed_nothing,
    _none_or_all,
    _other_way_up,
    _as_a_share,
    _off_by_ten,
    _too_far,
    _extreme,
)
