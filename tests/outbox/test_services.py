"""Putting a message into the outbox once, composing it, and sending it again."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from accounts.models import Organisation
from outbox.models import Message
from outbox.private_links import names_in
from outbox.services import Letter, NothingToRetryError, compose, put, send_again
from tests.factories import NOW, make_message, make_organisation

State = Message.State


def put_one(trust: Organisation, **fields: Any) -> Message | None:
    given = {
        "kind": "reminders",
        "key": "reminders:2021-12-15",
        "recipient": "Head of Recruitment",
        "address": "recruitment@trust.example",
        "reply_to": "",
        "letter": Letter("Subject", "Text.\n", "<p>Text.</p>"),
        "now": NOW,
    } | fields
    return put(organisation=trust, **given)


def digest(**context: Any) -> Letter:
    """The letter that goes to a lead, with one action in it."""
    action = {"wording": "Review R&D's <panels>", "timescale": ""}
    given = {
        "organisation": {"name": "Kingston Hospital"},
        "recipient": {"name": "Head of Recruitment"},
        "lines": [{"why": "Due today", "address": "[private link 7/1]", "action": action}],
        "count": "1 action",
        "lists": [{"name": "Head of Recruitment", "address": "[private link 7]"}],
        "page": "/RAX/actions/",
        "stands_in": True,
    } | context
    return compose("emails/digest", subject="1 action to update", **given)


def test_a_message_waits_from_the_moment_it_is_put(trust: Organisation) -> None:
    message = put_one(trust)

    assert message is not None
    assert (message.state, message.attempts) == (State.PENDING, 0)
    assert (message.created_at, message.next_attempt_at) == (NOW, NOW)


def test_the_same_key_twice_gives_one_message(trust: Organisation) -> None:
    put_one(trust)

    second = put_one(trust, address="another@trust.example", letter=Letter("Other", "words", "words"))

    assert second is None
    assert [message.subject for message in Message.objects.all()] == ["Subject"]


def test_a_key_is_used_once_among_all_organisations(trust: Organisation) -> None:
    put_one(trust)

    assert put_one(make_organisation()) is None


def test_a_key_that_was_used_does_not_undo_what_was_decided_with_it(trust: Organisation) -> None:
    put_one(trust)

    with transaction.atomic():
        before = put_one(trust, key="one")
        again = put_one(trust)
        after = put_one(trust, key="two")

    assert (before is None, again is None, after is None) == (False, True, False)
    assert Message.objects.count() == 3


@pytest.mark.parametrize("sender", ["Tracker <no-reply@mail.trust.example>", "no-reply@mail.trust.example"])
def test_every_message_has_an_id_of_its_own_under_the_domain_that_sends(
    trust: Organisation, settings: Settings, sender: str
) -> None:
    settings.MAIL_FROM = sender

    ids = {make_message(trust).message_id for _ in range(3)}

    assert len(ids) == 3
    assert all(each.startswith("<") and each.endswith("@mail.trust.example>") for each in ids)


@pytest.mark.parametrize("state", [State.FAILED, State.UNKNOWN])
def test_what_failed_or_may_not_have_arrived_is_sent_again_under_its_id(message: Message, state: str) -> None:
    Message.objects.update(state=state, reason="Why.", attempts=9, handed_over_at=NOW)

    send_again(message=message, now=NOW)

    message_id = message.message_id
    message.refresh_from_db()
    assert (message.state, message.reason, message.attempts) == (State.PENDING, "", 0)
    assert (message.next_attempt_at, message.handed_over_at) == (NOW, None)
    assert message.message_id == message_id


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.PENDING},
        {"state": State.SENDING, "lease": "00000000-0000-0000-0000-000000000007", "leased_until": NOW},
        {"state": State.SENT, "sent_at": NOW, "handed_over_at": NOW},
        {"state": State.SKIPPED, "reason": "Why."},
    ],
    ids=lambda fields: fields["state"],
)
def test_nothing_else_is_sent_again(message: Message, fields: dict[str, Any]) -> None:
    Message.objects.update(**fields)

    with pytest.raises(NothingToRetryError):
        send_again(message=message, now=NOW)

    message.refresh_from_db()
    assert message.state == fields["state"]


def test_the_html_carries_its_style_inside_since_mail_programs_read_no_other() -> None:
    letter = digest()

    assert "<style" not in letter.html
    assert 'class="button" href=' in letter.html or 'style="' in letter.html
    assert "background: #005eb8" in letter.html
    assert "<title>1 action to update</title>" in letter.html


def test_the_text_is_plain_and_the_html_escaped() -> None:
    letter = digest()

    assert "Review R&D's <panels>" in letter.text
    assert "Review R&amp;D" in letter.html
    assert "&lt;panels&gt;" in letter.html


def test_the_text_begins_with_its_first_line_and_ends_with_one_line_end() -> None:
    text = digest().text

    assert text == text.strip() + "\n"


def test_addresses_in_both_parts_start_at_the_site(settings: Settings) -> None:
    settings.SITE_ADDRESS = "https://tracker.trust.example"

    letter = digest()

    for part in (letter.text, letter.html):
        assert "https://tracker.trust.example/RAX/actions/" in part


def test_private_links_keep_their_places_in_both_parts() -> None:
    letter = digest()

    for part in (letter.text, letter.html):
        assert names_in(part) == ["7/1", "7"]


def test_the_html_opens_with_the_name_of_the_service(settings: Settings) -> None:
    settings.SERVICE_NAME = "Kingston's tracker"

    assert "Kingston&#x27;s tracker" in digest().html or "Kingston's tracker" in digest().html


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("a_lease_while_sending", {"state": State.SENDING}),
        ("a_lease_while_sending", {"leased_until": NOW}),
        ("sent_has_its_time", {"state": State.SENT, "sent_at": NOW}),
        ("sent_has_its_time", {"state": State.SENT, "handed_over_at": NOW}),
        ("an_end_has_its_reason", {"state": State.FAILED}),
        ("an_end_has_its_reason", {"state": State.SKIPPED}),
        ("an_end_has_its_reason", {"state": State.UNKNOWN}),
    ],
)
@pytest.mark.usefixtures("message")
def test_the_database_refuses(constraint: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.update(**fields)


def test_a_message_is_called_by_its_subject() -> None:
    assert str(Message(subject="Two actions to update")) == "Two actions to update"
