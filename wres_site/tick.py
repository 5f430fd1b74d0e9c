"""One tick of the tracker: what fell due is planned, and what is pending is delivered. Safe to run at any time."""

import logging
from collections.abc import Callable

from django.contrib.sessions.models import Session

from accounts import clock
from actions import link_letters, reminders
from actions.services import deadlines, links
from outbox import heartbeat
from outbox.delivery import deliver
from reports import letters, timetable

logger = logging.getLogger(__name__)

REFRESHERS = {
    reminders.KIND: reminders.refresh,
    letters.ISSUED: letters.refresh_issued,
    letters.DRAFT: letters.refresh_draft,
    link_letters.KIND: link_letters.refresh,
}
SEALS = {reminders.KIND: links.seal, link_letters.KIND: links.seal}


class TickError(Exception):
    """Some steps of a tick failed; the others were done."""


def tick() -> None:
    """Every step on its own: mail that waits goes out also where planning fails. Raises TickError at the end.

    While mail is held nothing is done: on a day that is not, deadlines would be put on record as missed.
    """
    now = clock.now()
    if held := heartbeat.beat(now=now):
        logger.warning("mail is held: %s", held.label)
        return
    steps: dict[str, Callable[[], object]] = {
        "deadlines": lambda: deadlines.roll(on=now.date()),
        "reminders": lambda: reminders.plan(now=now),
        "papers": lambda: timetable.keep(clock=clock.now),
        "sessions": lambda: Session.objects.filter(expire_date__lt=now).delete(),
        "delivery": lambda: deliver(clock=clock.now, refreshers=REFRESHERS, seals=SEALS),
    }
    failed = [name for name, step in steps.items() if not attempt(name, step)]
    if failed:
        raise TickError(f"These steps of the tick failed: {', '.join(failed)}.")


def attempt(name: str, step: Callable[[], object]) -> bool:
    try:
        step()
    except Exception as error:
        logger.error("the step '%s' of the tick failed: %s", name, type(error).__name__)  # noqa: TRY400
        return False
    return True
