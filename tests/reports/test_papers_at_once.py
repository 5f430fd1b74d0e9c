"""Several workers keep the timetable of papers at the same moment, and people issue papers beside them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import Organisation, Role
from outbox.models import Attachment, Message
from reports import timetable
from reports.models import Meeting, Paper
from reports.services.papers import PaperStateError, issue
from tests.factories import make_member, make_organisation, make_paper, make_plan
from tests.reports.timekeeping import clock_at

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests share one connection"),
    pytest.mark.django_db(transaction=True),
]

AT_FIVE = clock_at("2022-02-04", "17:00")


def at_once(*works: Callable[[], int]) -> list[int]:
    """What each found, all started at the same moment."""
    barrier = Barrier(len(works))

    def worker(work: Callable[[], int]) -> int:
        barrier.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(worker, works))


def make_trust() -> Organisation:
    trust = make_organisation()
    make_member(trust, Role.EDI_LEAD)
    make_member(trust, Role.COMMITTEE)
    return trust


def issue_what_is_due() -> int:
    return timetable.issue_due(clock=AT_FIVE)


def test_two_workers_issue_twenty_papers_once_each() -> None:
    papers = [make_paper(make_trust()) for _ in range(20)]

    issued = at_once(issue_what_is_due, issue_what_is_due)

    assert sum(issued) == len(papers)
    assert min(issued) > 0
    assert Paper.objects.issued().count() == Attachment.objects.count() == len(papers)
    assert Message.objects.filter(kind="paper").count() == len(papers)
    assert Message.objects.filter(kind="paper_draft").count() == len(papers)


def test_two_workers_open_each_draft_once_and_tell_of_it_once() -> None:
    plans = [make_plan(make_trust()) for _ in range(5)]

    def open_drafts() -> int:
        return timetable.open_drafts(now=clock_at("2022-01-04")())

    opened = at_once(open_drafts, open_drafts)

    assert sum(opened) == Paper.objects.count() == Meeting.objects.count() == len(plans)
    assert Message.objects.filter(kind="paper_draft").count() == len(plans)


def test_two_workers_tell_of_a_deadline_once() -> None:
    papers = [make_paper(make_trust()) for _ in range(5)]

    def tell() -> int:
        return timetable.tell_of_deadlines(now=clock_at("2022-02-02")())

    assert sum(at_once(tell, tell)) == Message.objects.count() == len(papers)


def test_somebody_issues_the_paper_while_a_worker_does() -> None:
    paper = make_paper(make_trust())
    edi_lead = make_member(paper.meeting.organisation, Role.EDI_LEAD)

    def issue_by_hand() -> int:
        try:
            return issue(paper=paper, by=edi_lead, now=AT_FIVE()).is_issued
        except PaperStateError:
            return 0

    assert sum(at_once(issue_by_hand, issue_what_is_due)) == 1
    assert Message.objects.filter(kind="paper").count() == Attachment.objects.count() == 1
