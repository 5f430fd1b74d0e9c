"""The days of a meeting, and who else gets its paper."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Organisation, User
from reports.models import CommitteeAddress, Meeting, Paper
from tests.factories import make_committee_address, make_organisation
from tests.reports.committee.pages import HOME, address, days, send, shows, text_of

RUNNING = "2021-22-Q4"  # the quarter that runs on 5 January 2022


def test_the_days_of_the_quarter_that_runs_are_proposed_until_somebody_sets_them(
    edi_lead: User, client: Client
) -> None:
    page = address("days", quarter=RUNNING)
    assert "These days are proposed. Save them if they are right." in text_of(client.get(page))
    assert not Meeting.objects.exists()

    answer = send(client, page, **days("2022-05-18", "2022-05-11"))

    assert shows(answer, "The meeting on Q4 2021/22 is on 18 May 2022.")
    assert "Wednesday 18 May 2022." in text_of(answer)
    meeting = Meeting.objects.get()
    assert (meeting.held_on, meeting.paper_due_on) == (date(2022, 5, 18), date(2022, 5, 11))
    assert not meeting.is_proposed
    assert "These days are proposed." not in text_of(client.get(page))


@pytest.mark.parametrize(
    ("meeting", "paper_due", "said"),
    [
        ("2021-12-31", "2022-02-01", "The meeting reads the quarter, which ends on 31 December 2021."),
        ("2022-02-09", "2021-12-31", "The paper is about the quarter, which ends on 31 December 2021."),
        ("2022-02-12", "2022-02-01", "12 February 2022 is a weekend or a bank holiday."),
        ("2022-04-15", "2022-02-01", "15 April 2022 is a weekend or a bank holiday."),
        ("2022-02-09", "2022-02-10", "The paper has to be ready by the day of the meeting, or before it."),
        ("2023-02-09", "2022-02-01", "This is more than nine months after Q3 2021/22. Check the year."),
        ("2022-02-09", "2022-01-04", "4 January 2022 has passed. Enter today or a later day."),
        ("2022-02-30", "2022-02-01", "Enter a real date, such as 9 2 2022."),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(
    paper: Paper, client: Client, meeting: str, paper_due: str, said: str
) -> None:
    answer = client.post(address("days"), days(meeting, paper_due))

    assert answer.status_code == 422
    assert shows(answer, said)
    assert Meeting.objects.get().version == 1


def test_the_meeting_may_be_moved_when_the_deadline_of_its_paper_is_past(
    paper: Paper, edi_lead: User, client: Client, on: Callable[..., None]
) -> None:
    on("2022-02-07")
    client.force_login(edi_lead)

    send(client, address("days"), **days("2022-02-16", "2022-02-04"))

    assert Meeting.objects.get().held_on == date(2022, 2, 16)


def test_of_two_people_who_set_the_days_the_second_sees_both(paper: Paper, client: Client) -> None:
    send(client, address("days"), **days("2022-02-09", "2022-02-02"))

    answer = client.post(address("days"), days("2022-02-16", "2022-02-10"))

    assert answer.status_code == 409
    assert shows(answer, "9 February 2022")
    assert shows(answer, "2 February 2022")
    assert 'value="16"' in text_of(answer)
    assert Meeting.objects.get().held_on == date(2022, 2, 9)
    send(client, address("days"), **days("2022-02-16", "2022-02-10", version=2))
    assert Meeting.objects.get().held_on == date(2022, 2, 16)


def test_two_people_who_set_days_that_were_only_proposed_meet_too(edi_lead: User, client: Client) -> None:
    page = address("days", quarter=RUNNING)
    send(client, page, **days("2022-05-18", "2022-05-11"))

    assert client.post(page, days("2022-05-25", "2022-05-11")).status_code == 409


def test_a_quarter_without_a_plan_has_no_meeting(edi_lead: User, client: Client) -> None:
    answer = client.get(address("days", quarter="2020-21-Q1"))

    assert answer.status_code == 404
    assert shows(answer, "No plan is in force in Q1 2020/21")


# ---- other addresses


def test_an_address_gets_the_papers_until_it_is_removed(edi_lead: User, client: Client) -> None:
    answer = send(client, f"{HOME}addresses/add/", **SECRETARY)
    assert shows(answer, "The secretary gets the papers from now on.")
    assert shows(answer, "secretary@trust.example")
    made = CommitteeAddress.objects.get()

    asked = client.get(address("remove_address", made.pk))
    assert shows(asked, "Send no more papers to The secretary?")
    answer = send(client, address("remove_address", made.pk))

    assert shows(answer, "The secretary no longer gets the papers.")
    assert not CommitteeAddress.objects.exists()


SECRETARY = {"name": "The secretary", "email": "secretary@trust.example"}


@pytest.mark.parametrize("email", ["secretary@trust.example", "Secretary@Trust.example"])
def test_an_address_stands_there_once(trust: Organisation, edi_lead: User, client: Client, email: str) -> None:
    make_committee_address(trust, email="secretary@trust.example")

    answer = client.post(f"{HOME}addresses/add/", {"name": "Again", "email": email})

    assert answer.status_code == 422
    assert shows(answer, "This address gets the papers already.")


def test_another_trust_may_have_the_same_address(edi_lead: User, client: Client) -> None:
    make_committee_address(make_organisation(), email="secretary@trust.example")

    send(client, f"{HOME}addresses/add/", **SECRETARY)

    assert CommitteeAddress.objects.count() == 2


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"name": "", "email": "a@trust.example"}, "Enter the name."),
        ({"name": "A", "email": ""}, "Enter the email address."),
        ({"name": "A", "email": "a at trust"}, "Enter an email address, such as name@trust.nhs.uk."),
        ({"name": "N" * 151, "email": "a@trust.example"}, "150 characters"),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_words(
    edi_lead: User, client: Client, answers: dict[str, str], said: str
) -> None:
    answer = client.post(f"{HOME}addresses/add/", answers)

    assert answer.status_code == 422
    assert shows(answer, said)


def test_the_committee_page_counts_who_gets_the_papers_each_address_once(
    trust: Organisation, edi_lead: User, committee_member: User, client: Client, on: Callable[..., None]
) -> None:
    assert "The members of the committee: 1 in all." in text_of(client.get(HOME))
    make_committee_address(trust, email=committee_member.email)
    make_committee_address(trust)

    assert "and the other addresses below: 2 in all." in text_of(client.get(HOME))
