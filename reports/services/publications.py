"""The published report of a year: begun, written, approved, made public as it is then, replaced and withdrawn."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from actions.models import Plan
from actions.services import approving
from actions.services.planning import lock
from reports.documents.blocks import Document
from reports.documents.frozen import frozen, hash_of
from reports.models.publications import Publication, PublicationQuerySet
from reports.publishing.checking import findings_of, taken_back
from reports.publishing.composing import Approved, Composed, Edition, Words, compose, fingerprint
from reports.services.meanwhile import check_version

State = Publication.State

# What an edition may become next. One that was replaced can still be withdrawn, for what it says is public too.
MOVES: Mapping[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.APPROVED}),
    State.APPROVED: frozenset({State.DRAFT, State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.REPLACED, State.WITHDRAWN}),
    State.REPLACED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}


class PublicationStateError(Exception):
    """What was asked for cannot be done with the edition as it is; the message says why."""


class ObstacleError(Exception):
    """Something in the report may not be public, or is not there; `obstacles` say what."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


class NotAsSeenError(Exception):
    """What would become public is not what was looked at."""


@transaction.atomic
def begin(*, plan: Plan, now: datetime) -> Publication:
    """The next edition of a year, with the words of the one before. PublicationStateError while one is prepared."""
    lock(plan)
    editions = Publication.objects.filter(plan=plan).without_content().order_by("-edition")
    last = editions.first()
    if last and last.is_in_preparation:
        raise PublicationStateError(f"Edition {last.edition} is in preparation already.")
    words = {"introduction": last.introduction, "progress": last.progress} if last else {}
    return Publication.objects.create(plan=plan, edition=last.edition + 1 if last else 1, begun_at=now, **words)


@transaction.atomic
def write(*, publication: Publication, version: int, introduction: str, progress: str) -> Publication:
    """The trust's own words. What was approved with other words is a draft again."""
    found = locked(publication)
    check_version(found, version)
    check_is_in_preparation(found)
    if (found.introduction, found.progress) == (introduction, progress):
        return found
    if found.state == State.APPROVED:
        move(found, State.DRAFT)
        found.approved_by, found.approved_on, found.approved_as = "", None, ""
    found.introduction, found.progress = introduction, progress
    return saved(found)


@transaction.atomic
def approve(
    *, publication: Publication, version: int, body: str, approved_on: date, by: User, now: datetime
) -> Publication:
    """That a body approved the report as it is composed now.

    Where its plan was a draft, or what it had of approvals was taken back, the plan in it is approved as well.
    """
    found = locked(publication)
    check_version(found, version)
    check_is_in_preparation(found)
    composed = composed_of(found, on=timezone.localdate(now))
    found.approved_by, found.approved_on = body, approved_on
    if found.plan.state == Plan.State.DRAFT or any(taken_back(found)):
        approving.record_approval(plan=found.plan, body=body, approved_on=approved_on, by=by, at=now)
    found.state = State.APPROVED
    found.approved_as = fingerprint(composed.document)
    return saved(found)


@transaction.atomic
def publish(*, publication: Publication, version: int, seen_as: str, by: User, now: datetime) -> Publication:
    """Freezes the report as it is composed now and makes it public, in place of the edition that was.

    `seen_as` is the fingerprint of what somebody looked at. Raises NotAsSeenError where it is another now,
    ChangedMeanwhileError, PublicationStateError for what is not approved, and ObstacleError.
    """
    found = locked(publication)
    check_version(found, version)
    move(found, State.PUBLISHED)
    composed = composed_of(found, on=timezone.localdate(now), is_draft=False)
    if fingerprint(composed.document) != seen_as:
        raise NotAsSeenError
    findings = findings_of(found, composed)
    if findings.obstacles:
        raise ObstacleError(findings.obstacles)
    for before in Publication.objects.filter(plan=found.plan, state=State.PUBLISHED):
        move(before, State.REPLACED)
        saved(before)
    found.content = frozen(composed.document)
    found.content_hash = hash_of(found.content)
    found.published_at, found.published_by = now, by
    approving.move(found.plan, Plan.State.PUBLISHED)
    return saved(found)


@transaction.atomic
def withdraw(
    *, publication: Publication, version: int, because: str, by: User, now: datetime, others: Iterable[int] = ()
) -> Publication:
    """Nothing of it is public any more, but that it was withdrawn. It stays on record.

    `others` are the numbers of other editions of its plan that go with it; one that is gone already stays so.
    """
    found = locked(publication)
    check_version(found, version)
    beside = others_to_read(found).filter(edition__in=others)
    for each in (found, *beside):
        move(each, State.WITHDRAWN)
        each.withdrawn_at, each.withdrawn_by, each.withdrawn_because = now, by, because
        saved(each)
    return found


# ---- reading


def others_to_read(publication: Publication) -> PublicationQuerySet:
    """The other editions of its plan that strangers can read, the newest first."""
    return Publication.objects.filter(plan=publication.plan).readable().exclude(pk=publication.pk).order_by("-edition")


def composed_of(publication: Publication, *, on: date, is_draft: bool = True) -> Composed:
    """As it would be published on a day. Reads the plan with its organisation and standard."""
    words = Words(publication.introduction, publication.progress)
    approved = Approved(publication.approved_by, publication.approved_on) if publication.approved_on else None
    return compose(publication.plan, words, on=on, edition=Edition(publication.edition, approved, is_draft))


def document_of(publication: Publication) -> Document:
    """What was published, as it is kept."""
    return Document.model_validate_json(publication.content)


# ---- what these share


def locked(publication: Publication) -> Publication:
    """The edition as it is now; others who change one of its plan wait."""
    lock(publication.plan)
    return Publication.objects.select_related("plan__organisation", "plan__standard").get(pk=publication.pk)


def saved(publication: Publication) -> Publication:
    publication.version += 1
    publication.save()
    return publication


def check_is_in_preparation(publication: Publication) -> None:
    if not publication.is_in_preparation:
        raise PublicationStateError("This edition was public, so it can no longer be changed. Begin the next one.")


def move(publication: Publication, state: Publication.State) -> None:
    if state not in MOVES[publication.state]:
        now = State(publication.state).label.lower()
        raise PublicationStateError(f"This edition is: {now}. It cannot become: {state.label.lower()}.")
    publication.state = state
