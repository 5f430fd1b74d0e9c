"""What repeats: the deadline of each time, met by an update, missed, or chased until the next one ends."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Organisation, User
from actions import timescales
from actions.models import Action, Deadline, Update
from actions.services import deadlines, updating
from actions.services.deadlines import roll
from actions.statuses import Status
from tests.factories import answers_to, make_action, make_organisation, make_plan, make_user

DUE = date(2021, 12, 31)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def person(db: None) -> User:
    return make_user()


def report(action: Action, status: str, by: User, *, on: date = date(2021, 12, 15)) -> Update:
    action.refresh_from_db()
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    return updating.record_update(
        action=action, version=action.version, status=status, by=by, at=at, **answers_to(status)
    )


def open_deadlines(action: Action) -> list[date]:
    return list(action.deadlines.unmet().values_list("due_on", flat=True))


def quarterly(trust: Organisation, *, first_due_on: date = date(2021, 12, 31)) -> Action:
    return make_action(make_plan(trust), due_on=first_due_on, repeat="quarterly", timescale="Quarterly")


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


def test_an_update_on_track_meets_the_earliest_open_quarter(trust: Organisation, person: User) -> None:
    action = quarterly(trust)
    roll(on=date(2022, 1, 10))

    report(action, Status.ON_TRACK, person, on=date(2022, 1, 10))

    assert open_deadlines(action) == [date(2022, 3, 31)]


def test_an_update_never_meets_a_quarter_that_has_not_begun(trust: Organisation, person: User) -> None:
    action = quarterly(trust, first_due_on=date(2022, 3, 31))

    report(action, Status.ON_TRACK, person, on=date(2021, 12, 15))

    assert open_deadlines(action) == [date(2022, 3, 31)]


def test_an_update_at_risk_does_not_meet_a_quarter(trust: Organisation, person: User) -> None:
    action = quarterly(trust)

    report(action, Status.AT_RISK, person)

    assert open_deadlines(action) == [DUE]


def test_each_deadline_that_the_clock_makes_or_misses_is_in_the_history(trust: Organisation) -> None:
    quarterly(trust)

    roll(on=date(2022, 8, 1))

    made_and_missed = (
        Deadline.history.filter(missed_on__isnull=False).count(),
        Deadline.history.filter(history_type="+").count(),
    )
    assert made_and_missed == (2, 4)


def begun(trust: Organisation, printed: str, *, starts_on: date = date(2021, 10, 1)) -> Action:
    """An action whose timescale is as it is read, with the deadline that it begins with."""
    plan = make_plan(trust, starts_on=starts_on)
    understood = timescales.read(printed, plan_start=starts_on)
    action = make_action(plan)
    deadlines.set_timescale(action, printed=printed, understood=understood)
    action.save()
    if deadline := deadlines.first_deadline(action, understood):
        deadline.save()
    return action


def on_record(action: Action) -> dict[str, list[str]]:
    """The days of its deadlines by what became of them."""
    rows = action.deadlines.all()
    return {
        "met": [str(row.due_on) for row in rows if row.met_on],
        "missed": [str(row.due_on) for row in rows if row.missed_on],
        "open": [str(row.due_on) for row in rows if row.is_open],
    }


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


@pytest.mark.parametrize(
    ("on", "met"), [("2021-11-01", []), ("2022-06-30", []), ("2022-07-01", ["2022-09-30"]), ("2022-10-02", [])]
)
def test_an_update_meets_a_yearly_time_only_in_its_last_three_months(
    on: str, met: list[str], trust: Organisation, person: User
) -> None:
    action = begun(trust, "Annually")

    report(action, Status.ON_TRACK, person, on=date.fromisoformat(on))

    assert on_record(action)["met"] == (met or (["2022-09-30"] if on > "2022-09-30" else []))


def test_each_update_meets_one_week(trust: Organisation, person: User) -> None:
    action = begun(trust, "Weekly")
    roll(on=date(2021, 10, 12))

    report(action, Status.ON_TRACK, person, on=date(2021, 10, 12))
    after_one = on_record(action)
    report(action, Status.ON_TRACK, person, on=date(2021, 10, 13))

    assert after_one == {"met": ["2021-10-07"], "missed": [], "open": ["2021-10-14"]}
    assert on_record(action)["open"] == []


def test_what_repeats_is_not_asked_for_the_time_when_it_was_complete(trust: Organisation, person: User) -> None:
    action = begun(trust, "Monthly")
    report(action, Status.COMPLETE, person, on=date(2021, 10, 15))

    report(action, Status.AT_RISK, person, on=date(2022, 3, 3))
    roll(on=date(2022, 3, 3))

    assert on_record(action) == {"met": ["2021-10-31"], "missed": [], "open": ["2022-03-31"]}


def test_completing_it_again_leaves_the_times_before_as_they_were_met(trust: Organisation, person: User) -> None:
    action = begun(trust, "Monthly")
    report(action, Status.COMPLETE, person, on=date(2021, 10, 15))
    report(action, Status.AT_RISK, person, on=date(2022, 3, 3))
    roll(on=date(2022, 3, 3))

    report(action, Status.COMPLETE, person, on=date(2022, 3, 4))

    met = action.deadlines.order_by("due_on").values_list("met_on", flat=True)
    assert list(met) == [date(2021, 10, 15), date(2022, 3, 4)]


def test_a_time_to_come_is_opened_again_with_the_action(trust: Organisation, person: User) -> None:
    action = begun(trust, "Monthly")
    report(action, Status.COMPLETE, person, on=date(2021, 10, 15))

    report(action, Status.AT_RISK, person, on=date(2021, 10, 20))

    assert on_record(action)["open"] == ["2021-10-31"]


def test_undoing_an_update_months_later_leaves_one_time_to_chase(trust: Organisation, person: User) -> None:
    action = begun(trust, "Monthly")
    update = report(action, Status.ON_TRACK, person, on=date(2021, 10, 15))
    roll(on=date(2022, 3, 3))

    updating.withdraw_update(update=update, by=person, at=datetime(2022, 3, 3, 10, tzinfo=UTC))
    roll(on=date(2022, 3, 3))

    record = on_record(action)
    assert record["open"] == ["2022-02-28", "2022-03-31"]
    assert record["missed"][0] == "2021-10-31"


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
