"""Why somebody did or did not get a message about an action."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions import reminders
from actions.models import Action, Deadline
from actions.pages.why import rules_of, told
from outbox.models import Message
from tests.factories import (
    make_action,
    make_lead,
    make_member,
    make_message,
    make_organisation,
    make_plan,
    make_update,
    make_user,
)

Member = Callable[..., User]
DUE = date(2022, 1, 31)
TODAY = date(2022, 1, 10)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def action(trust: Organisation) -> Action:
    lead = make_lead(trust, name="Head of Recruitment", address="recruitment@trust.example")
    return make_action(make_plan(trust), due_on=DUE, lead=lead)


def said(action: Action) -> dict[str, bool]:
    action.refresh_from_db()
    return {rule.words: rule.holds for rule in rules_of(action, on=TODAY)}


def test_of_an_action_that_is_reminded_of_every_rule_holds(action: Action) -> None:
    assert said(action) == {
        "It is open: Not recorded.": True,
        "It is due on 31 January 2022, and that is not met yet.": True,
        "Head of Recruitment leads it, and is written to at recruitment@trust.example.": True,
        "Mail is not paused. It goes out from 8am on working days, one message a day to each address.": True,
    }


def test_what_has_ended_is_not_reminded_of(action: Action) -> None:
    Action.objects.update(status="complete")
    Deadline.objects.update(met_on=TODAY)

    rules = said(action)

    assert rules["It is complete, so nobody is reminded of it any more."] is False
    assert rules["It has no deadline that is still to be met, so there is no day to remind of."] is False


@pytest.mark.parametrize("updated", [True, False])
def test_an_ongoing_action_is_asked_about_while_its_quarter_has_no_update(trust: Organisation, updated: bool) -> None:
    action = make_action(make_plan(trust), ongoing=True)
    if updated:
        make_update(action, by=make_user(), on=TODAY)

    words = "has one" if updated else "has none yet"
    rule = f"It is ongoing, so it needs an update each quarter. Q4 2021/22 {words}."
    assert said(action)[rule] is not updated


def test_a_lead_without_an_address_is_stood_in_for(trust: Organisation) -> None:
    make_member(trust, Role.EDI_LEAD, name="Edie Lead")
    action = make_action(make_plan(trust), due_on=DUE, lead=make_lead(trust, name="MEGA"))

    rules = said(action)

    assert rules["MEGA leads it and has no email address."] is False
    assert rules["So Edie Lead gets its reminders instead."] is True


def test_where_nobody_can_be_written_to_that_is_said(trust: Organisation) -> None:
    rules = said(make_action(make_plan(trust), due_on=DUE))

    assert rules["No lead is recorded."] is False
    assert rules["There is no EDI lead and no admin to write to instead."] is False


def test_paused_mail_is_a_reason(action: Action) -> None:
    Organisation.objects.update(mail_paused_at=datetime(2022, 1, 5, 9, tzinfo=UTC))

    assert said(Action.objects.get())["Mail is paused since 5 January 2022. What becomes due waits."] is False


def test_each_occasion_says_what_became_of_it_or_when_it_comes(action: Action) -> None:
    reminders.plan(now=datetime(2022, 1, 4, 9, tzinfo=UTC))

    found = [(each.day, each.occasion, each.words) for each in told(action, on=TODAY)]

    to_come = "To come, unless it is done, closed or moved first"
    assert found == [
        (date(2022, 1, 24), "7 days before", to_come),
        (date(2022, 1, 31), "on the day", to_come),
        (date(2022, 2, 7), "7 days after", to_come),
        (date(2022, 2, 14), "14 days after", to_come),
        (date(2022, 2, 28), "28 days after", to_come),
        (date(2022, 1, 4), "30 days before", Message.State.PENDING.label),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_it_is_for_those_who_see_the_messages(client: Client, member: Member, action: Action, role: Role) -> None:
    member(action.plan.organisation, role)
    address = reverse("actions:why", args=[action.plan.organisation.ods_code, action.pk])

    may = role in (Role.EDI_LEAD, Role.ADMIN)
    assert client.get(address).status_code == (200 if may else 403)
    if role != Role.OVERSEER:
        page = client.get(reverse("actions:action", args=[action.plan.organisation.ods_code, action.pk]))
        assert (address in page.content.decode()) is may


@pytest.mark.parametrize(
    ("whom", "said"),
    [
        ("recruitment", "Head of Recruitment leads 1 open action, and is written to at recruitment@trust.example."),
        ("mega", "MEGA leads 1 open action and has no email address, so the EDI leads get its reminders."),
        ("idle", "Idle post leads no open action, so it is not reminded of any."),
        ("edie", "told of deadlines that stay unmet."),
        ("carol", "reminded only of actions led by a post with this address."),
        ("nobody", "No lead and no member has this name or address"),
    ],
)
def test_of_one_person_it_says_why_they_are_written_to_or_not(
    client: Client, member: Member, action: Action, whom: str, said: str
) -> None:
    trust = action.plan.organisation
    make_action(action.plan, due_on=DUE, lead=make_lead(trust, name="MEGA"))
    make_lead(trust, name="Idle post")
    make_member(trust, Role.COMMITTEE, name="Carol Committee")
    member(trust, Role.EDI_LEAD, name="Edie Lead")

    page = client.get(reverse("actions:messages", args=[trust.ods_code]), {"whom": whom}).content.decode()

    assert said in page


def test_only_their_messages_are_listed(client: Client, member: Member, action: Action) -> None:
    trust = action.plan.organisation
    for name in ("Rhys Bevan", "Amara Osei"):
        make_message(trust, recipient=name)
    member(trust, Role.EDI_LEAD)

    page = client.get(reverse("actions:messages", args=[trust.ods_code]), {"whom": " rhys "}).content.decode()

    assert "Rhys Bevan" in page
    assert "Amara Osei" not in page
