"""A clock on the wall in London, for what papers do by themselves."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from outbox.models import Message
from reports import timetable


def clock_at(day: str, time: str = "09:00") -> Callable[[], datetime]:
    """Stands at this time of London."""
    moment = timezone.make_aware(datetime.fromisoformat(f"{day}T{time}"))
    return lambda: moment


def keep_at(day: str, time: str = "09:00") -> None:
    timetable.keep(clock=clock_at(day, time))


def told(what: str) -> list[str]:
    """Whom the EDI leads' messages of this kind are for, oldest first."""
    found = Message.objects.filter(kind="paper_draft", key__contains=f":{what}:").order_by("pk")
    return list(found.values_list("address", flat=True))
