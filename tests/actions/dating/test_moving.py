"""Moving one deadline, and moving it back."""

from datetime import date

import pytest

from accounts.models import Organisation, User
from actions.models import Action, Deadline, Revision
from actions.services import dating, deadlines, moving
from actions.services.meanwhile import TouchedError
from tests.actions.dating.dates import JANUARY, MARCH, move, open_days, say
from tests.factories import make_action, make_plan, make_user


def test_a_move_keeps_the_first_day_and_counts_as_a_slip_where_it_is_later(action: Action, person: User) -> None:
    deadline = action.deadlines.get()
    move(deadline, MARCH, person)
    move(deadline, date(2022, 3, 1), person)

    counted = Deadline.objects.with_moves().get()
    assert (counted.first_due_on, counted.due_on) == (JANUARY, date(2022, 3, 1))
    assert (counted.moves, counted.slips) == (2, 1)


@pytest.mark.parametrize(
    ("to", "said"),
    [(JANUARY, "already"), (date(2021, 12, 14), "from today on"), (date(2022, 5, 1), "Another deadline")],
)
def test_a_day_that_makes_no_sense_is_refused_in_words(to: date, said: str, action: Action, person: User) -> None:
    Deadline.objects.create(action=action, due_on=date(2022, 5, 1), first_due_on=date(2022, 5, 1))

    with pytest.raises(moving.MoveError, match=said):
        move(action.deadlines.unmet()[0], to, person)


@pytest.mark.parametrize(("to", "goes"), [("2022-01-01", True), ("2022-03-30", True), ("2022-03-31", False)])
def test_one_time_of_what_repeats_moves_only_as_far_as_the_next(
    to: str, goes: bool, trust: Organisation, person: User
) -> None:
    action = make_action(make_plan(trust), due_on=date(2021, 12, 31), repeat="quarterly")

    if goes:
        move(action.deadlines.get(), date.fromisoformat(to), person)
    else:
        with pytest.raises(moving.MoveError, match="before 31 March 2022"):
            move(action.deadlines.get(), date.fromisoformat(to), person)

    deadlines.roll(on=date(2022, 1, 1))
    assert date(2022, 3, 31) in open_days(action)


def test_a_deadline_that_was_met_stays_where_it_is(action: Action, person: User) -> None:
    Deadline.objects.update(met_on=date(2021, 12, 1))

    with pytest.raises(dating.EndedError):
        move(action.deadlines.get(), MARCH, person)


def test_the_last_move_can_be_undone_by_the_person_who_made_it(action: Action, person: User) -> None:
    deadline = action.deadlines.get()
    first = move(deadline, MARCH, person)
    last = move(deadline, date(2022, 5, 31), person)

    for revision, who in ((first, person), (last, make_user())):
        with pytest.raises(TouchedError):
            moving.undo_move(revision=revision, by=who)
    moving.undo_move(revision=Revision.objects.get(pk=last.pk), by=person)

    assert open_days(action) == [MARCH]
    assert deadline.history.count() == 4


@pytest.mark.parametrize("status", ["complete", "closed"])
def test_the_move_of_an_action_that_has_ended_stays(action: Action, person: User, status: str) -> None:
    revision = move(action.deadlines.get(), MARCH, person)
    Action.objects.update(status=status)

    with pytest.raises(TouchedError):
        moving.undo_move(revision=Revision.objects.get(pk=revision.pk), by=person)


def test_a_move_back_to_a_day_that_another_deadline_took_is_refused(action: Action, person: User) -> None:
    deadline = action.deadlines.get()
    revision = move(deadline, MARCH, person)
    action.deadlines.create(due_on=revision.moved_from, first_due_on=revision.moved_from)

    with pytest.raises(TouchedError):
        moving.undo_move(revision=Revision.objects.get(pk=revision.pk), by=person)


def test_what_a_change_of_the_timescale_moved_is_not_undone_as_a_move(action: Action, person: User) -> None:
    say(action, "March 2022", person, reason="Late.")

    with pytest.raises(TouchedError):
        moving.undo_move(revision=Revision.objects.get(), by=person)
