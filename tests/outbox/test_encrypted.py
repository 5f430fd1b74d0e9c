"""Mail over an encrypted connection, to a server whose certificate is trusted or is not."""

import re
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from outbox.delivery import deliver
from outbox.models import Message
from tests.outbox.conftest import Clock
from tests.outbox.mail_server import BoundController, MailServer

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl on this machine")
State = Message.State


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that signed itself, for 127.0.0.1, and its key in the same file."""
    folder = tmp_path_factory.mktemp("certificate")
    key, signed = folder / "key.pem", folder / "signed.pem"
    words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "keyUsage=critical,digitalSignature,keyCertSign"]
    command = [*words.split(), *names, "-keyout", str(key), "-out", str(signed)]
    subprocess.run(command, check=True, capture_output=True)
    signed.write_text(signed.read_text() + key.read_text())
    return signed


@pytest.fixture
def encrypted(certificate: Path, settings: Settings) -> Iterator[MailServer]:
    """A mail server that takes nothing before STARTTLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = MailServer()
    controller = BoundController(server, tls_context=context, require_starttls=True)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT, settings.EMAIL_USE_TLS = 5, True
    yield server
    controller.stop()


def test_a_letter_goes_over_an_encrypted_connection(
    encrypted: MailServer, certificate: Path, clock: Clock, message: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert (message.state, message.reason) == (State.SENT, "")
    assert [letter["Message-ID"] for letter in encrypted.letters] == [message.message_id]


def test_where_the_certificate_is_not_trusted_nothing_is_said_and_it_is_tried_again(
    encrypted: MailServer, clock: Clock, message: Message, client: Client, member: Callable[..., User]
) -> None:
    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert (message.state, message.handed_over_at, encrypted.letters) == (State.PENDING, None, [])
    assert message.next_attempt_at > clock.now
    member(message.organisation)
    page = client.get(reverse("outbox:message", args=[message.organisation.ods_code, message.pk])).content.decode()
    assert re.search("The certificate of the mail server is not trusted: self.signed certificate", page)


def test_a_certificate_of_another_server_is_not_trusted(
    encrypted: MailServer, certificate: Path, clock: Clock, message: Message, settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.EMAIL_HOST = "localhost"

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.PENDING
    assert message.reason.startswith("The certificate of the mail server is not trusted: Hostname mismatch")


def test_once_the_certificate_is_trusted_what_waited_goes(
    encrypted: MailServer, certificate: Path, clock: Clock, message: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(clock=clock, refreshers={})
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    clock.move(minutes=1)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 2)
    assert len(encrypted.letters) == 1
