"""The deadlines of what repeats: made as time goes on, chased, and put on record as missed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import Organisation
from actions.models import Action, Deadline
from actions.services.deadlines import roll
from actions.statuses import Status
from tests.actions.rolling.repeating import begun, on_record, open_deadlines, quarterly
from tests.factories import make_organisation


def test_a_quarterly_action_gets_the_next_deadline_when_a_quarter_begins(trust: Organisation) -> None:
    action = quarterly(trust)

    assert roll(on=date(2021, 12, 31)) == 0
    assert roll(on=date(2022, 1, 1)) == 1

    assert open_deadlines(action) == [date(2021, 12, 31), date(2022, 3, 31)]


def test_a_scheduler_that_was_down_for_years_makes_every_quarter_and_puts_the_missed_ones_on_record(
    trust: Organisation,
) -> None:
    action = quarterly(trust)

    roll(on=date(2023, 5, 2))

    assert action.deadlines.count() == 7
    assert open_deadlines(action) == [date(2023, 3, 31), date(2023, 6, 30)]
    assert action.deadlines.filter(missed_on=date(2023, 5, 2)).count() == 5


def test_rolling_twice_is_the_same_as_once(trust: Organisation) -> None:
    action = quarterly(trust)
    roll(on=date(2022, 8, 1))
    before = list(action.deadlines.values_list("due_on", "missed_on"))

    assert roll(on=date(2022, 8, 1)) == 0

    assert list(action.deadlines.values_list("due_on", "missed_on")) == before


@pytest.mark.parametrize("status", [Status.COMPLETE, Status.CLOSED])
def test_an_ended_action_gets_no_further_deadline(status: str, trust: Organisation) -> None:
    action = quarterly(trust)
    Action.objects.filter(pk=action.pk).update(status=status)

    assert roll(on=date(2022, 5, 1)) == 0


def test_each_deadline_that_the_clock_makes_or_misses_is_in_the_history(trust: Organisation) -> None:
    quarterly(trust)

    roll(on=date(2022, 8, 1))

    made_and_missed = (
        Deadline.history.filter(missed_on__isnull=False).count(),
        Deadline.history.filter(history_type="+").count(),
    )
    assert made_and_missed == (2, 4)


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("Quarterly", "2021-12-31"),
        ("Monthly", "2021-10-31"),
        ("Weekly", "2021-10-07"),
        ("Every six months", "2022-03-31"),
        ("Annually", "2022-09-30"),
        ("January 2022, then quarterly", "2022-01-31"),
        ("15 November 2021, then monthly", "2021-11-15"),
        ("June 2021, then quarterly", "2021-12-31"),  # not before the plan starts
        ("2021-2025, quarterly", "2021-12-31"),  # a date that is the end
        ("2021-2025, annually", "2022-03-31"),
    ],
)
def test_what_repeats_begins_with_the_date_it_gives_or_where_the_first_time_of_the_plan_ends(
    printed: str, first: str, trust: Organisation
) -> None:
    action = begun(trust, printed)

    assert on_record(action)["open"] == [first]
    assert not action.ongoing


@pytest.mark.parametrize(("printed", "asked"), [("Annually", 1), ("Every six months", 1), ("Quarterly", 0)])
def test_where_the_first_time_may_be_most_of_a_year_away_a_person_is_asked(
    printed: str, asked: int, trust: Organisation
) -> None:
    assert sum("No first date is given" in doubt for doubt in begun(trust, printed).doubts) == asked


@pytest.mark.parametrize(
    ("printed", "on", "chased", "current"),
    [
        ("January 2022, then monthly", "2022-04-10", "2022-03-31", "2022-04-30"),
        ("31 January 2022, then monthly", "2022-02-28", "2022-01-31", "2022-02-28"),
        ("15 November 2021, then quarterly", "2022-03-01", "2022-02-15", "2022-05-15"),
        ("Quarterly", "2022-04-01", "2022-03-31", "2022-06-30"),
        ("Every six months", "2022-10-01", "2022-09-30", "2023-03-31"),
        ("Annually", "2023-10-01", "2023-09-30", "2024-09-30"),
        ("Weekly", "2021-12-24", "2021-12-23", "2021-12-30"),
    ],
)
def test_after_any_silence_the_time_before_is_chased_and_older_ones_are_on_record_as_missed(
    printed: str, on: str, chased: str, current: str, trust: Organisation
) -> None:
    action = begun(trust, printed)

    roll(on=date.fromisoformat(on))

    record = on_record(action)
    assert record["open"] == [chased, current]
    assert all(day < chased for day in record["missed"])
    assert action.deadlines.count() == len(record["missed"]) + 2


@pytest.mark.parametrize("printed", ["Weekly", "Monthly", "31 October 2021, then quarterly", "Annually"])
def test_a_tick_each_day_and_one_after_a_long_silence_leave_the_same_on_record(
    printed: str, trust: Organisation
) -> None:
    daily, silent = begun(trust, printed), begun(make_organisation(), printed)
    Action.objects.filter(pk=silent.pk).update(status=Status.CLOSED)
    day = date(2021, 10, 1)
    while day < date(2023, 1, 9):
        roll(on=day)
        day += timedelta(days=1)
    Action.objects.filter(pk=silent.pk).update(status=Status.NOT_RECORDED)

    roll(on=day - timedelta(days=1))

    assert on_record(silent) == on_record(daily)


def test_what_ends_gets_no_further_deadline_and_its_last_stays_to_be_chased(trust: Organisation) -> None:
    action = begun(trust, "31 October 2021, then monthly")
    Action.objects.filter(pk=action.pk).update(repeats_until=date(2022, 1, 15))

    roll(on=date(2022, 6, 1))

    record = on_record(action)
    assert record == {"met": [], "missed": ["2021-10-31", "2021-11-30"], "open": ["2021-12-31"]}


def test_a_day_on_which_an_earlier_deadline_lies_gets_no_second_one(trust: Organisation) -> None:
    action = begun(trust, "31 October 2021, then monthly")
    Deadline.objects.create(
        action=action, due_on=date(2021, 11, 30), first_due_on=date(2021, 6, 30), met_on=date(2021, 11, 1)
    )

    roll(on=date(2021, 11, 2))
    roll(on=date(2021, 12, 2))

    record = on_record(action)
    assert record["met"] == ["2021-11-30"]
    assert "2021-12-31" in record["open"]


def test_a_deadline_that_was_moved_still_counts_for_its_own_time(trust: Organisation) -> None:
    action = begun(trust, "Quarterly")
    action.deadlines.update(due_on=date(2022, 2, 20))

    roll(on=date(2022, 1, 10))

    assert on_record(action)["open"] == ["2022-02-20", "2022-03-31"]


def test_rolling_takes_the_same_number_of_queries_for_one_action_and_for_many(
    trust: Organisation, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    def queries(on: date) -> int:
        with django_assert_max_num_queries(40) as captured:
            roll(on=on)
        return len(captured)

    begun(trust, "Weekly")
    few = queries(date(2021, 10, 20))
    for _ in range(20):
        begun(make_organisation(), "Weekly")

    # One statement takes many rows, so that 20 actions with three deadlines each still fit into one.
    assert queries(date(2021, 10, 27)) == few
