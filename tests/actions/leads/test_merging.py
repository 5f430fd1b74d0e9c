"""Making one lead of two that are the same."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.likeness import likely_pairs
from actions.models import Lead, UpdateLink
from actions.services import merging, posts
from actions.services.meanwhile import ChangedMeanwhileError
from tests.actions.leads.lead_pages import address, text_of, who
from tests.factories import NOW, make_action, make_lead, make_link, make_organisation, make_plan, make_spelling

pytestmark = pytest.mark.django_db


def merge(kept: Lead, merged: Lead, **fields: Any) -> None:
    given = {"kept_version": kept.version, "merged_version": merged.version, "holder": "", "address": "", "at": NOW}
    merging.merge_leads(kept=kept, merged=merged, **(given | fields))


def test_all_that_belongs_to_two_leads_comes_together(trust: Organisation) -> None:
    kept, merged = make_lead(trust, name="Head of HR"), make_lead(trust, name="Head of H.R. and OD")
    plan = make_plan(trust)
    theirs, both = make_action(plan, support=merged), make_action(plan, lead=merged, support=kept)
    make_spelling(trust, merged, name="HR head")

    merge(kept, merged)

    assert who(theirs) == [("Head of HR", "supporting")]
    assert who(both) == [("Head of HR", "accountable")]
    assert {each.name for each in kept.spellings.all()} == {"Head of H.R. and OD", "HR head"}
    assert not Lead.objects.filter(pk=merged.pk).exists()


def test_to_support_takes_nothing_from_one_who_leads(trust: Organisation) -> None:
    kept, merged = make_lead(trust), make_lead(trust)
    action = make_action(make_plan(trust), lead=kept, support=merged)

    merge(kept, merged)

    assert who(action) == [(kept.name, "accountable")]


def test_what_was_reported_through_a_link_of_the_merged_one_stays(trust: Organisation) -> None:
    kept, merged = make_lead(trust, address="a@trust.example"), make_lead(trust, address="b@trust.example")
    link = make_link(trust, merged)
    action = make_action(make_plan(trust), lead=merged)
    action.updates.create(status="on_track", status_before="not_recorded", link=link, made_at=NOW, made_on=NOW.date())

    merge(kept, merged, address="a@trust.example")

    link.refresh_from_db()
    assert (link.lead, link.revoked_at) == (kept, NOW)
    assert action.updates.get().link == link


def test_links_of_the_one_that_is_kept_go_on_while_its_address_does(trust: Organisation) -> None:
    kept = make_lead(trust, address="a@trust.example")
    link = make_link(trust, kept)

    merge(kept, make_lead(trust), address="A@trust.example")
    assert UpdateLink.objects.live(at=NOW).filter(pk=link.pk).exists()

    merge(kept, make_lead(trust), address="b@trust.example", kept_version=kept.version)
    assert not UpdateLink.objects.live(at=NOW).filter(pk=link.pk).exists()


def test_leads_of_two_organisations_stay_two(trust: Organisation) -> None:
    with pytest.raises(merging.NotTheSameError):
        merge(make_lead(trust), make_lead(make_organisation()))


def test_merging_is_asked_about_with_what_comes_together(trust: Organisation, edi_lead: User, client: Client) -> None:
    one = make_lead(trust, name="Head of HR", holder="Sam Field", address="sam@trust.example")
    other = make_lead(trust, name="Head of HR team", holder="Priya Nair")
    plan = make_plan(trust)
    make_action(plan, lead=one, support=other)
    make_action(plan, lead=other)
    page = f"{address('merge_leads', one)}?other={other.pk}"

    text = text_of(client.get(page))
    assert "One lead will have 2 actions, open or not; 1 is with both, and is then led or supported once." in text
    assert "This cannot be undone" in text

    unanswered = client.post(page, {"version": 1, "other_version": 1})
    assert unanswered.status_code == 422
    assert "Choose who holds it." in text_of(unanswered)

    client.post(page, {"version": 1, "other_version": 1, "name": "other", "contact": "kept"})
    lead = Lead.objects.get()
    assert (lead.name, lead.holder, lead.address) == ("Head of HR team", "Sam Field", "sam@trust.example")
    assert [each.name for each in lead.spellings.all()] == ["Head of HR"]


def test_where_one_contact_is_known_it_is_kept_unasked(trust: Organisation, edi_lead: User, client: Client) -> None:
    one, other = make_lead(trust, name="HR"), make_lead(trust, name="HR team", holder="Priya Nair")
    page = f"{address('merge_leads', one)}?other={other.pk}"

    assert "Who holds it?" not in text_of(client.get(page))

    client.post(page, {"version": 1, "other_version": 1, "name": "kept"})
    assert Lead.objects.get().holder == "Priya Nair"


def test_nothing_is_merged_where_one_changed_meanwhile(trust: Organisation, edi_lead: User, client: Client) -> None:
    one, other = make_lead(trust), make_lead(trust)
    posts.hand_over(lead=other, version=1, holder="Theirs", address="", at=NOW)

    answer = client.post(
        f"{address('merge_leads', one)}?other={other.pk}", {"version": 1, "other_version": 1, "name": "kept"}
    )

    assert answer.status_code == 409
    assert "Theirs" in text_of(answer)
    assert Lead.objects.count() == 2


def test_of_two_who_merge_at_once_the_second_is_told_that_one_is_gone(
    trust: Organisation, edi_lead: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = make_lead(trust), make_lead(trust)

    def after_somebody_else(**chosen: Any) -> None:
        Lead.objects.filter(pk=other.pk).delete()
        raise ChangedMeanwhileError([other.pk])

    monkeypatch.setattr(merging, "merge_leads", after_somebody_else)

    answer = client.post(
        f"{address('merge_leads', one)}?other={other.pk}", {"version": 1, "other_version": 1, "name": "kept"}
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("asked", ["x", "999999", "of another trust", "itself"])
def test_a_lead_is_merged_only_with_another_of_its_organisation(
    asked: str, trust: Organisation, edi_lead: User, client: Client
) -> None:
    lead = make_lead(trust)
    other = {"of another trust": make_lead(make_organisation()).pk, "itself": lead.pk}.get(asked, asked)

    assert client.get(f"{address('merge_leads', lead)}?other={other}").status_code == 404


def test_without_another_lead_the_choice_is_asked_again(trust: Organisation, edi_lead: User, client: Client) -> None:
    lead = make_lead(trust)

    assert client.get(address("merge_leads", lead)).url == address("merge_which", lead)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Head of Recruitment", "Head of Recruitement"),
        ("Director of Nursing", "Director for Nursing"),
        ("Director \u2013 Equality", "director-equality"),
        ("Chief Nurse", "Nurse, Chief"),
    ],
)
def test_likely_pairs_are_offered(one: str, other: str, trust: Organisation, edi_lead: User, client: Client) -> None:
    first, second = sorted([make_lead(trust, name=one), make_lead(trust, name=other)], key=lambda lead: lead.name)

    page = text_of(client.get(reverse("actions:leads", args=[trust.ods_code])))

    assert "1 pair that may be the same lead" in page
    assert f"{address('merge_leads', first)}?other={second.pk}" in page


@pytest.mark.parametrize(
    "names",
    [
        ("Head of HR", "Head of OD"),
        ("Director of Nursing", "Deputy Director of Nursing"),
        ("Head of Equality", "Lead for Equality"),
        ("Ward 1 Manager", "Ward 2 Manager"),
    ],
)
def test_other_posts_are_no_pair(names: tuple[str, str]) -> None:
    assert likely_pairs(names) == []
