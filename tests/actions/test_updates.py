"""Recording an update, taking it back, and what that does to deadlines."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from accounts.models import Organisation, User
from actions.models import Action, Deadline, Update
from actions.services import updating
from actions.services.meanwhile import ChangedMeanwhileError, TouchedError
from actions.statuses import Rating, Status, rating_of
from tests.factories import answers_to, make_action, make_organisation, make_plan, make_update, make_user

DUE = date(2021, 12, 31)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def person(db: None) -> User:
    return make_user()


def report(action: Action, status: str, by: User, *, on: date = date(2021, 12, 15), **answers: str) -> Update:
    action.refresh_from_db()
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    said = answers_to(status) | answers
    return updating.record_update(action=action, version=action.version, status=status, by=by, at=at, **said)


def open_deadlines(action: Action) -> list[date]:
    return list(action.deadlines.unmet().values_list("due_on", flat=True))


def test_an_update_gives_the_action_its_status_and_is_kept(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust))

    update = report(action, Status.ON_TRACK, person, progress="  Panels are trained.  ")

    action.refresh_from_db()
    assert action.status == Status.ON_TRACK
    assert (update.status_before, update.progress, update.made_by) == ("not_recorded", "Panels are trained.", person)
    assert action.history.count() == 2


@pytest.mark.parametrize(
    ("status", "field"),
    [(status, field) for status in ("at_risk", "off_track", "closed", "complete") for field in answers_to(status)],
)
def test_a_status_that_needs_an_answer_is_refused_without_it(
    status: str, field: str, trust: Organisation, person: User
) -> None:
    action = make_action(make_plan(trust))

    with pytest.raises(updating.WordsNeededError):
        report(action, status, person, **{field: "  "})

    assert not action.updates.exists()


def test_of_two_people_the_second_is_told_and_nothing_is_written(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust))
    seen = action.version
    report(action, Status.ON_TRACK, person)

    with pytest.raises(ChangedMeanwhileError):
        updating.record_update(
            action=action, version=seen, status="complete", progress="Mine.", by=make_user(), at=datetime.now(UTC)
        )

    action.refresh_from_db()
    assert action.status == Status.ON_TRACK
    assert action.updates.count() == 1


def test_completing_an_action_meets_its_deadline(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust), due_on=DUE)

    update = report(action, Status.COMPLETE, person)

    deadline = action.deadlines.get()
    assert (deadline.met_on, deadline.met_by) == (date(2021, 12, 15), update)


@pytest.mark.parametrize(
    "status", [Status.NOT_STARTED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.CLOSED]
)
def test_no_other_status_meets_a_single_deadline(status: str, trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust), due_on=DUE)

    report(action, status, person)

    assert open_deadlines(action) == [DUE]


def test_opening_a_completed_action_opens_its_deadline_again(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust), due_on=DUE)
    report(action, Status.COMPLETE, person)

    report(action, Status.ON_TRACK, person)

    assert open_deadlines(action) == [DUE]


def test_undo_puts_status_and_deadline_back_and_keeps_the_update_on_record(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust), due_on=DUE)
    report(action, Status.ON_TRACK, person)
    update = report(action, Status.COMPLETE, person)

    updating.withdraw_update(update=update, by=person, at=datetime.now(UTC))

    action.refresh_from_db()
    assert action.status == Status.ON_TRACK
    assert open_deadlines(action) == [DUE]
    assert action.updates.count() == 2
    assert Update.objects.standing().filter(action=action).count() == 1


def test_undoing_a_reopening_meets_the_deadline_again_on_its_first_day(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust), due_on=DUE)
    report(action, Status.COMPLETE, person, on=date(2021, 12, 1))
    reopening = report(action, Status.ON_TRACK, person)

    updating.withdraw_update(update=reopening, by=person, at=datetime.now(UTC))

    assert action.deadlines.get().met_on == date(2021, 12, 1)


def test_an_update_of_another_or_an_older_one_cannot_be_undone(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust))
    older = report(action, Status.ON_TRACK, person)
    latest = report(action, Status.AT_RISK, person)

    for update, who in ((older, person), (latest, make_user())):
        with pytest.raises(TouchedError):
            updating.withdraw_update(update=update, by=who, at=datetime.now(UTC))

    action.refresh_from_db()
    assert action.status == Status.AT_RISK


def test_a_row_cannot_be_both_met_and_missed(trust: Organisation) -> None:
    action = make_action(make_plan(trust))

    with pytest.raises(Exception, match="met_or_missed"):
        Deadline.objects.create(action=action, due_on=DUE, first_due_on=DUE, met_on=DUE, missed_on=DUE)


@pytest.mark.parametrize(
    ("status", "overdue", "rating"),
    [
        (Status.COMPLETE, False, Rating.BLUE),
        (Status.COMPLETE, True, Rating.BLUE),
        (Status.CLOSED, True, Rating.GREY),
        (Status.ON_TRACK, False, Rating.GREEN),
        (Status.ON_TRACK, True, Rating.RED),
        (Status.AT_RISK, False, Rating.AMBER),
        (Status.OFF_TRACK, False, Rating.RED),
        (Status.NOT_STARTED, False, Rating.GREY),
        (Status.NOT_RECORDED, True, Rating.RED),
    ],
)
def test_the_delivery_rating_of_a_status(status: Status, overdue: bool, rating: Rating) -> None:
    assert rating_of(status, overdue=overdue) == rating


def test_a_status_that_needs_words_cannot_be_stored_without_them(trust: Organisation, person: User) -> None:
    with pytest.raises(IntegrityError, match="an_update_has_its_words"):
        make_update(make_action(make_plan(trust)), by=person, status="closed", progress="")
