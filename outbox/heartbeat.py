"""The heartbeat of the ticks, and the two signs on which all mail is held until a person says that it may go on.

The clock: since the machine started, its steady clock (which nobody sets) and the database's clock have gone the same
way. Where the database's is suddenly most of a day ahead, a day's reminders would go out that are not due. A scheduler
that was away for days is no such jump: both clocks went on.

The copy: a database that was made from another one's backup would write to the same people again. It knows the install
that it belongs to, and this one is another.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from outbox.models import Heartbeat, MachineStart, Message
from outbox.moments import after
from outbox.services import wait_anew

JUMP = timedelta(hours=20)
# What a clock that is kept right drifts or is set by: the moment of the start follows it.
DRIFT = timedelta(hours=1)
START_ID = Path("/proc/sys/kernel/random/boot_id")

TICK_LATE_AFTER = timedelta(minutes=10)
MESSAGE_LATE_AFTER = timedelta(minutes=15)

Held = Heartbeat.Held


@dataclass(frozen=True)
class Wellbeing:
    """What a monitor asks: `ticks` and `messages` are true while they are in time, and `held` says why mail is.

    Before the first tick of an install, `has_begun` is false.
    """

    has_begun: bool
    ticks: bool
    messages: bool
    held: str

    @property
    def is_well(self) -> bool:
        return self.ticks and self.messages and not self.held

    @property
    def asks_for_a_person(self) -> bool:
        return self.has_begun and not self.is_well


def steady() -> timedelta:
    """The time since this machine started, whatever its clock says."""
    return timedelta(seconds=time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)))


def start_id() -> str:
    """Which start of which machine this is, the same in each of its containers; '' where no such thing is told."""
    return START_ID.read_text().strip() if START_ID.exists() else ""


@transaction.atomic
def beat(*, now: datetime) -> Heartbeat.Held:
    """Leaves the time of this tick, and says whether mail is held."""
    row, _ = Heartbeat.objects.select_for_update().get_or_create(
        pk=1, defaults={"install_id": settings.INSTALL_ID, "ticked_at": now}
    )
    row.ticked_at = now
    jumped, this_start = has_jumped(now), start_id()
    if row.install_id != settings.INSTALL_ID:
        row.held = Held.COPY
    elif jumped:
        row.held, row.held_by = Held.CLOCK, this_start
    elif row.held != Held.CLOCK or row.held_by == this_start:
        # Another machine, whose own clock is right, cannot tell that the first one's is right again.
        row.held, row.held_by = Held.NOT, ""
    row.save()
    return Held(row.held)


def has_jumped(now: datetime) -> bool:
    if not start_id():
        return False
    started_at = after(now, -steady())
    row, _ = MachineStart.objects.get_or_create(start_id=start_id(), defaults={"started_at": started_at})
    if abs(started_at - row.started_at) < DRIFT:
        MachineStart.objects.filter(pk=row.pk).update(started_at=started_at)
    return started_at - row.started_at > JUMP


@transaction.atomic
def let_go(*, seen: str, now: datetime) -> bool:
    """A person looked: the clock is right as it is, or this install is the one that writes.

    seen: the reason that their page showed. False where it is not that for which mail is held.
    """
    held = Heartbeat.objects.filter(pk=1, held=seen).exclude(held=Held.NOT)
    if not held.update(held=Held.NOT, held_by="", install_id=settings.INSTALL_ID):
        return False
    # Each machine judges its clock from now on: the one that serves this page need not be the one that sends.
    MachineStart.objects.all().delete()
    wait_anew(Message.objects.all(), now=now)
    return True


def how_it_is(*, now: datetime) -> Wellbeing:
    """In two queries, whatever the install holds."""
    row = Heartbeat.objects.filter(pk=1).first()
    late = Message.objects.late(since=after(now, -MESSAGE_LATE_AFTER)).exists()
    return Wellbeing(
        has_begun=row is not None,
        ticks=row is not None and row.ticked_at > after(now, -TICK_LATE_AFTER),
        messages=not late,
        held=row.held if row else Held.NOT,
    )
