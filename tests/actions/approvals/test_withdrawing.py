"""Taking back an approval that was recorded by mistake."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User
from actions.models import Action
from actions.services import approving
from tests.actions.approvals.approving import address, state_of
from tests.factories import NOW, make_approval, make_user


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
