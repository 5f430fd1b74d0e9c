"""When actions fall due: the first deadline of a timescale, those that repeat each quarter, and how one is met."""

from datetime import date

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from actions.models import Action, Deadline, Update
from actions.quarters import Quarter
from actions.statuses import DELIVERS, Status
from actions.timescales import Repeat, Timescale


def set_timescale(action: Action, *, printed: str, understood: Timescale) -> None:
    """Puts the printed words and their reading on an action that is not saved yet."""
    action.timescale = printed
    action.repeat = understood.repeat or ""
    action.ongoing = understood.ongoing
    action.doubts = list(understood.doubts)
    if understood.repeat not in (None, Repeat.QUARTERLY):
        # Deadlines are made for quarters alone so far; what repeats otherwise is asked about each quarter.
        action.ongoing = True
        action.doubts.append(f"It repeats {understood.repeat}. An update is asked for each quarter.")


def first_deadline(action: Action, understood: Timescale) -> Deadline | None:
    """The deadline that a timescale begins with. A quarterly one is due first when the plan's first quarter ends.

    That holds also where a doubt leaves it open whether a printed date is the first one or the last, as in
    '2023-2027, quarterly'.
    """
    due_on = understood.due
    if understood.repeat == Repeat.QUARTERLY and (due_on is None or understood.doubts):
        due_on = Quarter.of(action.plan.starts_on).ends_on
    return Deadline(action=action, due_on=due_on, first_due_on=due_on) if due_on else None


@transaction.atomic
def roll_quarterly(*, on: date) -> int:
    """Makes the deadlines of each quarter up to today's for open quarterly actions; says how many it made.

    The one of the quarter before stays open, to be chased; older ones are put on record as missed.
    """
    quarter = Quarter.of(on)
    behind = (
        Action.objects.open()
        .filter(repeat=Repeat.QUARTERLY, plan__starts_on__lte=on)
        .exclude(deadlines__due_on=quarter.ends_on)
        .prefetch_related("deadlines")
        .order_by("pk")
    )
    made = [deadline for action in behind for deadline in missing_deadlines(action, quarter)]
    bulk_create_with_history(made, Deadline)
    open_quarterly = Action.objects.open().filter(repeat=Repeat.QUARTERLY)
    missed = list(Deadline.objects.unmet().filter(action__in=open_quarterly, due_on__lt=quarter.previous.starts_on))
    for deadline in missed:
        deadline.missed_on = on
    bulk_update_with_history(missed, Deadline, ["missed_on"])
    return len(made)


def missing_deadlines(action: Action, quarter: Quarter) -> list[Deadline]:
    """One for each quarter after the action's latest deadline, through the quarter given."""
    dates = [deadline.due_on for deadline in action.deadlines.all()]
    turn = Quarter.of(max(dates)).next if dates else quarter
    made = []
    while turn <= quarter:
        made.append(Deadline(action=action, due_on=turn.ends_on, first_due_on=turn.ends_on))
        turn = turn.next
    return made


def meet(update: Update) -> None:
    """Records what an update does to its action's deadlines.

    Complete meets all that are open. On track meets the earliest open one of an action that repeats. An update
    that opens a completed action again opens what its completion had met.
    """
    action = update.action
    if update.status_before == Status.COMPLETE and update.status != Status.COMPLETE:
        reopen(action)
    open_deadlines = list(action.deadlines.unmet())
    if update.status == Status.COMPLETE:
        met = open_deadlines
    elif action.repeat == Repeat.QUARTERLY and update.status in DELIVERS:
        this_quarter = Quarter.of(update.made_on)
        met = [row for row in open_deadlines if Quarter.of(row.due_on) <= this_quarter][:1]
    else:
        met = []
    for deadline in met:
        deadline.met_on, deadline.met_by = update.made_on, update
        deadline.save()


def reopen(action: Action) -> None:
    for deadline in action.deadlines.filter(met_by__status=Status.COMPLETE):
        deadline.met_on = deadline.met_by = None
        deadline.save()


def unmeet(update: Update) -> None:
    """Puts the deadlines back as they were before an update, for the undo of that update."""
    for deadline in update.deadlines_met.all():
        deadline.met_on = deadline.met_by = None
        deadline.save()
    completion = Update.objects.standing().filter(action=update.action, status=Status.COMPLETE).first()
    if completion and update.status_before == Status.COMPLETE:
        for deadline in update.action.deadlines.unmet():
            deadline.met_on, deadline.met_by = completion.made_on, completion
            deadline.save()
