"""Asks about figures of one indicator that do not fit each other, or that cannot be shown as they are."""

from collections.abc import Iterator
from math import log

from indicators import measures
from indicators.checks.case import Case, Check, survey_reading
from indicators.definitions import PAIRS, Shape
from indicators.figures import WHOLE, Figures, Reading, computed, difference_of, pair_of, workforce_of
from indicators.measures import Headcount

FEWEST_RESPONDENTS = 11
KEPT = 5e-5  # computed figures have four decimals
NEARLY_ONE = 0.01  # of the logarithm of a ratio with the same ratio the other way up
EITHER = "Check the counts and the published figure against the source."


def within_year(case: Case) -> Iterator[Check]:
    """Everything that needs no other year."""
    match case.shape:
        case Shape.RATIO:
            yield from _percent_sign(case, case.now.published, "published")
            yield from _nobody(case) or _ratio_unlike_counts(case)
        case Shape.DISTRIBUTION:
            yield from _share_unlike_counts(case, "", case.now.published, workforce_of(case.now), "published")
        case Shape.DIFFERENCE:
            board = case.now.headcounts.get((WHOLE, ""))
            yield from _share_unlike_counts(case, "", case.now.published, board, "published")
            yield from _share_unlike_counts(case, "-workforce", case.now.workforce, workforce_of(case.now), "workforce")
            yield from _difference_unlike_its_parts(case)
        case Shape.SCORE_PAIR:
            for group in ("white", "bme"):
                yield from _percent_sign(case, survey_reading(case.now, group), f"value-{group}")
    yield from _few_respondents(case)


def _percent_sign(case: Case, reading: Reading | None, field: str) -> Iterator[Check]:
    if reading and reading.printed.rstrip().endswith("%"):
        noun = "ratio" if case.shape == Shape.RATIO else "mean score"
        text = f"'{reading.printed.strip()}' has a percent sign, and a {noun} has none."
        look_at = f"Check whether the figure is a {noun} or a percentage. If it is a {noun}, leave out the sign."
        yield case.check(f"percent-sign-{field}", text, look_at, field=field)


def _nobody(case: Case) -> list[Check]:
    """Counts that come to no ratio."""
    pair = pair_of(case.definition, case.now)
    if pair is None or computed(case.definition, case.now):
        return []
    parts = ((case.name("bme"), case.now.bme_count), (case.name("white"), case.now.white_count))
    said = ", ".join(f"{name} {found.count:,} of {found.base:,}" for name, found in parts if found)
    published = case.now.published
    result = (
        f"The counts come to no ratio, but {published} is published." if published else "It will be 'not calculable'."
    )
    group = "bme" if case.now.bme_count and not case.now.bme_count.count else "white"
    look_at = "Check that nobody is meant, and not that the number is missing."
    return [case.check("nobody", f"{said}. {result}", look_at, field=f"count-{group}")]


def _ratio_unlike_counts(case: Case) -> list[Check]:
    published, counted = case.now.published, computed(case.definition, case.now)
    if not (published and counted) or _agree(published, float(counted.value)):
        return []
    shown = f"{counted.value:.{max(published.places, counted.places)}f}"
    cause = _cause_of_ratio(case, published, float(counted.value))
    text = f"published {published}; the counts come to {shown}.{cause}"
    return [case.check("unlike-counts", text, EITHER, field="published")]


def _agree(printed: Reading, counted: float, spare: float = 0.0) -> bool:
    """Whether a printed figure is this one, rounded to as many places as it has."""
    return abs(float(printed.value) - counted) <= _rounding(printed) + KEPT + spare


def _rounding(printed: Reading) -> float:
    return 0.5 * 10.0**-printed.places


