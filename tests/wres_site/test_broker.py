"""The queue: the folder broker of sample mode, and what the queue is never asked to do."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
from kombu import Connection
from kombu.simple import SimpleQueue
from kombu.transport.virtual import BrokerState

from tests.factories import ROOT
from wres_site import tasks
from wres_site.celery import app
from wres_site.folder_broker import FolderTransport

PRODUCERS, EACH = 5, 60
PADDING = "x" * 5_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own; kombu remembers for the whole process which queues it made, as if there were but one."""
    monkeypatch.setattr(FolderTransport, "global_state", BrokerState())
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


def connect(folder: Path) -> Connection:
    """As sample mode connects: see BROKER_OPTIONS in the settings."""
    return Connection(
        "folder://",
        transport_options={
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "control_folder": str(folder / "control"),
        },
    )


def everything(queue: SimpleQueue, *, stop: Event | None = None) -> list[Any]:
    """All that is there now; with `stop`, all that comes until then."""
    found = []
    while True:
        last = stop is None or stop.is_set()
        try:
            found.append(queue.get_nowait().payload)
        except SimpleQueue.Empty:
            if last:
                return found
            sleep(0)


def test_messages_of_several_producers_all_arrive_and_whole_while_they_are_read(folder: Path) -> None:
    stop = Event()
    with connect(folder) as connection:
        connection.SimpleQueue("tick", no_ack=True).close()  # The queue is there before anybody hurries.

    def produce(number: int) -> None:
        with connect(folder) as connection:
            queue = connection.SimpleQueue("tick")
            for place in range(EACH):
                queue.put({"of": number, "place": place, "padding": PADDING})
                sleep(0.005)  # The reader keeps up, so it is there while each is written.

    def consume() -> list[Any]:
        with connect(folder) as connection:
            return everything(connection.SimpleQueue("tick", no_ack=True), stop=stop)

    with ThreadPoolExecutor(PRODUCERS + 1) as pool:
        consumed = pool.submit(consume)
        list(pool.map(produce, range(PRODUCERS)))
        stop.set()

    arrived = consumed.result()
    assert all(message["padding"] == PADDING for message in arrived)
    assert sorted((message["of"], message["place"]) for message in arrived) == [
        (number, place) for number in range(PRODUCERS) for place in range(EACH)
    ]


def test_a_message_that_is_still_being_written_is_not_read(folder: Path) -> None:
    with connect(folder) as connection:
        queue = connection.SimpleQueue("tick", no_ack=True)
        queue.put("whole")
        (message,) = (folder / "queue").glob("*.msg")
        (folder / "queue" / f"0_{message.name.removesuffix('.tick.msg')}.draft").write_text('{"body": "ha')

        found = everything(queue)

    assert found == ["whole"]


def test_nothing_is_left_in_the_folder_once_it_is_read(folder: Path) -> None:
    with connect(folder) as connection:
        queue = connection.SimpleQueue("tick", no_ack=True)
        queue.put("one")

        everything(queue)

    assert list((folder / "queue").iterdir()) == []


def test_queues_do_not_read_each_other(folder: Path) -> None:
    with connect(folder) as connection:
        connection.SimpleQueue("tick").put("for tick")

        other = everything(connection.SimpleQueue("other", no_ack=True))
        mine = everything(connection.SimpleQueue("tick", no_ack=True))

    assert (other, mine) == ([], ["for tick"])


def test_the_address_of_sample_mode_means_this_broker(folder: Path) -> None:
    with connect(folder) as connection:
        assert connection.get_transport_cls() is FolderTransport


def test_the_queue_reads_json_alone() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"


def test_the_queue_keeps_no_results() -> None:
    assert app.conf.result_backend is None
    assert app.conf.task_ignore_result
    assert all(task.ignore_result for name, task in app.tasks.items() if not name.startswith("celery."))


def test_a_publish_does_not_wait_for_a_broker_that_is_not_there() -> None:
    assert not app.conf.task_publish_retry
    assert max(app.conf.broker_transport_options.values()) <= 1


def test_the_timetable_ticks_each_minute_and_drops_what_the_next_minute_does() -> None:
    (entry,) = app.conf.beat_schedule.values()

    assert (entry["task"], entry["schedule"]) == ("tick", 60)
    assert entry["options"]["expires"] < 60


def test_the_task_is_a_door_to_the_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = []
    monkeypatch.setattr(tasks.tick, "tick", lambda: ticks.append("tick"))

    app.tasks["tick"].apply(throw=True)

    assert ticks == ["tick"]


@pytest.mark.parametrize("word", ["countdown", r"apply_async\(", r"\.retry\(", r"\.delay\(", r"\beta="])
def test_nothing_is_put_off_in_the_broker_where_a_restart_would_lose_it(word: str) -> None:
    """What waits, waits in the database: `next_attempt_at` of a message, and the days of the plan."""
    apps = ("accounts", "outbox", "indicators", "actions", "reports", "nhsuk", "wres_site")
    sources = [path for each in apps for path in (ROOT / each).rglob("*.py")]

    found = [str(path) for path in sources if re.search(word, path.read_text(encoding="utf-8"))]

    assert len(sources) > 50
    assert found == []
