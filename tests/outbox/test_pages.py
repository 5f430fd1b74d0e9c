"""The page of a message, sending it again, and the mails that sample mode keeps."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from accounts.models import Organisation, Role, User
from outbox import views
from outbox.models import Message
from outbox.sample_mail import read_kept_mail
from outbox.services import Letter
from tests.factories import NOW, make_message, make_organisation

Member = Callable[..., User]
State = Message.State
READERS = {Role.EDI_LEAD, Role.ADMIN}


def page_of(message: Message, name: str = "message") -> str:
    return reverse(f"outbox:{name}", args=[message.organisation.ods_code, message.pk])


@pytest.mark.parametrize(("role", "status"), [(role, 200 if role in READERS else 403) for role in Role])
def test_those_who_manage_the_plan_or_its_people_read_a_message(
    message: Message, client: Client, member: Member, role: Role, status: int
) -> None:
    member(message.organisation, role)

    assert client.get(page_of(message)).status_code == status


@pytest.mark.parametrize(("role", "status"), [(role, 302 if role in READERS else 403) for role in Role])
def test_those_who_read_a_message_can_send_it_again(
    message: Message, client: Client, member: Member, role: Role, status: int
) -> None:
    Message.objects.update(state=State.FAILED, reason="Refused.")
    member(message.organisation, role)

    answer = client.post(page_of(message, "again"))

    message.refresh_from_db()
    assert answer.status_code == status
    assert message.state == (State.PENDING if role in READERS else State.FAILED)


def test_a_message_is_reached_under_its_own_organisation_alone(
    message: Message, client: Client, member: Member
) -> None:
    other = make_organisation()
    member(other, Role.EDI_LEAD)

    for name in ("message", "again"):
        address = reverse(f"outbox:{name}", args=[other.ods_code, message.pk])
        assert client.post(address).status_code in (404, 405)
        assert client.get(address).status_code in (404, 405)


def test_the_page_shows_to_whom_what_and_when(trust: Organisation, client: Client, member: Member) -> None:
    letter = Letter("Two actions", "See https://tracker.example/RAX/ & <update>.\n", "<p>html</p>")
    message = make_message(trust, recipient="Head of Recruitment", address="recruitment@trust.example", letter=letter)
    member(trust)

    page = client.get(page_of(message)).content.decode()

    for words in ("Two actions", "Head of Recruitment", "recruitment@trust.example", "15 December 2021, 09:00"):
        assert words in page
    assert 'href="https://tracker.example/RAX/"' in page
    assert "&amp; &lt;update&gt;" in page


@pytest.mark.parametrize("state", State)
def test_only_what_failed_or_may_not_have_arrived_has_a_button(
    message: Message, client: Client, member: Member, state: State
) -> None:
    lease = {"lease": "00000000-0000-0000-0000-000000000007", "leased_until": NOW} if state == State.SENDING else {}
    Message.objects.update(state=state, reason="It's why.", sent_at=NOW, handed_over_at=NOW, **lease)
    member(message.organisation)

    page = client.get(page_of(message)).content.decode()

    assert state.label in page
    assert escape("It's why.") in page
    assert ("Send it again" in page) is (state in (State.FAILED, State.UNKNOWN))
    assert ("Did it arrive?" in page) is (state == State.UNKNOWN)


def test_sending_again_puts_it_back_now_and_says_so(
    message: Message, client: Client, member: Member, on: Callable[..., None]
) -> None:
    Message.objects.update(state=State.UNKNOWN, reason="The connection broke.", handed_over_at=NOW)
    on("2021-12-20")
    member(message.organisation)

    answer = client.post(page_of(message, "again"), follow=True)

    message.refresh_from_db()
    assert (message.state, message.next_attempt_at.isoformat()) == (State.PENDING, "2021-12-20T09:00:00+00:00")
    assert answer.redirect_chain == [(page_of(message), 302)]
    assert "The message will be sent again within a minute." in answer.content.decode()


def test_what_was_sent_is_not_sent_again(message: Message, client: Client, member: Member) -> None:
    Message.objects.update(state=State.SENT, sent_at=NOW, handed_over_at=NOW)
    member(message.organisation)

    answer = client.post(page_of(message, "again"), follow=True)

    message.refresh_from_db()
    assert message.state == State.SENT
    assert "This message is not one that can be sent again." in answer.content.decode()


def test_sending_again_takes_no_get(message: Message, client: Client, member: Member) -> None:
    member(message.organisation)

    assert client.get(page_of(message, "again")).status_code == 405


def keep(folder: Path, *, subject: str, text: str, to: str = "lead@trust.example", html: str = "<p>html</p>") -> Path:
    """Writes one mail as sample mode does, and says where it went."""
    before = set(folder.glob("*"))
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=folder)
    mail = EmailMultiAlternatives(subject, text, to=[to], connection=backend)
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()
    (path,) = set(folder.glob("*")) - before
    return path.rename(folder / f"{len(before)}.log")


@pytest.mark.parametrize("html", ["<p>html</p>", ""], ids=["text and html", "text alone"])
@pytest.mark.parametrize(
    ("subject", "text", "to"),
    [
        ("Two actions", "Please update them.", "lead@trust.example"),
        ("Zoë's ½ actions", "Naïve “quotes”, ½ and 你好.\nSecond line.", "Zoë Ó Brien <zoe@trust.example>"),
        ("Long " * 30, "a long line " * 200 + "\n" + "ü" * 1200, "lead@trust.example"),
        ("From the margin", "From the start\n.\n..dots\n=3D equals =", "lead@trust.example"),
        ("Rule", "Above\n" + "-" * 79 + "\nBelow", "lead@trust.example"),
    ],
    ids=["plain", "beyond ascii", "long lines", "odd lines", "a line of hyphens"],
)
def test_a_kept_mail_reads_as_it_was_written(tmp_path: Path, subject: str, text: str, to: str, html: str) -> None:
    keep(tmp_path, subject=subject, text=text, to=to, html=html)

    (mail,) = read_kept_mail(tmp_path)

    assert (mail.to, mail.subject.strip(), mail.text.strip(), mail.attached) == (to, subject.strip(), text, [])


def test_a_kept_mail_names_the_files_that_came_with_it(tmp_path: Path) -> None:
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path)
    mail = EmailMultiAlternatives("Paper", "It is attached.", to=["lead@trust.example"], connection=backend)
    mail.attach("Paper.pdf", b"%PDF-1.7", "application/pdf")
    mail.send()

    assert [mail.attached for mail in read_kept_mail(tmp_path)] == [["Paper.pdf"]]


def test_the_newest_mails_come_first_and_no_more_than_asked(tmp_path: Path) -> None:
    for number in range(5):
        path = keep(tmp_path, subject=f"Mail {number}", text="text")
        os.utime(path, (number, number))

    assert [mail.subject for mail in read_kept_mail(tmp_path, most=3)] == ["Mail 4", "Mail 3", "Mail 2"]


def test_one_file_can_hold_several_mails_since_django_names_it_by_second_and_connection(tmp_path: Path) -> None:
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path)
    letters = [EmailMultiAlternatives(f"Mail {number}", f"Text {number}", to=["a@b.example"]) for number in range(3)]
    for letter in letters:
        letter.attach_alternative("<p>html</p>", "text/html")
    backend.send_messages(letters)

    mails = read_kept_mail(tmp_path)

    assert [(mail.subject, mail.text.strip()) for mail in mails] == [
        ("Mail 2", "Text 2"),
        ("Mail 1", "Text 1"),
        ("Mail 0", "Text 0"),
    ]


def test_a_folder_that_was_never_written_to_holds_no_mail(tmp_path: Path) -> None:
    assert read_kept_mail(tmp_path / "none") == []


def test_a_file_that_is_open_but_not_written_yet_is_no_mail(tmp_path: Path) -> None:
    (tmp_path / "open.log").touch()

    assert read_kept_mail(tmp_path) == []


@pytest.mark.parametrize("kept", [True, False])
def test_the_page_of_sample_mode_shows_what_was_kept(
    rf: RequestFactory, settings: Settings, tmp_path: Path, *, kept: bool
) -> None:
    settings.SAMPLE_MAIL_DIR = tmp_path
    if kept:
        keep(tmp_path, subject="Zoë Ó Brien, an action", text="Update <it>: http://127.0.0.1:8000/RAX/")
    request = rf.get("/mail/")
    request.user = AnonymousUser()

    page = views.sample_mail(request).content.decode()

    assert ("Zoë Ó Brien, an action" in page) is kept
    assert ("Update &lt;it&gt;" in page) is kept
    assert ('href="http://127.0.0.1:8000/RAX/"' in page) is kept
    assert ("No mail yet." in page) is not kept


def test_outside_sample_mode_nobody_reads_the_mails(trust: Organisation, client: Client, member: Member) -> None:
    member(trust)

    assert client.get("/mail/").status_code == 404
