"""The pages of leads: who can be reached, putting right, handing over, merging, removing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.likeness import likely_pairs
from actions.models import Action, Lead, Spelling, UpdateLink
from actions.pages.lead_page import holders_of
from actions.services import merging, posts
from tests.factories import (
    NOW,
    make_action,
    make_lead,
    make_link,
    make_member,
    make_organisation,
    make_plan,
    make_spelling,
    make_update,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return make_organisation()


@pytest.fixture
def edi_lead(trust: Organisation, member: Callable[..., User]) -> User:
    return member(trust, name="Ada Obi")


@pytest.fixture(autouse=True)
def clock(on: Callable[..., None]) -> None:
    on("2021-12-15")


def address(name: str, lead: Lead) -> str:
    return reverse(f"actions:{name}", args=[lead.organisation.ods_code, lead.pk])


def answers(lead: Lead, **fields: Any) -> dict[str, Any]:
    given = {"version": lead.version, "name": lead.name, "holder": lead.holder, "address": lead.address}
    return given | fields


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def who(action: Action) -> list[tuple[str, str]]:
    return [(each.lead.name, each.kind) for each in action.leaderships.select_related("lead")]


# ---- the list and the page ------------------------------------------------------------------------


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


def test_the_numbers_lead_to_the_plan_of_that_lead(trust: Organisation, edi_lead: User, client: Client) -> None:
    lead, plan = make_lead(trust), make_plan(trust)
    make_action(plan, lead=lead)
    make_action(plan, lead=lead, status="complete")
    make_action(plan, support=lead)

    page = text_of(client.get(reverse("actions:leads", args=[trust.ods_code])))

    assert f"/{trust.ods_code}/actions/?lead={lead.pk}&amp;only=open" in page
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


# ---- adding and putting right ---------------------------------------------------------------------


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


# ---- handing over ---------------------------------------------------------------------------------


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


# ---- merging --------------------------------------------------------------------------------------


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


# ---- spellings, links and removing ----------------------------------------------------------------


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
