"""Recording that a body approved the plan, and who may."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Role, User
from actions.lead_words import LeadWords
from actions.models import Action, Approval, Plan
from actions.services import approving
from actions.services.editing import edit_action
from actions.services.since_meeting import changed_since
from indicators.models import Indicator
from tests.actions.approvals.approving import address, state_of
from tests.factories import NOW, make_action, make_approval, make_lead, make_user


def answers(**fields: str) -> dict[str, str]:
    given = {"body": "Trust Board", "approved_on_day": "29", "approved_on_month": "9", "approved_on_year": "2021"}
    return given | fields


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


def put_in_and_changed(plan: Plan, on: Callable[..., None]) -> Action:
    """An action of September that was worded anew in December."""
    on("2021-09-01")
    action = make_action(plan, wording="Train the panels", lead=make_lead(plan.organisation))
    make_action(plan, wording="Ask the network")
    on("2021-12-15")
    action.wording, action.timescale, action.version = "Train all the panels", "March 2022", 2
    action.save()
    return action


def test_what_was_changed_after_the_meeting_is_listed_before_it_is_recorded(
    plan: Plan, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    member(plan.organisation)
    put_in_and_changed(plan, on)

    refused = client.post(address("approve", plan), answers())
    taken = client.post(address("approve", plan), answers(as_now="on"))

    page = refused.content.decode()
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "1 action changed after that day" in page
    assert "Train all the panels" in page
    assert "(wording, timescale changed)" in page
    assert "Ask the network" not in page
    assert Approval.objects.count() == 1


@pytest.mark.parametrize("day", ["15", "16"])
def test_what_was_changed_by_the_day_of_the_meeting_is_not_asked_about(
    day: str, plan: Plan, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    member(plan.organisation)
    put_in_and_changed(plan, on)
    on("2021-12-17")

    assert "as_now" not in client.get(address("approve", plan)).content.decode()
    assert (
        client.post(address("approve", plan), answers(approved_on_day=day, approved_on_month="12")).status_code == 302
    )


def other_leads(action: Action) -> None:
    edit_action(
        action=action,
        version=2,
        wording=action.wording,
        indicators=action.indicators.all(),
        leads=LeadWords(("MEGA",), (), ()),
    )


def other_indicators(action: Action) -> None:
    numbers = Indicator.objects.filter(standard=action.plan.standard, number=5)
    leads = LeadWords(tuple(each.lead.name for each in action.leaderships.all()), (), ())
    edit_action(action=action, version=2, wording=action.wording, indicators=numbers, leads=leads)


def one_more(action: Action) -> None:
    make_action(action.plan, wording="One more")


def gone(action: Action) -> None:
    action.delete()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (other_leads, "wording, timescale, leads changed"),
        (other_indicators, "wording, timescale, indicators changed"),
        (one_more, "added"),
        (gone, "removed"),
    ],
)
def test_each_kind_of_later_change_is_named(
    change: Callable[[Action], None], what: str, plan: Plan, on: Callable[..., None]
) -> None:
    action = put_in_and_changed(plan, on)
    change(action)

    assert what in [each.what for each in changed_since(plan, date(2021, 9, 29))]


def test_of_a_plan_entered_after_the_meeting_only_what_was_changed_in_it_counts(
    plan: Plan, on: Callable[..., None]
) -> None:
    put_in_and_changed(plan, on)

    assert [each.what for each in changed_since(plan, date(2021, 8, 1))] == ["wording, timescale changed"]


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
