"""Asks for a tick now, where somebody waits for a message: best effort, because the minute's tick comes anyway.

The broker is a hint and may be ill: asking takes a second at most, and after a failure nobody asks for a minute.
"""

import logging
import time

from celery import current_app
from django.db import transaction

SITE, TICK = "wres_site", "tick"
EXPIRES = 59  # seconds: by then the timetable has asked for another
QUIET_FOR = 60.0  # seconds after a failure

logger = logging.getLogger(__name__)


class Nudges:
    """Of this process: how many failed, and until when no more are tried."""

    failed = 0
    quiet_until = 0.0


def nudge() -> None:
    """Once what was written is committed."""
    transaction.on_commit(ask_for_a_tick, robust=True)


def ask_for_a_tick() -> None:
    # A process that does not serve the site, such as a command, has no queue at hand.
    if current_app.main != SITE or time.monotonic() < Nudges.quiet_until:
        return
    try:
        current_app.send_task(TICK, expires=EXPIRES, retry=False, ignore_result=True)
    except Exception as error:
        Nudges.failed += 1
        Nudges.quiet_until = time.monotonic() + QUIET_FOR
        logger.warning("a tick could not be asked for (%d so far): %s", Nudges.failed, type(error).__name__)
