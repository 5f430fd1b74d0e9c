"""What becomes of papers by itself: drafts open when a quarter ends, deadlines are told, and papers are issued."""

import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db import connection as database
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from actions.models import Plan
from actions.quarters import Quarter
from actions.working_days import may_send, working_days_away
from outbox.moments import after
from reports.letters import tell_edi_leads
from reports.models import Paper
from reports.models.papers import PaperQuerySet
from reports.services.papers import issue_locked, open_paper

# The day of the deadline belongs to the EDI lead; after it the paper goes as it is.
ISSUED_AT = time(17, 0)
WORKING_DAYS_AHEAD = 3
LOOKED_AT = 2  # working days: one that was opened late is not issued before somebody could look at it
MOST_AT_ONCE = timedelta(seconds=40)  # what is left is for the next tick, so that mail is not kept waiting

Clock = Callable[[], datetime]

logger = logging.getLogger(__name__)


def keep(*, clock: Clock) -> None:
    """The clock is in local time. Safe to run at any time, and by several at once."""
    now = clock()
    if may_send(now):
        open_drafts(now=now)
        tell_of_deadlines(now=now)
    issue_due(clock=clock)


def open_drafts(*, now: datetime) -> int:
    """A draft for each organisation that had a plan in force when the last quarter ended, and has no paper on it."""
    quarter = Quarter.of(now.date()).previous
    there = Paper.objects.about(quarter).filter(meeting__organisation=OuterRef("organisation"))
    plans = Plan.objects.in_force(on=quarter.ends_on).filter(~Exists(there)).select_related("organisation", "standard")
    newest = {plan.organisation_id: plan for plan in reversed(plans)}
    return sum(
        attempt(f"the paper on plan {plan.pk} could not be opened", partial(open_draft, plan, quarter, now=now))
        for plan in newest.values()
    )


@transaction.atomic
def open_draft(plan: Plan, quarter: Quarter, *, now: datetime) -> bool:
    paper = open_paper(organisation=plan.organisation, plan=plan, quarter=quarter, now=now)
    if paper is None:
        return False
    tell_edi_leads(paper, "opened", on=quarter.slug, now=now)
    return True


def tell_of_deadlines(*, now: datetime) -> int:
    """Once for each deadline, from three working days before it on, while the paper is not issued."""
    soon = working_days_away(now.date(), WORKING_DAYS_AHEAD)
    open_ones = Paper.objects.open_ones().filter(meeting__paper_due_on__lte=soon)
    untold = open_ones.filter(Q(told_of=None) | ~Q(told_of=F("meeting__paper_due_on")))
    return sum(
        attempt(f"the deadline of paper {paper.pk} could not be told", partial(tell_of_deadline, paper, now=now))
        for paper in untold.select_related("meeting__organisation")
    )


@transaction.atomic
def tell_of_deadline(paper: Paper, *, now: datetime) -> int:
    due_on = paper.meeting.paper_due_on
    # A deadline that was moved and moved back is told anew: the days have another version then.
    told = tell_edi_leads(paper, "due", on=f"{due_on}/{paper.meeting.version}", now=now)
    if told:
        Paper.objects.filter(pk=paper.pk).update(told_of=due_on)
    return told


def issue_due(*, clock: Clock) -> int:
    """Issues each paper whose deadline has come, one in a transaction of its own; says how many.

    Several workers share them: a paper that another has in hand is left to it.
    """
    started, issued = clock(), 0
    for pk in list(due(now=started).order_by("meeting__paper_due_on", "pk").values_list("pk", flat=True)):
        if clock() > after(started, MOST_AT_ONCE):
            break
        issued += attempt(f"paper {pk} could not be issued", partial(issue_one, pk, now=clock()))
    return issued


def due(*, now: datetime) -> PaperQuerySet:
    """The papers whose turn has come to issue themselves."""
    return Paper.objects.due_by(last_deadline(now), opened_before=looked_at_since(now))


def last_deadline(now: datetime) -> date:
    """The newest day whose papers are issued by now."""
    return now.date() if now.time() >= ISSUED_AT else now.date() - timedelta(days=1)


def looked_at_since(now: datetime) -> datetime:
    """A draft that opened before this moment could be looked at for so many working days."""
    return datetime.combine(working_days_away(now.date(), -LOOKED_AT), time(), tzinfo=now.tzinfo)


def has_come(paper: Paper, *, now: datetime) -> bool:
    """Whether a paper is issued at the next tick once it is let go."""
    by_itself = not paper.is_issued and not paper.meeting.organisation.issues_papers_by_hand
    is_due = paper.meeting.paper_due_on <= last_deadline(now)
    return by_itself and is_due and paper.opened_at < looked_at_since(now)


def attempt(failed: str, act: Callable[[], int]) -> int:
    """What it came to. One that cannot be done does not keep the others waiting, and is tried again at each tick."""
    try:
        return act()
    except Exception as error:
        logger.error("%s: %s", failed, type(error).__name__)  # noqa: TRY400
        return 0


@transaction.atomic
def issue_one(pk: int, *, now: datetime) -> bool:
    found = due(now=now).filter(pk=pk)  # asked again: its days may have been changed meanwhile
    if database.features.has_select_for_update_skip_locked:
        found = found.select_for_update(skip_locked=True, of=("self",))
    paper = found.select_related("meeting__organisation", "plan__standard").first()
    if paper is None:
        return False
    issue_locked(paper, by=None, now=now)
    tell_edi_leads(paper, "issued_itself", on=paper.quarter.slug, now=now)
    return True
