"""Changes several actions at once: all of them, or none."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from accounts.models import User
from actions.lead_words import LeadWords
from actions.models import Action, Leadership, Update
from actions.services.editing import set_leads
from actions.services.updating import NotTheLatestUpdateError, record_update, take_version, withdraw_update


class SomeEditedMeanwhileError(Exception):
    """Some of the actions changed after the page was opened; nothing was written."""

    def __init__(self, changed: Collection[int]) -> None:
        super().__init__("Some of these actions changed while you had the page open.")
        self.changed = frozenset(changed)


class UpdatedSinceError(Exception):
    """Some of what was updated together was updated again since, so it cannot be taken back as one."""

    def __init__(self, updates: Collection[Update]) -> None:
        super().__init__("Some of these actions were updated again since.")
        self.updates = list(updates)


@transaction.atomic
def update_together(
    *,
    actions: Collection[Action],
    versions: Mapping[int, int],
    status: str,
    by: User,
    at: datetime,
    **answers: Any,
) -> list[Update]:
    """One update on each action, all in the same words; raises SomeEditedMeanwhileError, and writes nothing then."""
    check_versions(actions, versions)
    batch = uuid4()
    updates = [
        record_update(action=action, version=versions[action.pk], status=status, by=by, at=at, **answers)
        for action in actions
    ]
    Update.objects.filter(pk__in=[update.pk for update in updates]).update(batch=batch)
    return updates


@transaction.atomic
def lead_together(
    *, actions: Collection[Action], versions: Mapping[int, int], leads: LeadWords, keeps_support: bool
) -> None:
    """Gives each action these leads; raises SomeEditedMeanwhileError, and writes nothing then."""
    check_versions(actions, versions)
    for action in actions:
        take_version(action, versions[action.pk])
        supporting = leads.supporting + (support_of(action) if keeps_support else ())
        set_leads(action, LeadWords(leads.accountable, supporting, ()))


def support_of(action: Action) -> tuple[str, ...]:
    kept = action.leaderships.filter(kind=Leadership.Kind.SUPPORTING).select_related("lead")
    return tuple(each.lead.name for each in kept)


def check_versions(actions: Collection[Action], versions: Mapping[int, int]) -> None:
    """Holds the actions until the end of the transaction, so that what is right here is right when they are written."""
    held = Action.objects.select_for_update().filter(pk__in=[action.pk for action in actions]).order_by("pk")
    stands = {action.pk: action.version for action in held}
    if changed := [action.pk for action in actions if stands.get(action.pk) != versions[action.pk]]:
        raise SomeEditedMeanwhileError(changed)


@transaction.atomic
def withdraw_together(*, updates: Collection[Update], by: User, at: datetime) -> None:
    """Takes back what was updated at once; raises UpdatedSinceError, and takes nothing back then."""
    failed = []
    for update in updates:
        try:
            withdraw_update(update=update, by=by, at=at)
        except NotTheLatestUpdateError:
            failed.append(update)
    if failed:
        raise UpdatedSinceError(failed)
