"""How an organisation reminds, and what a person chose for themselves."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import MOST_DAYS
from accounts.models import Organisation, Role, User
from actions import occasions, reminders
from actions.choices import rules_of
from actions.models import Action, ReminderChoice
from actions.occasions import Rules
from outbox.models import Message
from tests.factories import make_action, make_lead, make_member, make_organisation, make_plan

Member = Callable[..., User]
DUE = date(2022, 1, 31)
NUMBERS = st.lists(st.integers(1, 90), max_size=6).map(tuple)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def lead(trust: Organisation) -> User:
    return make_member(trust, Role.LEAD, email="lead@trust.example")


@pytest.fixture
def action(trust: Organisation, lead: User) -> Action:
    return make_action(make_plan(trust), due_on=DUE, lead=make_lead(trust, address=lead.email))


def sent_on(first: date, last: date) -> list[date]:
    """The days on which a message is written, if each goes at once."""
    day = first
    while day <= last:
        now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        reminders.plan(now=now)
        Message.objects.filter(state="pending").update(state="sent", sent_at=now, handed_over_at=now)
        day += timedelta(days=1)
    return [moment.date() for moment in Message.objects.order_by("created_at").values_list("created_at", flat=True)]


@given(NUMBERS, NUMBERS.filter(bool), st.integers(0, 400))
def test_by_any_rules_each_occasion_has_its_own_day_and_the_day_itself_is_one(
    before: tuple[int, ...], after: tuple[int, ...], later: int
) -> None:
    found = occasions.of_deadline(DUE, until=DUE + timedelta(later), rules=Rules(before, after))

    assert len({each.day for each in found}) == len({each.name for each in found}) == len(found)
    assert DUE in {each.day for each in found}


def test_what_is_usual_and_how_far_one_may_go_are_said_alike_in_both_places() -> None:
    assert rules_of(Organisation()) == occasions.USUAL
    assert MOST_DAYS == occasions.FURTHEST


def test_the_rules_of_the_organisation_hold(action: Action) -> None:
    Organisation.objects.update(remind_before=[14], remind_after=[1])

    assert sent_on(date(2021, 12, 20), date(2022, 2, 28)) == [
        date(2022, 1, 17), date(2022, 1, 31), date(2022, 2, 1),
    ]  # fmt: skip


def test_the_edi_lead_is_told_after_as_many_days_as_the_organisation_says(trust: Organisation, action: Action) -> None:
    make_member(trust, Role.EDI_LEAD, email="edi@trust.example")
    Organisation.objects.update(escalate_after=3)

    sent_on(date(2022, 1, 31), date(2022, 2, 3))

    told = Message.objects.get(address="edi@trust.example")
    assert told.created_at.date() == date(2022, 2, 3)


def test_a_person_is_reminded_on_the_days_that_they_chose(action: Action, lead: User) -> None:
    ReminderChoice.objects.create(user=lead, before=[3])

    assert sent_on(date(2021, 12, 20), date(2022, 2, 7)) == [
        date(2022, 1, 28), date(2022, 1, 31), date(2022, 2, 7),
    ]  # fmt: skip


def test_what_is_overdue_cannot_be_switched_off(action: Action, lead: User) -> None:
    ReminderChoice.objects.create(user=lead, before=[], weekly=True)

    assert sent_on(date(2022, 1, 3), date(2022, 2, 14)) == [DUE, date(2022, 2, 7), date(2022, 2, 14)]


def test_who_wants_one_message_a_week_gets_one_and_the_rest_in_the_next(action: Action, lead: User) -> None:
    ReminderChoice.objects.create(user=lead, weekly=True)
    for days in (2, 3):
        make_action(action.plan, due_on=DUE + timedelta(days), lead=action.leads.get())

    found = sent_on(date(2022, 1, 31), date(2022, 2, 20))

    assert found == [date(2022, 1, 31), date(2022, 2, 7), date(2022, 2, 14)]


def test_a_message_that_nobody_needed_does_not_use_up_their_week(action: Action, lead: User) -> None:
    ReminderChoice.objects.create(user=lead, weekly=True)
    reminders.plan(now=datetime(2022, 1, 31, 9, tzinfo=UTC))
    Message.objects.update(state="skipped", reason="Dealt with.")
    make_action(action.plan, due_on=date(2022, 2, 2), lead=action.leads.get())

    assert reminders.plan(now=datetime(2022, 2, 2, 9, tzinfo=UTC)) == 1


def test_a_message_that_was_put_off_from_the_week_before_is_the_one_of_this_week(action: Action, lead: User) -> None:
    ReminderChoice.objects.create(user=lead, weekly=True)
    make_action(action.plan, due_on=DUE + timedelta(days=2), lead=action.leads.get())
    reminders.plan(now=datetime(2022, 1, 24, 9, tzinfo=UTC))
    sent_at = datetime(2022, 1, 31, 8, tzinfo=UTC)
    Message.objects.update(state="sent", sent_at=sent_at, handed_over_at=sent_at)

    assert reminders.plan(now=datetime(2022, 2, 2, 9, tzinfo=UTC)) == 0
    assert reminders.plan(now=datetime(2022, 2, 7, 9, tzinfo=UTC)) == 1


def test_the_list_of_what_is_to_come_knows_of_their_week(action: Action, lead: User) -> None:
    ReminderChoice.objects.create(user=lead, weekly=True)
    make_action(action.plan, due_on=DUE + timedelta(2), lead=action.leads.get())
    start = date(2022, 1, 10)

    foretold = {item.send_on for item in reminders.planned(action.plan.organisation, on=start, days=30)}

    assert foretold == set(sent_on(start, start + timedelta(days=30)))


def test_a_choice_is_saved_and_said(trust: Organisation, client: Client, member: Member) -> None:
    person = member(trust, Role.LEAD)
    address = reverse("actions:own_reminders", args=[trust.ods_code])

    page = client.post(address, {"before": ["14", "1"], "often": "weekly"}, follow=True).content.decode()

    choice = ReminderChoice.objects.get(user=person)
    assert (choice.before, choice.weekly) == ([14, 1], True)
    assert "Your choice is saved." in page
    assert page.count("checked") == 3


def test_who_chooses_what_is_usual_follows_the_organisation(
    trust: Organisation, client: Client, member: Member
) -> None:
    person = member(trust, Role.LEAD)

    client.post(reverse("actions:own_reminders", args=[trust.ods_code]), {"before": ["7", "30"], "often": "daily"})

    assert ReminderChoice.objects.get(user=person).before is None


@pytest.mark.parametrize("sent", [{"often": "never"}, {"often": "daily", "before": ["5000"]}, {}])
def test_what_cannot_be_chosen_is_refused(
    trust: Organisation, client: Client, member: Member, sent: dict[str, object]
) -> None:
    member(trust, Role.LEAD)

    answer = client.post(reverse("actions:own_reminders", args=[trust.ods_code]), sent)

    assert answer.status_code == 422
    assert not ReminderChoice.objects.exists()
