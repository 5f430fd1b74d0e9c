"""What became of an action while somebody had it open: what others reported on it, and what they changed in it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from actions.models import Action, Update
from actions.statuses import Status

SHOWN = {"wording": "Wording", "timescale": "Timescale", "status": "Status"}


@dataclass(frozen=True)
class Edit:
    """One thing that was changed, from what to what, by whom and when."""

    what: str
    before: str
    now: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Meanwhile:
    """What a person has not seen yet: updates, the newest first, and edits in the order in which they were made."""

    updates: list[Update]
    edits: list[Edit]


def meanwhile_of(action: Action, *, seen: int) -> Meanwhile:
    """What came after version `seen` of an action that was fetched `with_parts()`."""
    updates = [each for each in action.standing_updates if (each.version or 0) > seen]  # type: ignore[attr-defined]
    made_by_updates = {each.version for each in updates}
    rows = list(action.history.select_related("history_user").order_by("history_id"))
    first = max((place for place, row in enumerate(rows) if row.version <= seen), default=0)
    edits = [
        edit
        for before, now in pairwise(rows[first:])
        for edit in edits_between(before, now, but_status=now.version in made_by_updates)
    ]
    return Meanwhile(updates, edits)


def edits_between(before: Any, now: Any, *, but_status: bool) -> list[Edit]:
    """What differs between two rows of the history; a status that came with an update stands there."""
    who = now.history_user.name if now.history_user else "Somebody"
    return [
        Edit(what, words_of(before, field), words_of(now, field), who, now.history_date)
        for field, what in SHOWN.items()
        if getattr(before, field) != getattr(now, field) and not (field == "status" and but_status)
    ]


def words_of(row: Any, field: str) -> str:
    value = str(getattr(row, field))
    return str(Status(value).label) if field == "status" else value or "None"
