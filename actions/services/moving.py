"""Moves one deadline to another day, for a reason that is kept, and takes the last move back."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from actions.models import Deadline, Revision
from actions.services.dating import EndedError, in_words
from actions.services.meanwhile import TouchedError, take_action
from actions.statuses import Status

A_DAY = timedelta(days=1)


class MoveError(ValueError):
    """The deadline cannot be moved to that day; the words say which days it can be moved to."""


@transaction.atomic
def move_deadline(*, deadline: Deadline, version: int, to: date, reason: str, by: User, at: datetime) -> Revision:
    """Puts an open deadline on another day; the first day and each move with its reason are kept.

    Raises ChangedMeanwhileError where the action is no longer at `version`, EndedError where it or the deadline has
    ended, and MoveError; nothing is written then.
    """
    take_action(deadline.action, version)
    deadline.refresh_from_db(fields=["due_on", "occurs_on", "met_on", "missed_on", "dropped_on"])
    if deadline.action.status in Status.ended() or not deadline.is_open:
        raise EndedError("This deadline is not open any more, so it stays where it is.")
    check_day(deadline, to, on=timezone.localdate(at))
    revision = Revision.objects.create(
        deadline=deadline, moved_from=deadline.due_on, moved_to=to, reason=reason.strip(), made_by=by, made_at=at
    )
    # What the timescale says is kept, so that the times after it are counted from there.
    deadline.occurs_on, deadline.due_on = deadline.stands_for, to
    deadline.save()
    return revision


def check_day(deadline: Deadline, to: date, *, on: date) -> None:
    if to == deadline.due_on:
        raise MoveError(f"It is due on {in_words(to)} already. Enter another day.")
    if to < on:
        raise MoveError("Enter a day from today on. To report that it was done, update the action.")
    if recurrence := deadline.action.recurrence:
        after = recurrence.last_before(deadline.stands_for)
        before = recurrence.first_from(deadline.stands_for + A_DAY)
        if to <= after or (before and to >= before):
            raise MoveError(between(after, before))
    if deadline.action.deadlines.filter(due_on=to).exists():
        raise MoveError(f"Another deadline of this action is on {in_words(to)}. Enter another day.")


def between(after: date, before: date | None) -> str:
    limits = f"after {in_words(after)}" + (f" and before {in_words(before)}" if before else "")
    return f"Enter a day {limits}, when it is due the other times. To move all of them, change the timescale."


@transaction.atomic
def undo_move(*, revision: Revision, by: User) -> None:
    """Puts the deadline back on the day before; that it was moved and moved back stays in its history."""
    deadline = revision.deadline
    deadline.action.refresh_from_db(fields=["version"])
    take_action(deadline.action, deadline.action.version)
    deadline.refresh_from_db(fields=["due_on", "met_on", "missed_on", "dropped_on"])
    if not is_last(revision, deadline) or revision.made_by_id != by.pk:
        raise TouchedError("Only the last move of an open deadline can be undone, by the person who made it.")
    deadline.due_on = revision.moved_from
    deadline.save()
    revision.delete()


def is_last(revision: Revision, deadline: Deadline) -> bool:
    """Whether nothing came after the move, the day before is free, and it was no part of a change of the timescale."""
    newest = deadline.revisions.order_by("-made_at", "-pk").first()
    others = deadline.action.deadlines.exclude(pk=deadline.pk)
    is_free = not others.filter(due_on=revision.moved_from).exists()
    return newest == revision and deadline.is_open and deadline.action.is_open and is_free and not revision.by_timescale
