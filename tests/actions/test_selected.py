"""Changing several actions of the plan at once, and taking that back as one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from actions.models import Action, Lead, Plan, Update
from actions.services import together
from actions.services.meanwhile import ChangedMeanwhileError
from tests.factories import (
    NOW,
    answers_to,
    make_action,
    make_lead,
    make_member,
    make_organisation,
    make_plan,
    make_update,
    make_user,
)


@pytest.fixture
def plan(db: None) -> Plan:
    return make_plan(make_organisation())


@pytest.fixture
def actions(plan: Plan) -> list[Action]:
    lead, support = make_lead(plan.organisation, name="MEGA"), make_lead(plan.organisation, name="EMC")
    return [make_action(plan, place=place, lead=lead, support=support, due_on=date(2022, 1, 31)) for place in (1, 2, 3)]


def address(name: str, actions: list[Action]) -> str:
    chosen = "&".join(f"action={action.pk}" for action in actions)
    return f"{reverse(f'actions:{name}', args=[actions[0].plan.organisation.ods_code])}?{chosen}"


def sent(actions: list[Action], status: str = "", **fields: Any) -> dict[str, Any]:
    """What the browser sends of the page: every action ticked, at the version that it had."""
    versions = {f"version-{action.pk}": action.version for action in actions}
    said = {"status": status} | answers_to(status) if status else {}
    return {"action": [action.pk for action in actions]} | versions | said | fields


def statuses(plan: Plan) -> list[str]:
    return list(Action.objects.of(plan.organisation).values_list("status", flat=True))


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


def test_what_is_selected_under_several_headings_counts_once(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.get(address("selected", [*actions, *actions]))

    assert len(answer.context["actions"]) == 3


# ---- status


def test_each_action_gets_the_update(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    person = member(plan.organisation)

    page = client.post(address("selected_status", actions), sent(actions, "at_risk"), follow=True).content.decode()

    assert statuses(plan) == ["at_risk"] * 3
    assert "3 actions are updated." in page
    assert "Undo all of these updates" in page
    made = Update.objects.values_list("made_by", "progress", "being_done").distinct()
    assert list(made.order_by()) == [(person.pk, "Fewer panels than before.", "More are trained.")]


def test_what_loses_its_tick_stays_as_it_is(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    client.post(address("selected_status", actions), sent(actions, "on_track", action=[actions[1].pk]))

    assert statuses(plan) == ["not_recorded", "on_track", "not_recorded"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": ""}, "Choose how it is going."),
        ({"status": "off_track"}, "Say what is being done about it."),
        ({"status": "closed"}, "Choose why the action is closed."),
        ({"status": "complete", "progress": ""}, "Say what was done"),
        ({"action": []}, "Choose at least one action."),
        ({"action": [999_999]}, "999999 is not one of the available choices"),
    ],
)
def test_what_is_missing_is_asked_for_once_and_nothing_is_written(
    fields: dict[str, Any],
    said: str,
    plan: Plan,
    actions: list[Action],
    member: Callable[..., User],
    client: Client,
) -> None:
    member(plan.organisation)

    answer = client.post(
        address("selected_status", actions), sent(actions, "on_track", progress="As was agreed.") | fields
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Update.objects.exists()


def test_where_one_changed_meanwhile_nothing_is_written_and_it_is_shown_which(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    seen = sent(actions, "on_track", progress="As was agreed.")
    other = make_member(plan.organisation, Role.EDI_LEAD, name="Amara Osei")
    together.update_together(
        actions=[actions[1]],
        versions={actions[1].pk: 1},
        status="off_track",
        by=other,
        at=NOW,
        **answers_to("off_track"),
    )

    answer = client.post(address("selected_status", actions), seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1 of these actions changed while you had them open" in page
    assert page.index("<h1") < page.index('role="alert"') < page.index("1 of these actions changed")
    for words in ("Amara Osei reported on 15 December 2021", "More are trained.", "As was agreed."):
        assert words in page
    assert statuses(plan) == ["not_recorded", "off_track", "not_recorded"]
    again = seen | {name: answer.context["form"][name].value() for name in seen if name.startswith("version-")}
    client.post(address("selected_status", actions), again)
    assert statuses(plan) == ["on_track"] * 3


def test_the_service_writes_none_where_one_changed(actions: list[Action]) -> None:
    versions = {action.pk: action.version for action in actions} | {actions[2].pk: 7}

    with pytest.raises(ChangedMeanwhileError) as raised:
        together.update_together(actions=actions, versions=versions, status="on_track", by=make_user(), at=NOW)

    assert raised.value.changed == {actions[2].pk}
    assert not Update.objects.exists()


def updated_together(actions: list[Action], by: User) -> list[Update]:
    versions = {action.pk: action.version for action in actions}
    return together.update_together(actions=actions, versions=versions, status="on_track", by=by, at=NOW)


def undo_of(updates: list[Update]) -> str:
    return reverse("actions:undo_together", args=[updates[0].action.plan.organisation.ods_code, updates[0].pk])


def test_a_change_of_many_is_undone_as_one(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    updates = updated_together(actions, member(plan.organisation))

    page = client.post(undo_of(updates), follow=True).content.decode()

    assert "3 actions are undone. They are as they were before." in page
    assert statuses(plan) == ["not_recorded"] * 3
    assert not Update.objects.standing().exists()


def test_where_one_was_updated_since_none_is_undone_and_it_is_said_which(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    updates = updated_together(actions, member(plan.organisation))
    make_update(actions[1], by=make_user(), status="at_risk")

    page = client.post(undo_of(updates), follow=True).content.decode()

    assert "Updated again or undone since: action 2." in page
    assert statuses(plan) == ["on_track", "at_risk", "on_track"]


def test_nobody_undoes_what_somebody_else_changed(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    updates = updated_together(actions, make_member(plan.organisation, Role.EDI_LEAD))
    member(plan.organisation)

    shown = client.get(reverse("actions:together", args=[plan.organisation.ods_code, updates[0].pk])).content.decode()

    assert "Undo all of these updates" not in shown
    assert client.post(undo_of(updates)).status_code == 403


def test_the_page_of_an_action_leads_to_what_was_updated_with_it(
    plan: Plan, actions: list[Action], member: Callable[..., User], client: Client
) -> None:
    updates = updated_together(actions, member(plan.organisation))

    page = client.get(reverse("actions:action", args=[plan.organisation.ods_code, actions[2].pk])).content.decode()

    assert reverse("actions:together", args=[plan.organisation.ods_code, updates[2].pk]) in page


# ---- leads


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


# ---- who may


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
