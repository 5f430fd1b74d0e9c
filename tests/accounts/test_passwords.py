"""Passwords: the link by mail, which is also how a new member gets one, and changing one's own."""

import logging
import re
import smtplib
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client

from accounts.models import Organisation, Role, User
from tests.factories import PASSWORD, make_organisation, make_user

Member = Callable[..., User]
NEW = "three words and a door"


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(ods_code="RAX")


def ask(client: Client, email: str) -> str:
    """Asks for a link as anybody can, and says what the page says."""
    return client.post("/password/forgotten/", {"email": email}, follow=True).content.decode()


def link_in_mail() -> str:
    found = re.search(r"http\S+/password/new/\S+", mail.outbox[-1].body)
    assert found
    return urlsplit(found[0]).path


def set_password(client: Client, link: str, password: str = NEW) -> str:
    """Follows the link of the mail to its form, fills it in, and says what the last page says."""
    form = client.get(link, follow=True)
    where = form.redirect_chain[-1][0] if form.redirect_chain else link
    data = {"new_password1": password, "new_password2": password}
    return client.post(where, data, follow=True).content.decode()


def can_sign_in(email: str, password: str) -> bool:
    return Client().login(username=email, password=password)


def test_a_new_member_gets_a_link_by_mail_and_sets_a_password(
    trust: Organisation, client: Client, member: Member
) -> None:
    member(trust, Role.EDI_LEAD)
    new = {"name": "Ada Bell", "email": "Ada.Bell@trust.example", "role": "lead"}
    client.post("/RAX/members/add/", new)
    visitor = Client()
    ask(visitor, "ada.bell@trust.example")

    page = set_password(visitor, link_in_mail())

    assert "<h1" in page
    assert "Sign in" in page
    assert can_sign_in("ada.bell@trust.example", NEW)


def test_the_mail_goes_to_the_address_on_record_and_greets_by_name(db: None, client: Client) -> None:
    make_user(email="ada@trust.example", name="Ada O'Bell & Co")

    ask(client, "ADA@Trust.Example")

    (letter,) = mail.outbox
    assert letter.to == ["ada@trust.example"]
    assert letter.subject == "Set a new password"
    assert letter.body.startswith("Hello Ada O'Bell & Co,")


def test_nobody_learns_who_signs_in_here(db: None, client: Client) -> None:
    make_user(email="ada@trust.example")

    known, unknown = ask(client, "ada@trust.example"), ask(client, "nobody@trust.example")

    assert "Check your email" in known
    assert known == unknown
    assert len(mail.outbox) == 1


def test_somebody_who_is_switched_off_gets_no_link(db: None, client: Client) -> None:
    make_user(email="ada@trust.example")
    User.objects.update(is_active=False)

    ask(client, "ada@trust.example")

    assert mail.outbox == []


def test_a_link_works_once(db: None, client: Client) -> None:
    make_user(email="ada@trust.example")
    ask(client, "ada@trust.example")
    link = link_in_mail()
    set_password(client, link)

    page = Client().get(link, follow=True).content.decode()

    assert "This link has been used or is too old." in page


@pytest.mark.parametrize("days_later", [1, 4])
def test_a_link_lasts_three_days(db: None, client: Client, on: Callable[..., None], days_later: int) -> None:
    on("2021-12-15")
    make_user(email="ada@trust.example")
    ask(client, "ada@trust.example")
    on(f"2021-12-{15 + days_later}")

    page = client.get(link_in_mail(), follow=True).content.decode()

    assert ("This link has been used or is too old." in page) is (days_later > 3)


@pytest.mark.parametrize("password", ["short", "password1234", "ada@trust.example"])
def test_a_weak_password_is_refused(db: None, client: Client, password: str) -> None:
    make_user(email="ada@trust.example")
    ask(client, "ada@trust.example")

    page = set_password(client, link_in_mail(), password)

    assert "<title>Error: Set a new password" in page
    assert can_sign_in("ada@trust.example", PASSWORD)


def test_a_mail_server_that_refuses_leaves_no_address_in_the_log(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(backend: object, letters: object) -> int:
        raise smtplib.SMTPRecipientsRefused({"ada@trust.example": (550, b"no such user ada@trust.example")})

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    make_user(email="ada@trust.example")

    page = ask(client, "ada@trust.example")

    assert "Check your email" in page
    assert "ada@trust.example" not in caplog.text


@pytest.mark.parametrize(("old", "changed"), [(PASSWORD, True), ("not the old one", False)])
def test_somebody_changes_their_own_password_with_the_old_one(
    trust: Organisation, client: Client, member: Member, old: str, *, changed: bool
) -> None:
    me = member(trust)
    data = {"old_password": old, "new_password1": NEW, "new_password2": NEW}

    page = client.post("/password/", data, follow=True).content.decode()

    assert ("Your password is changed." in page) is changed
    assert can_sign_in(me.email, NEW) is changed