def _cause_of_ratio(case: Case, published: Reading, counted: float) -> str:
    value = float(published.value)
    if value > 0 and counted > 0 and abs(log(value * counted)) <= NEARLY_ONE + _rounding(published) / value:
        return " It may be the other way up."
    pair = pair_of(case.definition, case.now)
    top, bottom = (100 * each.count / each.base for each in (pair.top, pair.bottom)) if pair else (0.0, 0.0)
    for places in (0, 1, 2):
        rounded = round(bottom, places)
        if rounded and _agree(published, round(top, places) / rounded):
            return " It may be from rounded percentages."
    return ""


def _share_unlike_counts(
    case: Case, key: str, printed: Reading | None, headcount: Headcount | None, field: str
) -> Iterator[Check]:
    counted = measures.bme_share(headcount) if headcount else None
    if printed is None or headcount is None or counted is None or _agree(printed, counted):
        return
    cause = ""
    for share, said in (
        (measures.share(headcount.bme, headcount.bme + headcount.white), "It may leave out the unknown."),
        (measures.share(headcount.white, headcount.total), f"That is the {case.name('white')} share."),
    ):
        if share is not None and _agree(printed, share):
            cause = f" {said}"
    text = f"published {printed}%; the counts come to {counted:.{max(printed.places, 1)}f}%.{cause}"
    yield case.check(f"unlike-counts{key}", text, EITHER, field=field)


def _difference_unlike_its_parts(case: Case) -> Iterator[Check]:
    printed, found = case.now.difference, difference_of(case.now)
    if printed is None or found is None:
        return
    spare = _rounding_of_parts(case.now)
    if _agree(printed, float(found.value), spare):
        return
    shown = f"{found.value:.{max(printed.places, found.places)}f}"
    text = f"published a difference of {printed} points; the board's share less the workforce's is {shown}."
    if _agree(printed, -float(found.value), spare):
        text += " It may have the wrong sign."
    yield case.check("unlike-parts", text, "Check the two shares and the difference.", field="difference")


def _rounding_of_parts(figures: Figures) -> float:
    """How far a difference of the two printed shares may be from that of the shares before rounding."""
    return sum(_rounding(reading) for reading in (figures.published, figures.workforce) if reading)


def _few_respondents(case: Case) -> Iterator[Check]:
    few = {group: count for group, count in case.now.respondents.items() if count < FEWEST_RESPONDENTS}
    if few:
        said = " and ".join(f"{count} {case.name(group)}" for group, count in few.items())
        text = f"{said} respondents. Results for so few people may identify them."
        look_at = "Check whether your organisation reports on so few. If not, clear the figure and say why."
        yield case.check("few", text, look_at, field=f"respondents-{next(iter(few))}")


def missing_white(case: Case, others_have_it: bool) -> Iterator[Check]:
    """A pair without its second figure, where the year before or another pair of the year has it.

    An organisation that never recorded it is not asked again and again: the page of the indicator says what is missing.
    """
    had_it = others_have_it or survey_reading(case.before, "white") is not None
    if case.shape in PAIRS and case.now.published and case.now.white is None and had_it:
        white, bme = case.name("white"), case.name("bme")
        text = f"there is no {white} figure, so the gap between {bme} and {white} cannot be shown."
        yield case.check("no-white", text, f"Check whether the source gives the {white} figure.", field="value-white")


def place_gone(case: Case) -> Iterator[Check]:
    """A workforce that had staff in the year before, and of which nothing is entered."""
    if case.before is None or not case.now.headcounts or not case.definition.places:
        return
    for place in case.definition.places:
        had = sum(found.total for where, found in case.before.headcounts.items() if where[0] == place.key)
        has = sum(found.total for where, found in case.now.headcounts.items() if where[0] == place.key)
        if had and not has:
            text = f"{place.label}: nobody is entered, and there were {had:,} in {case.year - 1}."
            look_at = "Check that nobody is meant, and not that the numbers are missing."
            bands = place.bands or (None,)
            key = f"{place.key}.{bands[0].key}" if bands[0] else place.key
            yield case.check(f"gone-{place.key}", text, look_at, field=f"{key}-white")
