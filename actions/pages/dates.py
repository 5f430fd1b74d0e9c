"""The deadlines of one action: what is next, what became of those before, and how each was moved."""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from django.db.models import Prefetch

from accounts.access import Access
from actions import policies
from actions.models import Action, Deadline, Revision
from actions.pages.quarterly_updates import QuarterlyUpdate, quarterly_updates
from actions.statuses import Status
from actions.timescales import Repeat, Timescale, understood_as

SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One deadline: a tag with its colour, on which day that was, and each move with whether it can be undone."""

    deadline: Deadline
    tag: str
    colour: str
    on: date | None
    moves: list[tuple[Revision, bool]]
    can_move: bool

    @property
    def slips(self) -> int:
        return sum(move.slipped for move, _ in self.moves)


@dataclass(frozen=True)
class Dates:
    """What a page shows at once, and what it keeps folded; the quarters only of an action that continues."""

    lines: list[Line]
    earlier_lines: list[Line]
    quarters: list[QuarterlyUpdate]
    earlier_quarters: list[QuarterlyUpdate]


def dates_of(action: Action, access: Access, *, on: date) -> Dates:
    """Of an action that was fetched `with_parts()`, in three queries; the next deadline first."""
    moves = Prefetch("revisions", Revision.objects.select_related("made_by").order_by("made_at", "pk"))
    deadlines = (
        action.deadlines.select_related("dropped_by", "met_by").prefetch_related(moves).order_by("-due_on", "-pk")
    )
    lines = [line_of(deadline, action, access, on=on) for deadline in deadlines]
    updates = action.standing_updates  # type: ignore[attr-defined]
    quarters = quarterly_updates(action, updates, on=on) if action.ongoing else []
    return Dates(lines[:SHOWN], lines[SHOWN:], quarters[:SHOWN], quarters[SHOWN:])


def understood_of(action: Action) -> str:
    """How its words are understood, as that is on record: read again they might say another day than is asked for."""
    if not action.timescale:
        return ""
    repeat = Repeat(action.repeat) if action.repeat else None
    latest = None if repeat else action.deadlines.kept().last()
    due = latest.stands_for if latest else None
    return understood_as(Timescale(due, repeat, action.ongoing, tuple(action.doubts), action.repeats_until))


def line_of(deadline: Deadline, action: Action, access: Access, *, on: date) -> Line:
    tag, colour, day = became_of(deadline, action, on=on)
    moves = list(deadline.revisions.all())
    is_open = deadline.is_open and action.status not in Status.ended()
    return Line(
        deadline=deadline,
        tag=tag,
        colour=colour,
        on=day,
        moves=[(move, is_open and move == moves[-1] and policies.can_undo_move(access, move)) for move in moves],
        can_move=is_open and policies.can_set_dates(access),
    )


def became_of(deadline: Deadline, action: Action, *, on: date) -> tuple[str, str, date | None]:
    if deadline.met_on:
        waits = not action.is_confirmed and deadline.met_by is not None and deadline.met_by.waits
        return ("To be confirmed", "yellow", deadline.met_on) if waits else ("Met", "green", deadline.met_on)
    if deadline.missed_on:
        return "Missed", "red", None
    if deadline.dropped_on:
        return "No longer asked for", "grey", deadline.dropped_on
    if action.status in Status.ended():
        return became_when_ended(deadline, action, on=on), "grey", None
    return ("Overdue", "red", None) if deadline.due_on < on else ("To come", "white", None)


def became_when_ended(deadline: Deadline, action: Action, *, on: date) -> str:
    """Of a deadline that was open when its action ended: one that lay ahead then can be neither met nor missed."""
    ended_on = day_of_the_end(action)
    if deadline.due_on >= (ended_on or on):
        return "No longer due"
    # An action that was complete before this site knew it may have met its date, and nobody recorded that.
    return "Not met" if ended_on or action.status == Status.CLOSED else "Not recorded"


def day_of_the_end(action: Action) -> date | None:
    """When it was reported complete or closed; None where it came to this site like that."""
    updates = action.standing_updates  # type: ignore[attr-defined]
    since = list(takewhile(lambda update: update.status in Status.ended(), updates))
    if not since or since[-1].status_before in Status.ended():
        return None
    ended_on: date = since[-1].made_on
    return ended_on
