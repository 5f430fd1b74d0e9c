"""Setting when an action is due, and moving one deadline: what moves, what is kept and what is asked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation, User
from actions.models import Action, Deadline, Revision
from actions.services import dating, deadlines, moving, updating
from actions.services.meanwhile import ChangedMeanwhileError, TouchedError
from actions.timescales import Repeat, Timescale, read
from tests.factories import answers_to, make_action, make_move, make_organisation, make_plan, make_user

JANUARY = date(2022, 1, 31)
MARCH = date(2022, 3, 31)
NOW = datetime(2021, 12, 15, 9, tzinfo=UTC)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def person(db: None) -> User:
    return make_user(name="Amara Osei")


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), due_on=JANUARY, timescale="January 2022")


def say(action: Action, words: str, by: User, *, reason: str = "", at: datetime = NOW, version: int = 0) -> None:
    """Sets the timescale to what is read of the words."""
    action = Action.objects.select_related("plan").get(pk=action.pk)
    dating.set_timescale_of(
        action=action,
        version=version or action.version,
        printed=words,
        understood=read(words, plan_start=action.plan.starts_on),
        reason=reason,
        by=by,
        at=at,
    )


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


def open_days(action: Action) -> list[date]:
    return list(action.deadlines.unmet().values_list("due_on", flat=True))


def moves(action: Action) -> list[tuple[date, date, str]]:
    return list(Revision.objects.filter(deadline__action=action).values_list("moved_from", "moved_to", "reason"))


# ---- setting the timescale -------------------------------------------------------------------


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


# ---- moving one deadline ---------------------------------------------------------------------


def move(deadline: Deadline, to: date, by: User, *, reason: str = "The trainer is ill.") -> Revision:
    deadline = Deadline.objects.select_related("action__plan").get(pk=deadline.pk)
    return moving.move_deadline(deadline=deadline, version=deadline.action.version, to=to, reason=reason, by=by, at=NOW)


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


def test_what_a_change_of_the_timescale_moved_is_not_undone_as_a_move(action: Action, person: User) -> None:
    say(action, "March 2022", person, reason="Late.")

    with pytest.raises(TouchedError):
        moving.undo_move(revision=Revision.objects.get(), by=person)


# ---- whatever happens in whatever order --------------------------------------------------------

STEPS = st.lists(
    st.tuples(st.sampled_from(["wait", "report", "undo", "move", "take back", "say"]), st.integers(0, 60)),
    max_size=12,
)
SAID = ["Weekly", "Monthly", "Quarterly", "15 January 2022, then monthly", "June 2022", "Ongoing", "2021-2022, monthly"]


def step(action: Action, name: str, number: int, day: date, by: User) -> None:
    at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    action.refresh_from_db()
    latest = action.updates.filter(withdrawn_at=None).first()
    deadline = action.deadlines.unmet().first()
    revision = Revision.objects.filter(deadline__action=action).order_by("-made_at", "-pk").first()
    try:
        if name == "report":
            said = ["on_track", "at_risk", "complete"][number % 3]
            report = {"status": said, **answers_to(said)}
            updating.record_update(action=action, version=action.version, by=by, at=at, **report)
        elif name == "undo" and latest:
            updating.withdraw_update(update=latest, by=by, at=at)
        elif name == "move" and deadline:
            to = day + timedelta(days=number)
            moving.move_deadline(deadline=deadline, version=action.version, to=to, reason="Late.", by=by, at=at)
        elif name == "take back" and revision:
            moving.undo_move(revision=revision, by=by)
        elif name == "say":
            say(action, SAID[number % len(SAID)], by, reason="Agreed.", at=at)
    except (moving.MoveError, TouchedError, dating.EndedError):
        pass


@given(steps=STEPS, first=st.sampled_from(SAID))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_each_time_has_one_deadline_that_is_met_or_missed_or_open(
    trust: Organisation, person: User, steps: list[tuple[str, int]], first: str
) -> None:
    plan = trust.plans.first() or make_plan(trust)
    action, day = make_action(plan), date(2021, 10, 1)
    say(action, first, person, reason="Agreed.", at=datetime(2021, 10, 1, 9, tzinfo=UTC))

    for name, number in steps:
        day += timedelta(days=number)
        step(action, name, number, day, person)
        deadlines.roll(on=day)

    rows = list(action.deadlines.with_moves().prefetch_related("revisions"))
    assert len({row.stands_for for row in rows}) == len(rows)
    assert all(sum(each is not None for each in (row.met_on, row.missed_on, row.dropped_on)) <= 1 for row in rows)
    assert all(row.slips == sum(move.slipped for move in row.revisions.all()) for row in rows)
    assert all(row.due_on == row.first_due_on for row in rows if not row.moves)
    past = [row for row in rows if row.is_open and row.due_on < day]
    assert len(past) <= 1 or not Action.objects.open().filter(pk=action.pk).exclude(repeat="").exists()
    before = list(action.deadlines.values_list("due_on", "missed_on"))
    deadlines.roll(on=day)
    assert list(action.deadlines.values_list("due_on", "missed_on")) == before
