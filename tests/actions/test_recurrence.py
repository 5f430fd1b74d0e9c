"""The days on which something that repeats falls due."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.quarters import Quarter
from actions.recurrence import SHORTEST, Recurrence, end_of_first, is_month_end
from actions.timescales import Repeat

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
REPEATS = st.sampled_from(Repeat)
NUMBERS = st.integers(min_value=-300, max_value=300)
MONTHS = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.SIX_MONTHLY: 6, Repeat.YEARLY: 12}


@pytest.mark.parametrize(
    ("anchor", "repeat", "days"),
    [
        ("2022-01-31", "monthly", ["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30"]),
        ("2024-01-31", "monthly", ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]),
        ("2022-01-30", "monthly", ["2022-01-30", "2022-02-28", "2022-03-30", "2022-04-30"]),
        ("2022-02-28", "monthly", ["2022-02-28", "2022-03-31", "2022-04-30", "2022-05-31"]),
        ("2021-12-31", "quarterly", ["2021-12-31", "2022-03-31", "2022-06-30", "2022-09-30"]),
        ("2022-01-15", "quarterly", ["2022-01-15", "2022-04-15", "2022-07-15", "2022-10-15"]),
        ("2021-08-31", "six-monthly", ["2021-08-31", "2022-02-28", "2022-08-31", "2023-02-28"]),
        ("2024-02-29", "yearly", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("2021-12-27", "weekly", ["2021-12-27", "2022-01-03", "2022-01-10"]),
    ],
)
def test_each_time_is_counted_from_the_first_and_does_not_drift(anchor: str, repeat: str, days: list[str]) -> None:
    recurrence = Recurrence(date.fromisoformat(anchor), Repeat(repeat))

    assert [recurrence.at(number).isoformat() for number in range(len(days))] == days


@given(DAYS, REPEATS, NUMBERS)
def test_the_times_go_strictly_forward_and_are_never_closer_than_the_shortest(
    anchor: date, repeat: Repeat, number: int
) -> None:
    recurrence = Recurrence(anchor, repeat)

    apart = (recurrence.at(number + 1) - recurrence.at(number)).days

    assert SHORTEST[repeat] <= apart <= SHORTEST[repeat] + 3


@given(DAYS, st.sampled_from(sorted(MONTHS)), NUMBERS)
def test_the_month_is_the_one_that_is_asked_for_and_a_month_end_stays_one(
    anchor: date, repeat: Repeat, number: int
) -> None:
    day = Recurrence(anchor, repeat).at(number)

    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    assert months == MONTHS[repeat] * number
    if is_month_end(anchor):
        assert is_month_end(day)
    else:
        assert day.day == min(anchor.day, monthrange(day.year, day.month)[1])


@given(DAYS, NUMBERS)
def test_a_week_is_seven_days(anchor: date, number: int) -> None:
    assert Recurrence(anchor, Repeat.WEEKLY).at(number) == anchor + timedelta(days=7 * number)


@given(DAYS, REPEATS, DAYS)
def test_the_first_from_a_day_is_the_earliest_that_is_not_before_it(anchor: date, repeat: Repeat, day: date) -> None:
    recurrence = Recurrence(anchor, repeat)

    number = recurrence.number_from(day)

    assert recurrence.at(number - 1) < day <= recurrence.at(number)
    assert recurrence.first_from(day) == recurrence.at(number)
    assert recurrence.last_before(day) == recurrence.at(number - 1)


@given(DAYS, REPEATS, DAYS, st.integers(min_value=0, max_value=2000), st.none() | DAYS)
def test_between_two_days_are_just_those_that_lie_there_and_not_after_the_end(
    anchor: date, repeat: Repeat, start: date, days: int, until: date | None
) -> None:
    recurrence = Recurrence(anchor, repeat, until)
    stop = start + timedelta(days=days)

    found = recurrence.between(start, stop)

    walked, number = [], recurrence.number_from(start)
    while (day := recurrence.at(number)) < stop:
        walked += [day] if until is None or day <= until else []
        number += 1
    assert found == walked


def test_after_the_end_there_is_none_and_the_last_is_the_last() -> None:
    recurrence = Recurrence(date(2022, 1, 31), Repeat.MONTHLY, until=date(2022, 3, 30))

    assert recurrence.first_from(date(2022, 2, 28)) == date(2022, 2, 28)
    assert recurrence.first_from(date(2022, 3, 1)) is None
    assert recurrence.last_before(date(2023, 1, 1)) == date(2022, 2, 28)


@given(DAYS, REPEATS, DAYS)
def test_work_counts_from_the_time_before_or_at_most_three_months_ahead(
    anchor: date, repeat: Repeat, day: date
) -> None:
    recurrence = Recurrence(anchor, repeat)
    falls_on = recurrence.at(recurrence.number_from(day))

    after = recurrence.asks_after(falls_on)

    assert recurrence.last_before(falls_on) <= after < falls_on
    assert (falls_on - after).days <= 92


@pytest.mark.parametrize(
    ("repeat", "starts_on", "ends"),
    [
        ("quarterly", "2021-10-01", "2021-12-31"),
        ("quarterly", "2021-11-15", "2021-12-31"),
        ("monthly", "2021-10-01", "2021-10-31"),
        ("weekly", "2021-10-01", "2021-10-07"),
        ("six-monthly", "2021-10-01", "2022-03-31"),
        ("yearly", "2021-10-01", "2022-09-30"),
        ("yearly", "2022-04-01", "2023-03-31"),
    ],
)
def test_without_a_date_it_is_first_due_when_the_first_time_of_the_plan_ends(
    repeat: str, starts_on: str, ends: str
) -> None:
    assert end_of_first(Repeat(repeat), date.fromisoformat(starts_on)).isoformat() == ends


@given(DAYS)
def test_the_quarters_of_the_nhs_end_where_those_that_repeat_do(day: date) -> None:
    quarterly = Recurrence(date(2021, 12, 31), Repeat.QUARTERLY)

    assert quarterly.first_from(day) == Quarter.of(day).ends_on
