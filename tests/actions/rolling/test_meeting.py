"""An update meets what repeats, and an action that is opened again."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Organisation, User
from actions.models import Action, Update
from actions.services import updating
from actions.services.deadlines import roll
from actions.statuses import Status
from tests.actions.rolling.repeating import begun, on_record, open_deadlines, quarterly
from tests.factories import answers_to, make_user

DUE = date(2021, 12, 31)


@pytest.fixture
def person(db: None) -> User:
    return make_user()


def report(action: Action, status: str, by: User, *, on: date = date(2021, 12, 15)) -> Update:
    action.refresh_from_db()
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    return updating.record_update(
        action=action, version=action.version, status=status, by=by, at=at, **answers_to(status)
    )


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
