"""What the tests of links do over and over: find a page, answer its form, and read what it says."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from actions.models import Action, UpdateLink
from actions.services import links, posts
from tests.factories import NOW, answers_to

HTMX = {"HX-Request": "true"}
ENDED = ["revoked", "expired", "handed over", "handed over to the same address", "never was"]


def page_of(token: str) -> str:
    return reverse("actions:by_link", args=[token])


def form_of(token: str, action: Action) -> str:
    return reverse("actions:update_by_link", args=[token, action.pk])


def answers(action: Action, status: str = "on_track", **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "status": status} | answers_to(status) | fields


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def ends(link: UpdateLink, how: str) -> None:
    lead = link.lead
    if how == "revoked":
        links.revoke_link(link=link, at=NOW)
    elif how == "expired":
        UpdateLink.objects.update(made_at=NOW - timedelta(61), expires_at=NOW - timedelta(1))
    elif how == "handed over":
        posts.hand_over(lead=lead, version=1, holder="Priya", address="priya@trust.example", at=NOW)
    elif how == "handed over to the same address":
        posts.hand_over(lead=lead, version=1, holder="Priya", address=lead.address, at=NOW)
