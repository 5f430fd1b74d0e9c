"""The list of leads and the page of one: who can be reached, and what belongs to whom."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Lead
from tests.actions.leads.lead_pages import address, text_of
from tests.factories import make_action, make_lead, make_link, make_member, make_plan, make_spelling, make_update

pytestmark = pytest.mark.django_db


def test_a_lead_that_nobody_reaches_is_shown_with_who_is_reminded_instead(
    trust: Organisation, edi_lead: User, client: Client
) -> None:
    make_lead(trust, name="MEGA")
    make_lead(trust, name="EMC", address="emc@trust.example")

    page = text_of(client.get(reverse("actions:leads", args=[trust.ods_code])))

    assert "1 of 2 has no email address. Without one, reminders go to Ada Obi." in page
    assert page.count("No email address") == 1
    assert page.count('scope="row" role="rowheader"') == 2


def test_where_there_is_no_edi_lead_either_that_is_said(trust: Organisation, client: Client) -> None:
    make_lead(trust)
    client.force_login(make_member(trust, Role.COMMITTEE))

    assert "nobody is reminded" in text_of(client.get(reverse("actions:leads", args=[trust.ods_code])))


def test_the_numbers_lead_to_the_open_actions_of_every_plan(
    trust: Organisation, edi_lead: User, client: Client
) -> None:
    lead, plan = make_lead(trust), make_plan(trust)
    make_action(plan, lead=lead)
    make_action(plan, lead=lead, status="complete")
    make_action(plan, support=lead)

    page = text_of(client.get(reverse("actions:leads", args=[trust.ods_code])))

    assert f"/{trust.ods_code}/leads/{lead.pk}/#actions" in page
    assert "leads 1, supports 1" in page


def test_the_list_costs_the_same_with_300_leads(
    trust: Organisation, edi_lead: User, client: Client, django_assert_num_queries: Any
) -> None:
    make_action(make_plan(trust), lead=make_lead(trust))
    page = reverse("actions:leads", args=[trust.ods_code])
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)

    Lead.objects.bulk_create(Lead(organisation=trust, name=f"Post of unit {number}") for number in range(300))

    with django_assert_num_queries(len(few)):
        answer = client.get(page)
    assert len(answer.context["page"].object_list) == 50


def test_a_member_reads_a_lead_and_is_offered_no_change(trust: Organisation, client: Client) -> None:
    lead = make_lead(trust, name="MEGA")
    make_action(make_plan(trust), lead=lead, wording="Train the panels")
    make_link(trust, lead)
    client.force_login(make_member(trust, Role.COMMITTEE))

    page = text_of(client.get(address("lead", lead)))

    assert "Train the panels" in page
    for hidden in ("Hand over", "Links sent", "Who held it"):
        assert hidden not in page


def test_the_page_costs_the_same_however_much_belongs_to_the_lead(
    trust: Organisation, edi_lead: User, client: Client, django_assert_num_queries: Any
) -> None:
    lead, plan = make_lead(trust), make_plan(trust)

    def add() -> None:
        make_update(make_action(plan, lead=lead, support=make_lead(trust)), by=edi_lead)
        make_link(trust, lead)
        make_spelling(trust, lead)

    add()
    client.get(address("lead", lead))
    with CaptureQueriesContext(connection) as few:
        client.get(address("lead", lead))
    for _ in range(5):
        add()

    with django_assert_num_queries(len(few)):
        client.get(address("lead", lead))
