"""What a monitor sees."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from wres_site import views

HEALTH = "/health/"


def down() -> None:
    raise OperationalError("could not connect to server at 10.0.0.7 as user tracker")


@pytest.mark.parametrize("method", ["get", "head"])
def test_it_is_well_while_the_database_answers(db: None, client: Client, method: str) -> None:
    answer = getattr(client, method)(HEALTH)

    assert answer.status_code == 200


def test_it_says_so_in_a_word(db: None, client: Client) -> None:
    assert client.get(HEALTH).json() == {"database": "ok"}


def test_it_is_not_well_without_a_database_and_tells_no_secret(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "connection", SimpleNamespace(cursor=down))

    answer = client.get(HEALTH)

    assert answer.status_code == 503
    assert answer.json() == {"database": "down"}


def test_it_asks_the_database_one_thing(
    db: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(HEALTH)


def test_it_starts_no_session(db: None, client: Client) -> None:
    answer = client.get(HEALTH)

    assert not answer.cookies


def test_no_answer_is_kept_on_the_way(db: None, client: Client) -> None:
    assert "no-store" in client.get(HEALTH).headers["Cache-Control"]


def test_it_takes_nothing(db: None, client: Client) -> None:
    assert client.post(HEALTH).status_code == 405


def test_it_is_not_sent_to_https_since_a_monitor_asks_inside(db: None, client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_REDIRECT_EXEMPT = True, [r"^health/$"]

    assert client.get(HEALTH).status_code == 200
    assert client.get("/accessibility/").status_code == 301
