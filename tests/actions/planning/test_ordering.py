"""The order of a plan's actions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from actions.models import Action, Plan
from actions.services import ordering
from tests.actions.planning.plans import address
from tests.factories import make_action, make_plan


def five_actions(plan: Plan) -> dict[str, Action]:
    """Numbered with gaps, as after a plan that was brought in was put right."""
    return {
        word: make_action(plan, place=place, wording=word) for place, word in zip((2, 3, 5, 8, 9), "abcde", strict=True)
    }


def words_in_order(plan: Plan) -> str:
    return "".join(plan.actions.order_by("place").values_list("wording", flat=True))


@pytest.mark.parametrize(
    ("moved", "turn", "order"),
    [
        ("d", 1, "dabce"),
        ("a", 5, "bcdea"),
        ("b", 4, "acdbe"),
        ("c", 3, "abcde"),
        ("c", 99, "abdec"),
    ],
)
def test_an_action_is_moved_to_a_number(moved: str, turn: int, order: str, plan: Plan) -> None:
    actions = five_actions(plan)

    ordering.move_to(action=actions[moved], turn=turn)

    assert words_in_order(plan) == order
    assert sorted(plan.actions.values_list("place", flat=True)) == [2, 3, 5, 8, 9]


@pytest.mark.parametrize(
    ("name", "moved", "order"),
    [
        ("move_up", "b", "bacde"),
        ("move_up", "a", "abcde"),
        ("move_down", "b", "acbde"),
        ("move_down", "e", "abcde"),
    ],
)
def test_an_action_is_moved_a_step(
    name: str, moved: str, order: str, plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    action = five_actions(plan)[moved]

    answer = client.post(address(name, action))

    assert words_in_order(plan) == order
    assert answer.url.endswith(f"?page=1#action-{action.pk}")


def test_a_moved_action_of_another_plan_stays_where_it_is(plan: Plan) -> None:
    other = make_plan(plan.organisation, year=2022)
    five_actions(other)

    ordering.move_to(action=five_actions(plan)["e"], turn=1)

    assert words_in_order(other) == "abcde"


def test_a_long_way_is_asked_by_number(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    five_actions(plan)

    moved = client.post(address("move_to", plan), {"place": "9", "turn": "1"})
    refused = client.post(address("move_to", plan), {"place": "7", "turn": ""})

    assert moved.status_code == 302
    assert words_in_order(plan) == "eabcd"
    assert refused.status_code == 422
    for words in ("The plan has no action 7.", "Enter the number that it is to have."):
        assert words in refused.content.decode()


def test_the_order_of_many_actions_is_a_page_at_a_time(
    plan: Plan, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    member(plan.organisation)
    for _ in range(3):
        make_action(plan)

    def queries() -> int:
        with django_assert_max_num_queries(30) as captured:
            assert client.get(address("order", plan)).status_code == 200
        return len(captured)

    few = queries()
    for _ in range(60):
        make_action(plan)

    assert queries() == few
    page = client.get(address("order", plan), {"page": 2}).content.decode()
    assert page.count('class="plan-order__item"') == 13
