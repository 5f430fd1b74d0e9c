"""What the committee's pages cost: as many queries with 200 actions as with 22."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, User
from actions.models import Plan
from actions.quarters import Quarter
from actions.statuses import Status
from reports.models import Paper
from tests.factories import (
    answers_to,
    make_action,
    make_decision,
    make_issued_paper,
    make_lead,
    make_paper,
    make_update,
)
from tests.reports.committee.pages import HOME, PAPER

Q4 = Quarter(2021, 4)


@pytest.fixture
def many_actions(trust: Organisation, edi_lead: User) -> Callable[[int], None]:
    """So many more actions with a lead, some of them with an update and its answers."""

    def many_actions(number: int) -> None:
        plan, lead = Plan.objects.get(organisation=trust), make_lead(trust)
        statuses = [Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.COMPLETE]
        for place in range(number):
            action = make_action(plan, lead=lead)
            if place < len(statuses) * 3:
                status = statuses[place % len(statuses)]
                make_update(action, by=edi_lead, status=status, **answers_to(status))

    return many_actions


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_draft_costs_the_same_with_200_actions(
    paper: Paper, many_actions: Callable[[int], None], client: Client, django_assert_num_queries: Any
) -> None:
    many_actions(21)
    few = {address: queries_of(client, address) for address in (HOME, PAPER)}

    many_actions(178)

    for address, number in few.items():
        with django_assert_num_queries(number):
            client.get(address)
    assert max(few.values()) < 60


def test_an_issued_paper_costs_the_same_with_200_actions_and_its_decisions(
    trust: Organisation, many_actions: Callable[[int], None], client: Client, django_assert_num_queries: Any
) -> None:
    many_actions(21)
    make_decision(make_issued_paper(trust), action=Plan.objects.get().actions.earliest("pk"))
    few = queries_of(client, PAPER)

    many_actions(178)
    paper = make_issued_paper(trust, Q4)
    for action in Plan.objects.get().actions.all()[:9]:
        make_decision(paper, action=action)

    with django_assert_num_queries(few):
        assert "200 actions" in client.get(f"{HOME}{Q4.slug}/").content.decode()
    assert few < 30


def test_the_committee_page_costs_the_same_with_every_paper_of_three_years(
    trust: Organisation, edi_lead: User, client: Client, django_assert_num_queries: Any
) -> None:
    make_issued_paper(trust)
    client.get(HOME)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)

    for quarter in [Quarter(year, number) for year in (2022, 2023, 2024) for number in (1, 2, 3, 4)]:
        make_paper(trust, quarter)

    with django_assert_num_queries(len(few)):
        client.get(HOME)
