"""Files that go with a message: byte for byte, again with each attempt, and to those who may read it alone."""

import hashlib
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, Role, User
from outbox.delivery import deliver
from outbox.models import Attachment, Message
from outbox.services import ForeignAttachmentError, send_again
from tests.factories import make_attachment, make_message, make_organisation
from tests.outbox.conftest import Clock
from tests.outbox.mail_server import MailServer

Member = Callable[..., User]
State = Message.State

# 300 KB: lines that begin with a dot, every end of a line there is, and every byte.
LARGE = (b"%PDF-1.7\n.\n..\r\n.dots\r.\r\n" + bytes(range(256)) * 3 + b"\n.") * 378


def files_in(letter: EmailMessage) -> list[tuple[str | None, str, bytes]]:
    return [(part.get_filename(), part.get_content_type(), part.get_content()) for part in letter.iter_attachments()]


def make_paper(trust: Organisation, **fields: object) -> Message:
    return make_message(trust, attachments=[make_attachment(trust, name="Paper.pdf", content=LARGE, **fields)])


def test_a_file_arrives_byte_for_byte(server: MailServer, clock: Clock, trust: Organisation) -> None:
    assert len(LARGE) > 300_000
    message = make_paper(trust)

    deliver(clock=clock, refreshers={})

    (letter,) = server.letters
    assert files_in(letter) == [("Paper.pdf", "application/pdf", LARGE)]
    assert [letter.get_body([kind]).get_content().strip() for kind in ("plain", "html")] == [
        message.text.strip(),
        message.html.strip(),
    ]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("Zoë’s paper – “Q3”.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (f"{'long ' * 38}name.csv", "text/csv"),
    ],
)
def test_a_file_of_any_kind_and_name_arrives_as_it_was_kept(
    server: MailServer, clock: Clock, trust: Organisation, name: str, media_type: str
) -> None:
    content = b"Band,White\r\nB8a,1\nVSM,\r\xff\xfe.\n.\n"
    make_message(trust, attachments=[make_attachment(trust, name=name, media_type=media_type, content=content)])

    deliver(clock=clock, refreshers={})

    (part,) = (part for part in server.letters[0].walk() if part.get_content_disposition() == "attachment")
    assert (part.get_filename(), part.get_content_type()) == (name, media_type)
    assert part.get_payload(decode=True) == content


def test_several_files_go_in_the_order_in_which_they_were_kept(
    server: MailServer, clock: Clock, trust: Organisation
) -> None:
    first, second = (make_attachment(trust, content=content) for content in (b"first", b"second"))
    make_message(trust, attachments=[second, first])

    deliver(clock=clock, refreshers={})

    assert [content for _, _, content in files_in(server.letters[0])] == [b"first", b"second"]


def test_a_file_that_goes_to_several_people_is_kept_once(server: MailServer, clock: Clock, trust: Organisation) -> None:
    paper = make_attachment(trust)
    for _ in range(3):
        make_message(trust, attachments=[paper])

    deliver(clock=clock, refreshers={})

    assert [len(files_in(letter)) for letter in server.letters] == [1, 1, 1]
    assert Attachment.objects.of(trust).count() == 1


def test_after_a_refusal_for_now_the_next_attempt_carries_it_again(
    server: MailServer, clock: Clock, trust: Organisation
) -> None:
    message = make_paper(trust)
    server.answers["TAKEN"] = "451 later"
    deliver(clock=clock, refreshers={})
    server.answers.clear()
    clock.move(minutes=1)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    refused, taken = server.letters
    assert message.state == State.SENT
    assert files_in(taken) == files_in(refused) == [("Paper.pdf", "application/pdf", LARGE)]


def test_what_a_person_sends_again_has_its_id_and_its_file(
    server: MailServer, clock: Clock, trust: Organisation
) -> None:
    message = make_paper(trust)
    server.hangs_up_at = "DATA"
    deliver(clock=clock, refreshers={})
    message.refresh_from_db()
    assert message.state == State.UNKNOWN
    server.hangs_up_at = ""
    send_again(message=message, now=clock.now)

    deliver(clock=clock, refreshers={})

    assert [letter["Message-ID"] for letter in server.letters] == [message.message_id] * 2
    assert [files_in(letter) for letter in server.letters] == [[("Paper.pdf", "application/pdf", LARGE)]] * 2


