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
    return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))


def start_id() -> str:
    """Which start of which machine this is; the same in each of its containers."""
    return START_ID.read_text().strip()


@transaction.atomic
def beat(*, now: datetime) -> Heartbeat.Held:
    """Leaves the time of this tick, and says whether mail is held."""
    row, _ = Heartbeat.objects.select_for_update().get_or_create(
        pk=1, defaults={"install_id": settings.INSTALL_ID, "ticked_at": now}
    )
    row.ticked_at = now
    if row.install_id != settings.INSTALL_ID:
        row.held = Held.COPY
    else:
        row.held = Held.CLOCK if has_jumped(now) else Held.NOT
    row.save()
    return Held(row.held)


def has_jumped(now: datetime) -> bool:
    started_at = after(now, -steady())
    row, _ = MachineStart.objects.get_or_create(start_id=start_id(), defaults={"started_at": started_at})
    if abs(started_at - row.started_at) < DRIFT:
        MachineStart.objects.filter(pk=row.pk).update(started_at=started_at)
    return started_at - row.started_at > JUMP


@transaction.atomic
def let_go(*, now: datetime) -> None:
    """A person looked: the clock is right as it is, and this install is the one that writes."""
    MachineStart.objects.filter(start_id=start_id()).update(started_at=after(now, -steady()))
    Heartbeat.objects.filter(pk=1).update(held=Held.NOT, install_id=settings.INSTALL_ID)


def how_it_is(*, now: datetime) -> Wellbeing:
    """In two queries, whatever the install holds."""
    row = Heartbeat.objects.filter(pk=1).first()
    late = Message.objects.ready(now=after(now, -MESSAGE_LATE_AFTER)).exists()
    return Wellbeing(
        has_begun=row is not None,
        ticks=row is not None and row.ticked_at > after(now, -TICK_LATE_AFTER),
        messages=not late,
        held=row.held if row else Held.NOT,
    )
