"""What becomes of a message when the mail server says no, goes away or is not there."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from accounts.models import Organisation
from outbox.delivery import MOST_AGAIN, deliver
from outbox.models import Message
from outbox.services import pause, resume, send_again
from tests.factories import make_message
from tests.outbox.conftest import Clock
from tests.outbox.mail_server import MailServer

State = Message.State


@pytest.mark.parametrize(
    ("command", "answer", "state", "code"),
    [
        ("MAIL", "550 not from no-reply@tracker.example", State.FAILED, "550"),
        ("RCPT", "550 no such user: recruitment@trust.example", State.FAILED, "550"),
        ("RCPT", "551 recruitment@trust.example has moved", State.FAILED, "551"),
        ("DATA", "554 recruitment@trust.example takes no such thing", State.FAILED, "554"),
        ("MAIL", "421 closing, no-reply@tracker.example", State.PENDING, "421"),
        ("RCPT", "450 recruitment@trust.example is busy", State.PENDING, "450"),
        ("RCPT", "421 recruitment@trust.example: too many", State.PENDING, "421"),
        ("DATA", "452 recruitment@trust.example is full", State.PENDING, "452"),
        ("EHLO", "421 too busy for recruitment@trust.example", State.PENDING, "421"),
        ("EHLO", "554 no service for recruitment@trust.example", State.FAILED, "554"),
    ],
)
def test_a_refusal_is_final_or_for_now_by_its_code_and_its_reason_names_nobody(
    server: MailServer, clock: Clock, message: Message, command: str, answer: str, state: str, code: str
) -> None:
    server.answers[command] = answer

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == state
    assert code in message.reason
    assert "@" not in message.reason
    assert (message.handed_over_at, message.sent_at) == (None, None)
    assert server.letters == []


def test_after_each_attempt_it_waits_longer(server: MailServer, clock: Clock, message: Message) -> None:
    server.answers["RCPT"] = "451 later"
    waits = []

    for _ in range(7):
        deliver(clock=clock, refreshers={})
        message.refresh_from_db()
        waits.append((message.next_attempt_at - clock.now) / timedelta(minutes=1))
        clock.now = message.next_attempt_at

    assert waits == [1, 2, 5, 8, 8, 8, 8]
    assert message.attempts == 7


def test_it_is_not_tried_again_before_its_time(server: MailServer, clock: Clock, message: Message) -> None:
    server.answers["RCPT"] = "451 later"
    deliver(clock=clock, refreshers={})
    clock.move(seconds=59)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.attempts == 1


def test_it_arrives_once_the_server_takes_it(server: MailServer, clock: Clock, message: Message) -> None:
    server.answers["DATA"] = "451 later"
    deliver(clock=clock, refreshers={})
    server.answers.clear()
    clock.move(minutes=1)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert (message.state, message.reason) == (State.SENT, "")
    assert [letter["Message-ID"] for letter in server.letters] == [message.message_id]


@pytest.mark.parametrize(("seconds", "state"), [(0, State.PENDING), (1, State.FAILED)])
@pytest.mark.parametrize("there", [True, False])
def test_after_five_days_it_is_given_up(
    server: MailServer, clock: Clock, message: Message, settings: Settings, closed_port: int,
    *, there: bool, seconds: int, state: str,
) -> None:  # fmt: skip
    server.answers["RCPT"] = "451 later"
    settings.EMAIL_PORT = settings.EMAIL_PORT if there else closed_port
    clock.move(days=5, seconds=seconds)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == state
    assert message.reason.startswith("Given up after five days.") is (state == State.FAILED)


def test_what_a_person_sends_again_after_five_days_has_its_attempts_again(
    server: MailServer, clock: Clock, message: Message
) -> None:
    Message.objects.filter(pk=message.pk).update(state=State.FAILED, reason="Given up after five days.")
    clock.move(days=6)
    send_again(message=message, now=clock.now)
    server.answers["RCPT"] = "451 later"

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.PENDING


def test_without_a_server_a_message_waits_and_is_not_lost(
    server: MailServer, clock: Clock, message: Message, settings: Settings, closed_port: int
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, closed_port
    deliver(clock=clock, refreshers={})
    message.refresh_from_db()
    assert (message.state, message.handed_over_at) == (State.PENDING, None)
    assert message.reason.startswith("The mail server did not answer: ConnectionRefusedError")
    settings.EMAIL_PORT = port
    clock.move(minutes=1)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(server.letters) == 1


@pytest.mark.parametrize(("name", "value"), [("EMAIL_USE_TLS", True), ("EMAIL_HOST_USER", "tracker@trust.example")])
def test_a_server_that_does_not_let_us_in_is_tried_again_and_its_connection_closed(
    server: MailServer, clock: Clock, message: Message, settings: Settings, name: str, value: object
) -> None:
    """A connection left open ends as a ResourceWarning, and warnings are errors here."""
    settings.EMAIL_HOST_PASSWORD = "a password"
    setattr(settings, name, value)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.PENDING
    assert "@" not in message.reason


@pytest.mark.parametrize(("hangs_up_at", "dawdles"), [("DATA", 0), ("", 2)])
def test_a_connection_that_breaks_after_the_words_leaves_it_unknown(
    server: MailServer, clock: Clock, message: Message, settings: Settings, hangs_up_at: str, dawdles: float
) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    server.hangs_up_at, server.dawdles = hangs_up_at, dawdles

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert (message.state, message.sent_at) == (State.UNKNOWN, None)
    assert message.reason.startswith("The connection broke before the mail server answered")
    assert "@" not in message.reason


def test_what_is_unknown_is_not_sent_again_by_itself(server: MailServer, clock: Clock, message: Message) -> None:
    server.hangs_up_at = "DATA"
    deliver(clock=clock, refreshers={})
    server.hangs_up_at = ""
    clock.move(days=2)

    deliver(clock=clock, refreshers={})

    assert len(server.letters) == 1


@pytest.mark.parametrize(
    ("answer", "state"),
    [("251 taken on", State.SENT), ("354 go on", State.UNKNOWN), ("taken", State.UNKNOWN)],
)
def test_after_the_dot_only_a_yes_is_sent_and_only_a_no_is_not(
    server: MailServer, clock: Clock, message: Message, answer: str, state: str
) -> None:
    server.answers["TAKEN"] = answer

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == state


@pytest.mark.parametrize("answer", ["354 go on", "nonsense"])
def test_before_the_dot_what_is_no_answer_is_tried_again(
    server: MailServer, clock: Clock, message: Message, answer: str
) -> None:
    server.answers["RCPT"] = answer

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.PENDING


def test_days_in_which_mail_is_paused_are_no_days_of_waiting(
    server: MailServer, clock: Clock, message: Message
) -> None:
    pause(organisation=message.organisation, now=clock.now)
    clock.move(days=9)
    resume(organisation=message.organisation, now=clock.now)
    server.answers["RCPT"] = "451 later"

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.PENDING


def test_where_that_is_the_rule_what_is_unknown_goes_again_under_its_number(
    server: MailServer, clock: Clock, message: Message
) -> None:
    Organisation.objects.update(resends_unknown=True)
    server.hangs_up_at = "DATA"
    deliver(clock=clock, refreshers={})
    server.hangs_up_at = ""
    clock.move(minutes=1)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.SENT
    assert [letter["Message-ID"] for letter in server.letters] == [message.message_id] * 2


def test_a_server_that_never_says_that_it_took_it_is_brought_it_no_more_than_a_few_times(
    server: MailServer, clock: Clock, message: Message
) -> None:
    Organisation.objects.update(resends_unknown=True)
    server.hangs_up_at = "DATA"

    for _ in range(10):
        deliver(clock=clock, refreshers={})
        clock.move(hours=1)

    message.refresh_from_db()
    assert (message.state, message.handed_over_at is None) == (State.UNKNOWN, False)
    assert len(server.letters) == 1 + MOST_AGAIN


def test_what_may_have_arrived_after_five_days_is_never_said_to_have_failed(
    server: MailServer, clock: Clock, message: Message
) -> None:
    Organisation.objects.update(resends_unknown=True)
    server.hangs_up_at = "DATA"
    clock.move(days=6)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.UNKNOWN


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_a_server_that_goes_away_before_the_letter_has_not_taken_it(
    server: MailServer, clock: Clock, message: Message, command: str
) -> None:
    server.hangs_up_at = command

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert (message.state, message.handed_over_at) == (State.PENDING, None)


def test_what_a_person_sends_again_keeps_its_id(server: MailServer, clock: Clock, message: Message) -> None:
    server.hangs_up_at = "DATA"
    deliver(clock=clock, refreshers={})
    server.hangs_up_at = ""
    send_again(message=message, now=clock.now)

    deliver(clock=clock, refreshers={})

    assert [letter["Message-ID"] for letter in server.letters] == [message.message_id] * 2


def test_a_farewell_that_fails_changes_nothing(server: MailServer, clock: Clock, message: Message) -> None:
    server.hangs_up_at = "QUIT"

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.SENT


@pytest.mark.parametrize("fields", [{"subject": "Two\nlines"}, {"address": ""}])
def test_a_message_that_cannot_be_a_mail_fails_and_does_not_hold_up_the_next(
    server: MailServer, clock: Clock, message: Message, fields: dict[str, str]
) -> None:
    Message.objects.filter(pk=message.pk).update(**fields)
    after = make_message(message.organisation)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.FAILED
    assert "@" not in message.reason
    assert [letter["Message-ID"] for letter in server.letters] == [after.message_id]
