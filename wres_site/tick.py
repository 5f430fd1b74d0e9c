"""One tick of the tracker: what fell due is planned, and what is pending is delivered. Safe to run at any time."""

from accounts import clock
from actions import deadlines, reminders
from outbox.delivery import deliver
from reports import committee

REFRESHERS = {reminders.KIND: reminders.refresh, committee.KIND: committee.refresh}


def tick() -> None:
    now = clock.now()
    deadlines.roll_quarterly(on=now.date())
    reminders.plan(now=now)
    committee.plan(now=now)
    deliver(clock=clock.now, refreshers=REFRESHERS)
