"""Asks about figures of several indicators that speak of the same people and do not fit each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from indicators.checks.case import Case, Check, bases_of, first_field
from indicators.checks.values import SOURCE, times_off
from indicators.definitions import PAIRS, Shape
from indicators.figures import WORKFORCE, Figures, workforce_of, workforce_share
from indicators.measures import Headcount, unknown_share

MOST_APART = 0.05  # of the larger of two counts of the same people
MOST_POINTS_APART = 1  # of two percentages of the same workforce
MOST_GROWTH, MOST_SHRINKING = 1.3, 0.7
MUCH_UNKNOWN, SOME_UNKNOWN, HARDLY_ANY_UNKNOWN = 10.0, 5.0, 1.0
SAME_PEOPLE = "Check that both count the same people on the same day."


def across(cases: Sequence[Case]) -> Iterator[Check]:
    """What is asked once, though several indicators show it."""
    distribution = next((case for case in cases if case.shape == Shape.DISTRIBUTION and workforce_of(case.now)), None)
    yield from _workforce_moved(cases)
    yield from _bases_apart(cases, distribution)
    if distribution:
        yield from (found for case in cases for found in _difference_apart(case, distribution))
    yield from _unknown(cases, distribution)
    yield from _same_figures(cases)


def is_of_the_workforce(case: Case) -> bool:
    """Whether a ratio's counts are from all staff.

    A standard is data, and its denominators are words. Those of a ratio of all staff say 'workforce' in the standards
    that we know; applicants and respondents never do.
    """
    return case.shape == Shape.RATIO and "workforce" in case.definition.denominator.lower()


# ---- the workforce and the year before


def _workforce_moved(cases: Sequence[Case]) -> Iterator[Check]:
    """The workforce of the first indicator that counts it in both years: the others are held against that one."""
    for case in sorted(cases, key=lambda case: case.shape != Shape.DISTRIBUTION):
        if case.shape not in (Shape.DISTRIBUTION, Shape.DIFFERENCE) or case.before is None:
            continue
        now, before = workforce_of(case.now), workforce_of(case.before)
        if now and before and before.total:
            yield from _moved(case, now.total, before.total)
            return


def _moved(case: Case, now: int, before: int) -> Iterator[Check]:
    if MOST_SHRINKING * before <= now <= MOST_GROWTH * before:
        return
    times = times_off(now, before)
    text = f"{now:,} staff, and {before:,} in {case.year - 1}." + (f" It looks {times}." if times else "")
    field = WORKFORCE if case.shape == Shape.DIFFERENCE else first_field(case)
    yield case.check("size-workforce", text, SOURCE, field=f"{field}-white")


# ---- the workforce in several indicators


def _bases_apart(cases: Sequence[Case], distribution: Case | None) -> Iterator[Check]:
    """Ratios of the same people against the first of them, or against the distribution where they are of all staff."""
    firsts: dict[str, tuple[Case, Headcount]] = {}
    whole = workforce_of(distribution.now) if distribution else None
    for case in cases:
        bases = bases_of(case.now) if case.shape == Shape.RATIO else None
        if bases is None or not case.definition.denominator:
            continue
        label = case.definition.denominator
        other = firsts.get(label)
        if distribution and whole and is_of_the_workforce(case) and not (other and _is_near(bases, other[1])):
            other = distribution, whole
        firsts.setdefault(label, (case, bases))
        if other:
            yield from _apart(case, bases, *other)


def _is_near(one: Headcount, other: Headcount) -> bool:
    """Where two ratios agree, only the first is asked about: one note is enough for both."""
    return not (_is_apart(one.white, other.white) or _is_apart(one.bme, other.bme))


def _is_apart(one: int, other: int) -> bool:
    return abs(one - other) > MOST_APART * max(one, other)


def _apart(case: Case, bases: Headcount, other: Case, others: Headcount) -> Iterator[Check]:
    apart = [group for group in ("white", "bme") if _is_apart(getattr(bases, group), getattr(others, group))]
    if apart:
        here = " and ".join(f"{case.name(group)} {getattr(bases, group):,}" for group in apart)
        there = " and ".join(f"{getattr(others, group):,}" for group in apart)
        text = f"'{case.definition.denominator}', {here}. Indicator {other.number} counts {there}."
        yield case.check("apart", text, SAME_PEOPLE, field=f"base-{apart[0]}")


def _difference_apart(case: Case, distribution: Case) -> Iterator[Check]:
    if case.shape != Shape.DIFFERENCE:
        return
    here, there = case.now.headcounts.get((WORKFORCE, "")), workforce_of(distribution.now)
    if here and there:
        if _is_apart(here.total, there.total):
            text = f"{here.total:,} staff are counted; indicator {distribution.number} counts {there.total:,}."
            yield case.check("apart-workforce", text, SAME_PEOPLE, field=f"{WORKFORCE}-white")
        return
    ours, theirs = workforce_share(case.now), workforce_share(distribution.now)
    if ours and theirs and abs(ours.value - theirs.value) > MOST_POINTS_APART:
        bme = case.name("bme")
        text = f"a workforce that is {ours}% {bme}; indicator {distribution.number} comes to {theirs}%."
        yield case.check("apart-workforce", text, SAME_PEOPLE, field="workforce")


# ---- those whose group is not known


def _unknown(cases: Sequence[Case], distribution: Case | None) -> Iterator[Check]:
    """Asked once of the same people: of the distribution, or of the first ratio that counts them."""
    asked_of: set[str] = set()
    for case in cases:
        if case is distribution:
            yield from _unknown_of(case, workforce_of(case.now), workforce_of(case.before) if case.before else None)
        elif case.shape == Shape.RATIO and not (distribution and is_of_the_workforce(case)):
            if case.definition.denominator in asked_of or case.now.unknown_count is None:
                continue
            asked_of.add(case.definition.denominator)
            yield from _unknown_of(case, bases_of(case.now), _bases_with_unknown(case.before))


def _bases_with_unknown(figures: Figures | None) -> Headcount | None:
    return bases_of(figures) if figures and figures.unknown_count else None


def _unknown_of(case: Case, now: Headcount | None, before: Headcount | None) -> Iterator[Check]:
    share = unknown_share(now) if now else None
    share_before = unknown_share(before) if before else None
    if now is None or share is None or not _is_unusual(share, share_before):
        return
    then = f", and {share_before:.1f}% in {case.year - 1}" if share_before is not None else ""
    text = f"{case.name('unknown')} {share:.1f}% ({now.unknown:,} of {now.total:,}){then}."
    field = "base" if case.shape == Shape.RATIO else first_field(case)
    yield case.check("unknown", text, _look_at_unknown(case, now), field=f"{field}-unknown")


def _look_at_unknown(case: Case, now: Headcount) -> str:
    if not now.unknown:
        return "Check that nobody is unknown, and not that the numbers are missing."
    if case.shape == Shape.RATIO:
        return "Check that it is recorded at the source: the ratio leaves these people out."
    return f"Check that it is recorded at the source: the {case.name('bme')} share falls when more are unknown."


def _is_unusual(share: float, before: float | None) -> bool:
    if share > MUCH_UNKNOWN:
        return True
    if before is None:
        return False
    has_doubled = share >= SOME_UNKNOWN and share >= 2 * before
    has_gone = share == 0 and before >= HARDLY_ANY_UNKNOWN
    return has_doubled or has_gone


# ---- a page of the survey entered twice


def _same_figures(cases: Sequence[Case]) -> Iterator[Check]:
    """Two pairs with both figures the same: a page of the survey report may have been read twice."""
    pairs = [case for case in cases if case.shape in PAIRS and case.now.published and case.now.white]
    for first, second in combinations(pairs, 2):
        if first.shape == second.shape and _both(first) == _both(second):
            bme, white = _both(second)
            text = (
                f"{second.name('bme')} {bme} and {second.name('white')} {white} are those of indicator {first.number}."
            )
            look_at = "Check that each is from the page of its own question."
            yield second.check(f"as-{first.number}", text, look_at, field="value-bme")


def _both(case: Case) -> tuple[object, object]:
    published, white = case.now.published, case.now.white
    return (published.value if published else None), (white.value if white else None)
