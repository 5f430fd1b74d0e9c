"""Signing in and out."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from tests.factories import PASSWORD, make_member, make_organisation, make_user

Member = Callable[..., User]
SIGN_IN = "/sign-in/"
NOT_RIGHT = "The email address or the password is not right. Check both and try again."


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(ods_code="RAX")


@pytest.fixture
def sam(trust: Organisation) -> User:
    return make_member(trust, Role.EDI_LEAD, email="sam.field@trust.example")


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "typed",
    [
        "sam.field@trust.example",
        "Sam.Field@Trust.Example",
        "SAM.FIELD@TRUST.EXAMPLE",
        "  sam.field@trust.example ",
    ],
)
def test_the_address_is_known_whatever_its_capitals(client: Client, sam: User, typed: str) -> None:
    answer = client.post(SIGN_IN, {"username": typed, "password": PASSWORD})

    assert (answer.status_code, answer.url) == (302, reverse("start"))
    assert client.session["_auth_user_id"] == str(sam.pk)


@pytest.mark.parametrize(
    ("address", "password", "words"),
    [
        ("sam.field@trust.example", "another password", NOT_RIGHT),
        ("sam.field@trust.example", PASSWORD.upper(), NOT_RIGHT),
        ("nobody@trust.example", PASSWORD, NOT_RIGHT),
        ("%@trust.example", PASSWORD, NOT_RIGHT),
        ("", PASSWORD, "Enter your email address."),
        ("sam.field@trust.example", "", "Enter your password."),
    ],
)
@pytest.mark.usefixtures("sam")
def test_what_is_not_right_is_said(client: Client, address: str, password: str, words: str) -> None:
    answer = client.post(SIGN_IN, {"username": address, "password": password})

    assert words in answer.content.decode()
    assert "<title>Error: Sign in" in answer.content.decode()
    assert not signed_in(client)


def test_somebody_who_is_switched_off_cannot_sign_in(client: Client, sam: User) -> None:
    sam.is_active = False
    sam.save()

    answer = client.post(SIGN_IN, {"username": sam.email, "password": PASSWORD})

    assert answer.status_code == 200
    assert not signed_in(client)


def test_somebody_who_is_switched_off_while_signed_in_is_signed_out(client: Client, sam: User) -> None:
    client.force_login(sam)
    User.objects.update(is_active=False)

    assert client.get("/RAX/members/").url == "/sign-in/?next=/RAX/members/"


@pytest.mark.usefixtures("trust")
def test_a_new_member_without_a_password_cannot_sign_in(client: Client) -> None:
    User.objects.create_user(email="new@trust.example", name="New")

    for password in ("", "!", "None"):
        client.post(SIGN_IN, {"username": "new@trust.example", "password": password})

    assert not signed_in(client)


def test_the_page_that_was_asked_for_is_kept(client: Client, sam: User) -> None:
    asked = client.get("/RAX/members/")
    form = client.get(asked.url).content.decode()

    answer = client.post(SIGN_IN, {"username": sam.email, "password": PASSWORD, "next": "/RAX/members/"})

    assert '<input type="hidden" name="next" value="/RAX/members/">' in form
    assert answer.url == "/RAX/members/"


@pytest.mark.usefixtures("sam")
def test_the_page_that_was_asked_for_outlives_a_wrong_password(client: Client) -> None:
    data = {"username": "sam.field@trust.example", "password": "wrong", "next": "/RAX/members/"}

    answer = client.post(SIGN_IN, data)

    assert 'name="next" value="/RAX/members/"' in answer.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client: Client, sam: User, elsewhere: str) -> None:
    answer = client.post(SIGN_IN, {"username": sam.email, "password": PASSWORD, "next": elsewhere})

    assert answer.url == reverse("start")


def test_who_is_signed_in_is_not_asked_again(client: Client, sam: User) -> None:
    client.force_login(sam)

    assert client.get(SIGN_IN).url == reverse("start")


def test_signing_out_ends_the_session(client: Client, sam: User) -> None:
    client.force_login(sam)

    answer = client.post("/sign-out/")

    assert answer.url == SIGN_IN
    assert not signed_in(client)


def test_signing_out_takes_no_get_since_a_link_could_do_it(client: Client, sam: User) -> None:
    client.force_login(sam)

    assert client.get("/sign-out/").status_code == 405
    assert signed_in(client)


def test_signing_out_of_a_session_that_ended_does_not_lead_to_a_broken_page(client: Client, sam: User) -> None:
    """In a second window, or after twelve hours: the way back in must end at a page."""
    asked = client.post("/sign-out/")
    where = client.get(asked.url).context["next"]

    answer = client.post(SIGN_IN, {"username": sam.email, "password": PASSWORD, "next": where})

    assert client.get(answer.url, follow=True).status_code == 200


@pytest.mark.parametrize("typed", [None, "", "  "])
def test_without_an_address_nobody_is_found(db: None, typed: str | None) -> None:
    make_user()

    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(typed)
