"""Changes several actions at once: all of them, or none."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from accounts.models import User
from actions.lead_words import LeadWords
from actions.models import Action, Lead, Leadership, Update
from actions.services.dating import EndedError, ReasonNeededError, set_timescale_of
from actions.services.editing import set_leads
from actions.services.leading import leads_by_key
from actions.services.meanwhile import MeanwhileError, TouchedError, check_versions, hold, take_action
from actions.services.updating import record_update, withdraw_update
from actions.timescales import read


class RefusedError(ValueError):
    """What was asked cannot be done to some of the actions; `field` is the answer to change. Nothing was written."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


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
    """One update on each action, all in the same words; raises ChangedMeanwhileError, and writes nothing then."""
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
    """Gives each action these leads; raises ChangedMeanwhileError, and writes nothing then."""
    check_versions(actions, versions)
    known: dict[str, Lead] | None = None
    for action in actions:
        take_action(action, versions[action.pk])
    Action.history.bulk_history_create(actions, update=True)  # which tells of each version who made it
    for action in actions:
        known = leads_by_key(action.plan.organisation) if known is None else known
        supporting = leads.supporting + (support_of(action) if keeps_support else ())
        set_leads(action, LeadWords(leads.accountable, supporting, ()), known)


def support_of(action: Action) -> tuple[str, ...]:
    kept = action.leaderships.filter(kind=Leadership.Kind.SUPPORTING).select_related("lead")
    return tuple(each.lead.name for each in kept)


@transaction.atomic
def timescale_together(
    *,
    actions: Collection[Action],
    versions: Mapping[int, int],
    timescale: str,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Gives each action these words, read from the start of its plan; they fit the deadlines as for one action.

    Raises ChangedMeanwhileError, and RefusedError where some have ended or need a reason; writes nothing then.
    """
    check_versions(actions, versions)
    ended, unexplained = [], []
    for action in actions:
        understood = read(timescale, plan_start=action.plan.starts_on)
        version = versions[action.pk]
        try:
            set_timescale_of(
                action=action, version=version, printed=timescale, understood=understood, reason=reason, by=by, at=at
            )
        except EndedError:
            ended.append(action)
        except ReasonNeededError:
            unexplained.append(action)
    if ended:
        raise RefusedError("action", f"Complete or closed, so their dates stay: {places(ended)}. Untick them.")
    if unexplained:
        raise RefusedError("reason", f"A date that was set changes. Say why. It is asked for: {places(unexplained)}.")


def places(actions: Collection[Action]) -> str:
    """'action 3', or 'actions 3, 5'."""
    numbers = ", ".join(str(action.place) for action in actions)
    return f"action {numbers}" if len(actions) == 1 else f"actions {numbers}"


@transaction.atomic
def withdraw_together(*, updates: Collection[Update], by: User, at: datetime) -> None:
    """Takes back what was updated at once; raises TouchedError, and takes nothing back then."""
    hold(update.action_id for update in updates)
    failed = []
    for update in updates:
        try:
            withdraw_update(update=update, by=by, at=at)
        except MeanwhileError:
            failed.append(update.action)
    if failed:
        raise TouchedError(
            f"Nothing is undone. Updated again or undone since: {places(failed)}. Undo the others on their own pages."
        )
