"""The days on which reminders are due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import occasions
from actions.recurrence import SHORTEST, Recurrence
from actions.timescales import Repeat
from actions.working_days import is_working_day, may_send, working_day_from
from tests.factories import NOW

DUE = date(2022, 1, 31)
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("until", "names"),
    [
        (date(2021, 12, 31), []),
        (date(2022, 1, 1), ["30 days before"]),
        (date(2022, 1, 24), ["30 days before", "7 days before"]),
        (date(2022, 1, 31), ["30 days before", "7 days before", "on the day"]),
        (
            date(2022, 3, 28),
            [
                "30 days before",
                "7 days before",
                "on the day",
                "7 days after",
                "14 days after",
                "28 days after",
                "56 days after",
            ],
        ),
    ],
)
def test_the_occasions_of_a_deadline_come_in_order(until: date, names: list[str]) -> None:
    assert [occasion.name for occasion in occasions.of_deadline(DUE, until=until)] == names


@given(DAYS, st.integers(min_value=-60, max_value=4000))
def test_occasions_have_different_names_and_days_that_have_come(due_on: date, days: int) -> None:
    until = due_on + timedelta(days=days)

    found = occasions.of_deadline(due_on, until=until)

    assert len({occasion.name for occasion in found}) == len(found)
    assert all(occasion.day <= until for occasion in found)
    assert found == sorted(found)


@given(DAYS, st.integers(min_value=28, max_value=4000))
def test_an_overdue_action_is_never_left_alone_for_more_than_28_days(due_on: date, days: int) -> None:
    until = due_on + timedelta(days=days)

    latest = occasions.of_deadline(due_on, until=until)[-1]

    assert until - latest.day < timedelta(days=28)


def test_the_edi_lead_is_told_14_days_after() -> None:
    assert occasions.of_escalation(DUE, until=date(2022, 2, 13)) == []
    assert [each.day for each in occasions.of_escalation(DUE, until=date(2022, 2, 14))] == [date(2022, 2, 14)]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 12, 24), True),
        (date(2021, 12, 25), False),
        (date(2021, 12, 27), False),  # a substitute day for Christmas
        (date(2021, 12, 28), False),
        (date(2022, 1, 3), False),  # a substitute day for New Year's Day
        (date(2022, 6, 3), False),  # the Platinum Jubilee
        (date(2021, 11, 30), True),  # St Andrew's Day: a bank holiday in Scotland alone
    ],
)
def test_working_days_are_those_of_england(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@given(DAYS)
def test_the_next_working_day_is_soon_and_works(day: date) -> None:
    found = working_day_from(day)

    assert is_working_day(found)
    assert day <= found <= day + timedelta(days=6)


@pytest.mark.parametrize(("hour", "may"), [(7, False), (8, True), (22, True)])
def test_nothing_is_written_before_eight_in_the_morning(hour: int, may: bool) -> None:
    assert may_send(NOW.replace(hour=hour)) is may


@pytest.mark.parametrize(
    ("apart", "names"),
    [
        (7, ["on the day"]),
        (28, ["7 days before", "on the day", "7 days after", "14 days after"]),
        (89, ["30 days before", "7 days before", "on the day", "7 days after", "14 days after", "28 days after"]),
        (
            365,
            [
                "30 days before",
                "7 days before",
                "on the day",
                *(f"{n} days after" for n in (7, 14, *range(28, 169, 28))),
            ],
        ),
    ],
)
def test_what_repeats_is_reminded_of_while_no_other_time_is_nearer(apart: int, names: list[str]) -> None:
    found = occasions.of_deadline(DUE, until=DUE + timedelta(days=400), apart=apart)

    assert [occasion.name for occasion in found] == names


@pytest.mark.parametrize(("apart", "told"), [(7, 0), (28, 1), (365, 1), (None, 1)])
def test_of_a_weekly_deadline_the_edi_lead_is_not_told_by_mail(apart: int | None, told: int) -> None:
    assert len(occasions.of_escalation(DUE, until=DUE + timedelta(days=400), apart=apart)) == told


@given(DAYS, st.sampled_from(Repeat), st.integers(min_value=0, max_value=400))
def test_one_time_of_what_repeats_has_done_asking_when_the_next_begins(anchor: date, repeat: Repeat, days: int) -> None:
    recurrence = Recurrence(anchor, repeat)
    first, second = (
        {
            each.day
            for each in occasions.of_deadline(recurrence.at(n), until=recurrence.at(days + 2), apart=SHORTEST[repeat])
        }
        for n in (days, days + 1)
    )

    assert len(first & second) <= 1
    assert max(first) <= min(second)
