"""What was changed in a plan after the day of a meeting, as far as the history of its actions goes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from actions.models import Action, Leadership, Plan
from actions.models.actions import INDICATORS_BEFORE
from actions.services.approving import indicators_by_action


@dataclass(frozen=True)
class ChangedSince:
    """An action as it was last worded, and what became of it: 'wording, timescale changed', 'added' or 'removed'."""

    wording: str
    what: str


@dataclass(frozen=True)
class Record:
    """The history of an action around the end of a day.

    `before` is how it stood then, or how it was entered where that was later; `later` are the rows that came after.
    """

    before: Any
    later: Sequence[Any]
    was_there: bool

    @property
    def last(self) -> Any:
        return self.later[-1] if self.later else self.before

    @property
    def is_gone(self) -> bool:
        return bool(self.last.history_type == "-")


def changed_since(plan: Plan, day: date) -> list[ChangedSince]:
    """What is otherwise now than at the end of the day, in the order in which it was entered: four queries.

    Of a plan that was entered after the day, what stood in it then is not on record, so no action counts as added.
    """
    end = timezone.make_aware(datetime.combine(day + timedelta(1), time.min))
    records = {pk: record for pk, record in records_of(plan, end).items() if record.was_there or not record.is_gone}
    leads, numbers = leads_changed(plan, records, end), indicators_by_action(plan)
    was_entered = any(record.was_there for record in records.values())
    found = []
    for pk, record in records.items():
        if record.is_gone:
            found.append(ChangedSince(record.last.wording, "removed"))
        elif was_entered and not record.was_there:
            found.append(ChangedSince(record.last.wording, "added"))
        elif parts := [*words_changed(record, ", ".join(numbers[pk])), *(["leads"] if pk in leads else [])]:
            found.append(ChangedSince(record.last.wording, f"{', '.join(parts)} changed"))
    return found


def records_of(plan: Plan, end: datetime) -> dict[int, Record]:
    """Those that were gone by then are left out."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in Action.history.filter(plan_id=plan.pk).order_by("history_id"):
        rows[row.id].append(row)
    records = {pk: record_of(each, end) for pk, each in rows.items()}
    return {pk: record for pk, record in records.items() if record.before.history_type != "-"}


def record_of(rows: list[Any], end: datetime) -> Record:
    there = sum(row.history_date < end for row in rows)
    first = max(there, 1)
    return Record(rows[first - 1], rows[first:], there > 0)


def words_changed(record: Record, numbers: str) -> Iterator[str]:
    for part in ("wording", "timescale"):
        if getattr(record.before, part) != getattr(record.last, part):
            yield part
    reasons = [row.history_change_reason or "" for row in record.later]
    before = next((reason for reason in reasons if reason.startswith(INDICATORS_BEFORE)), None)
    if before is not None and before.removeprefix(INDICATORS_BEFORE) != numbers:
        yield "indicators"


def leads_changed(plan: Plan, records: dict[int, Record], end: datetime) -> set[int]:
    """The actions that somebody else leads or supports now."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in Leadership.history.filter(action_id__in=list(records)).order_by("history_id"):
        rows[row.action_id].append(row)
    now: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for action, lead, kind in Leadership.objects.filter(action__plan=plan).values_list("action", "lead", "kind"):
        now[action].add((lead, kind))
    since = {pk: end if record.was_there else first_change(record) for pk, record in records.items()}
    return {pk for pk, day in since.items() if day and leads_before(rows[pk], day) != now[pk]}


def first_change(record: Record) -> datetime | None:
    """When somebody first changed an action after it was entered, as its version says."""
    changes = (row.history_date for row in record.later if row.version > record.before.version)
    return next(changes, None)


def leads_before(rows: Iterable[Any], day: datetime) -> set[tuple[int, str]]:
    last = {row.id: row for row in rows if row.history_date < day}
    return {(row.lead_id, row.kind) for row in last.values() if row.history_type != "-"}