def test_a_file_that_cannot_be_put_into_a_mail_does_not_hold_up_the_next(
    server: MailServer, clock: Clock, trust: Organisation
) -> None:
    forged = make_message(trust, attachments=[make_attachment(trust, media_type="application/pdf\nBcc: a@b.example")])
    after = make_message(trust)

    deliver(clock=clock, refreshers={})

    forged.refresh_from_db()
    assert (forged.state, forged.handed_over_at) == (State.PENDING, None)
    assert [letter["Message-ID"] for letter in server.letters] == [after.message_id]


def test_a_name_is_one_line(trust: Organisation) -> None:
    kept = make_attachment(trust, name=" Paper\r\nBcc: all@trust.example\x0b\u2028.pdf ")

    assert kept.name == "Paper Bcc: all@trust.example .pdf"


def test_what_is_kept_has_its_fingerprint(trust: Organisation) -> None:
    kept = make_attachment(trust, content=LARGE)

    kept.refresh_from_db()
    assert bytes(kept.content) == LARGE
    assert kept.sha256 == hashlib.sha256(LARGE).hexdigest()


@pytest.mark.parametrize("fields", [{"name": " \n"}, {"media_type": "pdf"}])
def test_a_file_has_a_name_and_a_kind(trust: Organisation, fields: dict[str, str]) -> None:
    with pytest.raises(IntegrityError):
        make_attachment(trust, **fields)


def test_a_file_of_another_organisation_never_goes(trust: Organisation) -> None:
    with pytest.raises(ForeignAttachmentError):
        make_message(trust, attachments=[make_attachment(make_organisation())])

    assert not Message.objects.exists()


def test_what_is_put_twice_has_its_files_once(trust: Organisation) -> None:
    first = make_message(trust, key="paper", attachments=[make_attachment(trust)])

    with pytest.raises(AssertionError):
        make_message(trust, key="paper", attachments=[make_attachment(trust)])

    assert first.attachments.count() == 1
    assert Message.attachments.through.objects.count() == 1


def test_the_page_of_a_message_lists_its_files_with_their_sizes(
    trust: Organisation, client: Client, member: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    papers = [make_attachment(trust, name="A & B.pdf", content=LARGE), make_attachment(trust, name="Short.pdf")]
    message = make_message(trust, attachments=papers)
    member(trust)

    page = client.get(reverse("outbox:message", args=[trust.ods_code, message.pk])).content.decode()

    assert escape("A & B.pdf") in page
    assert "(300 KB)" in page
    assert "Short.pdf" in page
    for paper in papers:
        assert f'href="{reverse("outbox:attachment", args=[trust.ods_code, paper.pk])}"' in page
    with django_assert_num_queries(1):
        assert [(each.name, each.size) for each in message.attachments.listed()] == [
            ("A & B.pdf", len(LARGE)),
            ("Short.pdf", len(papers[1].content)),
        ]


def test_the_page_of_a_message_without_files_says_nothing_of_them(
    message: Message, client: Client, member: Member
) -> None:
    member(message.organisation)

    page = client.get(reverse("outbox:message", args=[message.organisation.ods_code, message.pk])).content.decode()

    assert "Attached" not in page


def test_a_file_is_a_download_and_never_a_page(trust: Organisation, client: Client, member: Member) -> None:
    paper = make_attachment(trust, name="Résumé.pdf", content=LARGE)
    member(trust)

    answer = client.get(reverse("outbox:attachment", args=[trust.ods_code, paper.pk]))

    assert answer.content == LARGE
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''R%C3%A9sum%C3%A9.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("role", "status"), [(role, 200 if role in (Role.EDI_LEAD, Role.ADMIN) else 403) for role in Role]
)
def test_those_who_read_messages_read_their_files(
    trust: Organisation, client: Client, member: Member, role: Role, status: int
) -> None:
    paper = make_attachment(trust)
    member(trust, role)

    assert client.get(reverse("outbox:attachment", args=[trust.ods_code, paper.pk])).status_code == status


def test_a_file_is_reached_under_its_own_organisation_alone(
    client: Client, member: Member, trust: Organisation
) -> None:
    paper = make_attachment(make_organisation())
    member(trust)

    assert client.get(reverse("outbox:attachment", args=[trust.ods_code, paper.pk])).status_code == 404
