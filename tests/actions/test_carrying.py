"""Carrying the actions of a plan forward: what is written, what goes on, and taking it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import Organisation, Role, User
from actions.due import all_due
from actions.lead_words import LeadWords, read_leads
from actions.models import Action, Carrying, Deadline, Plan, Revision, Update
from actions.services import carrying, deadlines, editing, uncarrying
from actions.services.carrying import Ending, Next
from actions.services.meanwhile import ChangedMeanwhileError, TouchedError
from actions.timescales import read
from indicators.models import Indicator
from tests.factories import (
    make_action,
    make_carrying,
    make_goal,
    make_lead,
    make_member,
    make_organisation,
    make_plan,
    make_update,
    make_user,
)

NOBODY = LeadWords((), (), ())
JULY = datetime(2022, 7, 4, 9, 0, tzinfo=UTC)
DUE = date(2022, 9, 30)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    return make_plan(trust)


@pytest.fixture
def person(db: None) -> User:
    return make_user()


def as_it_is(action: Action, *merged: Action, **fields: Any) -> Next:
    given: dict[str, Any] = {
        "origins": (action, *merged),
        "wording": action.wording,
        "indicators": list(action.indicators.all()),
        "leads": NOBODY,
        "timescale": action.timescale,
    }
    return Next(**(given | fields))


def carry(plan: Plan, *going_on: Next, ending: tuple[Ending, ...] = (), **fields: Any) -> Carrying:
    actions = {each.pk: each for one in going_on for each in one.origins} | {
        one.action.pk: one.action for one in ending
    }
    given: dict[str, Any] = {
        "origin": plan,
        "year": 2022,
        "starts_on": date(2022, 10, 1),
        "going_on": going_on,
        "ending": ending,
        "versions": {pk: action.version for pk, action in actions.items()},
        "at": JULY,
    }
    return carrying.carry_forward(**(given | {"by": fields.pop("by", None) or make_user()} | fields))


def slip(deadline: Deadline, to: date, by: User) -> None:
    Revision.objects.create(
        deadline=deadline, moved_from=deadline.due_on, moved_to=to, reason="Late.", made_by=by, made_at=JULY
    )
    deadline.due_on = to
    deadline.save()


def the_new(plan: Plan) -> Action:
    return Action.objects.get(plan__organisation=plan.organisation, plan__year=2022)


# ---- what goes on ----------------------------------------------------------------------------------


def test_an_action_goes_on_with_all_that_belongs_to_it(plan: Plan, person: User) -> None:
    action = make_action(plan, place=7, wording="Train the panels", timescale="January 2022", due_on=date(2022, 1, 31))
    goal = make_goal(plan.organisation)
    action.goals.add(goal)

    made = carry(plan, as_it_is(action, leads=read_leads("EMC\nwith support from MEGA")), by=person)

    new = the_new(plan)
    assert (new.wording, new.timescale, new.status, new.place) == (
        "Train the panels",
        "January 2022",
        "not_recorded",
        1,
    )
    assert [(each.lead.name, each.kind) for each in new.leaderships.all()] == [
        ("EMC", "accountable"),
        ("MEGA", "supporting"),
    ]
    assert list(new.goals.all()) == [goal]
    assert [each.number for each in new.indicators.all()] == [2]
    assert (made.origin, made.onto, made.made_the_plan, made.made_by) == (plan, new.plan, True, person)
    assert (new.plan.starts_on, new.plan.state) == (date(2022, 10, 1), "draft")


def test_the_earlier_action_is_closed_through_an_update_that_says_where_it_went(plan: Plan, person: User) -> None:
    action = make_action(plan, status="at_risk")

    carry(plan, as_it_is(action), by=person)

    action.refresh_from_db()
    update = action.updates.get()
    assert (action.status, action.version) == ("closed", 2)
    assert (update.status_before, update.closed_because, update.made_by) == ("at_risk", "carried_forward", person)
    assert update.progress == "Goes on in the 2022 plan."
    assert update.made_on == date(2022, 7, 4)


def test_reminders_chase_the_new_action_alone(plan: Plan) -> None:
    action = make_action(plan, due_on=DUE)
    make_member(plan.organisation, Role.EDI_LEAD)

    carry(plan, as_it_is(action))

    chased = all_due(on=DUE, until=DUE, among=Action.objects.of(plan.organisation))
    assert {due.action for due in chased} == {the_new(plan)}
    assert the_new(plan).deadlines.get().due_on == DUE


def test_an_open_date_goes_on_with_its_first_day_and_every_move(plan: Plan, person: User) -> None:
    action = make_action(plan, timescale="March 2022", due_on=date(2022, 3, 31))
    deadline = action.deadlines.get()
    slip(deadline, date(2022, 6, 30), person)
    slip(deadline, DUE, person)

    carry(plan, as_it_is(action))

    kept = the_new(plan).deadlines.get()
    assert (kept.due_on, kept.first_due_on) == (DUE, date(2022, 3, 31))
    assert [(move.moved_to, move.slipped, move.made_by) for move in kept.revisions.all()] == [
        (date(2022, 6, 30), True, person),
        (DUE, True, person),
    ]
    assert action.deadlines.get().revisions.count() == 2


def test_other_words_for_the_timescale_move_the_date_and_do_not_begin_it_afresh(plan: Plan, person: User) -> None:
    action = make_action(plan, timescale="March 2022", due_on=date(2022, 3, 31))
    understood = read("March 2023", plan_start=date(2022, 10, 1))

    carry(plan, as_it_is(action, timescale="March 2023", understood=understood), by=person)

    new = the_new(plan)
    moved = new.deadlines.get()
    assert (new.timescale, moved.due_on, moved.first_due_on) == ("March 2023", date(2023, 3, 31), date(2022, 3, 31))
    move = moved.revisions.get()
    assert (move.moved_from, move.moved_to, move.made_by) == (date(2022, 3, 31), date(2023, 3, 31), person)
    assert move.slipped


def test_an_action_that_repeats_goes_on_with_what_is_open(plan: Plan) -> None:
    action = make_action(plan, timescale="Quarterly", repeat="quarterly", due_on=DUE)
    Deadline.objects.create(
        action=action, due_on=date(2022, 6, 30), first_due_on=date(2022, 6, 30), met_on=date(2022, 6, 1)
    )

    carry(plan, as_it_is(action))

    assert the_new(plan).repeat == "quarterly"
    assert [each.due_on for each in the_new(plan).deadlines.all()] == [DUE]


def test_what_is_met_for_its_present_time_is_not_asked_for_again(plan: Plan) -> None:
    action = make_action(plan, timescale="Quarterly", repeat="quarterly")
    Deadline.objects.create(action=action, due_on=DUE, first_due_on=DUE, met_on=date(2022, 7, 2))

    carry(plan, as_it_is(action))
    deadlines.roll(on=date(2022, 10, 1))

    assert [each.due_on for each in the_new(plan).deadlines.unmet()] == [date(2022, 12, 31)]


def test_a_moved_time_of_what_repeats_still_stands_for_its_own_day(plan: Plan) -> None:
    action = make_action(plan, timescale="Quarterly", repeat="quarterly", due_on=DUE)
    action.deadlines.update(due_on=date(2022, 10, 20))

    carry(plan, as_it_is(action))

    assert the_new(plan).deadlines.get().occurs_on == DUE


@pytest.mark.parametrize("words", ["March 2022", "March 2023"])
def test_merged_actions_keep_the_earliest_day_on_which_any_was_due(words: str, plan: Plan, person: User) -> None:
    first = make_action(plan, timescale="March 2022", due_on=date(2022, 3, 31))
    earlier = make_action(plan, timescale="January 2021", due_on=date(2021, 1, 31))
    slip(earlier.deadlines.get(), DUE, person)
    understood = None if words == first.timescale else read(words, plan_start=date(2022, 10, 1))

    carry(plan, as_it_is(first, earlier, timescale=words, understood=understood))

    assert the_new(plan).deadlines.get().first_due_on == date(2021, 1, 31)


def test_other_words_for_one_that_repeats_begin_anew(plan: Plan) -> None:
    action = make_action(plan, timescale="Quarterly", repeat="quarterly", due_on=date(2022, 6, 30))
    understood = read("March 2023", plan_start=date(2022, 10, 1))

    carry(plan, as_it_is(action, timescale="March 2023", understood=understood))

    deadline = the_new(plan).deadlines.get()
    assert deadline.first_due_on == deadline.due_on == date(2023, 3, 31)
    assert the_new(plan).repeat == ""


def test_what_was_unclear_or_set_by_hand_goes_on_so(plan: Plan) -> None:
    action = make_action(plan, timescale="By 2023", doubts=["Which year?"], is_set_by_hand=True, ongoing=True)

    carry(plan, as_it_is(action))

    new = the_new(plan)
    assert (new.doubts, new.is_set_by_hand, new.ongoing) == (["Which year?"], True, True)


def test_actions_are_merged_into_one(plan: Plan) -> None:
    first, second, third = (make_action(plan, wording=word, due_on=DUE) for word in "abc")

    carry(plan, as_it_is(first, second, third, wording="All of it"))

    new = the_new(plan)
    assert new.wording == "All of it"
    assert {each.origin for each in new.carried_from.all()} == {first, second, third}
    assert new.deadlines.count() == 1
    reasons = [Update.objects.get(action=each).closed_because for each in (first, second, third)]
    assert reasons == ["carried_forward", "merged", "merged"]


def test_an_action_is_split_into_several(plan: Plan) -> None:
    action = make_action(plan, due_on=DUE)

    carry(plan, as_it_is(action, wording="One half"), as_it_is(action, wording="The other"))

    new = Action.objects.filter(plan__year=2022)
    assert [each.wording for each in new] == ["One half", "The other"]
    assert all(each.deadlines.get().due_on == DUE for each in new)
    assert action.updates.get().progress == "Goes on as 2 actions of the 2022 plan."
    action.refresh_from_db()
    assert action.version == 2


def test_an_action_is_closed_with_a_reason(plan: Plan, person: User) -> None:
    action = make_action(plan, due_on=DUE)

    carry(plan, ending=(Ending(action, "deprioritised", "Too expensive."),), by=person)

    action.refresh_from_db()
    update = action.updates.get()
    assert (action.status, update.closed_because, update.progress) == ("closed", "deprioritised", "Too expensive.")
    assert not action.carried_to.exists()


@pytest.mark.parametrize("status", ["complete", "closed"])
def test_an_action_that_has_ended_goes_on_and_stays_as_it_ended(status: str, plan: Plan) -> None:
    action = make_action(plan, status=status)

    carry(plan, as_it_is(action))

    action.refresh_from_db()
    assert action.status == status
    assert not action.updates.exists()
    assert the_new(plan).carried_from.get().origin == action


def test_a_plan_that_was_begun_is_added_to(plan: Plan) -> None:
    begun = make_plan(plan.organisation, year=2022, starts_on=date(2022, 9, 1))
    make_action(begun, place=1, indicators=(2,), wording="There before")
    make_action(begun, place=2, indicators=(9,), wording="For the board")

    made = carry(plan, as_it_is(make_action(plan, wording="Goes on")))

    begun.refresh_from_db()
    assert (made.onto, made.made_the_plan, begun.starts_on) == (begun, False, date(2022, 9, 1))
    words = begun.actions.order_by("place").values_list("wording", flat=True)
    assert list(words) == ["There before", "Goes on", "For the board"]


def test_indicators_are_those_that_are_given(plan: Plan) -> None:
    newer = Indicator.objects.get(standard=plan.standard, number=3)

    carry(plan, as_it_is(make_action(plan), indicators=[newer]))

    assert list(the_new(plan).indicators.all()) == [newer]


# ---- all or nothing --------------------------------------------------------------------------------


def counts() -> list[int]:
    return [model.objects.count() for model in (Plan, Action, Carrying, Update, Deadline)]


def test_where_one_action_changed_meanwhile_nothing_is_written(plan: Plan) -> None:
    first, second = make_action(plan, due_on=DUE), make_action(plan)
    Action.objects.filter(pk=second.pk).update(version=5)
    before = counts()

    with pytest.raises(ChangedMeanwhileError) as raised:
        carry(plan, as_it_is(first), as_it_is(second))

    first.refresh_from_db()
    assert raised.value.changed == {second.pk}
    assert counts() == before
    assert (first.status, first.version) == ("not_recorded", 1)


def test_an_action_goes_on_once(plan: Plan) -> None:
    action = make_action(plan)
    carry(plan, as_it_is(action))
    before = counts()

    with pytest.raises(ChangedMeanwhileError):
        carry(plan, as_it_is(Action.objects.get(pk=action.pk)))

    assert counts() == before


def test_where_the_last_one_fails_nothing_is_written(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    actions = [make_action(plan, due_on=DUE) for _ in range(3)]
    before = counts()
    close = carrying.close

    def fail_at_last(one: Ending, made: Carrying) -> Update:
        if one.action == actions[-1]:
            raise RuntimeError
        return close(one, made)

    monkeypatch.setattr(carrying, "close", fail_at_last)
    with pytest.raises(RuntimeError):
        carry(plan, *map(as_it_is, actions))

    assert counts() == before
    assert set(plan.actions.values_list("status", flat=True)) == {"not_recorded"}


# ---- taking it back --------------------------------------------------------------------------------


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


# ---- Kingston --------------------------------------------------------------------------------------


def test_kingston_is_carried_forward_whole_and_undone_whole(kingston: Organisation, person: User) -> None:
    plan = kingston.plans.get()
    actions = list(plan.actions.prefetch_related("indicators", "leaderships__lead"))
    before = [(each.wording, each.status, each.deadlines.count()) for each in actions]

    made = make_carrying(plan, *actions, at=JULY)

    new = list(Action.objects.filter(plan__year=2022).prefetch_related("indicators", "deadlines"))
    assert [each.wording for each in new] == [each.wording for each in actions]
    assert [each.place for each in new] == list(range(1, 23))
    for was, each in zip(actions, new, strict=True):
        assert [row.number for row in each.indicators.all()] == [row.number for row in was.indicators.all()]
        assert [row.first_due_on for row in each.deadlines.all()] == [row.first_due_on for row in was.deadlines.all()]
        assert (each.timescale, each.repeat, each.ongoing) == (was.timescale, was.repeat, was.ongoing)
    assert set(plan.actions.values_list("status", flat=True)) == {"closed"}

    uncarrying.undo(carrying=made, by=person, at=JULY)

    found = [(each.wording, each.status, each.deadlines.count()) for each in plan.actions.all()]
    assert found == before
    assert kingston.plans.get() == plan


def test_a_lead_that_is_named_twice_stands_once(plan: Plan) -> None:
    make_lead(plan.organisation, name="MEGA")

    carry(plan, as_it_is(make_action(plan), leads=read_leads("MEGA\nwith support from mega")))

    assert [each.kind for each in the_new(plan).leaderships.all()] == ["accountable"]
