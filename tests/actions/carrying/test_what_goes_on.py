"""What goes on when a plan is carried forward: each action with all that belongs to it."""

from datetime import date

import pytest

from accounts.models import Role, User
from actions.due import all_due
from actions.lead_words import read_leads
from actions.models import Action, Deadline, Plan, Update
from actions.services import deadlines
from actions.services.carrying import Ending
from actions.timescales import read
from indicators.models import Indicator
from tests.actions.carrying.carrying import DUE, as_it_is, carry, slip, the_new
from tests.factories import make_action, make_goal, make_lead, make_member, make_plan


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


def test_a_lead_that_is_named_twice_stands_once(plan: Plan) -> None:
    make_lead(plan.organisation, name="MEGA")

    carry(plan, as_it_is(make_action(plan), leads=read_leads("MEGA\nwith support from mega")))

    assert [each.kind for each in the_new(plan).leaderships.all()] == ["accountable"]
