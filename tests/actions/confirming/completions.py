"""What the tests of confirming do over and over: complete an action, and look at it."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.models import User
from actions.models import Action, Update, UpdateLink
from actions.services import updating
from tests.factories import NOW, answers_to

WAITS = "Complete, to be confirmed"
DUE = date(2021, 12, 31)


def address(name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.plan.organisation.ods_code, action.pk])


def report(action: Action, status: str, *, by: User | None = None, link: UpdateLink | None = None) -> Update:
    action.refresh_from_db()
    return updating.record_update(
        action=action, version=action.version, status=status, by=by, link=link, at=NOW, **answers_to(status)
    )


def complete(action: Action, **by: Any) -> Update:
    update = report(action, "complete", **by)
    action.refresh_from_db()
    return update
