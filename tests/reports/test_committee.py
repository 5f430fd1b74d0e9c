"""The mail to the committee when a quarter has ended."""

from datetime import datetime

import pytest

from accounts.models import Membership, Organisation, Role
from outbox.delivery import NotNowError
from outbox.models import Message
from reports import committee
from tests.factories import make_member, make_organisation, make_plan


def at(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00+00:00")


@pytest.fixture
def board(kingston: Organisation) -> Organisation:
    make_member(kingston, Role.COMMITTEE, email="helen@trust.example", name="Helen Marsh")
    make_member(kingston, Role.COMMITTEE, email="omar@trust.example", name="Omar Said")
    make_member(kingston, Role.EDI_LEAD, email="edi@trust.example")
    return kingston


def test_each_member_is_told_once_when_the_quarter_has_ended(board: Organisation) -> None:
    for day in ("2021-12-31", "2022-01-04", "2022-01-04", "2022-01-05", "2022-03-31"):
        committee.plan(now=at(day))

    assert sorted(Message.objects.values_list("address", flat=True)) == ["helen@trust.example", "omar@trust.example"]


def test_the_message_has_the_summary_and_the_address_of_the_page(board: Organisation) -> None:
    committee.plan(now=at("2022-01-04"))

    message = Message.objects.first()
    assert message
    for body in (message.text, message.html):
        assert "3 actions due by 31 December 2021 were not done." in body
        assert "/RAX/quarters/2021-22-Q3/" in body
    assert message.reply_to == "edi@trust.example"
    assert message.subject == "Q3 2021/22: progress of the race equality plan, Kingston"


def test_each_quarter_has_its_own_message(board: Organisation) -> None:
    committee.plan(now=at("2022-01-04"))

    assert committee.plan(now=at("2022-04-01")) == 2


@pytest.mark.parametrize("moment", [at("2022-01-03"), at("2022-01-04", 7)])
def test_nothing_is_written_on_a_day_off_or_at_night(moment: datetime, board: Organisation) -> None:
    assert committee.plan(now=moment) == 0


def test_a_scheduler_that_was_down_tells_the_committee_when_it_is_back(board: Organisation) -> None:
    assert committee.plan(now=at("2022-02-21")) == 2


def test_nothing_is_said_of_a_quarter_before_the_plan_began(board: Organisation) -> None:
    assert committee.plan(now=at("2021-10-04")) == 0


@pytest.mark.django_db
def test_an_organisation_without_a_committee_or_a_plan_gets_nothing() -> None:
    make_plan(make_organisation())
    make_member(make_organisation(), Role.COMMITTEE)

    assert committee.plan(now=at("2022-01-04")) == 0


def test_somebody_who_left_the_committee_is_not_written_to(board: Organisation) -> None:
    committee.plan(now=at("2022-01-04"))
    message = Message.objects.get(address="omar@trust.example")

    assert committee.refresh(message, at("2022-01-04")) == ""
    Membership.objects.filter(user__email="omar@trust.example").delete()

    assert committee.refresh(message, at("2022-01-04")).startswith("The recipient is no longer")


def test_what_was_put_off_does_not_go_at_night(board: Organisation) -> None:
    committee.plan(now=at("2022-01-04"))

    with pytest.raises(NotNowError):
        committee.refresh(Message.objects.earliest("pk"), at("2022-01-04", 3))
