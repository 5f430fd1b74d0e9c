"""What changed since a body approved the plan."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Approval, Plan
from tests.actions.approvals.approving import address
from tests.factories import NOW, make_action, make_approval, make_carrying, make_lead, make_update

LATER = date(2021, 12, 16)
LATER_STILL = NOW + timedelta(2)


def shown(client: Client, approval: Approval) -> list[tuple[str, str, list[str]]]:
    """What changed, the words of the action, and the names of the fields that differ."""
    found = client.get(address("approval", approval)).context["page"]
    return [(each.what, each.wording, [label for label, _ in each.fields]) for each in found]


def test_each_kind_of_change_is_shown_word_by_word(action: Action, member: Callable[..., User], client: Client) -> None:
    person = member(action.plan.organisation)
    same, closed, gone = (make_action(action.plan, wording=word) for word in ("Same", "Closed", "Gone"))
    was_closed = make_action(action.plan, wording="Closed before", status="closed")
    approval = make_approval(action.plan, body="Trust Board")
    Action.objects.filter(pk=action.pk).update(wording="Train all the panels", timescale="March 2022")
    action.leaderships.filter(kind="supporting").delete()
    action.indicators.set(action.indicators.filter(number=2))
    make_update(closed, by=person, on=LATER, status="closed", progress="Too expensive.")
    gone.delete()
    make_action(action.plan, wording="New")

    found = shown(client, approval)

    assert found == [
        ("changed", "Train all the panels", ["Wording", "Timescale", "Leads", "Indicators"]),
        ("closed", "Closed", []),
        ("added", "New", []),
        ("removed", "Gone", []),
    ]
    page = client.get(address("approval", approval)).content.decode()
    for words in ("4 actions are not as approved", "Why it was closed: Too expensive.", "[removed: </span>January"):
        assert words in page
    assert same.wording not in page
    assert was_closed.wording not in page


def test_an_action_that_only_goes_on_in_the_next_plan_is_as_it_was_approved(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    other = make_action(action.plan)
    approval = make_approval(action.plan)
    make_carrying(action.plan, action, other, at=LATER_STILL)

    found = shown(client, approval)

    page = client.get(address("approval", approval)).content.decode()
    assert found == []
    assert "2 actions go on in a later plan." in page
    assert "Every action is worded as it was approved." in page


def test_of_what_goes_on_only_what_was_changed_before_is_listed(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    person = member(action.plan.organisation)
    same, dropped = make_action(action.plan), make_action(action.plan, wording="Dropped")
    approval = make_approval(action.plan)
    Action.objects.filter(pk=action.pk).update(wording="Train all the panels")
    make_carrying(action.plan, action, same, at=LATER_STILL)
    make_update(dropped, by=person, on=LATER, status="closed")

    found = shown(client, approval)

    assert found == [("changed", "Train all the panels", ["Wording"]), ("closed", "Dropped", [])]


@pytest.mark.parametrize("status", ["on_track", "at_risk", "complete"])
def test_a_report_of_progress_is_no_change_of_the_plan(
    status: str, action: Action, member: Callable[..., User], client: Client
) -> None:
    person = member(action.plan.organisation)
    approval = make_approval(action.plan)
    make_update(action, by=person, on=LATER, status=status)

    assert shown(client, approval) == []
    assert "Every action is as it was approved." in client.get(address("approval", approval)).content.decode()


def test_an_action_that_was_opened_again_is_not_closed(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    person = member(action.plan.organisation)
    approval = make_approval(action.plan)
    make_update(action, by=person, on=LATER, status="closed")
    make_update(action, by=person, on=LATER, status="on_track")

    assert shown(client, approval) == []


def test_a_new_number_is_no_change_of_the_plan(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)
    approval = make_approval(action.plan)
    Action.objects.update(place=7)

    assert shown(client, approval) == []


def test_the_words_that_were_approved_stay_as_they_were(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(kingston, Role.COMMITTEE)
    approval = make_approval(kingston.plans.get(), body="Trust Board")
    Action.objects.of(kingston).update(wording="Other words")

    page = client.get(address("approved_wording", approval)).content.decode()

    assert page.count('<tr class="nhsuk-table__row"') == 22
    assert "Provide clear protocols for chairs" in page
    assert "with support from Head of Equality, Diversity &amp; Inclusion" in page
    assert "Other words" not in page


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        (0, "As Trust Board approved it on 29 September 2021"),
        (1, "1 action changed since Trust Board approved it on 29 September 2021"),
        (2, "2 actions changed since Trust Board approved it on 29 September 2021"),
    ],
)
def test_the_plan_says_how_many_actions_changed_since_it_was_approved(
    edited: int, said: str, action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation, Role.COMMITTEE)
    other = make_action(action.plan)
    make_approval(action.plan, body="Committee", approved_on=date(2021, 7, 1))
    make_approval(action.plan, body="Trust Board")
    Action.objects.filter(pk__in=[action.pk, other.pk][:edited]).update(wording="Otherwise")

    page = client.get(reverse("actions:plan", args=[action.plan.organisation.ods_code])).content.decode()

    assert said in page


def test_the_pages_take_the_same_number_of_queries_for_few_actions_and_for_many(
    plan: Plan, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    person = member(plan.organisation)

    def queries(number: int) -> list[int]:
        actions = [make_action(plan, lead=make_lead(plan.organisation), indicators=(5, 6)) for _ in range(number)]
        approval = make_approval(plan)
        for action in actions:
            make_update(action, by=person, on=LATER, status="closed")
        pages = [
            address("approval", approval),
            address("approved_wording", approval),
            reverse("actions:plan", args=[plan.organisation.ods_code]),
        ]
        return [count(page) for page in pages]

    def count(page: str) -> int:
        with django_assert_max_num_queries(40) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    assert queries(1) == queries(20)
