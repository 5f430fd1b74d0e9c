"""Asks for a tick now, where somebody waits for a message: best effort, because the minute's tick comes anyway.

The broker is a hint and may be ill. It is asked from a thread of its own, so that no page waits for it: a frozen Redis
takes its client four seconds to give up on. One asks at a time, and after a failure nobody for a minute.
"""

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor

from celery import Celery, current_app
from django.db import transaction

SITE, TICK = "wres_site", "tick"
EXPIRES = 59  # seconds: by then the timetable has asked for another
QUIET_FOR = 60.0  # seconds after a failure

logger = logging.getLogger(__name__)


class Nudges:
    """Of this process: how many failed, until when no more are tried, and the one that is under way."""

    failed = 0
    quiet_until = 0.0
    asking: Future[None] | None = None
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="nudge")


def nudge() -> None:
    """Once what was written is committed."""
    transaction.on_commit(ask_for_a_tick, robust=True)


def ask_for_a_tick() -> None:
    is_asking = Nudges.asking is not None and not Nudges.asking.done()
    # A process that does not serve the site, such as a command, has no queue at hand.
    if current_app.main == SITE and not is_asking and time.monotonic() >= Nudges.quiet_until:
        Nudges.asking = Nudges.thread.submit(ask, current_app._get_current_object())


def ask(app: Celery) -> None:
    try:
        app.send_task(TICK, expires=EXPIRES, retry=False, ignore_result=True)
    except Exception as error:
        Nudges.failed += 1
        Nudges.quiet_until = time.monotonic() + QUIET_FOR
        logger.warning("a tick could not be asked for (%d so far): %s", Nudges.failed, type(error).__name__)
