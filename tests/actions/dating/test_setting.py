"""Setting when an action is due: what moves, what is kept and what is asked."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Organisation, User
from actions.models import Action, Revision
from actions.services import dating, deadlines
from actions.services.meanwhile import ChangedMeanwhileError
from actions.timescales import Repeat, Timescale
from tests.actions.dating.dates import JANUARY, MARCH, NOW, open_days, say
from tests.factories import make_action, make_move, make_plan, make_user


def set_by_hand(action: Action, by: User, *, reason: str = "", at: datetime = NOW, **dates: object) -> None:
    action = Action.objects.select_related("plan").get(pk=action.pk)
    given = {"due": None, "repeat": None, "ongoing": False, "doubts": (), "until": None} | dates
    dating.set_timescale_of(
        action=action,
        version=action.version,
        printed=action.timescale,
        understood=Timescale(**given),  # type: ignore[arg-type]
        is_set_by_hand=True,
        reason=reason,
        by=by,
        at=at,
    )


def moves(action: Action) -> list[tuple[date, date, str]]:
    return list(Revision.objects.filter(deadline__action=action).values_list("moved_from", "moved_to", "reason"))


def test_other_words_move_the_open_deadline_and_keep_the_first_date_and_the_reason(
    action: Action, person: User
) -> None:
    say(action, "March 2022", person, reason="The trainer is ill.")

    action.refresh_from_db()
    deadline = action.deadlines.get()
    assert (deadline.first_due_on, deadline.due_on) == (JANUARY, MARCH)
    assert moves(action) == [(JANUARY, MARCH, "The trainer is ill.")]
    assert (action.timescale, action.dated_by, action.is_set_by_hand) == ("March 2022", person, False)


def test_a_date_that_was_set_does_not_move_without_a_reason(action: Action, person: User) -> None:
    with pytest.raises(dating.ReasonNeededError, match="from 31 January 2022 to 31 March 2022"):
        say(action, "March 2022", person, reason="  ")

    action.refresh_from_db()
    assert (action.timescale, action.version, open_days(action)) == ("January 2022", 1, [JANUARY])


def test_words_that_mean_the_same_day_move_nothing_and_ask_for_nothing(action: Action, person: User) -> None:
    say(action, "By the end of January 2022", person)

    assert open_days(action) == [JANUARY]
    assert moves(action) == []


def test_to_confirm_a_doubtful_reading_ends_its_doubts_and_says_who_did(action: Action, person: User) -> None:
    Action.objects.update(doubts=["Is that a year?"])

    say(action, "January 2022", person)

    action.refresh_from_db()
    assert (action.doubts, action.dated_by, action.dated_at) == ([], person, NOW)
    assert action.history.first().doubts == []


def test_to_put_a_doubtful_reading_right_is_no_slip(action: Action, person: User) -> None:
    Action.objects.update(doubts=["Is that a year?"])

    say(action, "March 2022", person)

    deadline = action.deadlines.get()
    assert (deadline.first_due_on, deadline.due_on) == (MARCH, MARCH)
    assert moves(action) == []


def test_a_doubtful_date_that_was_moved_before_moves_with_a_reason(action: Action, person: User) -> None:
    Action.objects.update(doubts=["Is that a year?"])
    make_move(action.deadlines.get(), by=person)

    with pytest.raises(dating.ReasonNeededError):
        say(action, "March 2022", person)


def test_an_action_without_a_date_gets_one(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust), doubts=["No timescale is given for this action."])

    set_by_hand(action, person, due=MARCH)

    action.refresh_from_db()
    assert open_days(action) == [MARCH]
    assert (action.timescale, action.doubts, action.is_set_by_hand) == ("", [], True)


def test_what_is_set_by_hand_keeps_the_printed_words(action: Action, person: User) -> None:
    set_by_hand(action, person, due=MARCH, ongoing=True, reason="Agreed in committee.")

    action.refresh_from_db()
    assert (action.timescale, action.is_set_by_hand, action.ongoing) == ("January 2022", True, True)
    assert open_days(action) == [MARCH]


def test_the_way_back_from_a_date_set_by_hand_is_the_reading(action: Action, person: User) -> None:
    set_by_hand(action, person, due=MARCH, reason="Agreed in committee.")

    say(action, "January 2022", person, reason="Not agreed after all.")

    action.refresh_from_db()
    assert not action.is_set_by_hand
    assert open_days(action) == [JANUARY]
    assert len(moves(action)) == 2


def test_the_same_words_leave_a_deadline_where_a_person_moved_it(action: Action, person: User) -> None:
    make_move(action.deadlines.get(), by=person, to=MARCH)

    say(action, "January 2022", person)

    assert open_days(action) == [MARCH]


def test_a_day_set_by_hand_is_meant_as_it_is(action: Action, person: User) -> None:
    make_move(action.deadlines.get(), by=person, to=MARCH)

    set_by_hand(action, person, due=JANUARY, reason="January after all.")

    assert open_days(action) == [JANUARY]


def test_a_date_that_goes_is_kept_as_no_longer_asked_for(action: Action, person: User) -> None:
    say(action, "Ongoing", person, reason="It never ends.")

    deadline = action.deadlines.get()
    assert open_days(action) == []
    assert (deadline.dropped_on, deadline.dropped_by, deadline.dropped_because) == (
        date(2021, 12, 15),
        person,
        "It never ends.",
    )


def test_a_date_does_not_go_without_a_reason(action: Action, person: User) -> None:
    with pytest.raises(dating.ReasonNeededError, match="no longer due on 31 January 2022"):
        say(action, "Ongoing", person)

    assert open_days(action) == [JANUARY]


def test_a_date_that_comes_back_is_the_one_that_went(action: Action, person: User) -> None:
    say(action, "Ongoing", person, reason="It never ends.")

    say(action, "January 2022", person)

    deadline = action.deadlines.get()
    assert deadline.is_open
    assert deadline.dropped_because == ""


@pytest.mark.parametrize(
    ("words", "due_on"),
    [
        ("Quarterly", "2021-12-31"),
        ("Monthly", "2021-12-31"),
        ("January 2022, then monthly", "2022-01-31"),
        ("14 October 2021, then monthly", "2022-01-14"),
        ("Weekly", "2021-12-16"),
    ],
)
def test_what_repeats_from_now_on_is_due_next_from_today_and_the_past_is_not_made_up(
    words: str, due_on: str, trust: Organisation, person: User
) -> None:
    action = make_action(make_plan(trust))

    say(action, words, person)

    assert [str(day) for day in open_days(action)] == [due_on]


def test_what_was_met_and_missed_stays_and_what_is_chased_is_on_record_as_missed(
    trust: Organisation, person: User
) -> None:
    action = make_action(make_plan(trust))
    say(action, "Monthly", person, at=datetime(2021, 10, 5, 9, tzinfo=UTC))
    make = action.deadlines.get()
    make.met_on = date(2021, 10, 30)
    make.save()
    deadlines.roll(on=date(2021, 12, 15))

    say(action, "Quarterly", person, reason="The committee meets each quarter.")

    rows = {str(row.due_on): row for row in action.deadlines.all()}
    assert rows["2021-10-31"].met_on
    assert rows["2021-11-30"].missed_on == date(2021, 12, 15)
    assert open_days(action) == [date(2021, 12, 31)]


def test_another_end_leaves_what_is_chased_and_what_comes(trust: Organisation, person: User) -> None:
    action = make_action(make_plan(trust))
    set_by_hand(action, person, due=date(2021, 10, 31), repeat=Repeat.MONTHLY, at=datetime(2021, 10, 5, tzinfo=UTC))
    deadlines.roll(on=date(2021, 12, 15))

    set_by_hand(action, person, due=date(2021, 10, 31), repeat=Repeat.MONTHLY, until=date(2022, 6, 30))

    assert open_days(action) == [date(2021, 11, 30), date(2021, 12, 31)]


def test_of_two_people_the_second_is_told_and_nothing_is_written(action: Action, person: User) -> None:
    say(action, "March 2022", person, reason="The trainer is ill.")

    with pytest.raises(ChangedMeanwhileError):
        say(action, "May 2022", make_user(), reason="Mine.", version=1)

    assert open_days(action) == [MARCH]


@pytest.mark.parametrize("status", ["complete", "closed"])
def test_the_dates_of_an_action_that_has_ended_stay(status: str, action: Action, person: User) -> None:
    Action.objects.update(status=status)

    with pytest.raises(dating.EndedError):
        say(action, "March 2022", person, reason="Late.")


def test_words_that_say_nothing_of_when_are_refused(action: Action, person: User) -> None:
    with pytest.raises(dating.NothingReadError):
        say(action, "As agreed with the union", person)
