"""What becomes of papers by itself: drafts open when a quarter ends, and deadlines are told."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Membership, Organisation, Role, User
from actions.quarters import Quarter
from actions.working_days import is_working_day
from outbox.models import Message
from reports import timetable
from reports.letters import tell_edi_leads
from reports.models import Meeting, Paper
from reports.services.meetings import set_days
from reports.services.papers import hold_back
from tests.factories import make_issued_paper, make_member, make_organisation, make_paper, make_plan
from tests.reports.timekeeping import keep_at, told

pytestmark = pytest.mark.django_db

Q3, Q4 = Quarter(2021, 3), Quarter(2021, 4)
ADA, BEN = "ada@trust.example", "ben@trust.example"


@pytest.fixture
def trust() -> Organisation:
    """With a plan in force from October 2021, and two EDI leads."""
    trust = make_organisation()
    make_plan(trust)
    make_member(trust, Role.EDI_LEAD, email=ADA, name="Ada Obi")
    make_member(trust, Role.EDI_LEAD, email=BEN, name="Ben Shah")
    return trust


@pytest.fixture
def paper(trust: Organisation) -> Paper:
    """Of the third quarter: due on Friday 4 February 2022, for the meeting a week later."""
    return make_paper(trust)


# ---- opening


@pytest.mark.parametrize(
    ("day", "time", "opens"),
    [
        ("2021-12-31", "17:00", 0),  # the last day of the quarter
        ("2022-01-01", "09:00", 0),  # a Saturday
        ("2022-01-03", "09:00", 0),  # a bank holiday
        ("2022-01-04", "07:59", 0),
        ("2022-01-04", "08:00", 1),
        ("2022-03-31", "16:00", 1),  # late, but before the next quarter
    ],
)
@pytest.mark.usefixtures("trust")
def test_a_draft_opens_on_the_first_working_morning_after_the_quarter(day: str, time: str, opens: int) -> None:
    keep_at(day, time)

    assert Paper.objects.about(Q3).filter(state="draft").count() == opens


def test_a_draft_opens_once_and_the_edi_leads_are_told_once(trust: Organisation) -> None:
    make_member(trust, Role.COMMITTEE)

    for day in ("2022-01-04", "2022-01-04", "2022-01-05", "2022-01-20"):
        keep_at(day)

    assert Paper.objects.of(trust).count() == Meeting.objects.of(trust).count() == 1
    assert told("opened") == [ADA, BEN]
    assert Message.objects.count() == 2


@pytest.mark.parametrize(("starts_on", "opens"), [(date(2021, 12, 31), 1), (date(2022, 1, 1), 0)])
def test_only_where_a_plan_was_in_force_when_the_quarter_ended(starts_on: date, opens: int) -> None:
    make_plan(make_organisation(), starts_on=starts_on)
    make_organisation()

    keep_at("2022-01-04")

    assert Paper.objects.count() == opens


@pytest.mark.parametrize(("day", "what"), [("2022-01-04", "opened"), ("2022-02-01", "due")])
def test_where_it_fails_for_one_trust_the_others_are_served_and_it_is_tried_again(
    trust: Organisation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, day: str, what: str
) -> None:
    other = make_organisation()
    make_plan(other)
    make_member(other, Role.EDI_LEAD, email="cy@trust.example")
    for each in (trust, other) if what == "due" else ():
        make_paper(each)

    def tell_but_one(paper: Paper, *args: str, **given: Any) -> int:
        if paper.meeting.organisation == trust:
            raise OSError("There is no such template.")
        return tell_edi_leads(paper, *args, **given)

    monkeypatch.setattr(timetable, "tell_edi_leads", tell_but_one)
    keep_at(day)
    assert told(what) == ["cy@trust.example"]
    assert "OSError" in caplog.text
    monkeypatch.undo()

    keep_at(day)

    assert sorted(told(what)) == [ADA, BEN, "cy@trust.example"]


def test_the_paper_is_about_the_newest_plan_in_force(trust: Organisation) -> None:
    newer = make_plan(trust, year=2022, starts_on=date(2021, 12, 1))

    keep_at("2022-01-04")

    assert Paper.objects.of(trust).get().plan == newer


def test_a_paper_that_is_issued_by_hand_before_is_not_opened_again(trust: Organisation) -> None:
    make_issued_paper(trust)

    keep_at("2022-01-06")

    assert Paper.objects.of(trust).get().is_issued
    assert told("opened") == []


def test_what_seldom_changes_is_taken_over_from_the_paper_before(trust: Organisation) -> None:
    make_issued_paper(trust, author="Amara Osei", risks="Risk 12", assurance="limited", decisions_asked="Money.")

    keep_at("2022-04-01")

    paper = Paper.objects.of(trust).about(Q4).get()
    assert (paper.author, paper.risks) == ("Amara Osei", "Risk 12")
    assert (paper.assurance, paper.decisions_asked) == ("", "")


@pytest.mark.parametrize("day", ["2022-01-04", "2022-01-26", "2022-02-01", "2022-03-31"])
def test_a_paper_has_at_least_a_week_however_late_it_opens(trust: Organisation, day: str) -> None:
    keep_at(day)

    meeting = Meeting.objects.of(trust).get()
    assert (meeting.paper_due_on - date.fromisoformat(day)).days >= 7
    assert meeting.paper_due_on <= meeting.held_on
    assert is_working_day(meeting.paper_due_on)
    assert is_working_day(meeting.held_on)
    assert meeting.is_proposed


def test_the_days_follow_those_that_somebody_set_for_the_quarter_before(paper: Paper) -> None:
    set_days(meeting=paper.meeting, version=1, held_on=date(2022, 2, 16), paper_due_on=date(2022, 2, 10))

    keep_at("2022-04-01")

    meeting = Meeting.objects.about(Q4).get()
    assert (meeting.paper_due_on, meeting.held_on) == (date(2022, 5, 12), date(2022, 5, 18))


# ---- telling


@pytest.mark.parametrize(
    ("day", "time", "is_told"),
    [
        ("2022-01-31", "16:00", False),
        ("2022-02-01", "07:59", False),
        ("2022-02-01", "08:00", True),  # Tuesday: three working days before Friday
        ("2022-02-04", "09:00", True),
    ],
)
@pytest.mark.usefixtures("paper")
def test_edi_leads_are_reminded_three_working_days_before_the_deadline(day: str, time: str, is_told: bool) -> None:
    keep_at(day, time)

    assert told("due") == ([ADA, BEN] if is_told else [])


@pytest.mark.usefixtures("paper")
def test_they_are_reminded_once_for_each_deadline() -> None:
    for day in ("2022-02-01", "2022-02-01", "2022-02-02", "2022-02-03"):
        keep_at(day)

    assert told("due") == [ADA, BEN]


def test_they_are_reminded_again_when_the_deadline_is_moved(paper: Paper) -> None:
    keep_at("2022-02-01")
    set_days(meeting=paper.meeting, version=1, held_on=date(2022, 2, 18), paper_due_on=date(2022, 2, 16))

    keep_at("2022-02-02")
    assert told("due") == [ADA, BEN]
    keep_at("2022-02-11")

    assert told("due") == [ADA, BEN, ADA, BEN]


def test_they_are_reminded_of_one_that_is_held_back_too_but_not_of_one_that_is_issued(trust: Organisation) -> None:
    paper = make_paper(trust)
    hold_back(paper=paper, because="We wait for figures.", by=User.objects.get(email=ADA))
    make_issued_paper(make_organisation())

    keep_at("2022-02-02")

    assert told("due") == [ADA, BEN]


def test_a_deadline_that_nobody_could_be_told_of_is_told_once_somebody_is_there(trust: Organisation) -> None:
    Membership.objects.filter(organisation=trust).delete()
    make_paper(trust)
    keep_at("2022-02-01")
    make_member(trust, Role.EDI_LEAD, email="new@trust.example")

    keep_at("2022-02-02")

    assert told("due") == ["new@trust.example"]
