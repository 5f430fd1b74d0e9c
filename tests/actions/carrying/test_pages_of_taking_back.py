"""The pages on which a carrying forward is taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from actions.models import Action, Plan
from actions.services import uncarrying
from actions.services.meanwhile import ChangedMeanwhileError
from tests.actions.carrying.carrying import address
from tests.factories import make_action, make_carrying, make_update


def test_carrying_forward_is_undone_from_the_page_of_the_plan(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    made = make_carrying(plan, make_action(plan, status="on_track"))

    listed = client.get(address("about_plan", plan)).content.decode()
    asked = client.get(address("undo_carrying", made)).content.decode()
    answer = client.post(address("undo_carrying", made), follow=True)

    assert address("undo_carrying", made) in listed
    assert "Undo carrying forward?" in asked
    assert "It is undone." in answer.content.decode()
    assert plan.actions.get().status == "on_track"
    assert "It is undone already" in client.get(address("undo_carrying", made)).content.decode()


def test_what_cannot_be_undone_says_why(plan: Plan, member: Callable[..., User], client: Client) -> None:
    person = member(plan.organisation)
    made = make_carrying(plan)
    make_update(Action.objects.get(plan__year=2022), by=person)

    asked = client.get(address("undo_carrying", made)).content.decode()
    answer = client.post(address("undo_carrying", made), follow=True)

    assert "This cannot be undone any more" in asked
    assert "Something was recorded since" in answer.content.decode()


def test_an_action_that_changes_at_the_moment_of_the_undo_is_told_and_no_error(
    plan: Plan, member: Callable[..., User], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(plan.organisation)
    made = make_carrying(plan)

    def changed(**given: Any) -> None:
        raise ChangedMeanwhileError([1])

    monkeypatch.setattr(uncarrying, "undo", changed)

    answer = client.post(address("undo_carrying", made), follow=True)

    assert "Somebody else changed this while you had it open." in answer.content.decode()


def test_what_closed_an_action_that_goes_on_is_not_taken_back_by_itself(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    person = member(plan.organisation)
    action = make_action(plan)
    made = make_carrying(plan, action, by=person)

    answer = client.post(reverse("actions:undo", args=[plan.organisation.ods_code, made.updates.get().pk]))

    action.refresh_from_db()
    assert answer.status_code == 403
    assert action.status == "closed"


def test_an_update_that_merged_an_action_by_hand_can_be_taken_back(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    person = member(plan.organisation)
    update = make_update(make_action(plan), by=person, status="closed", closed_because="merged")

    assert client.post(reverse("actions:undo", args=[plan.organisation.ods_code, update.pk])).status_code == 302
