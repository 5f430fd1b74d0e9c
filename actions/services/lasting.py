"""What of an action's dates goes on in the next plan: its first due date, and each time that it was moved."""

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


def take_deadlines(origin: Action, action: Action, understood: Timescale | None, carrying: Carrying) -> None:
    """Gives a saved action the open deadlines of its origin, or the one that other words begin with.

    Either way a single date keeps the day on which it was first due and every move since: a plan that is carried
    forward does not begin its dates afresh.
    """
    if understood is None:
        for deadline in origin.deadlines.unmet():
            go_on(
                deadline,
                Deadline(
                    action=action,
                    due_on=deadline.due_on,
                    first_due_on=deadline.first_due_on,
                    occurs_on=deadline.occurs_on,
                ),
            )
        return
    made = deadlines.first_deadline(action, understood)
    if made is None:
        return
    before = None if origin.repeat or action.repeat else origin.deadlines.unmet().first()
    if before is None:
        made.save()
    else:
        move_on(before, made, carrying)


def move_on(before: Deadline, made: Deadline, carrying: Carrying) -> None:
    """Another day for what was open is one more move, and no new beginning."""
    made.first_due_on = before.first_due_on
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
