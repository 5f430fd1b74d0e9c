"""The deadlines of an action that were moved in a quarter, so that a committee sees what slips."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from actions.models import Action, Deadline, Revision
from actions.quarters import Quarter


@dataclass(frozen=True)
class Moved:
    """One deadline with its moves of the quarter, and how often it was moved in all until then."""

    first_due_on: date
    moves: list[Revision]
    in_all: int


def moved_of(action: Action, quarter: Quarter, *, as_at: date) -> list[Moved]:
    """Reads `deadlines` with their `revisions`, prefetched; what was moved after the day `as_at` is not counted."""
    return [moved for deadline in action.deadlines.all() for moved in moved_in(deadline, quarter, as_at)]


def moved_in(deadline: Deadline, quarter: Quarter, as_at: date) -> Iterator[Moved]:
    until_then = [each for each in deadline.revisions.all() if day_of(each) <= as_at]
    moves = [each for each in until_then if quarter.holds(day_of(each))]
    if moves:
        yield Moved(deadline.first_due_on, moves, len(until_then))


def day_of(revision: Revision) -> date:
    return timezone.localdate(revision.made_at)
