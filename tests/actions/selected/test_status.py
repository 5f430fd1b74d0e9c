"""One status for several actions at once, and taking that back as one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from actions.models import Action, Plan, Update
from actions.services import together
from actions.services.meanwhile import ChangedMeanwhileError
from tests.actions.selected.several import address, sent, updated_together
from tests.factories import NOW, answers_to, make_member, make_update, make_user


def statuses(plan: Plan) -> list[str]:
    return list(Action.objects.of(plan.organisation).values_list("status", flat=True))


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
