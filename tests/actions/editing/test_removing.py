"""Removing an action that was added by mistake, and who may."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role, User
from actions.models import Action, Lead, Reminder
from actions.services import editing, ordering
from actions.services.meanwhile import TouchedError
from tests.actions.editing.action_pages import address
from tests.factories import make_action, make_update, make_user


def test_an_action_that_nothing_touched_is_removed_and_the_numbers_close(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    later = [make_action(action.plan, place=place) for place in (2, 3)]

    answer = client.post(address("remove_action", action), {"version": 1}, follow=True)

    assert "The action is removed." in answer.content.decode()
    assert [each.pk for each in action.plan.actions.order_by("place")] == [each.pk for each in later]
    assert list(action.plan.actions.values_list("place", flat=True)) == [1, 2]
    assert Action.history.filter(id=action.pk, history_type="-").exists()


def test_an_action_that_was_put_elsewhere_meanwhile_leaves_no_gap_where_it_stood(action: Action) -> None:
    make_action(action.plan, place=2)
    seen = Action.objects.get(pk=action.pk)
    ordering.move_down(action=action)

    editing.remove_action(action=seen, version=seen.version)

    assert list(seen.plan.actions.values_list("place", flat=True)) == [1]


def met(action: Action) -> None:
    action.deadlines.update(met_on=date(2022, 1, 10))


def reminded(action: Action) -> None:
    Reminder.objects.create(
        action=action,
        due_on=date(2022, 1, 31),
        occasion="on the day",
        day=date(2022, 1, 31),
        address="a@trust.example",
        state="superseded",
    )


@pytest.mark.parametrize("touch", [lambda action: make_update(action, by=make_user()), met, reminded])
def test_an_action_on_which_something_is_recorded_is_not_removed(
    touch: Callable[[Action], Any], action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    touch(action)

    shown = client.get(address("remove_action", action)).content.decode()
    answer = client.post(address("remove_action", action), {"version": 1})

    assert "cannot be removed" in shown
    assert "Close it with a reason" in shown
    assert answer.status_code == 409
    assert Action.objects.filter(pk=action.pk).exists()


@pytest.mark.parametrize("version", ["7", "", "x", "9" * 30])
def test_an_action_that_changed_meanwhile_is_not_removed(
    version: str, action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)

    answer = client.post(address("remove_action", action), {"version": version}, follow=True)

    assert "The action is not removed, because it was changed meanwhile." in answer.content.decode()
    assert Action.objects.filter(pk=action.pk).exists()


def test_an_action_that_was_touched_between_the_page_and_the_answer_stays(action: Action) -> None:
    make_update(action, by=make_user())

    with pytest.raises(TouchedError, match="Close it with a reason"):
        editing.remove_action(action=action, version=1)

    action.refresh_from_db()
    assert action.version == 1


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ["edit_action", "remove_action"])
def test_who_may_change_or_remove_an_action(
    name: str, role: Role, action: Action, member: Callable[..., User], client: Client
) -> None:
    """Also not the lead whose post leads it: the words are those of the plan."""
    person = member(action.plan.organisation, role)
    Lead.objects.update(address=person.email)

    asked = client.get(address(name, action)).status_code
    link = address("edit_action", action) in client.get(address("action", action)).content.decode()

    assert asked == (200 if role == Role.EDI_LEAD else 403)
    assert link is (role == Role.EDI_LEAD)
