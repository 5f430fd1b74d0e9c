"""A paper issues itself at 5pm on the day of its deadline, or as soon as somebody looks after that."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organisation, Role, User
from actions.quarters import Quarter
from outbox.models import Attachment, Message
from reports import files, timetable
from reports.documents.blocks import Document
from reports.documents.frozen import hash_of
from reports.models import Meeting, Paper
from reports.services.papers import PaperStateError, hold_back, issue, let_go
from tests.factories import make_member, make_organisation, make_paper, make_plan
from tests.reports.timekeeping import clock_at, keep_at, told

pytestmark = pytest.mark.django_db

ADA, HELEN = "ada@trust.example", "helen@trust.example"


@pytest.fixture
def edi_lead(paper: Paper) -> User:
    return make_member(paper.meeting.organisation, Role.EDI_LEAD, email=ADA)


@pytest.fixture
def paper() -> Paper:
    """Due on Friday 4 February 2022."""
    paper = make_paper(make_organisation())
    make_member(paper.meeting.organisation, Role.COMMITTEE, email=HELEN)
    return paper


def is_issued(paper: Paper) -> bool:
    return Paper.objects.get(pk=paper.pk).is_issued


@pytest.mark.parametrize(
    ("day", "time", "issued"),
    [
        ("2022-02-03", "17:00", False),
        ("2022-02-04", "16:59", False),
        ("2022-02-04", "17:00", True),
        ("2022-02-05", "00:00", True),  # a Saturday night: it is issued, and its mail waits for Monday
        ("2022-06-06", "09:00", True),
    ],
)
def test_it_is_issued_at_five_on_the_day_of_the_deadline_or_whenever_the_tick_comes_later(
    paper: Paper, day: str, time: str, issued: bool
) -> None:
    keep_at(day, time)

    assert is_issued(paper) == issued


@pytest.mark.parametrize(("utc", "issued"), [((15, 59), False), ((16, 0), True)])
def test_five_is_that_of_london_in_summer_too(utc: tuple[int, int], issued: bool) -> None:
    paper = make_paper(make_organisation(), Quarter(2022, 1))
    due_on = paper.meeting.paper_due_on
    moment = datetime(due_on.year, due_on.month, due_on.day, *utc, tzinfo=UTC)

    timetable.keep(clock=lambda: timezone.localtime(moment))

    assert is_issued(paper) == issued


def test_it_is_issued_once_by_nobody_and_the_edi_leads_are_told(paper: Paper, edi_lead: User) -> None:
    for time in ("17:00", "17:01", "18:00"):
        keep_at("2022-02-04", time)

    found = Paper.objects.get(pk=paper.pk)
    assert found.issued_by is None
    assert found.issued_at == clock_at("2022-02-04", "17:00")()
    assert found.content_hash == hash_of(found.content)
    assert list(Message.objects.filter(kind="paper").values_list("address", flat=True)) == [HELEN]
    assert told("issued_itself") == [ADA]
    assert Attachment.objects.count() == 1


def test_what_somebody_issued_before_is_not_issued_again(paper: Paper, edi_lead: User) -> None:
    issue(paper=paper, by=edi_lead, now=clock_at("2022-01-20")())

    keep_at("2022-02-04", "17:00")

    assert Paper.objects.get(pk=paper.pk).issued_by == edi_lead
    assert told("issued_itself") == []
    with pytest.raises(PaperStateError, match="issued already"):
        issue(paper=paper, by=edi_lead, now=clock_at("2022-02-05")())
    assert Message.objects.filter(kind="paper").count() == 1


def test_one_that_is_held_back_waits_until_it_is_let_go(paper: Paper, edi_lead: User) -> None:
    hold_back(paper=paper, because="We wait for figures.", by=edi_lead)
    keep_at("2022-02-04", "17:00")
    keep_at("2022-02-10")
    assert not is_issued(paper)

    let_go(paper=paper)
    keep_at("2022-02-10", "09:01")

    assert is_issued(paper)


def test_where_the_organisation_issues_by_hand_it_waits(paper: Paper, edi_lead: User) -> None:
    Organisation.objects.filter(pk=paper.meeting.organisation_id).update(issues_papers_by_hand=True)

    keep_at("2022-02-04", "17:00")
    keep_at("2022-05-04", "17:00")

    assert not is_issued(paper)
    assert "It waits until somebody issues it." in Message.objects.get(address=ADA, key__contains=":due:").text


def test_one_that_cannot_be_issued_keeps_no_other_waiting_and_is_tried_again(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = make_paper(make_organisation())
    draw = files.pdf

    def draw_but_the_first(document: Document) -> bytes:
        if document.organisation == paper.meeting.organisation.name:
            raise OSError("There is no such font.")
        return draw(document)

    monkeypatch.setattr(files, "pdf", draw_but_the_first)
    with caplog.at_level(logging.ERROR):
        keep_at("2022-02-04", "17:00")
    assert (is_issued(paper), is_issued(other)) == (False, True)
    assert f"paper {paper.pk} could not be issued: OSError" in caplog.text
    assert not Message.objects.filter(organisation=paper.meeting.organisation).exists()

    monkeypatch.undo()
    keep_at("2022-02-04", "17:01")

    assert is_issued(paper)
    assert Message.objects.filter(kind="paper", address=HELEN).count() == 1


def test_what_takes_longer_is_left_for_the_next_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [make_paper(make_organisation()) for _ in range(3)]
    moments = slow_clock(seconds=15)

    timetable.issue_due(clock=lambda: next(moments))
    assert [is_issued(paper) for paper in papers] == [True, False, False]
    timetable.issue_due(clock=clock_at("2022-02-04", "17:02"))

    assert all(is_issued(paper) for paper in papers)


def slow_clock(*, seconds: int) -> Iterator[Any]:
    """Each look at it takes this long."""
    moment = clock_at("2022-02-04", "17:00")()
    while True:
        yield moment
        moment += timedelta(seconds=seconds)


def test_a_draft_that_opened_after_its_deadline_is_not_issued_before_somebody_could_look() -> None:
    """The days were set before the quarter ended, and then nothing ran for weeks."""
    trust = make_organisation()
    make_plan(trust)
    days = {"held_on": date(2022, 1, 20), "paper_due_on": date(2022, 1, 13), "is_proposed": False}
    Meeting.objects.create(organisation=trust, quarter_starts_on=Quarter(2021, 3).starts_on, **days)

    keep_at("2022-01-18", "17:30")
    opened = Paper.objects.get()
    keep_at("2022-01-20", "18:00")

    assert not is_issued(opened)

    keep_at("2022-01-21", "17:00")

    assert Paper.objects.get().is_issued
