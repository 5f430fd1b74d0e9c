"""The plan, the actions of a person and other lists, as the people who use them meet them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Lead, Plan
from tests.actions.pages.update_pages import address
from tests.factories import make_action, make_lead, make_plan, make_update, make_user


def test_the_plan_shows_what_is_printed_and_how_it_goes(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    make_update(action, by=member(action.plan.organisation))

    page = client.get(reverse("actions:plan", args=[action.plan.organisation.ods_code])).content.decode()

    for words in ("Train the panels", "January 2022", "No lead yet", "On track", "Trust score"):
        assert words in page


def test_an_action_that_serves_several_indicators_stands_once_in_their_block(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(kingston, Role.COMMITTEE)

    answer = client.get(reverse("actions:plan", args=["RAX"]))

    blocks = answer.context["blocks"]
    assert [[indicator.number for indicator, _ in block.indicators] for block in blocks] == [
        [2],
        [3],
        [4],
        [5, 6, 7, 8],
        [9],
    ]
    assert [len(block.rows) for block in blocks] == [7, 2, 2, 10, 1]
    assert [score for _, score in blocks[3].indicators] == ["41.8%", "34.2%", "72.9%", "18.6%"]


def test_without_a_plan_the_page_says_so(trust: Organisation, member: Callable[..., User], client: Client) -> None:
    member(trust)

    assert "There is no action plan yet." in client.get(reverse("actions:plan", args=[trust.ods_code])).content.decode()


@pytest.mark.parametrize(("today", "year"), [("2021-09-30", 2021), ("2022-09-30", 2021), ("2022-10-01", 2022)])
def test_without_a_year_the_plan_in_force_is_shown_else_the_one_that_starts_next(
    today: str, year: int, action: Action, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    on(today)
    trust = action.plan.organisation
    make_plan(trust, year=2022, starts_on=date(2022, 10, 1))
    member(trust)

    for name in ("plan", "on_paper", "time_line"):
        page = client.get(reverse(f"actions:{name}", args=[trust.ods_code]))

        assert page.context["plan"].year == year


def test_every_plan_is_offered_by_its_year(
    action: Action, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    on("2021-12-15")
    trust = action.plan.organisation
    make_plan(trust, year=2022, starts_on=date(2022, 10, 1))
    member(trust)

    in_force = client.get(reverse("actions:plan", args=[trust.ods_code])).content.decode()
    later = client.get(reverse("actions:plan", args=[trust.ods_code]), {"year": 2022})

    assert "?year=2022&amp;standard=wres" in in_force
    assert later.context["plan"].year == 2022


@pytest.mark.parametrize("year", ["2030", "x"])
def test_a_year_without_a_plan_is_said_to_have_none_and_is_not_kept(
    year: str, action: Action, member: Callable[..., User], client: Client
) -> None:
    code = action.plan.organisation.ods_code
    member(action.plan.organisation)

    answer = client.get(reverse("actions:plan", args=[code]), {"year": year, "group": "lead"})
    taken_away = client.get(reverse("actions:csv", args=[code]), {"year": year})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"There is no plan of {year}. The WRES 2021 plan is shown." in page
    assert f"?year={year}" not in page
    assert taken_away.status_code == 302


def test_no_page_of_a_member_is_kept_by_the_browser(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)

    assert "no-store" in client.get(address("action", action)).headers["Cache-Control"]


def test_my_actions_are_those_of_the_posts_i_hold_the_most_urgent_first(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, Role.LEAD, email="sam@trust.example")
    mine, plan = make_lead(trust, address="sam@trust.example"), make_plan(trust)
    make_action(plan, lead=mine, wording="No date")
    make_action(plan, lead=mine, wording="Later", due_on=date(2022, 3, 31))
    make_action(plan, support=mine, wording="Sooner", due_on=date(2022, 1, 31))
    make_action(plan, lead=mine, wording="Done", status="complete")
    make_action(plan, lead=make_lead(trust), wording="Of others")

    rows = client.get(reverse("actions:mine", args=[trust.ods_code])).context["rows"]

    assert [row.action.wording for row in rows] == ["Sooner", "Later", "No date"]


@pytest.mark.parametrize(("holds", "said"), [(True, "There is nothing to update"), (False, "No post has your email")])
def test_without_actions_the_page_says_why(
    holds: bool, said: str, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    person = member(trust, Role.LEAD)
    if holds:
        make_lead(trust, address=person.email)

    assert said in client.get(reverse("actions:mine", args=[trust.ods_code])).content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDI_LEAD, 200), (Role.ADMIN, 200), (Role.COMMITTEE, 403), (Role.LEAD, 403)]
)
def test_who_may_read_the_messages(
    role: Role, status: int, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, role)

    assert client.get(reverse("actions:messages", args=[trust.ods_code])).status_code == status


def fill(plan: Plan, number: int) -> None:
    person = make_user()
    for _ in range(number):
        action = make_action(
            plan, due_on=date(2022, 1, 31), lead=make_lead(plan.organisation), indicators=(5, 6, 7, 8), ongoing=True
        )
        make_update(action, by=person, on=date(2021, 9, 1))


@pytest.mark.parametrize(
    "name", ["actions:plan", "actions:mine", "actions:leads", "actions:messages", "reports:overview", "reports:quarter"]
)
def test_a_list_takes_the_same_number_of_queries_for_one_action_and_for_many(
    name: str,
    trust: Organisation,
    member: Callable[..., User],
    client: Client,
    on: Callable[..., None],
    django_assert_max_num_queries: Any,
) -> None:
    on("2021-12-15")
    person = member(trust)
    plan = make_plan(trust)
    where = [trust.ods_code, "2021-22-Q3"] if name == "reports:quarter" else [trust.ods_code]

    def queries() -> int:
        with django_assert_max_num_queries(60) as captured:
            assert client.get(reverse(name, args=where)).status_code == 200
        return len(captured)

    fill(plan, 2)
    Lead.objects.filter(organisation=trust).update(address=person.email)
    few = queries()
    fill(plan, 20)
    Lead.objects.filter(organisation=trust).update(address=person.email)

    assert queries() == few


def test_five_thousand_actions_are_shown_a_page_at_a_time(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    plan = make_plan(trust)
    Action.objects.bulk_create(
        Action(plan=plan, place=number, wording=f"Do thing {number}") for number in range(1, 5001)
    )

    answer = client.get(reverse("actions:plan", args=[trust.ods_code]), {"page": 100})

    page = answer.content.decode()
    assert "5000 actions, 4951 to 5000 on this page" in page
    assert page.count('id="action-') == 50
