"""Taking a carrying forward back, while nobody worked on what it made."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from accounts.models import User
from actions.models import Action, Plan, Revision, Update
from actions.services import editing, uncarrying
from actions.services.carrying import Ending
from actions.services.meanwhile import TouchedError
from tests.actions.carrying.carrying import DUE, JULY, NOBODY, as_it_is, carry, counts, slip, the_new
from tests.factories import make_action, make_carrying, make_plan, make_update, make_user


def test_undo_leaves_everything_as_it_was_before(plan: Plan, person: User) -> None:
    going, merged, closed, done = (
        make_action(plan, status=status, due_on=DUE) for status in ("at_risk", "on_track", "not_started", "complete")
    )
    made = carry(plan, as_it_is(going, merged), as_it_is(done), ending=(Ending(closed, "not_achieved", "No."),))

    uncarrying.undo(carrying=made, by=person, at=JULY)

    statuses = [Action.objects.get(pk=each.pk).status for each in (going, merged, closed, done)]
    assert statuses == ["at_risk", "on_track", "not_started", "complete"]
    assert Plan.objects.get() == plan
    assert Action.objects.count() == 4
    assert not Update.objects.standing().exists()
    assert Update.objects.count() == 3
    made.refresh_from_db()
    assert (made.undone_by, made.onto) == (person, None)


def test_after_undo_it_can_be_carried_forward_again(plan: Plan, person: User) -> None:
    action = make_action(plan)
    uncarrying.undo(carrying=carry(plan, as_it_is(action)), by=person, at=JULY)
    action.refresh_from_db()

    carry(plan, as_it_is(action))

    assert the_new(plan).place == 1


def test_undo_keeps_a_plan_that_was_there_and_closes_the_gap_in_it(plan: Plan, person: User) -> None:
    begun = make_plan(plan.organisation, year=2022)
    make_action(begun, place=1, indicators=(2,))
    make_action(begun, place=2, indicators=(9,))
    made = carry(plan, as_it_is(make_action(plan)))

    uncarrying.undo(carrying=made, by=person, at=JULY)

    assert list(begun.actions.order_by("place").values_list("place", flat=True)) == [1, 2]


def test_undo_keeps_a_plan_in_which_somebody_wrote(plan: Plan, person: User) -> None:
    made = carry(plan, as_it_is(make_action(plan)))
    make_action(made.onto)

    uncarrying.undo(carrying=made, by=person, at=JULY)

    assert Plan.objects.get(year=2022).actions.count() == 1


def report_on_new(new: Action, origin: Action, person: User) -> None:
    make_update(new, by=person)


def reword_new(new: Action, origin: Action, person: User) -> None:
    editing.edit_action(action=new, version=1, wording="Other", indicators=[], leads=NOBODY)


def open_origin(new: Action, origin: Action, person: User) -> None:
    make_update(origin, by=person, on=date(2022, 8, 1))


def carry_new_on(new: Action, origin: Action, person: User) -> None:
    make_carrying(new.plan, new)


def meet_new(new: Action, origin: Action, person: User) -> None:
    new.deadlines.update(missed_on=date(2022, 10, 1))


def move_new(new: Action, origin: Action, person: User) -> None:
    later = datetime(2022, 8, 1, tzinfo=UTC)
    Revision.objects.create(
        deadline=new.deadlines.get(),
        moved_from=DUE,
        moved_to=date(2022, 12, 31),
        reason="Late.",
        made_by=person,
        made_at=later,
    )


@pytest.mark.parametrize("touch", [report_on_new, reword_new, open_origin, carry_new_on, meet_new, move_new])
def test_what_somebody_worked_on_is_not_undone(
    touch: Callable[[Action, Action, User], None], plan: Plan, person: User
) -> None:
    origin = make_action(plan, due_on=DUE)
    slip(origin.deadlines.get(), date(2022, 10, 31), person)
    made = carry(plan, as_it_is(origin))
    assert not uncarrying.worked_on(made)
    touch(the_new(plan), origin, person)
    before = counts()

    with pytest.raises(TouchedError):
        uncarrying.undo(carrying=made, by=person, at=JULY)

    assert counts() == before
    made.refresh_from_db()
    assert made.undone_at is None


def test_what_is_reported_at_the_moment_of_the_undo_is_not_lost(
    plan: Plan, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = carry(plan, as_it_is(make_action(plan)))
    new = the_new(plan)

    def report_first(locked: Plan) -> None:
        if locked == new.plan:
            make_update(new, by=person)

    monkeypatch.setattr(uncarrying, "lock", report_first)

    with pytest.raises(TouchedError):
        uncarrying.undo(carrying=made, by=person, at=JULY)

    assert Action.objects.filter(pk=new.pk).exists()


def test_undo_counts_once(plan: Plan, person: User) -> None:
    made = carry(plan, as_it_is(make_action(plan)))
    uncarrying.undo(carrying=made, by=person, at=JULY)

    uncarrying.undo(carrying=made, by=make_user(), at=JULY)

    made.refresh_from_db()
    assert made.undone_by == person
