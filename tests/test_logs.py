"""What a log line says of an address that works by itself."""

import logging
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from actions.models import UpdateLink
from actions.services import links
from actions.views import by_link
from tests.factories import NOW, make_lead, make_organisation
from wres_site.logs import WithoutTokens

TOKEN = "vKq3-1_xYbT6bZs0Tn4JYwJmJm3b5kYw0bq0hYx8Y9c"


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        (f"Forbidden: /update/{TOKEN}/12/", "Forbidden: /update/(token)/12/"),
        (f"Not Found: /calendar/{TOKEN}.ics", "Not Found: /calendar/(token).ics"),
        ("Gone: /password/new/MQ/c8f3-abcdef0123/", "Gone: /password/new/MQ/(token)/"),
        ("Not Found: /RAX/actions/12/update/", "Not Found: /RAX/actions/12/update/"),
    ],
)
def test_a_token_is_not_in_a_log_line(said: str, logged: str) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s", (said,), None)

    WithoutTokens().filter(record)

    assert record.getMessage() == logged


def test_every_handler_leaves_tokens_out() -> None:
    assert all("without_tokens" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


@pytest.mark.django_db
def test_a_page_that_breaks_behind_a_link_does_not_tell_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], on: Callable[..., None]
) -> None:
    on("2021-12-15")
    lead = make_lead(make_organisation(), address="recruitment@trust.example")
    token = links.token_of(links.make_link(lead=lead, at=NOW))
    monkeypatch.setattr(by_link, "of_lead", None)
    client.raise_request_exception = False
    handler = logging.StreamHandler()
    handler.addFilter(WithoutTokens())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        answer = client.get(f"/update/{token}/")
    finally:
        logger.removeHandler(handler)

    assert answer.status_code == 500
    logged = capsys.readouterr().err
    assert "/update/(token)/" in logged
    assert token not in logged
    assert UpdateLink.objects.count() == 1
