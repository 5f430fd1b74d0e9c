"""What the tests of changing several actions do over and over: select them, and send the form."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from actions.models import Action, Update
from actions.services import together
from tests.factories import NOW, answers_to


def address(name: str, actions: list[Action]) -> str:
    chosen = "&".join(f"action={action.pk}" for action in actions)
    return f"{reverse(f'actions:{name}', args=[actions[0].plan.organisation.ods_code])}?{chosen}"


def sent(actions: list[Action], status: str = "", **fields: Any) -> dict[str, Any]:
    """What the browser sends of the page: every action ticked, at the version that it had."""
    versions = {f"version-{action.pk}": action.version for action in actions}
    said = {"status": status} | answers_to(status) if status else {}
    return {"action": [action.pk for action in actions]} | versions | said | fields


def updated_together(actions: list[Action], by: User) -> list[Update]:
    versions = {action.pk: action.version for action in actions}
    return together.update_together(actions=actions, versions=versions, status="on_track", by=by, at=NOW)
