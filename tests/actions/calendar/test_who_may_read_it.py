"""Whom the private address of a calendar serves, and until when."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Membership, Organisation, Role, User
from actions.models import CalendarFeed
from actions.services.calendars import calendar_at, make_calendar
from actions.tokens import hash_of, new_token
from tests.actions.calendar.feeds import address_for
from tests.factories import NOW, make_member, make_organisation


def stop(user: User, trust: Organisation, client: Client) -> None:
    client.force_login(user)
    client.post(f"/{trust.ods_code}/calendar/stop/")
    client.logout()


def leave(user: User, trust: Organisation, client: Client) -> None:
    Membership.objects.filter(user=user).delete()


def go_inactive(user: User, trust: Organisation, client: Client) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def make_anew(user: User, trust: Organisation, client: Client) -> None:
    make_calendar(user=user, organisation=trust, is_mine=False, at=NOW)


@pytest.mark.parametrize("ends", [stop, leave, go_inactive, make_anew])
def test_an_address_ends(
    ends: Callable[[User, Organisation, Client], None], trust: Organisation, reader: User, client: Client
) -> None:
    address = address_for(reader, trust)
    assert client.get(address).status_code == 200

    ends(reader, trust, client)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["token", "x" * 43, "%00", "é"])
def test_a_token_that_is_not_right_is_no_address(token: str, trust: Organisation, client: Client) -> None:
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_address_takes_no_writes(trust: Organisation, reader: User, client: Client) -> None:
    assert client.post(address_for(reader, trust)).status_code == 405


def test_an_overseer_may_have_one_and_keeps_it_as_long_as_they_oversee(trust: Organisation, client: Client) -> None:
    region = make_organisation(kind=Organisation.Kind.REGION)
    Organisation.objects.filter(pk=trust.pk).update(parent=region)
    address = address_for(make_member(region, Role.OVERSEER), trust)
    assert client.get(address).status_code == 200

    Organisation.objects.filter(pk=trust.pk).update(parent=None)

    assert client.get(address).status_code == 404


def test_only_the_hash_is_kept_and_no_log_has_the_token_or_a_name(
    trust: Organisation, reader: User, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    token = make_calendar(user=reader, organisation=trust, is_mine=False, at=NOW)

    client.get(f"/calendar/{token}.ics")

    kept = CalendarFeed.objects.get()
    assert kept.token_hash == hash_of(token) != token
    assert token not in str(CalendarFeed.objects.values()) + str(CalendarFeed.history.values()) + caplog.text
    assert reader.email not in caplog.text


def test_that_it_is_read_is_noted_once_a_day(trust: Organisation, reader: User) -> None:
    token = make_calendar(user=reader, organisation=trust, is_mine=False, at=NOW)

    for hours, noted in ((0, 0), (5, 0), (25, 25)):
        calendar_at(token, at=NOW + timedelta(hours=hours))
        assert CalendarFeed.objects.get().read_at == NOW + timedelta(hours=noted)


def test_no_two_tokens_are_alike_and_each_stands_in_an_address() -> None:
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_the_answer_is_not_indexed_kept_by_others_or_told_on(trust: Organisation, reader: User, client: Client) -> None:
    headers = client.get(address_for(reader, trust)).headers

    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("method", ["get", "post"])
def test_where_no_calendar_stands_no_answer_is_kept_indexed_or_told_on(
    method: str, trust: Organisation, client: Client
) -> None:
    answer = getattr(client, method)("/calendar/token.ics")

    assert answer.status_code == (404 if method == "get" else 405)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"
