"""Keeps what shows that an action was done, takes it away and puts it back."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from actions.evidence_files import TakenFile
from actions.models import Action, Evidence, Update, UpdateLink
from actions.models.evidence import private_folder
from actions.statuses import Status

# Through one link: more than a lead has to show in a day, and too little to fill a disk with a link that leaked.
MOST_A_DAY, A_DAY = 50_000_000, timedelta(days=1)


class OnlyEvidenceError(Exception):
    """What an action's completion rests on alone cannot be taken away."""


@dataclass(frozen=True)
class Offered:
    """Evidence that somebody wants to add: a file that was judged, or an address."""

    title: str
    file: TakenFile | None = None
    address: str = ""


def add_evidence(
    *,
    action: Action,
    offered: Sequence[Offered],
    at: datetime,
    by: User | None = None,
    link: UpdateLink | None = None,
) -> list[Evidence]:
    """Adds evidence to an action, by a person or through a link: all of it or none."""
    with written(offered) as rows, transaction.atomic():
        keep(rows, action=action, update=None, by=by, link=link, at=at)
        return rows


def has_room(link: UpdateLink, offered: Sequence[Offered], *, at: datetime) -> bool:
    """Whether files may come through the link today. What was taken away counts too: its file is still there."""
    size = sum(len(each.file.content) for each in offered if each.file)
    came = Evidence.objects.filter(link=link, added_at__gt=at - A_DAY).aggregate(size=Sum("size"))["size"] or 0
    return not size or came + size <= MOST_A_DAY


@contextmanager
def written(offered: Sequence[Offered]) -> Iterator[list[Evidence]]:
    """Writes the files and gives a row for each thing offered, not saved yet.

    Where the rows are not saved after all, the files are taken away again: so it stands around the transaction.
    """
    folder, names = private_folder(), list[str]()
    try:
        rows = []
        for each in offered:
            row = Evidence(title=each.title, address=each.address)
            if each.file:
                names.append(folder.save(secrets.token_hex(16), ContentFile(each.file.content)))
                row.file, row.file_name, row.kind = names[-1], each.file.name, each.file.kind
                row.size, row.sha256 = len(each.file.content), hashlib.sha256(each.file.content).hexdigest()
            rows.append(row)
        yield rows
    except BaseException:
        for name in names:
            folder.delete(name)
        raise


def keep(
    rows: Sequence[Evidence],
    *,
    action: Action,
    update: Update | None,
    by: User | None,
    link: UpdateLink | None,
    at: datetime,
) -> None:
    for row in rows:
        row.action, row.update, row.added_by, row.link, row.added_at = action, update, by, link, at
        row.save()


@transaction.atomic
def remove_evidence(*, evidence: Evidence, at: datetime) -> None:
    """Takes evidence away; the row and its file stay on record.

    Raises OnlyEvidenceError where the action is complete without a word and nothing else shows it.
    """
    # The row that an update takes too: of completing it and taking this away at once, the second sees the first.
    action = Action.objects.select_for_update().get(pk=evidence.action_id)
    if action.status == Status.COMPLETE and not is_shown(action, without=evidence):
        raise OnlyEvidenceError(
            "This is all that shows that the action is complete. First add other evidence, or an update in words."
        )
    evidence.removed_at = at
    evidence.save()


def is_shown(action: Action, *, without: Evidence | None = None) -> bool:
    """Whether words of the latest update or any evidence show what was done."""
    latest = Update.objects.standing().filter(action=action).first()
    kept = action.evidence.kept()
    others = kept.exclude(pk=without.pk) if without else kept
    return bool(latest and latest.progress) or others.exists()


@transaction.atomic
def restore_evidence(*, evidence: Evidence) -> None:
    evidence.removed_at = None
    evidence.save()
