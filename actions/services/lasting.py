"""What of an action's dates goes on in the next plan: its first due date, and each time that it was moved."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from actions.models import Action, Carrying, Deadline, Revision
from actions.services import deadlines
from actions.timescales import Timescale

SAME_TIMESCALE = (
    "timescale",
    "repeat",
    "ongoing",
    "is_set_by_hand",
    "dated_by",
    "dated_at",
    "repeats_from",
    "repeats_until",
    "doubts",
)


def take_timescale(origin: Action, action: Action, *, printed: str, understood: Timescale | None) -> None:
    """Gives an action that is not saved yet its timescale: that of its origin, or other words and their reading."""
    if understood is not None:
        deadlines.set_timescale(action, printed=printed, understood=understood)
        return
    for name in SAME_TIMESCALE:
        setattr(action, name, getattr(origin, name))


def take_deadlines(origins: Sequence[Action], action: Action, understood: Timescale | None, carrying: Carrying) -> None:
    """Gives a saved action the open deadlines of its first origin, or the one that other words begin with.

    Either way a single date keeps the earliest day on which any of its origins was first due, and every move since: a
    plan that is carried forward does not begin its dates afresh.
    """
    if understood is None:
        take_same(origins, action, carrying)
        return
    made = deadlines.first_deadline(action, understood)
    if made is None:
        return
    before = [] if action.repeat else open_dates(origins)
    if before:
        move_on(before[0], made, carrying, first_due_on=earliest(before))
    else:
        made.save()


def take_same(origins: Sequence[Action], action: Action, carrying: Carrying) -> None:
    """What is open of the first origin, and where its present time is met already, the time after that."""
    first = origins[0]
    merged = [] if action.repeat else open_dates(origins)
    for deadline in first.deadlines.unmet():
        made = Deadline(
            action=action,
            due_on=deadline.due_on,
            first_due_on=earliest([deadline, *merged]),
            occurs_on=deadline.stands_for,
        )
        go_on(deadline, made)
    latest = max(first.deadlines.kept(), key=lambda each: each.stands_for, default=None)
    recurrence = action.recurrence
    if not (recurrence and latest and latest.met_on and latest.stands_for >= timezone.localdate(carrying.made_at)):
        return
    if following := recurrence.first_from(latest.stands_for + deadlines.A_DAY):
        deadlines.deadline_on(action, following).save()


def open_dates(origins: Sequence[Action]) -> list[Deadline]:
    """The open date of each origin that has a single one, in the order of the origins."""
    found = [origin.deadlines.unmet().first() for origin in origins if not origin.repeat]
    return [each for each in found if each]


def earliest(dates: Sequence[Deadline]) -> date:
    return min(each.first_due_on for each in dates)


def move_on(before: Deadline, made: Deadline, carrying: Carrying, *, first_due_on: date) -> None:
    """Another day for what was open is one more move, and no new beginning."""
    made.first_due_on = first_due_on
    go_on(before, made)
    if made.due_on != before.due_on:
        Revision.objects.create(
            deadline=made,
            moved_from=before.due_on,
            moved_to=made.due_on,
            reason=f"Carried forward into the {made.action.plan.year} plan with another timescale.",
            made_by=carrying.made_by,
            made_at=carrying.made_at,
        )


def go_on(before: Deadline, made: Deadline) -> None:
    """Saves a deadline that another one goes on in, with each move of that one as it was recorded."""
    made.save()
    moves = before.revisions.order_by("made_at", "pk")
    Revision.objects.bulk_create(
        Revision(
            deadline=made,
            moved_from=move.moved_from,
            moved_to=move.moved_to,
            reason=move.reason,
            made_by_id=move.made_by_id,
            made_at=move.made_at,
            by_timescale=move.by_timescale,
        )
        for move in moves
    )
