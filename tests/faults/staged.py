"""The site as the fault suite runs it: beats come each second, and a worker stops at a gate where the suite set one.

Nothing of the product is replaced: the gates stand around its functions, and time is what the database's clock says.
"""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import django
from django.db import connection

from wres_site.celery import app

django.setup()

from outbox import courier, delivery, heartbeat  # noqa: E402 (after the setup)
from wres_site.tick import tick  # noqa: E402

GATES = Path(os.environ["FAULTS_GATES"])
BEFORE_FENCE, BEFORE_DOT, AFTER_DOT = "before-fence", "before-dot", "after-dot"


def stop_at(gate: str) -> None:
    """Where the gate is set, one worker takes it, says which it is, and stands there until the suite takes it away."""
    standing = GATES / f"{gate}.{os.getpid()}"
    try:
        (GATES / gate).rename(standing)
    except FileNotFoundError:
        return
    while standing.exists():
        time.sleep(0.01)


def gated(gate: str, act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def stopping_first(*args: Any, **given: Any) -> Any:
        stop_at(gate)
        return act(*args, **given)

    return stopping_first


def steady() -> timedelta:
    """How long this machine is up, in simulated time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT up FROM sim.clock")
        up: timedelta = cursor.fetchone()[0]
    return up + timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))


heartbeat.steady = steady
delivery.hand_over = gated(BEFORE_FENCE, delivery.hand_over)
courier.Courier.complete = gated(BEFORE_DOT, courier.Courier.complete)  # type: ignore[method-assign]
delivery.finish = gated(AFTER_DOT, delivery.finish)
app.conf.beat_schedule["tick"] |= {"schedule": 1.0}

if __name__ == "__main__":
    tick()
