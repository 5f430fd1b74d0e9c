"""The page of an action says what the committee decided on it."""

from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role
from actions.models import Action
from tests.factories import make_decision, make_issued_paper, make_member


def page_of(client: Client, action: Action) -> str:
    return client.get(reverse("actions:action", args=["RAX", action.pk])).content.decode()


def test_a_decision_stands_on_the_page_of_its_action_alone(kingston: Organisation, client: Client) -> None:
    first, second = Action.objects.filter(plan__organisation=kingston).order_by("place")[:2]
    make_decision(make_issued_paper(kingston), action=first, wording="Bring a costed proposal.")
    client.force_login(make_member(kingston, Role.COMMITTEE))

    assert "Bring a costed proposal." in page_of(client, first)
    assert "On the paper on Q3 2021/22" in page_of(client, first)
    assert "What the committee decided" not in page_of(client, second)
