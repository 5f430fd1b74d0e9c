"""Ending what belongs to a lead: its spellings, its links and itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.models import Lead, Spelling, UpdateLink
from tests.actions.leads.lead_pages import address, text_of
from tests.factories import NOW, make_action, make_lead, make_link, make_plan, make_spelling

pytestmark = pytest.mark.django_db


def test_a_spelling_can_be_forgotten(trust: Organisation, edi_lead: User, client: Client) -> None:
    spelling = make_spelling(trust, name="HR")

    client.post(reverse("actions:forget_spelling", args=[trust.ods_code, spelling.pk]))

    assert not Spelling.objects.exists()


def test_links_are_revoked_one_by_one_or_all_together(trust: Organisation, edi_lead: User, client: Client) -> None:
    lead = make_lead(trust)
    first, second, third = (make_link(trust, lead) for _ in range(3))
    make_link(trust, lead, made_at=NOW - timedelta(90), expires_at=NOW - timedelta(30))

    client.post(reverse("actions:revoke_link", args=[trust.ods_code, first.pk]))
    assert set(UpdateLink.objects.live(at=datetime.now(UTC))) == {second, third}

    answer = client.post(address("revoke_links", lead), follow=True)
    assert "2 links" in text_of(answer)
    assert not UpdateLink.objects.live(at=datetime.now(UTC)).exists()


def test_a_lead_that_leads_nothing_is_removed(trust: Organisation, edi_lead: User, client: Client) -> None:
    lead = make_lead(trust)
    make_link(trust, lead)

    assert "You cannot get it back" in text_of(client.get(address("remove_lead", lead)))
    client.post(address("remove_lead", lead), {"version": 1})

    assert not Lead.objects.exists()


@pytest.mark.parametrize("belongs", ["an action", "an update through its link"])
def test_a_lead_that_is_needed_stays(belongs: str, trust: Organisation, edi_lead: User, client: Client) -> None:
    lead = make_lead(trust)
    action = make_action(make_plan(trust), lead=lead if belongs == "an action" else None)
    if belongs != "an action":
        given = {"status": "on_track", "status_before": "on_track", "made_at": NOW, "made_on": NOW.date()}
        action.updates.create(link=make_link(trust, lead), **given)

    answer = client.post(address("remove_lead", lead), {"version": 1})

    assert answer.status_code == 409
    assert "cannot be removed" in text_of(answer)
    assert Lead.objects.filter(pk=lead.pk).exists()


@pytest.mark.parametrize("version", ["2", "", "x"])
def test_a_lead_that_changed_meanwhile_is_not_removed(
    version: str, trust: Organisation, edi_lead: User, client: Client
) -> None:
    lead = make_lead(trust)

    answer = client.post(address("remove_lead", lead), {"version": version}, follow=True)

    assert "was changed meanwhile" in text_of(answer)
    assert Lead.objects.filter(pk=lead.pk).exists()
