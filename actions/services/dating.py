"""Sets when an action is due, as its words are read or by hand, and fits its deadlines to that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from actions.models import Action, Deadline, Revision
from actions.services import deadlines
from actions.services.meanwhile import take_action
from actions.statuses import Status
from actions.timescales import Timescale


class EndedError(Exception):
    """The action is complete or closed, so that its dates stand as they are."""


class NothingReadError(ValueError):
    """The reading says neither when it is due nor that it repeats or continues."""


class ReasonNeededError(ValueError):
    """A date that was set would move or go, and why is not said."""


@dataclass(frozen=True)
class Decision:
    """Who sets it anew, when and why; `is_correction` where what stood until then was only a doubtful reading."""

    reason: str
    by: User
    at: datetime
    is_correction: bool

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


@transaction.atomic
def set_timescale_of(
    *,
    action: Action,
    version: int,
    printed: str,
    understood: Timescale,
    is_set_by_hand: bool = False,
    reason: str = "",
    by: User,
    at: datetime,
) -> None:
    """Gives an open action its timescale: the words as printed, and how a person wants them understood.

    `understood` is what was read of the words, or with `is_set_by_hand` what the person set whatever they say. Its
    doubts end here, because a person has decided. An open deadline moves to where it now falls; what was met or missed
    stays as it is.

    Raises ChangedMeanwhileError where the action is no longer at `version`, EndedError, NothingReadError, and
    ReasonNeededError where a date that was set would move and no reason is given; nothing is written then.
    """
    if not (understood.due or understood.repeat or understood.ongoing):
        raise NothingReadError("These words do not say when it is due.")
    take_action(action, version)
    if action.status in Status.ended():
        raise EndedError("The action has ended. Its dates stay as they are.")
    before, had_doubts = action.recurrence, bool(action.doubts)
    deadlines.set_timescale(action, printed=printed, understood=understood)
    target = target_of(action, understood, on=timezone.localdate(at))
    action.doubts, action.is_set_by_hand = [], is_set_by_hand
    action.dated_by, action.dated_at = by, at
    action.save()
    if before is None or before != action.recurrence:
        fit(action, target, Decision(reason.strip(), by, at, had_doubts), repeated=before is not None)


def target_of(action: Action, understood: Timescale, *, on: date) -> date | None:
    """The day of the deadline that is to be open: of what repeats the next from today on, for the past is past."""
    first = deadlines.first_deadline(action, understood)
    if first is None or action.recurrence is None:
        return first.due_on if first else None
    return action.recurrence.first_from(max(first.due_on, on))


def fit(action: Action, target: date | None, decision: Decision, *, repeated: bool) -> None:
    """Leaves one open deadline, on the target; what else was open is missed where it repeated, or else dropped."""
    still_open = list(action.deadlines.unmet())
    kept = standing_for(action, target)
    moved = None if kept or target is None or not still_open else still_open[-1]
    others = [each for each in still_open if each not in (kept, moved) and not still_chased(each, decision.on)]
    missed = [each for each in others if repeated and each.due_on < decision.on]
    dropped = [each for each in others if each not in missed]
    ask_why(moved, target, dropped, decision)
    for each in missed:
        each.missed_on = decision.on
        each.save()
    for each in dropped:
        drop(each, decision)
    if kept and kept.dropped_on:
        take_up_again(kept)
    elif moved and target:
        move(moved, target, decision)
    elif target and not kept:
        deadlines.deadline_on(action, target).save()


def still_chased(deadline: Deadline, on: date) -> bool:
    """Whether what repeats falls on its day still, as where only the end was changed."""
    recurrence = deadline.action.recurrence
    falls_there = recurrence is not None and recurrence.first_from(deadline.stands_for) == deadline.stands_for
    return falls_there and deadline.due_on < on and not deadlines.is_missed(deadline, on=on)


def standing_for(action: Action, target: date | None) -> Deadline | None:
    """The deadline that is there for this day already.

    Where a person moved an open one away from the day that its words say, and the words say it still, it stays where
    it was moved; a day that is set by hand is meant as it is.
    """
    rows = list(action.deadlines.all())
    on_the_day = (row for row in rows if row.due_on == target)
    of_the_day = (row for row in rows if row.stands_for == target and not (row.is_open and action.is_set_by_hand))
    return next(on_the_day, None) or next(of_the_day, None)


def ask_why(moved: Deadline | None, target: date | None, dropped: Sequence[Deadline], decision: Decision) -> None:
    if decision.reason:
        return
    if moved and target and not is_corrected(moved, decision):
        raise ReasonNeededError(f"Say why the date moves from {in_words(moved.due_on)} to {in_words(target)}.")
    if gone := [each for each in dropped if not is_corrected(each, decision)]:
        raise ReasonNeededError(f"Say why it is no longer due on {in_words(gone[-1].due_on)}.")


def is_corrected(deadline: Deadline, decision: Decision) -> bool:
    """Whether its date was only offered by a doubtful reading: to put that right is no slip."""
    untouched = deadline.due_on == deadline.first_due_on and not deadline.revisions.exists()
    return decision.is_correction and untouched


def move(deadline: Deadline, target: date, decision: Decision) -> None:
    before, deadline.due_on = deadline.due_on, target
    if is_first := (decision.is_correction and before == deadline.first_due_on and not deadline.revisions.exists()):
        deadline.first_due_on = target
    deadline.occurs_on = target
    deadline.save()
    if not is_first:
        Revision.objects.create(
            deadline=deadline,
            moved_from=before,
            moved_to=target,
            reason=decision.reason,
            made_by=decision.by,
            made_at=decision.at,
            by_timescale=True,
        )


def drop(deadline: Deadline, decision: Decision) -> None:
    """Keeps it on record as no longer asked for; one that was only offered by a doubtful reading goes."""
    if is_corrected(deadline, decision):
        deadline.delete()
        return
    deadline.dropped_on, deadline.dropped_by = decision.on, decision.by
    deadline.dropped_because = decision.reason
    deadline.save()


def take_up_again(deadline: Deadline) -> None:
    deadline.dropped_on = deadline.dropped_by = None
    deadline.dropped_because = ""
    deadline.save()


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
