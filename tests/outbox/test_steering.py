"""What people decide about the mail: pause it, test it, settle what is unknown, and let go what is held."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Organisation, Role, User
from outbox import heartbeat
from outbox.delivery import deliver
from outbox.models import Heartbeat, Message
from tests.factories import NOW, make_message

Member = Callable[..., User]
State = Message.State
STEERS = {Role.EDI_LEAD, Role.ADMIN}


def address(name: str, trust: Organisation, *more: int) -> str:
    return reverse(f"outbox:{name}", args=[trust.ods_code, *more])


@pytest.mark.parametrize("name", ["test", "pause", "resume", "let_go"])
@pytest.mark.parametrize("role", list(Role))
def test_who_manages_the_plan_or_its_people_steers_the_mail(
    trust: Organisation, client: Client, member: Member, name: str, role: Role
) -> None:
    member(trust, role)

    assert client.post(address(name, trust)).status_code == (302 if role in STEERS else 403)


def test_mail_is_paused_and_resumed_and_the_page_says_so(trust: Organisation, client: Client, member: Member) -> None:
    member(trust, Role.EDI_LEAD)

    paused = client.post(address("pause", trust), follow=True)
    trust.refresh_from_db()
    assert trust.mail_paused_at is not None
    assert "Nothing goes out, and what becomes due waits." in paused.content.decode()

    resumed = client.post(address("resume", trust), follow=True)
    trust.refresh_from_db()
    assert trust.mail_paused_at is None
    assert "Pause mail" in resumed.content.decode()


def test_who_paused_the_mail_is_on_record(trust: Organisation, client: Client, member: Member) -> None:
    who = member(trust, Role.ADMIN)
    client.post(address("pause", trust))

    assert trust.history.first().history_user == who


def test_a_test_goes_to_the_person_who_asks_for_it(trust: Organisation, client: Client, member: Member) -> None:
    member(trust, Role.EDI_LEAD, email="edi@trust.example")
    answer = client.post(address("test", trust), follow=True)

    deliver(clock=clock.now, refreshers={})

    assert "A test will be sent to edi@trust.example within a minute." in answer.content.decode()
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["edi@trust.example"], "Test: Race equality tracker")
    ]


def test_what_a_person_found_to_have_arrived_is_on_record_as_sent(
    message: Message, client: Client, member: Member
) -> None:
    Message.objects.update(state=State.UNKNOWN, reason="The connection broke.", handed_over_at=NOW)
    member(message.organisation, Role.EDI_LEAD, name="Edie Lead")

    client.post(address("arrived", message.organisation, message.pk))

    message.refresh_from_db()
    assert (message.state, message.sent_at) == (State.SENT, NOW)
    assert message.reason == "Edie Lead found out that it arrived."


@pytest.mark.parametrize("state", [State.PENDING, State.SENT, State.FAILED])
def test_what_is_not_unknown_is_not_settled(message: Message, client: Client, member: Member, state: State) -> None:
    Message.objects.update(state=state, reason="Why.", sent_at=NOW, handed_over_at=NOW)
    member(message.organisation, Role.EDI_LEAD)

    answer = client.post(address("arrived", message.organisation, message.pk), follow=True)

    message.refresh_from_db()
    assert (message.state, message.reason) == (state, "Why.")
    assert "This message is settled already." in answer.content.decode()


def test_what_could_not_be_sent_and_is_left_asks_for_no_decision_any_more(
    message: Message, client: Client, member: Member
) -> None:
    Message.objects.update(state=State.FAILED, reason="The mail server refused it with code 550.")
    member(message.organisation, Role.EDI_LEAD, name="Edie Lead")
    listed = reverse("actions:messages", args=[message.organisation.ods_code])
    assert "For you to decide" in client.get(listed).content.decode()

    page = client.post(address("leave", message.organisation, message.pk), follow=True).content.decode()

    message.refresh_from_db()
    assert message.state == State.SKIPPED
    assert message.reason == "Edie Lead decided that it does not go again. The mail server refused it with code 550."
    assert "For you to decide" not in page


@pytest.mark.parametrize("state", [State.PENDING, State.SENT, State.UNKNOWN])
def test_what_has_not_failed_is_not_left(message: Message, client: Client, member: Member, state: str) -> None:
    Message.objects.update(state=state, reason="Why.", sent_at=NOW, handed_over_at=NOW)
    member(message.organisation, Role.EDI_LEAD)

    client.post(address("leave", message.organisation, message.pk))

    message.refresh_from_db()
    assert (message.state, message.reason) == (state, "Why.")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"held": "clock"}, "The clock of this service jumped ahead"),
        ({"held": "copy"}, "This looks like a copy of another tracker"),
        ({"ticked_at": NOW}, "has not run for more than 10 minutes"),
    ],
)
def test_whoever_can_do_something_is_told_on_every_page_what_keeps_mail_back(
    trust: Organisation, client: Client, member: Member, changed: dict[str, object], words: str
) -> None:
    heartbeat.beat(now=clock.now())
    Heartbeat.objects.update(**changed)
    overview = reverse("reports:overview", args=[trust.ods_code])
    member(trust, Role.COMMITTEE)
    assert words not in client.get(overview).content.decode()

    member(trust, Role.EDI_LEAD)

    assert words in client.get(overview).content.decode()


def test_a_message_that_waits_long_is_told_too(trust: Organisation, client: Client, member: Member) -> None:
    heartbeat.beat(now=clock.now())
    make_message(trust, now=clock.now() - timedelta(hours=1))
    member(trust, Role.ADMIN)

    page = client.get(reverse("actions:messages", args=[trust.ods_code])).content.decode()

    assert "A message has waited for more than 15 minutes." in page


def test_while_ticks_come_nothing_is_told(trust: Organisation, client: Client, member: Member) -> None:
    heartbeat.beat(now=clock.now())
    member(trust, Role.EDI_LEAD)

    page = client.get(reverse("actions:messages", args=[trust.ods_code])).content.decode()

    assert "Messages are not going out" not in page


def test_what_is_held_is_let_go_from_the_banner(trust: Organisation, client: Client, member: Member) -> None:
    heartbeat.beat(now=clock.now())
    Heartbeat.objects.update(held="copy", install_id="https://live.trust.example")
    member(trust, Role.ADMIN)

    answer = client.post(address("let_go", trust), {"held": "copy"}, follow=True)

    assert "Messages are not going out" not in answer.content.decode()
    assert heartbeat.beat(now=clock.now()) == Heartbeat.Held.NOT
