"""The same timescale for several actions at once: all of them, or none."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from actions.lead_words import LeadWords
from actions.models import Action, Plan, Revision
from actions.services import together
from tests.actions.selected.several import address, sent
from tests.factories import make_action, make_lead, make_organisation, make_plan

WORDS = "June 2022"


@pytest.fixture
def plan(db: None) -> Plan:
    return make_plan(make_organisation())


@pytest.fixture
def undated(plan: Plan) -> list[Action]:
    return [make_action(plan, place=place) for place in (1, 2)]


@pytest.fixture
def dated(plan: Plan) -> Action:
    return make_action(plan, place=3, timescale="January 2022", due_on=date(2022, 1, 31))


def due(action: Action) -> list[date]:
    return list(action.deadlines.unmet().values_list("due_on", flat=True))


def test_each_action_gets_the_words_and_their_deadline(
    plan: Plan, undated: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    page = client.post(address("selected_timescale", undated), sent(undated, timescale=WORDS), follow=True)

    assert "2 actions are changed: when they are due." in page.content.decode()
    assert list(plan.actions.values_list("timescale", flat=True)) == [WORDS, WORDS]
    assert [due(action) for action in undated] == [[date(2022, 6, 30)]] * 2


def test_a_date_that_was_set_moves_only_with_a_reason_and_until_then_none_does(
    plan: Plan, undated: list[Action], dated: Action, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    chosen = [*undated, dated]

    asked = client.post(address("selected_timescale", chosen), sent(chosen, timescale=WORDS))

    assert asked.status_code == 422
    assert "Say why. It is asked for: action 3." in asked.content.decode()
    assert due(undated[0]) == []

    client.post(address("selected_timescale", chosen), sent(chosen, timescale=WORDS, reason="The survey is late."))

    assert due(dated) == [date(2022, 6, 30)]
    assert Revision.objects.get().reason == "The survey is late."


def test_what_has_ended_is_named_and_nothing_is_written(
    plan: Plan, undated: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    Action.objects.filter(pk=undated[1].pk).update(status="closed")

    answer = client.post(address("selected_timescale", undated), sent(undated, timescale=WORDS))

    assert answer.status_code == 422
    assert "Complete or closed, so their dates stay: action 2. Untick them." in answer.content.decode()
    assert due(undated[0]) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Enter when they are due."),
        ("sometime soon", "These words do not say when they are due."),
        ("By 2023", "If that is right, save again."),
    ],
)
def test_what_does_not_say_when_is_asked_again(
    words: str, said: str, plan: Plan, undated: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.post(address("selected_timescale", undated), sent(undated, timescale=words))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not any(map(due, undated))


def test_what_somebody_else_changed_meanwhile_is_shown_first(
    plan: Plan, undated: list[Action], member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    seen = sent(undated, timescale=WORDS)
    Action.objects.filter(pk=undated[0].pk).update(version=7)

    answer = client.post(address("selected_timescale", undated), seen)

    assert answer.status_code == 409
    assert WORDS in answer.content.decode()
    assert not any(map(due, undated))


def test_more_than_can_be_changed_at_once_is_said(
    plan: Plan, undated: list[Action], member: Callable[..., User], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(plan.organisation)
    monkeypatch.setattr("actions.views.selected.MOST", 1)

    answer = client.get(address("selected", undated))

    assert "At most 1 actions can be changed at once. The others are left out." in answer.content.decode()
    assert len(answer.context["actions"]) == 1


def test_the_leads_of_the_organisation_are_asked_for_once(
    plan: Plan, django_assert_max_num_queries: Callable[..., object]
) -> None:
    actions = [make_action(plan, place=place) for place in range(1, 21)]
    make_lead(plan.organisation, name="MEGA")
    versions = {action.pk: action.version for action in actions}

    with django_assert_max_num_queries(20 * 7 + 11):
        together.lead_together(
            actions=actions, versions=versions, leads=LeadWords(("MEGA", "EMC"), (), ()), keeps_support=False
        )

    assert {action.leads.count() for action in actions} == {2}
