"""What of an action was overdue, due in a quarter and due in the next, as one saw it at the end of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from actions.models import Action, Deadline
from actions.quarters import Quarter


@dataclass(frozen=True)
class Due:
    """One time at which an action is due: the day as it was then, whatever it was moved to since."""

    due_on: date
    stands_for: date
    is_met: bool = False


@dataclass(frozen=True)
class Dues:
    """The earliest that is overdue, what is due in the quarter, and what is due in the next one."""

    overdue: Due | None
    now: Due | None
    next: Due | None


def dues_of(action: Action, quarter: Quarter, *, as_at: date, is_over: bool) -> Dues:
    """Reads `deadlines` with their `revisions`, prefetched, and the plan."""
    known = [each for each in action.deadlines.all() if each.dropped_on is None or each.dropped_on > as_at]
    dues = [due_of(deadline, as_at) for deadline in known]
    unmet = [due for due in dues if not due.is_met]
    # The last day of a quarter that is over is past; while it lasts it is still to come.
    today = as_at + timedelta(days=is_over)
    past = [due for due in unmet if due.due_on < today and is_chased(action, due, on=today)]
    in_quarter = [due for due in dues if quarter.holds(due.due_on)]
    return Dues(
        overdue=earliest(past),
        now=earliest(due for due in in_quarter if not due.is_met) or max(in_quarter, key=day_of, default=None),
        next=earliest(due for due in unmet if quarter.next.holds(due.due_on))
        or still_to_be_made(action, quarter, dues),
    )


def due_of(deadline: Deadline, as_at: date) -> Due:
    is_met = deadline.met_on is not None and deadline.met_on <= as_at
    return Due(deadline.due_as_at(as_at), deadline.stands_for, is_met)


def is_chased(action: Action, due: Due, *, on: date) -> bool:
    """Of what repeats, the time before is chased until the next one ends; what is older is on record as missed."""
    recurrence = action.recurrence
    return recurrence is None or due.stands_for >= recurrence.last_before(on)


def still_to_be_made(action: Action, quarter: Quarter, dues: list[Due]) -> Due | None:
    """What repeats is due next quarter too, though its row is made only when the time before it has ended."""
    recurrence = action.recurrence
    day = recurrence.first_from(quarter.next.starts_on) if recurrence else None
    if day is None or not quarter.next.holds(day) or any(due.stands_for == day for due in dues):
        return None
    return Due(day, day)


def day_of(due: Due) -> date:
    return due.due_on


def earliest(dues: Iterable[Due]) -> Due | None:
    return min(dues, key=day_of, default=None)
