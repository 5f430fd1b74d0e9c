"""What the committee decided on a paper, and what came of it."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from actions.models import Action
from reports.models import Decision, Paper
from reports.services.meanwhile import check_version
from reports.services.papers import PaperStateError


class SettledError(Exception):
    """Something came of the decision by now, so it stays on record."""


def record_decision(
    *, paper: Paper, wording: str, action: Action | None, lead: str, due_on: date | None, by: User, at: datetime
) -> Decision:
    """Raises PaperStateError before the paper is issued: the committee has not seen it."""
    if not paper.is_issued:
        raise PaperStateError("The committee decides on an issued paper. Issue it first.")
    return Decision.objects.create(
        paper=paper, wording=wording, action=action, lead=lead, due_on=due_on, recorded_by=by, recorded_at=at
    )


@transaction.atomic
def change_decision(
    *, decision: Decision, version: int, wording: str, action: Action | None, lead: str, due_on: date | None
) -> None:
    """Raises ChangedMeanwhileError."""
    found = locked(decision, version)
    found.wording, found.action, found.lead, found.due_on = wording, action, lead, due_on
    save(found)


@transaction.atomic
def say_outcome(*, decision: Decision, version: int, outcome: str, settled_on: date | None) -> None:
    """Raises ChangedMeanwhileError."""
    found = locked(decision, version)
    found.outcome, found.settled_on = outcome, settled_on
    save(found)


@transaction.atomic
def remove_decision(*, decision: Decision) -> None:
    """One that was recorded by mistake. Raises SettledError where something came of it."""
    found = Decision.objects.select_for_update().get(pk=decision.pk)
    if found.outcome:
        raise SettledError("Something came of this decision, so it stays on record.")
    found.delete()


def locked(decision: Decision, version: int) -> Decision:
    found = Decision.objects.select_for_update().get(pk=decision.pk)
    check_version(found, version)
    return found


def save(decision: Decision) -> None:
    decision.version += 1
    decision.save()
