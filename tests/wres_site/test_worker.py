"""A real worker on a real queue: the tick that the timetable asks for, in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from outbox.models import Message
from tests.factories import ROOT, make_message, make_organisation
from tests.outbox.mail_server import BoundController, MailServer
from wres_site.celery import app

WITHIN = 60

pytestmark = [
    pytest.mark.skipif(not settings.BROKER_ADDRESS.startswith("redis"), reason="needs Redis: make test-postgres"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    controller = BoundController(server)
    server.port = controller.port  # type: ignore[attr-defined]
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def worker(server: MailServer) -> Iterator[subprocess.Popen[bytes]]:
    database = connection.settings_dict
    address = f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
    environment = os.environ | {
        "WRES_DATABASE_URL": f"{address}/{database['NAME']}",
        "WRES_MAIL_URL": f"smtp://127.0.0.1:{server.port}",  # type: ignore[attr-defined]
    }
    app.control.purge()
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "wres_site", "worker", "--pool", "solo"]
    process = subprocess.Popen([*command, "--without-gossip", "--without-mingle"], cwd=ROOT, env=environment)
    yield process
    process.terminate()
    process.wait(20)


def test_a_worker_takes_the_tick_from_redis_and_delivers(server: MailServer, worker: subprocess.Popen[bytes]) -> None:
    message = make_message(make_organisation())

    app.send_task("tick")

    until = time.monotonic() + WITHIN
    while message.state != Message.State.SENT and time.monotonic() < until:
        time.sleep(0.2)
        message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert [letter["Message-ID"] for letter in server.letters] == [message.message_id]
