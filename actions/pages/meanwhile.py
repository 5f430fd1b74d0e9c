"""What became of an action while somebody had it open: what others reported on it, and what they changed in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from actions.models import Action, Lead, Leadership, Update
from actions.models.actions import INDICATORS_BEFORE, numbers_in_words
from actions.models.leads import leads_in_words
from actions.statuses import Status

NOBODY = "Nobody"
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
    """What a person has not seen yet: updates, the newest first, and edits in the order in which they were made.

    Of its leads and of its indicators what was before all edits stands beside what is now.
    """

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
    later = [row for row in rows[first + 1 :] if row.version > seen]
    edits += [*edited_leads(action, later), *edited_indicators(action, later)]
    return Meanwhile(updates, sorted(edits, key=lambda edit: edit.at))


def edits_between(before: Any, now: Any, *, but_status: bool) -> list[Edit]:
    """What differs between two rows of the history; a status that came with an update stands there."""
    return [
        Edit(what, words_of(before, field), words_of(now, field), who_made(now), now.history_date)
        for field, what in SHOWN.items()
        if getattr(before, field) != getattr(now, field) and not (field == "status" and but_status)
    ]


def edited_leads(action: Action, later: list[Any]) -> list[Edit]:
    """`later` are the rows of the action's history that the person has not seen."""
    if not later:
        return []
    history = Leadership.history.filter(action_id=action.pk)
    rows = list(history.select_related("history_user").order_by("history_id"))
    changed = [row for row in rows if row.history_date >= later[0].history_date]
    stood = {each.pk: each for each in action.leaderships.all()}
    now = leads_of(stood.values())
    for row in changed:
        stood.pop(row.id, None)
    touched = {row.id for row in changed}
    last = {row.id: row for row in rows if row.id in touched and row not in changed}
    before = leads_of([*stood.values(), *(row for row in last.values() if row.history_type != "-")])
    if before == now:
        return []
    return [Edit("Leads", before or NOBODY, now or NOBODY, who_made(changed[-1]), changed[-1].history_date)]


def leads_of(leaderships: Iterable[Any]) -> str:
    """Who leads and who supports, of rows as they are or as they were: a lead that is gone has its last name."""
    ordered = sorted(leaderships, key=lambda each: (each.kind, each.place))
    named = Lead.history.filter(id__in=[each.lead_id for each in ordered]).order_by("history_id")
    names = dict(named.values_list("id", "name"))
    return leads_in_words((names.get(each.lead_id, ""), each.kind) for each in ordered)


def edited_indicators(action: Action, later: list[Any]) -> list[Edit]:
    changed = [row for row in later if (row.history_change_reason or "").startswith(INDICATORS_BEFORE)]
    if not changed:
        return []
    before, last = changed[0].history_change_reason.removeprefix(INDICATORS_BEFORE), changed[-1]
    now = numbers_in_words(action.indicators.all())
    return (
        []
        if before == now
        else [Edit("Indicators", before or "None", now or "None", who_made(last), last.history_date)]
    )


def who_made(row: Any) -> str:
    return row.history_user.name if row.history_user else "Somebody"


def words_of(row: Any, field: str) -> str:
    value = str(getattr(row, field))
    return str(Status(value).label) if field == "status" else value or "None"
