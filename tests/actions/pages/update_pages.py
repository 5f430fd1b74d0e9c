"""Where the pages of an action are, for the tests of those pages."""

from django.urls import reverse

from actions.models import Action


def address(name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.plan.organisation.ods_code, action.pk])
