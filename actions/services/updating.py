"""Reports on an action, and takes a report back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from actions.models import Action, Update
from actions.services import deadlines
from actions.statuses import NEEDS_WORDS


class EditedMeanwhileError(Exception):
    """Somebody else changed the action after the page was opened."""


class WordsNeededError(ValueError):
    """The status needs a sentence with it."""


class NotTheLatestUpdateError(Exception):
    """Only the latest update of an action can be taken back, by the person who made it."""


@transaction.atomic
def record_update(*, action: Action, version: int, status: str, progress: str, by: User, at: datetime) -> Update:
    """Adds an update and gives the action its status.

    Raises EditedMeanwhileError where the action is no longer at `version`, and writes nothing then.
    """
    if status in NEEDS_WORDS and not progress.strip():
        raise WordsNeededError(NEEDS_WORDS[status])
    take_version(action, version)
    update = Update.objects.create(
        action=action,
        status_before=action.status,
        status=status,
        progress=progress.strip(),
        made_by=by,
        made_at=at,
        made_on=timezone.localdate(at),
    )
    action.status = status
    action.save(update_fields=["status"])
    deadlines.meet(update)
    return update


@transaction.atomic
def withdraw_update(*, update: Update, by: User, at: datetime) -> None:
    """Takes back an update: the action is again as it was before, and the update stays on record as withdrawn."""
    action = update.action
    action.refresh_from_db()
    latest = Update.objects.standing().filter(action=action).first()
    if latest != update or update.made_by_id != by.pk:
        raise NotTheLatestUpdateError("Only the latest update can be undone, by the person who made it.")
    take_version(action, action.version)
    update.withdrawn_at = at
    update.save()
    action.status = update.status_before
    action.save(update_fields=["status"])
    deadlines.unmeet(update)


def take_version(action: Action, version: int) -> None:
    """Moves the action from `version` to the next one, or raises: of two people, the second is told."""
    taken = Action.objects.filter(pk=action.pk, version=version).update(version=F("version") + 1)
    if not taken:
        raise EditedMeanwhileError("Somebody else updated this action while you had it open.")
    action.refresh_from_db(fields=["status", "version"])
