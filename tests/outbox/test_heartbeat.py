"""When all mail is held, and what lets it go."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from outbox import heartbeat
from outbox.models import Heartbeat, MachineStart
from tests.factories import NOW

Held = Heartbeat.Held
pytestmark = pytest.mark.django_db


class Machine:
    """A machine whose steady clock and whose set clock a test moves, together or not."""

    def __init__(self) -> None:
        self.up, self.now = timedelta(days=3), NOW

    def wait(self, **span: float) -> None:
        self.up += timedelta(**span)
        self.now += timedelta(**span)

    def set_clock(self, **span: float) -> None:
        self.now += timedelta(**span)

    def beat(self) -> Held:
        return heartbeat.beat(now=self.now)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(heartbeat, "steady", lambda: machine.up)
    monkeypatch.setattr(heartbeat, "start_id", lambda: "the first start")
    return machine


def test_the_first_tick_and_those_that_follow_hold_nothing(machine: Machine) -> None:
    for _ in range(3):
        assert machine.beat() == Held.NOT
        machine.wait(minutes=1)


def test_the_time_of_the_last_tick_is_kept(machine: Machine) -> None:
    machine.beat()
    machine.wait(minutes=1)
    machine.beat()

    assert Heartbeat.objects.get().ticked_at == machine.now


def test_a_scheduler_that_was_away_for_three_days_holds_nothing(machine: Machine) -> None:
    machine.beat()
    machine.wait(days=3)

    assert machine.beat() == Held.NOT


@pytest.mark.parametrize(
    ("span", "held"), [({"days": 1}, Held.CLOCK), ({"hours": 3}, Held.NOT), ({"days": -1}, Held.NOT)]
)
def test_a_clock_that_is_set_a_day_ahead_holds_mail(machine: Machine, span: dict[str, float], held: Held) -> None:
    machine.beat()
    machine.wait(minutes=1)
    machine.set_clock(**span)

    assert machine.beat() == held
    machine.wait(minutes=1)
    assert machine.beat() == held


def test_once_the_clock_is_right_again_mail_goes_by_itself(machine: Machine) -> None:
    machine.beat()
    machine.set_clock(days=1)
    machine.beat()
    machine.set_clock(days=-1)

    assert machine.beat() == Held.NOT


def test_a_clock_that_went_back_and_comes_forward_again_holds_nothing(machine: Machine) -> None:
    machine.beat()
    for span in (-1, 1):
        machine.set_clock(days=span)
        machine.wait(minutes=1)
        assert machine.beat() == Held.NOT


def test_a_clock_that_is_set_by_a_little_again_and_again_holds_nothing(machine: Machine) -> None:
    for _ in range(60):
        machine.set_clock(minutes=30)
        machine.wait(minutes=1)
        assert machine.beat() == Held.NOT


def test_a_machine_that_starts_anew_is_judged_from_its_own_start(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.beat()
    monkeypatch.setattr(heartbeat, "start_id", lambda: "the second start")
    machine.up = timedelta(seconds=20)
    machine.set_clock(days=2)

    assert machine.beat() == Held.NOT
    assert MachineStart.objects.count() == 2


def test_a_person_who_says_that_the_clock_is_right_lets_mail_go(machine: Machine) -> None:
    machine.beat()
    machine.set_clock(days=1)
    machine.beat()

    heartbeat.let_go(seen=Held.CLOCK, now=machine.now)

    machine.wait(minutes=1)
    assert machine.beat() == Held.NOT


def test_a_copy_of_a_database_writes_to_nobody_until_a_person_says_so(machine: Machine, settings: Settings) -> None:
    machine.beat()
    settings.INSTALL_ID = "https://training.trust.example"
    assert machine.beat() == Held.COPY

    assert not heartbeat.let_go(seen=Held.CLOCK, now=machine.now)
    assert machine.beat() == Held.COPY
    assert heartbeat.let_go(seen=Held.COPY, now=machine.now)

    assert machine.beat() == Held.NOT


def test_another_machine_does_not_let_go_what_a_jumped_clock_holds(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.beat()
    machine.set_clock(days=1)
    machine.beat()
    monkeypatch.setattr(heartbeat, "start_id", lambda: "another machine")

    assert machine.beat() == Held.CLOCK


def test_where_no_machine_tells_of_its_start_mail_is_not_held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(heartbeat, "START_ID", tmp_path / "none")

    assert heartbeat.beat(now=NOW) == heartbeat.beat(now=NOW + timedelta(days=3)) == Held.NOT


def test_this_machine_tells_how_long_it_is_up_and_which_start_it_is() -> None:
    assert timedelta(0) < heartbeat.steady() <= heartbeat.steady()
    assert len(heartbeat.start_id()) == 36
