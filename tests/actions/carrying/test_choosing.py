"""Choosing what happens to each action, and who may."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Role, User
from actions.models import Plan
from actions.pages import carrying as pages
from indicators.models import Indicator
from tests.actions.carrying.carrying import address, check_page
from tests.factories import make_action, make_carrying


def test_open_actions_are_carried_on_and_ended_ones_left_unless_chosen_otherwise(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    make_action(plan, wording="Open", status="at_risk")
    make_action(plan, wording="Done", status="complete")
    make_carrying(plan, make_action(plan, wording="Goes on already"))

    answer = client.get(address("carry_forward", plan))

    found = answer.context["choices"]
    assert [(each.row.action.wording, each.chosen) for each in found.open] == [("Open", "carry")]
    assert [(each.row.action.wording, each.chosen) for each in found.ended] == [("Done", "leave")]
    assert "The 2022 plan has been begun" in answer.content.decode()


def test_the_choices_stand_as_they_were_made_when_somebody_comes_back_to_them(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    first, second = make_action(plan), make_action(plan)

    back = client.get(check_page(plan, {first: "close", second: "carry"})).context["back"]
    found = client.get(back).context["choices"].open

    assert [each.chosen for each in found] == ["close", "carry"]


def test_a_plan_of_which_all_goes_on_says_so(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    empty = client.get(address("carry_forward", plan)).content.decode()
    make_carrying(plan)

    assert "The plan has no actions." in empty
    assert (
        "Every action goes on in a later plan already." in client.get(address("carry_forward", plan)).content.decode()
    )


def test_a_year_without_indicators_takes_no_action(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    make_action(plan)
    Indicator.objects.update(last_year=2021)

    assert "has no indicators for 2022 yet" in client.get(address("carry_forward", plan)).content.decode()


@pytest.mark.parametrize("choice", ["leave", "nonsense", ""])
def test_without_a_choice_nothing_is_checked(
    choice: str, plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.get(check_page(plan, {make_action(plan): choice}), follow=True)

    assert "Choose at least one action, and at most 50 at once." in answer.content.decode()


def test_many_actions_are_carried_forward_in_several_goes(
    plan: Plan, member: Callable[..., User], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    member(plan.organisation)
    actions = [make_action(plan) for _ in range(3)]

    answer = client.get(address("carry_forward", plan))

    assert [each.row.action for each in answer.context["choices"].open] == actions[:2]
    assert "come back for the others" in answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", ["carry_forward", "carry_check", "undo_carrying"])
def test_who_may_carry_forward(page: str, role: Role, plan: Plan, member: Callable[..., User], client: Client) -> None:
    made = make_carrying(plan)
    member(plan.organisation, role)

    asked = client.get(address(page, made if page == "undo_carrying" else plan), follow=True).status_code
    listed = client.get(address("about_plan", plan)).content.decode()

    assert asked == (200 if role == Role.EDI_LEAD else 403)
    assert (address("carry_forward", plan) in listed) is (role == Role.EDI_LEAD)
