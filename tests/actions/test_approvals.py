"""Recording that a body approved the plan, and what changed since."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Approval, Plan
from actions.services import approving
from tests.factories import (
    NOW,
    make_action,
    make_approval,
    make_carrying,
    make_lead,
    make_organisation,
    make_plan,
    make_update,
    make_user,
)

LATER = date(2021, 12, 16)
LATER_STILL = NOW + timedelta(2)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    return make_plan(trust)


@pytest.fixture
def action(plan: Plan) -> Action:
    lead, support = make_lead(plan.organisation, name="EMC"), make_lead(plan.organisation, name="MEGA")
    return make_action(
        plan,
        place=1,
        wording="Train the panels",
        timescale="January 2022",
        lead=lead,
        support=support,
        indicators=(2, 3),
    )


def address(name: str, row: Plan | Approval) -> str:
    organisation = row.organisation if isinstance(row, Plan) else row.plan.organisation
    return reverse(f"actions:{name}", args=[organisation.ods_code, row.pk])


def answers(**fields: str) -> dict[str, str]:
    given = {"body": "Trust Board", "approved_on_day": "29", "approved_on_month": "9", "approved_on_year": "2021"}
    return given | fields


def state_of(plan: Plan) -> str:
    plan.refresh_from_db()
    return str(plan.state)


# ---- recording -----------------------------------------------------------------------------------


def test_an_approval_keeps_every_action_in_the_words_of_the_day(
    action: Action, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    on("2021-10-01")
    person = member(action.plan.organisation)

    answer = client.post(address("approve", action.plan), answers(body=" Trust   Board "), follow=True)

    approval = Approval.objects.get()
    kept = approval.approved_actions.get()
    assert (approval.body, approval.approved_on, approval.recorded_by) == ("Trust Board", date(2021, 9, 29), person)
    assert (kept.action, kept.place, kept.wording, kept.timescale) == (action, 1, "Train the panels", "January 2022")
    assert (kept.leads, kept.indicators) == ("EMC\nwith support from MEGA", "2, 3")
    assert state_of(action.plan) == "approved"
    assert "It is recorded that Trust Board approved the plan on 29 September 2021." in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": " "}, "Enter who approved the plan"),
        ({"approved_on_day": "2", "approved_on_month": "10"}, "This day is still to come."),
        ({"approved_on_day": "31"}, "Enter a real date"),
        ({"approved_on_day": "", "approved_on_month": "", "approved_on_year": ""}, "Enter the day on which"),
        ({"body": "EMC"}, "That EMC approved the plan on that day is recorded already."),
    ],
)
def test_an_approval_that_is_not_right_is_refused_in_words(
    fields: dict[str, str],
    said: str,
    action: Action,
    member: Callable[..., User],
    client: Client,
    on: Callable[..., None],
) -> None:
    on("2021-10-01")
    make_approval(action.plan, body="EMC")
    member(action.plan.organisation)

    answer = client.post(address("approve", action.plan), answers(**fields))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Approval.objects.count() == 1


def test_an_approval_of_today_is_taken(
    action: Action, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    on("2021-09-29")
    member(action.plan.organisation)

    assert client.post(address("approve", action.plan), answers()).status_code == 302


def test_a_plan_without_actions_has_nothing_to_approve(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)

    answer = client.post(address("approve", plan), answers())

    assert answer.status_code == 422
    assert "there is nothing to approve" in answer.content.decode()
    assert state_of(plan) == "draft"


@pytest.mark.parametrize(
    ("state", "after_approval", "after_withdrawal"),
    [("draft", "approved", "draft"), ("approved", "approved", "draft"), ("published", "published", "published")],
)
def test_what_an_approval_and_its_withdrawal_make_of_a_plan(
    state: str, after_approval: str, after_withdrawal: str, action: Action
) -> None:
    Plan.objects.update(state=state)

    approval = make_approval(action.plan)
    approved = state_of(action.plan)
    approving.withdraw_approval(approval=approval, by=make_user(), at=NOW)

    assert (approved, state_of(action.plan)) == (after_approval, after_withdrawal)


def test_every_state_has_its_moves() -> None:
    assert set(approving.MOVES) == set(Plan.State.values)
    assert all(moves <= set(Plan.State.values) for moves in approving.MOVES.values())


# ---- taking back ---------------------------------------------------------------------------------


def test_an_approval_recorded_by_mistake_is_withdrawn_and_stays_on_record(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    approval = make_approval(action.plan, body="Trust Board")
    person = member(action.plan.organisation, name="Amara Osei")

    answer = client.post(address("withdraw_approval", approval), follow=True)

    approval.refresh_from_db()
    page = answer.content.decode()
    assert approval.withdrawn_by == person
    assert approval.approved_actions.count() == 1
    assert "No approval is recorded." in page
    assert "withdrawn by Amara Osei on" in page
    assert approval.history.count() == 2


def test_with_another_approval_the_plan_stays_approved(action: Action) -> None:
    approving.withdraw_approval(approval=make_approval(action.plan), by=make_user(), at=NOW)
    first, _ = make_approval(action.plan), make_approval(action.plan)

    approving.withdraw_approval(approval=first, by=make_user(), at=NOW)

    assert state_of(action.plan) == "approved"


def test_a_withdrawal_counts_once(action: Action, member: Callable[..., User], client: Client) -> None:
    approval, first = make_approval(action.plan), make_user()
    approving.withdraw_approval(approval=approval, by=first, at=NOW)
    member(action.plan.organisation)

    asked = client.get(address("withdraw_approval", approval)).content.decode()
    client.post(address("withdraw_approval", approval))

    approval.refresh_from_db()
    assert "It is withdrawn already" in asked
    assert approval.withdrawn_by == first


def test_what_was_withdrawn_can_be_recorded_again(action: Action) -> None:
    approving.withdraw_approval(approval=make_approval(action.plan, body="Board"), by=make_user(), at=NOW)

    assert make_approval(action.plan, body="Board").withdrawn_at is None


# ---- what changed since --------------------------------------------------------------------------


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


# ---- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ["approve", "withdraw_approval"])
def test_who_may_record_and_withdraw(
    name: str, role: Role, action: Action, member: Callable[..., User], client: Client
) -> None:
    approval = make_approval(action.plan)
    member(action.plan.organisation, role)

    asked = client.get(address(name, action.plan if name == "approve" else approval)).status_code
    read = client.get(address("approval", approval))

    assert asked == (200 if role == Role.EDI_LEAD else 403)
    assert read.status_code == 200
    assert ("Withdraw this approval" in read.content.decode()) is (role == Role.EDI_LEAD)
