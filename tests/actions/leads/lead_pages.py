"""What the tests of leads do over and over: find a page, answer its form, and read what it says."""

from typing import Any

from django.urls import reverse

from actions.models import Action, Lead


def address(name: str, lead: Lead) -> str:
    return reverse(f"actions:{name}", args=[lead.organisation.ods_code, lead.pk])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def who(action: Action) -> list[tuple[str, str]]:
    return [(each.lead.name, each.kind) for each in action.leaderships.select_related("lead")]
