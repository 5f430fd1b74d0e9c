"""When actions fall due: the first deadline of a timescale, those that follow where it repeats, and how one is met."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from actions.models import Action, ActionQuerySet, Deadline, Update
from actions.recurrence import end_of_first
from actions.statuses import DELIVERS, Status
from actions.timescales import Repeat, Timescale

NO_FIRST_DATE = "No first date is given: it is taken as due on {day:%-d %B %Y} first, counted from the plan's start."
AT_ONCE = 500
A_DAY = timedelta(days=1)


def set_timescale(action: Action, *, printed: str, understood: Timescale) -> None:
    """Puts the printed words and their reading on an action, which has its plan and may not be saved yet."""
    action.timescale = printed
    action.repeat = understood.repeat or ""
    action.ongoing = understood.ongoing
    action.doubts = list(understood.doubts)
    action.repeats_from = first_of_all(understood, plan_starts_on=action.plan.starts_on)
    action.repeats_until = understood.until if understood.repeat else None
    if understood.repeat in (Repeat.SIX_MONTHLY, Repeat.YEARLY) and understood.due is None:
        # Of these the first one may be most of a year away, so that a person is asked.
        action.doubts.append(NO_FIRST_DATE.format(day=action.repeats_from))


def first_of_all(understood: Timescale, *, plan_starts_on: date) -> date | None:
    """The day from which what repeats is counted: the one that the words give, or where the plan's first time ends."""
    if understood.repeat is None:
        return None
    return understood.due or end_of_first(understood.repeat, plan_starts_on)


def first_deadline(action: Action, understood: Timescale) -> Deadline | None:
    """The deadline that a timescale begins with; `set_timescale` comes before.

    What repeats is not due before the plan starts. Where it is open whether a printed date is the first one or the
    last, as in '2023-2027, quarterly', it is due in the plan's first quarter: to be asked early harms nobody.
    """
    due_on, recurrence = understood.due, action.recurrence
    if recurrence:
        starts_on = action.plan.starts_on
        is_first = understood.due and not understood.doubts and understood.due != understood.until
        due_on = recurrence.first_from(max(understood.due or starts_on, starts_on) if is_first else starts_on)
    return deadline_on(action, due_on) if due_on else None


def deadline_on(action: Action, day: date) -> Deadline:
    return Deadline(action=action, due_on=day, first_due_on=day, occurs_on=day)


@transaction.atomic
def roll(*, on: date) -> int:
    """Makes the deadlines up to today's of open actions that repeat; says how many it made.

    The time before stays open, to be chased until the next one ends; older ones are put on record as missed. After
    any silence one call does what all that were left out would have done.
    """
    made, missed = [], []
    for action in behind(on=on):
        made += missing_deadlines(action, on=on)
        missed += [each for each in action.open_deadlines if is_missed(each, on=on)]  # type: ignore[attr-defined]
    made = without_taken(made)
    for deadline in missed + [each for each in made if is_missed(each, on=on)]:
        deadline.missed_on = on
    bulk_create_with_history(made, Deadline, batch_size=AT_ONCE)
    bulk_update_with_history(missed, Deadline, ["missed_on"], batch_size=AT_ONCE)
    return len(made)


def behind(*, on: date) -> ActionQuerySet:
    """Open actions that repeat and have no deadline yet for the time in which the day lies, or two to be chased."""
    occurs = Coalesce("occurs_on", "first_due_on")
    of_action = Deadline.objects.filter(action=OuterRef("pk"))
    up_to_date = of_action.alias(day=occurs).filter(day__gte=on)
    to_chase = Deadline.objects.past(on=on).filter(action=OuterRef("pk"))
    ended = Update.objects.standing().filter(action=OuterRef("pk"), status_before__in=Status.ended())
    reopened_on = Subquery(ended.exclude(status__in=Status.ended()).values("made_on")[:1])
    return (
        Action.objects.open()
        .exclude(repeat="")
        .filter(~Exists(up_to_date) | Exists(to_chase[1:2]), plan__starts_on__lte=on)
        .annotate(latest=Max(Coalesce("deadlines__occurs_on", "deadlines__first_due_on")), reopened_on=reopened_on)
        .select_related("plan")
        .prefetch_related(Prefetch("deadlines", Deadline.objects.unmet(), to_attr="open_deadlines"))
        .order_by("pk")
    )


def missing_deadlines(action: Action, *, on: date) -> list[Deadline]:
    """One for each time after the action's latest, through that in which the day lies.

    While it was complete or closed nothing was asked for. Reads `latest` and `reopened_on` of `behind`.
    """
    recurrence = action.recurrence
    assert recurrence  # noqa: S101 - only actions that repeat are asked about
    current = recurrence.first_from(on) or on
    latest, reopened_on = action.latest, action.reopened_on  # type: ignore[attr-defined]
    start = max(latest + A_DAY, reopened_on or latest) if latest else current
    return [deadline_on(action, day) for day in recurrence.between(start, current + A_DAY)]


def is_missed(deadline: Deadline, *, on: date) -> bool:
    """Whether the time after this one has ended too."""
    recurrence = deadline.action.recurrence
    return recurrence is not None and deadline.stands_for < recurrence.last_before(on)


def without_taken(made: list[Deadline]) -> list[Deadline]:
    """All but those on a day on which another deadline of the action lies, as one of an earlier timescale may."""
    days = [deadline.due_on for deadline in made]
    if not days:
        return []
    standing = Deadline.objects.filter(
        Q(due_on__range=(min(days), max(days))), action__in={deadline.action_id for deadline in made}
    )
    taken = set(standing.values_list("action", "due_on"))
    return [deadline for deadline in made if (deadline.action_id, deadline.due_on) not in taken]


def meet(update: Update) -> None:
    """Records what an update does to its action's deadlines.

    Complete meets all that are open. On track meets the earliest open one of an action that repeats, from the day
    after the time before it (of what repeats twice a year or yearly, from three months before). An update that opens
    a completed action again opens what its completion had met.
    """
    action, recurrence = update.action, update.action.recurrence
    if update.status_before == Status.COMPLETE and update.status != Status.COMPLETE:
        reopen(action, on=update.made_on)
    open_deadlines = list(action.deadlines.unmet())
    if update.status == Status.COMPLETE:
        met = open_deadlines
    elif recurrence and update.status in DELIVERS:
        met = [row for row in open_deadlines if update.made_on > recurrence.asks_after(row.stands_for)][:1]
    else:
        met = []
    for deadline in met:
        deadline.met_on, deadline.met_by = update.made_on, update
        deadline.save()


def reopen(action: Action, *, on: date) -> None:
    """Opens a single date again, past or not; of what repeats only the times to come, for the others were met."""
    met = action.deadlines.filter(met_by__status=Status.COMPLETE)
    for deadline in met.filter(due_on__gte=on) if action.repeat else met:
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
