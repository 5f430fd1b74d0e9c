"""Whatever happens to an action that repeats, and in whatever order."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation, User
from actions.models import Action, Revision
from actions.services import dating, deadlines, moving, updating
from actions.services.meanwhile import TouchedError
from tests.actions.dating.dates import say
from tests.factories import answers_to, make_action, make_plan

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
