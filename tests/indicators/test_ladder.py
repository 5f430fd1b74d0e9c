from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from indicators.ladder import Kind, Standing, expected, quarter_ended_before, standing, summary

BEGINS, ENDS = date(2021, 9, 30), date(2023, 12, 31)
START, TARGET = (BEGINS, 48), (ENDS, 73)

days = some.dates(date(2015, 1, 1), date(2040, 12, 31))
people = some.integers(0, 500)


@pytest.mark.parametrize(
    ("on", "line"),
    [
        (date(2021, 1, 1), 48),
        (BEGINS, 48),
        (BEGINS + timedelta(days=1), 48 + Fraction(25, 822)),
        (date(2022, 11, 15), Fraction(121, 2)),  # 411 of 822 days, so half of 25 people
        (ENDS, 73),
        (date(2030, 1, 1), 73),
    ],
)
def test_the_line_runs_straight_from_the_first_reading_to_the_target(on: date, line: Fraction) -> None:
    assert expected(START, TARGET, on) == line


def test_a_target_that_is_not_after_the_start_is_the_line_itself() -> None:
    assert expected((ENDS, 48), (BEGINS, 73), ENDS) == 73


@given(days, days, people, people, days)
def test_the_line_stays_between_the_start_and_the_target(
    begins: date, ends: date, low: int, high: int, on: date
) -> None:
    assume(begins < ends)

    line = expected((begins, low), (ends, high), on)

    assert min(low, high) <= line <= max(low, high)


@given(days, days, people, people, days, days)
def test_the_line_never_turns_back(begins: date, ends: date, low: int, more: int, one: date, other: date) -> None:
    assume(begins < ends)
    earlier, later = sorted([one, other])

    assert expected((begins, low), (ends, low + more), earlier) <= expected((begins, low), (ends, low + more), later)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Behind the line by 60"),
        (59, "Behind the line by 1"),
        (60, "On the line"),
        (61, "On the line"),
        (62, "Ahead of the line by 1"),
        (72, "Ahead of the line by 11"),
        (73, "Target reached"),
        (80, "Target reached"),
    ],
)
def test_a_band_is_behind_by_whole_people_alone(number: int, words: str) -> None:
    """With 60.5 on the line."""
    assert str(standing([START, (date(2022, 11, 15), number)], TARGET)) == words


@pytest.mark.parametrize(
    ("readings", "words"),
    [
        ([], "No reading yet"),
        ([START], "No reading since September 2021"),
        ([(BEGINS, 73)], "Target reached"),
        ([(date(2024, 3, 31), 70), START], "Behind the line by 3"),
        ([START, (date(2022, 3, 31), 80), (date(2022, 6, 30), 40)], "Behind the line by 16"),
    ],
)
def test_the_latest_reading_says_where_a_band_stands(readings: list[tuple[date, int]], words: str) -> None:
    assert str(standing(readings, TARGET)) == words


@given(some.dates(BEGINS + timedelta(days=1), date(2030, 1, 1)), people)
def test_who_is_behind_is_a_whole_person_below_the_line(on: date, number: int) -> None:
    found = standing([START, (on, number)], TARGET)

    line = expected(START, TARGET, on)
    assert (found.kind == Kind.BEHIND) == (line - number >= 1)
    assert found.kind != Kind.BEHIND or number + found.people <= line < number + found.people + 1


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], ""),
        ([Kind.ON_THE_LINE], "1 band on the line or ahead"),
        ([Kind.BEHIND, Kind.BEHIND], "2 bands behind"),
        ([Kind.REACHED, Kind.AHEAD, Kind.BEHIND], "2 bands on the line or ahead, 1 behind"),
        ([Kind.NO_READING_SINCE, Kind.REACHED], "1 band on the line or ahead, 1 not counted again yet"),
    ],
)
def test_the_bands_are_counted_in_words(kinds: list[Kind], words: str) -> None:
    assert summary(Standing(kind) for kind in kinds) == words


@pytest.mark.parametrize(
    ("on", "ended"),
    [
        (date(2021, 12, 15), date(2021, 9, 30)),
        (date(2022, 1, 1), date(2021, 12, 31)),
        (date(2022, 3, 31), date(2021, 12, 31)),
        (date(2022, 4, 1), date(2022, 3, 31)),
        (date(2022, 8, 29), date(2022, 6, 30)),
    ],
)
def test_a_quarter_is_over_on_the_day_after_it(on: date, ended: date) -> None:
    assert quarter_ended_before(on) == ended
