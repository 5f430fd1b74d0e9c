"""Asks about an indicator that does not fit the year before as a whole: copied, swapped, or of other people."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import log

from indicators.checks.case import Case, Check, People, people_of, survey_reading, values_of
from indicators.checks.values import DIGITS, SOURCE, look_at_value, times_off
from indicators.definitions import PAIRS, Shape
from indicators.figures import WHOLE, WORKFORCE, Figures

# How much better two figures must fit when exchanged. Honest gaps of a point or two change sides by chance, so an
# exchange is asked about from a gap of about 2 points (for counts, from half as many again).
SWAP_POINTS, SWAP_OF_A_MEAN, SWAP_LOGS = 4.0, 0.4, log(2)
FEWEST_SWAPPED = 10

COLUMN = "Check which column of the source each figure is from."
SURVEY_COLUMN = "Check which column of the survey report each figure is from."


def against_before(case: Case) -> Iterator[Check]:
    """The most telling check of each figure: a copy or a swap stands for all that follows from it."""
    if whole := _copied(case) or list(_swapped_values(case)) or list(_swapped_people(case)):
        yield from whole
        return
    counts = [check for people in people_of(case) for check in _people_off(case, people)]
    yield from counts
    if counts and case.shape == Shape.RATIO:
        return
    yield from (found for value in values_of(case) if (found := look_at_value(case, value)))


# ---- the indicator as a whole


def _copied(case: Case) -> list[Check]:
    if case.before is None or not _is_copy(case, case.now, case.before):
        return []
    what = "the words are" if case.shape == Shape.NARRATIVE else "the figures are"
    return [
        case.check(
            "same",
            f"{what} exactly those of {case.year - 1}.",
            f"Check that they are of {case.year}, and were not copied from the year before.",
            field=_FIRST_FIELDS.get(case.shape) or f"{next(people.field for people in people_of(case))}-white",
        )
    ]


_FIRST_FIELDS: Mapping[str, str] = {
    Shape.RATIO: "base-white",
    Shape.PERCENT_PAIR: "value-white",
    Shape.SCORE_PAIR: "value-white",
    Shape.PERCENT: "value-bme",
    Shape.NARRATIVE: "narrative",
}


def _is_copy(case: Case, now: Figures, before: Figures) -> bool:
    """One figure is the same in two years by chance, so only several together are a copy."""
    match case.shape:
        case Shape.RATIO:
            counts = (now.white_count, now.bme_count)
            return None not in counts and counts == (before.white_count, before.bme_count)
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR:
            both = [[_plain(figures, group) for group in ("white", "bme")] for figures in (now, before)]
            unlike = now.respondents and before.respondents and now.respondents != before.respondents
            return None not in both[0] and both[0] == both[1] and not unlike
        case Shape.PERCENT:
            known = bool(now.respondents) and now.respondents == before.respondents
            return known and _plain(now, "bme") == _plain(before, "bme")
        case Shape.NARRATIVE:
            return bool(now.narrative) and now.narrative == before.narrative
        case Shape.DIFFERENCE if (WORKFORCE, "") not in now.headcounts:
            return False  # the same board in two years is an honest thing
    return any(people.now.total for people in people_of(case)) and now.headcounts == before.headcounts


def _plain(figures: Figures, group: str) -> Decimal | None:
    reading = survey_reading(figures, group)
    return reading.value if reading else None


def _swapped_values(case: Case) -> Iterator[Check]:
    values = {value.key: value for value in values_of(case)} if case.shape in PAIRS else {}
    bme, white = values.get("bme"), values.get("white")
    if not (bme and white and bme.before and white.before):
        return
    now, before = (bme.now.value, white.now.value), (bme.before.value, white.before.value)
    least = SWAP_OF_A_MEAN if case.shape == Shape.SCORE_PAIR else SWAP_POINTS
    if _fits_exchanged([float(each) for each in now], [float(each) for each in before], least):
        text = (
            f"{bme.name} {bme.now}{bme.unit} and {white.name} {white.now}{white.unit} look swapped. "
            f"In {case.year - 1} they were {bme.before}{bme.unit} and {white.before}{white.unit}."
        )
        yield case.check("swapped", text, SURVEY_COLUMN, field="value-bme")


def _swapped_people(case: Case) -> Iterator[Check]:
    for people in people_of(case):
        now, before = (people.now.bme, people.now.white), (people.before.bme, people.before.white)
        # Half a person more, as nobody has no logarithm.
        logs = [[log(each + 0.5) for each in counts] for counts in (now, before)]
        if sum(now) >= FEWEST_SWAPPED and _fits_exchanged(logs[0], logs[1], SWAP_LOGS):
            text = (
                f"{people.label}: {case.name('bme')} {now[0]:,} and {case.name('white')} {now[1]:,} look swapped. "
                f"In {case.year - 1} they were {before[0]:,} and {before[1]:,}."
            )
            yield case.check(f"swapped-{people.key}", text, COLUMN, field=f"{people.field}-bme")


def _fits_exchanged(now: list[float], before: list[float], least: float) -> bool:
    """Whether two figures changed sides, and lie at most half as far from the other's figure of the year before."""
    as_entered = abs(now[0] - before[0]) + abs(now[1] - before[1])
    exchanged = abs(now[0] - before[1]) + abs(now[1] - before[0])
    sides = (now[0] - now[1]) * (before[0] - before[1])
    # A hair less than the least, which 36.5 - 32.5 in floats may miss.
    return sides < 0 and as_entered - exchanged > least - 1e-9 and exchanged <= as_entered / 2


# ---- people


def _people_off(case: Case, people: People) -> Iterator[Check]:
    if case.shape == Shape.RATIO:
        for group in ("white", "bme"):
            now, before = getattr(people.now, group), getattr(people.before, group)
            if times := times_off(now, before):
                text = (
                    f"{people.label}, {case.name(group)}: {now:,}, and {before:,} in {case.year - 1}. It looks {times}."
                )
                yield case.check(f"times-base-{group}", text, DIGITS, field=f"base-{group}")
    elif people.key == WHOLE:
        yield from _board_size(case, people)


def _board_size(case: Case, people: People) -> Iterator[Check]:
    now, before = people.now.total, people.before.total
    if not before <= 2 * now <= 4 * before:
        text = f"the board has {now:,} members, and had {before:,} in {case.year - 1}."
        yield case.check("size-board", text, SOURCE, field=f"{people.field}-white")


def respondents_off(case: Case) -> Iterator[Check]:
    """Respondents off by 10 or 100, whatever the percentages are."""
    for group, now in case.now.respondents.items():
        before = case.before.respondents.get(group, 0) if case.before else 0
        if times := times_off(now, before):
            text = f"{now:,} {case.name(group)} respondents, and {before:,} in {case.year - 1}. It looks {times}."
            yield case.check(f"times-respondents-{group}", text, DIGITS, field=f"respondents-{group}")
