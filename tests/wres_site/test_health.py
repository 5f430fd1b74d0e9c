"""What a monitor sees."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts import clock
from accounts.models import Organisation
from outbox import heartbeat
from outbox.models import Heartbeat, Message
from tests.factories import make_message, make_organisation

HEALTH = "/health/"
WELL = {"database": "ok", "last tick": "ok", "oldest message": "ok", "mail": "ok"}


def down(**given: object) -> None:
    raise OperationalError("could not connect to server at 10.0.0.7 as user tracker")


@pytest.fixture
def ticking(db: None) -> None:
    heartbeat.beat(now=clock.now())


@pytest.mark.parametrize("method", ["get", "head"])
def test_it_is_well_while_ticks_come(ticking: None, client: Client, method: str) -> None:
    assert getattr(client, method)(HEALTH).status_code == 200


def test_it_says_so_in_words(ticking: None, client: Client) -> None:
    assert client.get(HEALTH).json() == WELL


def test_before_the_first_tick_it_is_not_well(db: None, client: Client) -> None:
    answer = client.get(HEALTH)

    assert (answer.status_code, answer.json()) == (503, WELL | {"last tick": "never"})


@pytest.mark.parametrize(("minutes", "status", "word"), [(9, 200, "ok"), (11, 503, "late")])
def test_a_tick_is_late_after_ten_minutes(ticking: None, client: Client, minutes: int, status: int, word: str) -> None:
    Heartbeat.objects.update(ticked_at=clock.now() - timedelta(minutes=minutes))

    answer = client.get(HEALTH)

    assert (answer.status_code, answer.json()) == (status, WELL | {"last tick": word})


@pytest.mark.parametrize(("minutes", "status", "word"), [(14, 200, "ok"), (16, 503, "late")])
def test_a_message_is_late_after_a_quarter_of_an_hour(
    ticking: None, client: Client, minutes: int, status: int, word: str
) -> None:
    make_message(make_organisation(), now=clock.now() - timedelta(minutes=minutes))

    answer = client.get(HEALTH)

    assert (answer.status_code, answer.json()) == (status, WELL | {"oldest message": word})


def test_a_message_that_a_mail_server_puts_off_again_and_again_is_late(ticking: None, client: Client) -> None:
    make_message(make_organisation(), now=clock.now() - timedelta(hours=3))
    Message.objects.update(attempts=25, next_attempt_at=clock.now() + timedelta(minutes=7))

    assert client.get(HEALTH).json() == WELL | {"oldest message": "late"}


@pytest.mark.parametrize("state", ["sent", "failed", "unknown", "skipped", "superseded"])
def test_what_has_ended_is_not_late(ticking: None, client: Client, state: str) -> None:
    long_ago = clock.now() - timedelta(days=9)
    make_message(make_organisation(), now=long_ago)
    Message.objects.update(state=state, reason="Why.", sent_at=long_ago, handed_over_at=long_ago)

    assert client.get(HEALTH).status_code == 200


def test_mail_that_somebody_paused_is_not_late(ticking: None, client: Client) -> None:
    make_message(make_organisation(), now=clock.now() - timedelta(days=1))
    Organisation.objects.update(mail_paused_at=clock.now())

    assert client.get(HEALTH).status_code == 200


def test_mail_that_is_held_is_said(ticking: None, client: Client) -> None:
    Heartbeat.objects.update(held="clock")

    answer = client.get(HEALTH)

    assert (answer.status_code, answer.json()) == (503, WELL | {"mail": "held"})


def test_it_is_not_well_without_a_database_and_tells_no_secret(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "how_it_is", down)

    answer = client.get(HEALTH)

    assert (answer.status_code, answer.json()) == (503, {"database": "down"})


def test_it_asks_the_database_two_things(
    ticking: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(HEALTH)


def test_it_starts_no_session(ticking: None, client: Client) -> None:
    assert not client.get(HEALTH).cookies


def test_no_answer_is_kept_on_the_way(ticking: None, client: Client) -> None:
    assert "no-store" in client.get(HEALTH).headers["Cache-Control"]


def test_it_takes_nothing(ticking: None, client: Client) -> None:
    assert client.post(HEALTH).status_code == 405


def test_it_is_not_sent_to_https_since_a_monitor_asks_inside(ticking: None, client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_REDIRECT_EXEMPT = True, [r"^health/$"]

    assert client.get(HEALTH).status_code == 200
    assert client.get("/accessibility/").status_code == 301
