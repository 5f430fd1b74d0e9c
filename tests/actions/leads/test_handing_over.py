"""Handing a post over to who holds it next, or to nobody."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation, User
from actions.models import UpdateLink
from actions.pages.lead_page import holders_of
from actions.services import posts
from tests.actions.leads.lead_pages import address, text_of, who
from tests.factories import NOW, make_action, make_lead, make_link, make_plan

pytestmark = pytest.mark.django_db


def test_what_follows_is_said_before_a_post_is_handed_over(trust: Organisation, edi_lead: User, client: Client) -> None:
    lead = make_lead(trust, holder="Sam Field", address="sam@trust.example")
    make_action(make_plan(trust), lead=lead)
    make_link(trust, lead)

    page = text_of(client.get(address("hand_over", lead)))

    assert "1 open action stays with the post, and so goes to the new holder." in page
    assert "1 link that was sent to the former holder stops working." in page
    assert "Without one, reminders go to Ada Obi." in page
    assert "sam@trust.example</span> can no longer update these actions" in page


def test_a_post_goes_to_its_new_holder_with_its_actions(trust: Organisation, edi_lead: User, client: Client) -> None:
    lead = make_lead(trust, holder="Sam Field", address="sam@trust.example")
    action = make_action(make_plan(trust), lead=lead)
    make_link(trust, lead)

    sent = {"version": 1, "holder": "Priya Nair", "address": "priya@trust.example"}
    answer = client.post(address("hand_over", lead), sent, follow=True)

    lead.refresh_from_db()
    assert (lead.holder, lead.address) == ("Priya Nair", "priya@trust.example")
    assert who(action) == [(lead.name, "accountable")]
    assert not UpdateLink.objects.live(at=NOW).exists()
    assert f"{lead.name} is now held by Priya Nair." in text_of(answer)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Enter who holds it from today"),
        ({"holder": "Priya", "vacant": "on"}, "not both"),
        ({"address": "priya"}, "Enter an email address"),
    ],
)
def test_a_hand_over_to_nobody_in_particular_is_asked_about(
    sent: dict[str, str], said: str, trust: Organisation, edi_lead: User, client: Client
) -> None:
    lead = make_lead(trust, holder="Sam Field")

    answer = client.post(address("hand_over", lead), {"version": 1} | sent)

    assert answer.status_code == 422
    assert said in text_of(answer)
    lead.refresh_from_db()
    assert lead.holder == "Sam Field"


def test_a_post_may_be_vacant(trust: Organisation, edi_lead: User, client: Client) -> None:
    lead = make_lead(trust, holder="Sam Field", address="sam@trust.example")

    client.post(address("hand_over", lead), {"version": 1, "vacant": "on"})

    lead.refresh_from_db()
    assert lead.contact == ""


def test_who_held_a_post_is_known_by_its_days(trust: Organisation, on: Callable[..., None]) -> None:
    on("2021-01-10")
    lead = make_lead(trust, holder="Sam Fild")
    posts.change_lead(lead=lead, version=1, name=lead.name, holder="Sam Field", address="", at=NOW)
    on("2021-03-01")
    posts.hand_over(lead=lead, version=2, holder="", address="", at=NOW)
    on("2021-06-01")
    posts.hand_over(lead=lead, version=3, holder="Priya Nair", address="", at=NOW)
    on("2021-07-01")
    posts.change_lead(lead=lead, version=4, name="Another name", holder="Priya Nair", address="", at=NOW)

    held = [(each.who, str(each.since), str(each.until)) for each in holders_of(lead)]

    assert held == [("Priya Nair", "2021-06-01", "None"), ("Sam Field", "2021-01-10", "2021-03-01")]
