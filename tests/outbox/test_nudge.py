"""Asking for a tick at once: a hint, and never more than that."""

from threading import Event
from typing import Any

import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from outbox import nudge
from outbox.nudge import Nudges
from wres_site.celery import app

pytestmark = pytest.mark.django_db(transaction=True)


class Queue:
    """What was asked of the queue; ill where a test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.is_ill = False
        self.holds: Event | None = None

    def send_task(self, name: str, **given: Any) -> None:
        self.asked.append((name, given))
        if self.holds:
            self.holds.wait(5)
        if self.is_ill:
            raise OperationalError("redis://:secret@10.0.0.7 does not answer")


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    queue = Queue()
    app.set_current()
    monkeypatch.setattr(app, "send_task", queue.send_task)
    monkeypatch.setattr(Nudges, "quiet_until", 0.0)
    monkeypatch.setattr(Nudges, "failed", 0)
    monkeypatch.setattr(Nudges, "asking", None)
    return queue


def ask() -> None:
    nudge.nudge()
    finished()


def finished() -> None:
    if Nudges.asking:
        Nudges.asking.result(timeout=5)


def test_nobody_waits_for_the_broker_and_one_asks_at_a_time(queue: Queue) -> None:
    queue.holds = Event()

    for _ in range(3):
        nudge.nudge()

    assert Nudges.asking
    assert not Nudges.asking.done()
    queue.holds.set()
    finished()
    assert len(queue.asked) == 1


def test_a_tick_is_asked_for_without_arguments_and_only_for_a_minute(queue: Queue) -> None:
    ask()

    assert queue.asked == [("tick", {"expires": 59, "retry": False, "ignore_result": True})]


def test_it_is_asked_for_once_what_was_written_is_committed(queue: Queue) -> None:
    with transaction.atomic():
        nudge.nudge()
        assert queue.asked == []
    finished()

    assert len(queue.asked) == 1


def test_what_is_taken_back_asks_for_nothing(queue: Queue) -> None:
    with transaction.atomic():
        nudge.nudge()
        transaction.set_rollback(True)

    assert queue.asked == []


def test_a_broker_that_is_ill_is_counted_and_left_alone_for_a_minute(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    queue.is_ill = True

    for _ in range(3):
        ask()

    assert len(queue.asked) == Nudges.failed == 1
    assert "secret" not in caplog.text
    assert "a tick could not be asked for (1 so far): OperationalError" in caplog.text


def test_after_a_minute_it_is_asked_again(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    queue.is_ill = True
    ask()
    monkeypatch.setattr(nudge.time, "monotonic", lambda: Nudges.quiet_until + 1)
    queue.is_ill = False

    ask()

    assert len(queue.asked) == 2


def test_a_process_without_the_queue_of_the_site_asks_nobody(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudge, "SITE", "another")

    ask()

    assert current_app.main == "wres_site"
    assert queue.asked == []
