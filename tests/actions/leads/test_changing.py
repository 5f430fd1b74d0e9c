"""Adding a lead and putting it right."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.models import Lead, UpdateLink
from actions.services import posts
from tests.actions.leads.lead_pages import address, text_of
from tests.factories import NOW, make_lead, make_link, make_spelling

pytestmark = pytest.mark.django_db


def answers(lead: Lead, **fields: Any) -> dict[str, Any]:
    given = {"version": lead.version, "name": lead.name, "holder": lead.holder, "address": lead.address}
    return given | fields


def test_a_lead_is_added(trust: Organisation, edi_lead: User, client: Client) -> None:
    sent = {"name": " Head  of HR ", "holder": "Priya Nair", "address": "priya@trust.example"}

    answer = client.post(reverse("actions:add_lead", args=[trust.ods_code]), sent)

    made = Lead.objects.get()
    assert answer.url == address("lead", made)
    assert (made.name, made.holder, made.address) == ("Head of HR", "Priya Nair", "priya@trust.example")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Enter the name of the post"),
        ({"name": " - "}, "Enter the name in words."),
        ({"address": "priya"}, "Enter an email address"),
        ({"name": "mega"}, "There is already a lead called MEGA. Use another name, or merge the two."),
        ({"name": "BME Network"}, "MEGA is also called BME Network."),
    ],
)
def test_a_lead_that_is_not_right_is_refused_in_words(
    fields: dict[str, str], said: str, trust: Organisation, edi_lead: User, client: Client
) -> None:
    make_spelling(trust, make_lead(trust, name="MEGA"), name="BME network")
    lead = make_lead(trust, name="EMC")

    changed = client.post(address("change_lead", lead), answers(lead, **fields))
    added = client.post(reverse("actions:add_lead", args=[trust.ods_code]), answers(lead, name="New") | fields)

    for answer in (changed, added):
        assert answer.status_code == 422
        assert said in text_of(answer)
    assert set(Lead.objects.values_list("name", flat=True)) == {"MEGA", "EMC"}


def test_a_former_name_stays_as_a_spelling(trust: Organisation, edi_lead: User, client: Client) -> None:
    lead = make_lead(trust, name="Head of HR")

    client.post(address("change_lead", lead), answers(lead, name="Head of People"))

    lead.refresh_from_db()
    assert lead.name == "Head of People"
    assert [each.name for each in lead.spellings.all()] == ["Head of HR"]


def test_a_lead_takes_up_its_own_former_name_again(trust: Organisation) -> None:
    lead = make_lead(trust, name="Head of People")
    make_spelling(trust, lead, name="Head of HR")

    posts.change_lead(lead=lead, version=1, name="Head of HR", holder="", address="", at=NOW)

    assert [each.name for each in lead.spellings.all()] == ["Head of People"]


def test_another_dash_is_no_former_name(trust: Organisation) -> None:
    lead = make_lead(trust, name="Director-Equality")

    posts.change_lead(lead=lead, version=1, name="Director \u2013 Equality", holder="", address="", at=NOW)

    assert not lead.spellings.exists()


def test_a_new_address_ends_the_links_to_the_former_one(trust: Organisation) -> None:
    lead = make_lead(trust, address="old@trust.example")
    sent, others = make_link(trust, lead), make_link(trust)

    posts.change_lead(lead=lead, version=1, name=lead.name, holder="", address="new@trust.example", at=NOW)

    assert not UpdateLink.objects.live(at=NOW).filter(pk=sent.pk).exists()
    assert UpdateLink.objects.live(at=NOW).filter(pk=others.pk).exists()


def test_the_same_address_in_capitals_ends_no_link(trust: Organisation) -> None:
    lead = make_lead(trust, address="Sam@trust.example")
    make_link(trust, lead)

    posts.change_lead(lead=lead, version=1, name=lead.name, holder="Sam", address="sam@trust.example", at=NOW)

    assert UpdateLink.objects.live(at=NOW).exists()


@pytest.mark.parametrize("name", ["change_lead", "hand_over"])
def test_of_two_people_the_second_sees_what_the_first_saved(
    name: str, trust: Organisation, edi_lead: User, client: Client
) -> None:
    lead = make_lead(trust, name="Head of HR")
    sent = answers(lead, holder="Mine")
    posts.hand_over(lead=lead, version=1, holder="Theirs", address="", at=NOW)

    answer = client.post(address(name, lead), sent)
    page = text_of(answer)

    assert answer.status_code == 409
    assert "Held by: Theirs" in page
    assert 'value="Mine"' in page
    lead.refresh_from_db()
    assert lead.holder == "Theirs"

    client.post(address(name, lead), sent | {"version": lead.version})
    lead.refresh_from_db()
    assert lead.holder == "Mine"
