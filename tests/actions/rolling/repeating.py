"""What the tests of deadlines that repeat do over and over: begin one, and see what is open."""

from datetime import date

from accounts.models import Organisation
from actions import timescales
from actions.models import Action
from actions.services import deadlines
from tests.factories import make_action, make_plan


def open_deadlines(action: Action) -> list[date]:
    return list(action.deadlines.unmet().values_list("due_on", flat=True))


def quarterly(trust: Organisation, *, first_due_on: date = date(2021, 12, 31)) -> Action:
    return make_action(make_plan(trust), due_on=first_due_on, repeat="quarterly", timescale="Quarterly")


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
