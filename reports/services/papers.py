"""A paper from its opening to its issue. What is issued is kept whole, with its messages, or not at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation, Role, User
from actions.models import Plan
from actions.quarters import Quarter
from outbox import services as outbox
from reports import files, letters
from reports.documents.frozen import frozen, hash_of
from reports.models import Paper, PaperNote
from reports.papers.composing import compose
from reports.papers.content import PaperContent
from reports.services.meanwhile import check_version
from reports.services.meetings import meeting_about

RECOMMENDATION = "Note the progress of the action plan, and what does not go to plan."

# What one paper takes over from the one before, because it seldom changes.
LASTING = ("author", "lead_director", "risks", "regulation", "considered_by")
FRONT_SHEET = (*LASTING, "purpose", "assurance", "recommendation", "decisions_asked")

# What a paper may become next.
MOVES: Mapping[str, frozenset[str]] = {
    Paper.State.DRAFT: frozenset({Paper.State.HELD, Paper.State.ISSUED}),
    Paper.State.HELD: frozenset({Paper.State.DRAFT, Paper.State.ISSUED}),
    Paper.State.ISSUED: frozenset(),
}

# What is said where a move is not among them.
STANDS: Mapping[str, str] = {
    Paper.State.DRAFT: "The paper is not held back.",
    Paper.State.HELD: "The paper is held back already.",
    Paper.State.ISSUED: "The paper is issued already.",
}


class PaperStateError(Exception):
    """What was asked for cannot be done with the paper as it is; the message says why."""


class TooEarlyError(Exception):
    """The quarter of the paper is not over."""


@transaction.atomic
def open_paper(*, organisation: Organisation, plan: Plan, quarter: Quarter, now: datetime) -> Paper | None:
    """The draft of a quarter, with what the paper before said that lasts; None where there is one already."""
    meeting = meeting_about(organisation, quarter, on=timezone.localdate(now))
    last = Paper.objects.of(organisation).before(quarter).without_content().first()
    lasting = {name: getattr(last, name) for name in LASTING} if last else {}
    lasting["author"] = lasting.get("author") or author_of(organisation)
    defaults: dict[str, Any] = {"plan": plan, "opened_at": now, "recommendation": RECOMMENDATION, **lasting}
    paper, is_new = Paper.objects.get_or_create(meeting=meeting, defaults=defaults)
    return paper if is_new else None


def author_of(organisation: Organisation) -> str:
    """The first EDI lead by name: somebody who can be asked."""
    leads = Membership.objects.of(organisation).filter(role=Role.EDI_LEAD, user__is_active=True)
    first = leads.select_related("user").first()
    return first.user.name if first else ""


@transaction.atomic
def write_front_sheet(*, paper: Paper, version: int, **lines: str) -> None:
    """Raises ChangedMeanwhileError, or PaperStateError for an issued paper."""
    found = locked(paper)
    check_is_open(found)
    check_version(found, version)
    for name in FRONT_SHEET:
        setattr(found, name, lines[name])
    found.version += 1
    found.save()


@transaction.atomic
def write_note(*, paper: Paper, place: str, version: int, text: str) -> None:
    """What stands under a heading; without words nothing does. Version 0 is that of a note that was not there."""
    check_is_open(locked(paper))
    note = PaperNote.objects.filter(paper=paper, place=place).first()
    if note is None:
        check_version(PaperNote(version=0), version)
        if text:
            PaperNote.objects.create(paper=paper, place=place, text=text, version=unused_version(paper, place))
        return
    check_version(note, version)
    if not text:
        note.delete()
        return
    note.text, note.version = text, note.version + 1
    note.save()


def unused_version(paper: Paper, place: str) -> int:
    """One that no page ever showed: a note that was taken away may have had the first ones."""
    written: int = PaperNote.history.filter(paper=paper, place=place).count()
    return written + 1


@transaction.atomic
def hold_back(*, paper: Paper, because: str, by: User) -> None:
    """It is not issued by itself until it is let go."""
    found = locked(paper)
    move(found, Paper.State.HELD)
    found.held_because, found.held_by = because, by
    found.save()


@transaction.atomic
def let_go(*, paper: Paper) -> None:
    found = locked(paper)
    move(found, Paper.State.DRAFT)
    found.held_because, found.held_by = "", None
    found.save()


@transaction.atomic
def issue(*, paper: Paper, by: User | None, now: datetime) -> Paper:
    """Freezes the paper as it is composed now, and puts its messages into the outbox. `by` is None at the deadline.

    Raises PaperStateError where it was issued already, and TooEarlyError while its quarter lasts.
    """
    return issue_locked(locked(paper), by=by, now=now)


def issue_locked(paper: Paper, *, by: User | None, now: datetime) -> Paper:
    """In the transaction that locked the paper."""
    on = timezone.localdate(now)
    if on <= paper.quarter.ends_on:
        raise TooEarlyError(f"{paper.quarter} ends on {paper.quarter.ends_on:%-d %B %Y}. Issue the paper after that.")
    move(paper, Paper.State.ISSUED)
    content = compose(paper, on=on, is_draft=False)
    paper.content = frozen(content)
    paper.content_hash = hash_of(paper.content)
    paper.pdf = outbox.keep(
        organisation=paper.meeting.organisation,
        name=file_name(paper, "pdf"),
        media_type="application/pdf",
        content=files.pdf(content.document),
        now=now,
    )
    paper.issued_at, paper.issued_by = now, by
    paper.held_because, paper.held_by = "", None
    paper.save()
    letters.send_paper(paper, content, now=now)
    return paper


def content_of(paper: Paper) -> PaperContent:
    """What was issued, as it is kept."""
    return PaperContent.model_validate_json(paper.content)


def file_name(paper: Paper, ending: str) -> str:
    return f"{paper.meeting.organisation.ods_code}-{paper.plan.standard}-{paper.quarter.slug}.{ending}"


def locked(paper: Paper) -> Paper:
    """The paper as it is now, with all that composing it reads; others wait for this one."""
    papers = Paper.objects.select_for_update(of=("self",)).select_related("meeting__organisation", "plan__standard")
    return papers.get(pk=paper.pk)


def check_is_open(paper: Paper) -> None:
    if paper.is_issued:
        raise PaperStateError("The paper is issued, so it can no longer be changed.")


def move(paper: Paper, state: Paper.State) -> None:
    if state not in MOVES[paper.state]:
        raise PaperStateError(STANDS[paper.state])
    paper.state = state
