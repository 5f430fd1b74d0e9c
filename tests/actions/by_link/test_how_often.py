"""How often a link is opened, and how many are tried."""

from typing import Any

import pytest
from django.test import Client

from actions.models import Action, UpdateLink
from actions.services import links
from actions.views import by_link
from tests.actions.by_link.link_pages import ENDED, ends, page_of, text_of
from tests.factories import NOW


def test_a_link_that_is_opened_too_often_rests(token: str, link: UpdateLink, action: Action, client: Client) -> None:
    UpdateLink.objects.update(counted_from=NOW, counted=links.MOST_USES)

    answer = client.get(page_of(token))

    assert answer.status_code == 429
    assert "Try again in an hour." in text_of(answer)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_whoever_tries_many_tokens_is_slowed_down_and_a_right_one_still_opens(
    token: str, action: Action, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_link, "MOST_UNKNOWN", 3)

    tried = [client.get(page_of(f"wrong{number}")).status_code for number in range(5)]

    assert tried == [404, 404, 404, 429, 429]
    assert client.get(page_of(token)).status_code == 200
    assert client.get(page_of("wrong"), REMOTE_ADDR="10.0.0.9").status_code == 404


@pytest.mark.parametrize("how", ENDED)
def test_how_often_a_link_is_tried_says_nothing_of_whether_it_ever_worked(
    how: str, token: str, link: UpdateLink, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_link, "MOST_UNKNOWN", 1)
    ends(link, how)
    wrong = "A" * 43 if how == "never was" else token

    assert [client.get(page_of(wrong)).status_code for _ in range(2)] == [404, 429]


@pytest.mark.parametrize("trusted", [True, False])
def test_browsers_behind_the_trusted_proxy_are_told_apart_by_the_hop_that_it_adds(
    trusted: bool, client: Client, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    monkeypatch.setattr(by_link, "MOST_UNKNOWN", 1)

    hops = ("10.0.0.1", "10.0.0.2", "10.0.0.9, 10.0.0.1")
    tried = [client.get(page_of("x"), headers={"X-Forwarded-For": each}).status_code for each in hops]

    assert tried == ([404, 404, 429] if trusted else [404, 429, 429])


def test_a_cache_that_forgets_at_once_breaks_nothing(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_link, "COUNTED_FOR", 0)

    assert client.get(page_of("x")).status_code == 404
