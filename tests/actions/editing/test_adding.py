"""Adding an action to a plan."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from actions.models import Action, Lead, Plan
from indicators.models import Indicator
from tests.actions.editing.action_pages import address, answers, who
from tests.factories import make_action, make_lead


def test_an_action_is_added_with_leads_and_timescale_as_they_were_understood(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    for name in ("Head of Recruitment", "MEGA"):
        make_lead(plan.organisation, name=name)
    sent = answers(plan, 2, leads="head of recruitment with support from MEGA", timescale="January 2022")

    answer = client.post(address("add_action", plan), sent)

    made = plan.actions.get()
    assert answer.url == address("action", made)
    assert who(made) == [("Head of Recruitment", "accountable"), ("MEGA", "supporting")]
    assert (made.timescale, made.status) == ("January 2022", "not_recorded")
    assert made.deadlines.get().first_due_on == date(2022, 1, 31)
    assert [each.number for each in made.indicators.all()] == [2]


def test_a_lead_that_is_not_known_is_shown_once_and_then_added(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    sent = answers(plan, 2, leads="Hed of Recruitment")

    asked = client.post(address("add_action", plan), sent)
    again = client.post(address("add_action", plan), sent | {"leads_seen": "Hed of Recruitment"})

    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Understood as: led by Hed of Recruitment. New, and will be added to the leads" in page
    assert 'name="leads_seen" value="Hed of Recruitment"' in page
    assert again.status_code == 302
    assert Lead.objects.get().name == "Hed of Recruitment"


def test_other_words_than_those_that_were_shown_are_asked_about_again(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.post(address("add_action", plan), answers(plan, 2, leads="EMC", leads_seen="MEGA"))

    assert answer.status_code == 422
    assert not plan.actions.exists()


def test_a_doubt_about_the_timescale_is_shown_once_and_then_kept(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    sent = answers(plan, 2, timescale="Recruitment manager to determine.")

    asked = client.post(address("add_action", plan), sent)
    client.post(address("add_action", plan), sent | {"timescale_seen": "Recruitment manager to determine."})

    assert asked.status_code == 422
    assert "No date could be read" in asked.content.decode()
    assert plan.actions.get().doubts


def test_the_form_reads_a_timescale_as_one_types(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)

    page = client.get(address("add_action", plan)).content.decode()

    assert f"{reverse('actions:read_words', args=[plan.organisation.ods_code])}?starts_on={plan.starts_on}" in page
    assert 'hx-params="timescale"' in page


def test_an_answered_form_shows_how_the_timescale_is_read(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    asked = client.post(
        address("add_action", plan), answers(plan, 2, wording="", timescale="February 2022 and ongoing")
    )

    assert asked.status_code == 422
    assert "Understood as: due 28 February 2022, then continuing" in asked.content.decode()


def test_without_a_timescale_the_action_says_so(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)

    client.post(address("add_action", plan), answers(plan, 2))

    assert plan.actions.get().doubts == ["No timescale is given for this action."]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"wording": "  "}, "Say what will be done."),
        ({"wording": "x" * 4001}, "4000"),
        ({"indicators": []}, "Choose at least one indicator."),
        ({"indicators": ["0"]}, "There is a problem"),
        ({"leads": "L" * 201}, "is too long for the name of one lead"),
        ({"timescale": "x" * 301}, "300"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    fields: dict[str, Any], said: str, plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.post(address("add_action", plan), answers(plan, 2, **fields))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Train the panels" in page or "wording" in fields
    assert not plan.actions.exists()


def test_a_new_action_stands_behind_those_of_its_indicators(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    for place, numbers in enumerate([(2,), (2,), (3,), (5, 6), (6,)], 1):
        make_action(plan, place=place, wording=f"For {numbers}", indicators=numbers)

    for numbers in [(2,), (6, 5), (9,)]:
        client.post(address("add_action", plan), answers(plan, *numbers, wording=f"New {numbers}"))

    assert list(plan.actions.order_by("place").values_list("wording", flat=True)) == [
        "For (2,)",
        "For (2,)",
        "New (2,)",
        "For (3,)",
        "For (5, 6)",
        "New (6, 5)",
        "For (6,)",
        "New (9,)",
    ]


def test_the_form_offers_the_indicators_of_the_plans_year_and_the_leads_so_far(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    Indicator.objects.filter(number=4).update(last_year=2020)
    member(action.plan.organisation)

    page = client.get(address("add_action", action.plan)).content.decode()

    assert page.count('name="indicators"') == 8
    assert "Head of Recruitment" in page
