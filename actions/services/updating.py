"""Reports on an action, and takes a report back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from actions.models import Action, Update, UpdateLink
from actions.services import deadlines
from actions.services.evidence import Offered, is_shown, keep, written
from actions.services.meanwhile import TouchedError, take_action
from actions.statuses import NEEDS_PROOF, Status, missing


class WordsNeededError(ValueError):
    """The status needs words with it, or where the action is complete, evidence."""


def record_update(
    *,
    action: Action,
    version: int,
    status: str,
    at: datetime,
    by: User | None = None,
    link: UpdateLink | None = None,
    evidence: Sequence[Offered] = (),
    **answers: str,
) -> Update:
    """Adds an update, by a person or through a link, and gives the action its status.

    The answers are those that the status asks for: progress, being_done, improves and closed_because.
    Raises WordsNeededError where one is missing, and ChangedMeanwhileError where the action is no longer at `version`;
    nothing is written then, and no file is kept.
    """
    said = {name: words.strip() for name, words in answers.items()}
    with written(evidence) as rows, transaction.atomic():
        take_action(action, version)
        check_words(action, status, said, evidence)
        update = update_of(action, status, said, at)
        update.made_by, update.link = by, link
        update.save()
        keep(rows, action=action, update=update, by=by, link=link, at=at)
        action.status, action.is_confirmed = status, not update.waits
        action.save(update_fields=["status", "is_confirmed"])
        deadlines.meet(update)
    return update


def update_of(action: Action, status: str, said: dict[str, str], at: datetime) -> Update:
    """What is reported on an action as it stands, not saved yet and by nobody yet."""
    update = Update(action=action, status_before=action.status, status=status, version=action.version, **said)
    update.needs_confirming = status == Status.COMPLETE and asks_a_second_person(action)
    update.made_at, update.made_on = at, timezone.localdate(at)
    return update


def asks_a_second_person(action: Action) -> bool:
    """Where the organisation wants that; a note on what is confirmed already needs no second confirmation."""
    confirmed = action.status == Status.COMPLETE and action.is_confirmed
    return action.plan.organisation.confirms_completion and not confirmed


def check_words(action: Action, status: str, said: dict[str, str], evidence: Sequence[Offered]) -> None:
    needed = missing(status, said)
    if status == Status.COMPLETE and not (said.get("progress") or evidence or action.evidence.kept().exists()):
        needed = {"progress": NEEDS_PROOF}
    if needed:
        raise WordsNeededError(" ".join(needed.values()))


@transaction.atomic
def withdraw_update(*, update: Update, at: datetime, by: User | None = None, link: UpdateLink | None = None) -> None:
    """Takes back an update: the action is again as it was before, and the update stays on record as withdrawn.

    Only by the person who made it, or through the link through which it was made.
    """
    action = update.action
    action.refresh_from_db()
    take_action(action, action.version)
    check_is_latest(update, by=by, link=link)
    update.withdrawn_at = at
    update.save(update_fields=["withdrawn_at"])
    for each in update.evidence.kept():
        each.removed_at = at
        each.save()
    standing = Update.objects.standing().filter(action=action).first()
    if update.status_before == Status.COMPLETE and standing and not is_shown(action):
        raise TouchedError(
            "Only this update shows that the action is complete. First add evidence, or another update in words."
        )
    action.status = update.status_before
    action.is_confirmed = action.status != Status.COMPLETE or standing is None or not standing.waits
    action.save(update_fields=["status", "is_confirmed"])
    deadlines.unmeet(update)


def check_is_latest(update: Update, *, by: User | None, link: UpdateLink | None) -> None:
    latest = Update.objects.standing().filter(action=update.action_id).first()
    author = (by.pk if by else None, link.pk if link else None)
    if latest is None or latest != update or (latest.made_by_id, latest.link_id) != author:
        raise TouchedError("Only the latest update can be undone, by the person who made it.")
    # Read again and not from the page: somebody may have confirmed it since.
    if latest.confirmed_at:
        raise TouchedError("A second person has confirmed this update. Record a new one instead.")
