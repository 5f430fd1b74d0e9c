"""Selecting several actions of the plan, and who may."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from actions.models import Action, Plan
from tests.actions.selected.several import address, sent
from tests.factories import make_action, make_lead, make_organisation, make_plan


def test_what_is_selected_in_the_plan_can_be_changed_at_once(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    listed = client.get(reverse("actions:plan", args=[plan.organisation.ods_code])).content.decode()
    asked = client.get(address("selected", actions[:2])).content.decode()

    assert listed.count('name="action"') == 3
    assert "Change the ones selected" in listed
    assert "Change 2 actions" in asked
    assert actions[0].wording in asked
    assert actions[2].wording not in asked


@pytest.mark.parametrize(("more", "buttons"), [(7, 1), (8, 2)])
def test_above_a_long_table_what_is_selected_can_be_changed_too(
    more: int, buttons: int, plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    for _ in range(more):
        make_action(plan)

    listed = client.get(reverse("actions:plan", args=[plan.organisation.ods_code])).content.decode()

    assert listed.count("Change the ones selected") == buttons


def test_who_selects_nothing_is_told_so(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    code = [plan.organisation.ods_code]

    for name in ("selected", "selected_status", "selected_leads"):
        answer = client.get(reverse(f"actions:{name}", args=code), {"action": ["x", "9" * 30]}, follow=True)
        assert "Select at least one action, then choose what to change." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("selected_leads", {"leads": "MEGA"}),
        ("selected_timescale", {"timescale": "March 2022", "reason": "Later", "timescale_seen": "March 2022"}),
        ("selected_status", {"status": "on_track"}),
    ],
)
def test_the_list_that_one_came_from_is_where_one_goes_back_to(
    name: str, typed: dict[str, str], plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    listed = client.get(reverse("actions:plan", args=[plan.organisation.ods_code]), {"only": "open", "group": "lead"})
    back = listed.context["back"]
    came_from = f"/{plan.organisation.ods_code}/actions/?{back}"

    nothing = client.get(reverse("actions:selected", args=[plan.organisation.ods_code]), {"back": back})
    saved = client.post(f"{address(name, actions)}&{urlencode({'back': back})}", sent(actions, **typed), follow=True)

    assert back == "only=open&group=lead&year=2021&standard=wres"
    assert nothing.headers["Location"] == came_from
    assert saved.redirect_chain
    assert came_from in (saved.context.get("list"), saved.redirect_chain[-1][0])


def test_without_a_list_to_go_back_to_it_is_the_plan_of_the_actions(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    page = client.get(address("selected", actions))

    assert page.context["list"] == f"/{plan.organisation.ods_code}/actions/?year=2021&standard=wres"


def test_what_is_selected_under_several_headings_counts_once(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.get(address("selected", [*actions, *actions]))

    assert len(answer.context["actions"]) == 3


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.EDI_LEAD, True),
        (Role.ADMIN, False),
        (Role.COMMITTEE, False),
        (Role.LEAD, False),
        (Role.OVERSEER, False),
    ],
)
def test_who_may_change_several(
    role: Role, may: bool, plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation, role)
    listed = client.get(reverse("actions:plan", args=[plan.organisation.ods_code])).content.decode()

    assert ("Change the ones selected" in listed) is may
    assert client.get(address("selected", actions)).status_code == (200 if may else 403)
    for name, fields in (("selected_status", {"status": "on_track"}), ("selected_leads", {"leads": "MEGA"})):
        answer = client.post(address(name, actions), sent(actions, **fields))
        assert answer.status_code == (302 if may else 403)
        actions = list(Action.objects.of(plan.organisation))


def test_actions_of_others_are_not_found(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    others = make_action(make_plan(make_organisation()))

    answer = client.get(address("selected", [actions[0], others]))

    assert answer.context["actions"] == [actions[0]]


def test_a_row_that_comes_back_in_place_can_still_be_selected(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    code = plan.organisation.ods_code
    row = reverse("actions:row", args=[code, actions[0].pk])

    in_plan = client.get(row, {"next": f"/{code}/actions/?year=2021"}, headers={"HX-Request": "true"})
    in_mine = client.get(row, {"next": f"/{code}/my-actions/"}, headers={"HX-Request": "true"})

    assert 'form="selected"' in in_plan.content.decode()
    assert 'form="selected"' not in in_mine.content.decode()


@pytest.mark.parametrize("name", ["selected", "selected_status", "selected_leads"])
def test_the_pages_take_as_many_queries_for_many_actions_as_for_few(
    name: str, plan: Plan, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    member(plan.organisation)
    many = [make_action(plan, lead=make_lead(plan.organisation)) for _ in range(12)]

    def queries(actions: list[Action]) -> int:
        with django_assert_max_num_queries(40) as captured:
            client.get(address(name, actions))
        return len(captured)

    assert queries(many) == queries(many[:2])
