"""A worker that issues papers at two ticks, and is killed where the test says.

    python -m tests.reports.killed PLACE

PLACE is one of KILLS, or 'nowhere'. At the start and after each tick it prints what is in the database, in one line.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import django
from django.db.models import Count

django.setup()

from outbox.models import Attachment, Message  # noqa: E402 (after the setup)
from reports import files, timetable  # noqa: E402
from reports.models import Paper  # noqa: E402
from tests.reports.timekeeping import clock_at  # noqa: E402

# After which act the worker is killed: the acts of one paper, in their order.
KILLS: dict[str, tuple[Any, str]] = {
    "drawn": (files, "pdf"),
    "all but committed": (timetable, "tell_edi_leads"),
    "committed": (timetable, "attempt"),
}


def killed_after(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def acting(*args: Any, **given: Any) -> None:
        act(*args, **given)
        os.kill(os.getpid(), signal.SIGKILL)

    return acting


def say_what_is_there() -> None:
    mail = Message.objects.values_list("kind").annotate(Count("pk")).order_by("kind")
    paper = Paper.objects.get()
    found: dict[str, Any] = {
        "state": paper.state,
        "is_hashed": bool(paper.content_hash),
        "attachments": Attachment.objects.count(),
    }
    found |= {"mail": dict(mail), "attached": Message.attachments.through.objects.count()}
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()


def work(place: str) -> None:
    if place in KILLS:
        room, name = KILLS[place]
        setattr(room, name, killed_after(getattr(room, name)))
    say_what_is_there()
    for time in ("17:00", "17:01"):
        timetable.issue_due(clock=clock_at("2022-02-04", time))
        say_what_is_there()


if __name__ == "__main__":
    work(sys.argv[1])
