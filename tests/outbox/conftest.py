"""A mail server, a clock that stands until it is moved, and one message that waits."""

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from accounts.models import Organisation
from outbox.models import Message
from tests.factories import NOW, make_message, make_organisation
from tests.outbox.mail_server import BoundController, MailServer


class Clock:
    """Says the same moment until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    server = MailServer()
    controller = BoundController(server)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 2
    yield server
    controller.stop()


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port on which nobody listens, and which nobody else can take meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def message(trust: Organisation) -> Message:
    return make_message(trust)
