"""The trail of an action from plan to plan."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from actions.models import Action, Plan, Revision
from tests.actions.carrying.carrying import address
from tests.factories import NOW, make_action, make_carrying


def test_the_trail_is_seen_both_ways(plan: Plan, member: Callable[..., User], client: Client) -> None:
    person = member(plan.organisation, Role.COMMITTEE)
    action = make_action(plan, place=7, status="at_risk", due_on=date(2022, 1, 31))
    deadline = action.deadlines.get()
    for moved_from, moved_to in [(1, 3), (3, 9)]:
        moves = {"moved_from": date(2022, moved_from, 28), "moved_to": date(2022, moved_to, 28)}
        Revision.objects.create(deadline=deadline, reason="Late.", made_by=person, made_at=NOW, **moves)
    make_carrying(plan, action)
    new = Action.objects.get(plan__year=2022)
    make_carrying(new.plan, new)
    newest = Action.objects.get(plan__year=2023)

    pages = [" ".join(client.get(address("action", each)).content.decode().split()) for each in (action, new, newest)]

    assert "action 1 of the 2022 plan</a>" in pages[0]
    came = "action 7 of the 2021 plan</a>, first due 31 January 2022, moved twice. Its status was then: at risk."
    assert came in pages[1]
    assert "action 1 of the 2023 plan</a>" in pages[1]
    assert "action 1 of the 2022 plan</a>, first due 31 January 2022, moved twice." in pages[2]
    assert came in pages[2]


def test_the_trail_takes_the_same_number_of_queries_for_one_origin_and_for_many(
    plan: Plan, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    member(plan.organisation)

    def queries(origins: int) -> int:
        make_carrying(plan, *(make_action(plan, due_on=date(2022, 1, 31)) for _ in range(origins)))
        new = Action.objects.latest("pk")
        for other in Action.objects.filter(carried_to__onto__plan=new.plan).exclude(carried_to__onto=new):
            other.carried_to.update(onto=new)
        with django_assert_max_num_queries(40) as captured:
            assert client.get(address("action", new)).status_code == 200
        return len(captured)

    assert queries(1) == queries(9)


@pytest.mark.parametrize(
    ("day", "said"),
    [("2022-07-04", "Overdue in the 2022 plan: 1 action"), ("2022-01-31", ""), ("2022-10-01", "Overdue: 1 action")],
)
def test_what_is_overdue_is_seen_on_the_overview_before_and_after_the_next_plan_starts(
    day: str, said: str, plan: Plan, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    make_carrying(plan, make_action(plan, due_on=date(2022, 1, 31)))
    on(day)
    member(plan.organisation)

    page = client.get(reverse("reports:overview", args=[plan.organisation.ods_code])).content.decode()

    assert said in page
    assert ("Overdue in the 2022 plan" in page) is (day == "2022-07-04")
