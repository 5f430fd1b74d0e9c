"""A second person confirms that an action is complete; sending it back is an update that opens it again."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from actions.models import Action, Update
from actions.services.meanwhile import take_action


class NothingToConfirmError(Exception):
    """The action does not wait for this person to confirm it."""


@transaction.atomic
def confirm_completion(*, action: Action, version: int, by: User, at: datetime) -> Update:
    """Puts on record who confirmed a completion.

    Raises ChangedMeanwhileError where the action is no longer at `version`, and NothingToConfirmError for whoever
    reported the completion.
    """
    take_action(action, version)
    update = Update.objects.standing().with_author().filter(action=action).first()
    if update is None or not update.waits or update.was_reported_by(by):
        raise NothingToConfirmError("Somebody other than the person who reported it has to confirm a completion.")
    update.confirmed_by, update.confirmed_at = by, at
    update.save()
    action.is_confirmed = True
    action.save(update_fields=["is_confirmed"])
    return update
