"""What goes out, once, over a real SMTP connection; and what is looked at again just before."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import Organisation
from outbox.delivery import NotNowError, deliver, nothing_changed
from outbox.models import Message
from outbox.sample_mail import read_kept_mail
from outbox.services import Letter
from tests.factories import make_message, make_organisation
from tests.outbox.conftest import Clock
from tests.outbox.mail_server import MailServer

State = Message.State


@pytest.mark.usefixtures("message")
def test_a_message_arrives_once(server: MailServer, clock: Clock) -> None:
    for _ in range(3):
        deliver(clock=clock, refreshers={})
        clock.move(hours=1)

    assert len(server.letters) == 1


def test_what_was_sent_has_its_time_and_no_lease(server: MailServer, clock: Clock, message: Message) -> None:
    reached = deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert (message.state, message.sent_at, message.handed_over_at) == (State.SENT, clock.now, clock.now)
    assert (message.lease, message.leased_until, message.reason) == (None, None, "")
    assert dict(reached) == {State.SENT: 1}


def test_the_letter_has_its_headers(server: MailServer, clock: Clock, trust: Organisation, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Race equality tracker <tracker@trust.example>"
    message = make_message(trust, address="recruitment@trust.example", reply_to="edi@trust.example")

    deliver(clock=clock, refreshers={})

    (letter,) = server.letters
    assert letter["Message-ID"] == message.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] == "edi@trust.example"
    assert letter["To"] == "recruitment@trust.example"
    assert letter["From"] == "Race equality tracker <tracker@trust.example>"
    assert letter["Subject"] == message.subject


def test_the_servers_own_words_are_kept(server: MailServer, clock: Clock, message: Message) -> None:
    server.answers["TAKEN"] = "250 2.0.0 queued as 4F2A"

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.reply == "250 2.0.0 queued as 4F2A"


def test_a_line_that_begins_with_a_dot_arrives_whole(server: MailServer, clock: Clock, trust: Organisation) -> None:
    words = "First.\n.\n..and so on\n.last"
    make_message(trust, letter=Letter("Dots", words, "<p>Dots</p>"))

    deliver(clock=clock, refreshers={})

    (text, _) = server.letters[0].iter_parts()
    assert text.get_content().splitlines() == words.splitlines()


def test_what_is_of_an_organisation_that_paused_its_mail_waits(
    server: MailServer, clock: Clock, trust: Organisation, message: Message
) -> None:
    other = make_message(make_organisation())
    Organisation.objects.filter(pk=trust.pk).update(mail_paused_at=clock.now)
    deliver(clock=clock, refreshers={})
    assert [letter["Message-ID"] for letter in server.letters] == [other.message_id]
    Organisation.objects.filter(pk=trust.pk).update(mail_paused_at=None)

    deliver(clock=clock, refreshers={})

    assert [letter["Message-ID"] for letter in server.letters] == [other.message_id, message.message_id]


@pytest.mark.usefixtures("message")
def test_without_somebody_to_answer_to_there_is_no_such_header(server: MailServer, clock: Clock) -> None:
    deliver(clock=clock, refreshers={})

    assert server.letters[0]["Reply-To"] is None


def test_the_letter_says_the_same_as_text_and_as_html(server: MailServer, clock: Clock, trust: Organisation) -> None:
    words = "Zoë, 你好: " + "long " * 300
    make_message(trust, letter=Letter(f"Zoë ½ {'many words ' * 12}".strip(), f"{words}\n", f"<p>{words}</p>"))

    deliver(clock=clock, refreshers={})

    (letter,) = server.letters
    parts = {part.get_content_type(): part.get_content().strip() for part in letter.iter_parts()}
    assert letter.get_content_type() == "multipart/alternative"
    assert parts == {"text/plain": words.strip(), "text/html": f"<p>{words}</p>"}
    assert letter["Subject"].strip().startswith("Zoë ½ many words")


def test_several_go_oldest_first_and_none_before_its_turn(
    server: MailServer, clock: Clock, trust: Organisation
) -> None:
    now = clock.now
    for subject, hours in (("second", -1), ("tomorrow", 24), ("first", -2), ("third", 0)):
        clock.move(hours=hours)
        make_message(trust, letter=Letter(subject, "text", "html"), now=clock.now)
        clock.now = now

    deliver(clock=clock, refreshers={})

    assert [letter["Subject"] for letter in server.letters] == ["first", "second", "third"]


def test_what_nobody_needs_any_more_is_not_sent(server: MailServer, clock: Clock, message: Message) -> None:
    deliver(clock=clock, refreshers={"test": lambda message, now: "It was dealt with."})

    message.refresh_from_db()
    assert (message.state, message.reason) == (State.SKIPPED, "It was dealt with.")
    assert server.letters == []


def test_what_is_not_to_go_now_waits_until_then(server: MailServer, clock: Clock, message: Message) -> None:
    morning = clock.now + timedelta(hours=9)

    def at_night(message: Message, now: datetime) -> str:
        raise NotNowError(morning, "Not at night.")

    deliver(clock=clock, refreshers={"test": at_night})

    message.refresh_from_db()
    assert (message.state, message.next_attempt_at, message.reason) == (State.PENDING, morning, "Not at night.")
    assert server.letters == []


def new_words(message: Message, now: datetime) -> str:
    message.subject, message.text, message.html = "One action", "One is left.\n", "<p>One is left.</p>"
    return ""


def test_words_that_changed_are_sent_and_kept(server: MailServer, clock: Clock, message: Message) -> None:
    deliver(clock=clock, refreshers={"test": new_words})

    message.refresh_from_db()
    assert (message.subject, message.text, message.html) == ("One action", "One is left.\n", "<p>One is left.</p>")
    assert server.letters[0]["Subject"] == "One action"


@pytest.mark.usefixtures("message")
def test_a_message_is_looked_at_again_by_its_own_kind_alone(server: MailServer, clock: Clock) -> None:
    deliver(clock=clock, refreshers={"another": lambda message, now: "Not needed.", "test": nothing_changed})

    assert len(server.letters) == 1


def test_the_budget_stops_it_and_leaves_the_rest_for_the_next_minute(
    server: MailServer, clock: Clock, trust: Organisation
) -> None:
    for _ in range(5):
        make_message(trust)

    def slow(message: Message, now: datetime) -> str:
        clock.move(seconds=20)
        return ""

    deliver(clock=clock, refreshers={"test": slow})

    assert len(server.letters) == 3
    assert Message.objects.filter(state=State.PENDING, attempts=0).count() == 2


def test_nobody_is_connected_to_where_nothing_waits(
    db: None, clock: Clock, settings: Settings, closed_port: int
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", closed_port

    assert not deliver(clock=clock, refreshers={})


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("", ""),
        ("MAIL", "550 not you, no-reply@tracker.example"),
        ("RCPT", "550 nobody here is recruitment@trust.example"),
        ("RCPT", "451 recruitment@trust.example is busy"),
        ("DATA", "554 recruitment@trust.example takes no such thing"),
        ("HANG UP", "DATA"),
        ("HANG UP", "QUIT"),
    ],
)
@pytest.mark.usefixtures("message")
def test_no_line_of_the_log_holds_an_address(
    server: MailServer, clock: Clock, caplog: pytest.LogCaptureFixture, command: str, answer: str
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers[command] = answer
    server.hangs_up_at = answer if command == "HANG UP" else ""

    deliver(clock=clock, refreshers={})

    # The test's own mail server writes a log too, under names of its own.
    lines = [record.getMessage() for record in caplog.records if record.name.startswith(("outbox", "django"))]
    assert any("delivered" in line for line in lines)
    assert not any("@" in line for line in lines)


def test_the_folder_of_sample_mode_keeps_every_mail_of_one_tick(
    clock: Clock, trust: Organisation, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    for number in range(12):
        make_message(trust, letter=Letter(f"Mail {number}", "text", "<p>text</p>"))

    deliver(clock=clock, refreshers={})

    assert {mail.subject for mail in read_kept_mail(tmp_path)} == {f"Mail {number}" for number in range(12)}
