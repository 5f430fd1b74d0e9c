"""The same leads for several actions at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from actions.models import Action, Lead, Plan
from tests.actions.selected.several import address, sent, updated_together
from tests.factories import make_lead, make_user


def leads_of(action: Action) -> list[tuple[str, str]]:
    return list(action.leaderships.order_by("kind", "place").values_list("lead__name", "kind"))


@pytest.mark.parametrize("keeps", [True, False])
def test_the_leads_of_many_are_changed_and_those_who_support_them_stay_where_wanted(
    keeps: bool, plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    make_lead(plan.organisation, name="Head of Recruitment")
    given = {"leads": "Head of Recruitment"} | ({"keeps_support": "on"} if keeps else {})

    page = client.post(address("selected_leads", actions[:2]), sent(actions[:2], **given), follow=True)

    supports = [("EMC", "supporting")] if keeps else []
    assert "2 actions are changed: who leads them." in page.content.decode()
    assert leads_of(actions[0]) == leads_of(actions[1]) == [("Head of Recruitment", "accountable"), *supports]
    assert leads_of(actions[2]) == [("MEGA", "accountable"), ("EMC", "supporting")]


def test_a_lead_that_nobody_knows_yet_is_asked_about_once(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    typed = sent(actions, leads="Head of Widgets")

    asked = client.post(address("selected_leads", actions), typed)
    client.post(address("selected_leads", actions), typed | {"leads_seen": "Head of Widgets"})

    assert asked.status_code == 422
    assert "New, and will be added to the leads: Head of Widgets" in asked.content.decode()
    assert Lead.objects.filter(name="Head of Widgets").count() == 1
    assert leads_of(actions[0]) == [("Head of Widgets", "accountable")]


def test_somebody_has_to_lead_them(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    page = client.post(address("selected_leads", actions), sent(actions, leads=" ")).content.decode()

    assert "Enter who leads them." in page


def test_leads_are_not_changed_where_one_action_changed_meanwhile(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    seen = sent(actions, leads="EMC")
    updated_together([actions[0]], make_user(name="Amara Osei"))

    answer = client.post(address("selected_leads", actions), seen)

    assert answer.status_code == 409
    assert "Amara Osei" in answer.content.decode()
    assert leads_of(actions[2]) == [("MEGA", "accountable"), ("EMC", "supporting")]
