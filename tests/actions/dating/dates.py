"""What the tests of dates do over and over: as a service, and through its pages."""

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.models import Action, Deadline, Revision
from actions.services import dating, moving
from actions.timescales import read

JANUARY = date(2022, 1, 31)
MARCH = date(2022, 3, 31)
NOW = datetime(2021, 12, 15, 9, tzinfo=UTC)


def say(action: Action, words: str, by: User, *, reason: str = "", at: datetime = NOW, version: int = 0) -> None:
    """Sets the timescale to what is read of the words."""
    action = Action.objects.select_related("plan").get(pk=action.pk)
    dating.set_timescale_of(
        action=action,
        version=version or action.version,
        printed=words,
        understood=read(words, plan_start=action.plan.starts_on),
        reason=reason,
        by=by,
        at=at,
    )


def open_days(action: Action) -> list[date]:
    return list(action.deadlines.unmet().values_list("due_on", flat=True))


def move(deadline: Deadline, to: date, by: User, *, reason: str = "The trainer is ill.") -> Revision:
    deadline = Deadline.objects.select_related("action__plan").get(pk=deadline.pk)
    return moving.move_deadline(deadline=deadline, version=deadline.action.version, to=to, reason=reason, by=by, at=NOW)


def address(name: str, row: Action | Deadline | Revision, trust: Organisation) -> str:
    return reverse(f"actions:{name}", args=[trust.ods_code, row.pk])


def answers(action: Action, **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "words": action.timescale, "how": "read", "reason": ""} | fields


def day(field: str, written: str) -> dict[str, str]:
    """A date as its three boxes send it, from '2022-3-31'."""
    year, month, of_month = written.split("-")
    return {f"{field}_day": of_month, f"{field}_month": month, f"{field}_year": year}


def text_of(client: Client, where: str) -> str:
    return " ".join(client.get(where).content.decode().split())
