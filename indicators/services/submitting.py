"""Submits a draft, or puts it in the place of what was submitted."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from indicators.asked import as_compared, asked
from indicators.checks import Check
from indicators.models import AcceptedWarning, Amendment, Draft, Submission
from indicators.services.drafting import SavedMeanwhileError, indicators_of, read_year, typed_so_far
from indicators.services.recording import record_answers, save_if_changed


class NotReadyError(Exception):
    """The year is not over, has faults, or warnings without a note; nothing was written."""


class NothingChangedError(Exception):
    """The draft has the figures that were submitted; nothing was written."""


@transaction.atomic
def submit(*, draft: Draft, version: int, notes: Mapping[str, str], by: User, at: datetime) -> Submission:
    """Submits the draft as it was last saved, all or nothing.

    `notes` say for each warning, by its key, why the figure is right. Raises SavedMeanwhileError where the draft is
    no longer the version that was checked, and NotReadyError where something must still be put right.
    """
    submission = _checked(draft, version, notes, by, at)
    if submission.state != Submission.State.DRAFT:
        raise NotReadyError
    save_if_changed(
        submission, state=Submission.State.SUBMITTED, submitted_on=at.date(), submitted_by=by, submitted_printed=""
    )
    draft.delete()
    return submission


@transaction.atomic
def amend(*, draft: Draft, version: int, reason: str, notes: Mapping[str, str], by: User, at: datetime) -> Submission:
    """Puts the draft in the place of what was submitted, and keeps what was there with the reason.

    Raises as submit does, and NothingChangedError where nothing differs.
    """
    before = typed_so_far(draft.submission)
    changes = changes_between(draft.submission, before, draft.typed)
    if not changes:
        raise NothingChangedError
    submission = _checked(draft, version, notes, by, at)
    if submission.state == Submission.State.DRAFT:
        raise NotReadyError
    Amendment.objects.create(submission=submission, reason=reason, changes=changes, made_by=by, made_at=at)
    save_if_changed(submission, state=Submission.State.AMENDED)
    draft.delete()
    return submission


def _checked(draft: Draft, version: int, notes: Mapping[str, str], by: User, at: datetime) -> Submission:
    """Writes the figures of a draft that has no faults and whose warnings all have a note."""
    if not Draft.objects.filter(pk=draft.pk, version=version).update(version=F("version") + 1):
        raise SavedMeanwhileError
    submission = draft.submission
    year = read_year(submission, draft.typed)
    unexplained = [warning for warning in year.warnings if not notes.get(warning.key, "").strip()]
    if submission.period_end > at.date() or year.faults or unexplained:
        raise NotReadyError
    record_answers(submission, year.answers)
    _accept(submission, year.warnings, notes, by, at)
    return submission


def _accept(submission: Submission, warnings: list[Check], notes: Mapping[str, str], by: User, at: datetime) -> None:
    """Keeps each warning with its note; one that stands as before keeps who accepted it, and when."""
    held = {(row.key, row.text): row for row in submission.accepted_warnings.all()}
    for warning in warnings:
        row = held.pop((warning.key, warning.text), None) or AcceptedWarning(
            submission=submission, number=warning.number, key=warning.key, text=warning.text
        )
        note = " ".join(notes[warning.key].split())
        if row.note != note:
            row.note, row.accepted_by, row.accepted_at = note, by, at
            row.save()
    for gone in held.values():
        gone.delete()


def changes_between(
    submission: Submission, before: Mapping[str, str], after: Mapping[str, str]
) -> list[dict[str, str | int]]:
    """Each field whose text differs, with what it said and what it says."""
    return [
        {
            "number": indicator.number,
            "label": field.label,
            "before": as_compared(before.get(field.name, ""), field.kind),
            "after": as_compared(after.get(field.name, ""), field.kind),
        }
        for indicator in indicators_of(submission)
        for field in asked(indicator.definition)
        if as_compared(before.get(field.name, ""), field.kind) != as_compared(after.get(field.name, ""), field.kind)
    ]
