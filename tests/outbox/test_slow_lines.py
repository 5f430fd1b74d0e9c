"""A large paper over a line that takes longer for all of it than the mail server may take for an answer."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
from pytest_django import Settings

from accounts.models import Organisation
from outbox.delivery import deliver
from outbox.models import Message
from tests.factories import make_attachment, make_message
from tests.outbox.conftest import Clock

TIMEOUT = 0.4
LARGE = bytes(range(256)) * 16_000  # 4 MB


def take_slowly(server: socket.socket) -> None:
    """Answers yes to everything, and reads a letter half a megabyte at a time."""
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as lines:
        connection.sendall(b"220 slow\r\n")
        while command := lines.readline()[:4].upper():
            connection.sendall(b"354 go on\r\n" if command == b"DATA" else b"250 yes\r\n")
            if command == b"DATA":
                read, taken = 0, b""
                while not taken.endswith(b"\r\n.\r\n"):
                    part = lines.read1(2**16)
                    taken, read = taken[-5:] + part, read + len(part)
                    if read >= 2**19:
                        time.sleep(TIMEOUT / 5)
                        read = 0
                connection.sendall(b"250 taken\r\n")


@pytest.fixture
def slow(settings: Settings) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_TIMEOUT = TIMEOUT
        thread = Thread(target=take_slowly, args=[server])
        thread.start()
        yield
        thread.join(timeout=10)


def test_a_large_paper_goes_over_a_slow_line(slow: None, trust: Organisation, clock: Clock) -> None:
    message = make_message(trust, attachments=[make_attachment(trust, content=LARGE)])
    began = time.monotonic()

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert (message.state, message.reply) == (Message.State.SENT, "250 taken")
    assert time.monotonic() - began > 2 * TIMEOUT
