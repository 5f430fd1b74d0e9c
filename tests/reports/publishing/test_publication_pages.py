"""The pages on which a report is prepared, approved, published and withdrawn."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, Role, User
from actions.models import Lead
from reports import files
from reports.models import Publication
from tests.factories import (
    make_action,
    make_approval,
    make_approved,
    make_lead,
    make_member,
    make_organisation,
    make_plan,
    make_publication,
    make_published,
    seen,
)

pytestmark = pytest.mark.django_db

Member = Callable[..., User]
APPROVAL = {"body": "Trust Board", "approved_on_day": "29", "approved_on_month": "9", "approved_on_year": "2021"}


@pytest.fixture(autouse=True)
def clock(on: Callable[..., None]) -> None:
    on("2021-12-15")


def of(publication: Publication, part: str = "") -> str:
    return f"/RAX/publications/{publication.pk}/{part}"


def said(client: Client, address: str, data: dict[str, Any] | None = None, *, status: int = 200) -> str:
    answer = client.get(address) if data is None else client.post(address, data, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_report_from_beginning_to_withdrawal(kingston: Organisation, member: Member, client: Client) -> None:
    member(kingston)
    begun = said(client, f"/RAX/publications/of-plan/{kingston.plans.get().pk}/", {})
    assert "Draft. Not published." in begun
    found = Publication.objects.get()

    written = said(
        client, of(found, "texts/"), {"version": 1, "introduction": "Ours.\r\n\r\nAnd more.", "progress": ""}
    )
    assert "<p>And more.</p>" in written
    assert "The words of the report are saved.<" in written
    said(client, of(found, "approval/"), {"version": 2, **APPROVAL})
    checked = said(client, of(found, "publish/"))
    assert "http://testserver/published/RAX/wres-2021/" in checked
    assert "Model Employer goals: Band 8B" in checked
    assert "Continue to provide Active Bystander Training" in checked  # it has no timescale
    public = said(client, of(found, "publish/"), {"version": 3, "has_looked": "on", "seen_as": seen(found)})
    assert "The report is public." in public
    assert 'href="http://testserver/published/RAX/wres-2021/"' in public
    gone = said(client, of(found, "withdraw/"), {"version": 4, "because": "A score was wrong."})

    assert "A score was wrong." in gone
    assert "Prepare the next edition" in said(client, "/RAX/publications/")


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.ADMIN, Role.LEAD])
def test_others_of_the_organisation_read_it(role: Role, kingston: Organisation, member: Member, client: Client) -> None:
    found = make_publication(kingston)
    member(kingston, role)

    assert "Further from parity" in said(client, of(found))
    assert "Check and publish" not in said(client, of(found))
    assert "Prepare" not in said(client, "/RAX/publications/").replace("Nothing is prepared yet", "")
    assert said(client, of(found, "publish/"), status=403)


@pytest.mark.parametrize("ending", files.KINDS)
def test_a_board_is_given_the_draft_as_a_file(
    ending: str, kingston: Organisation, member: Member, client: Client
) -> None:
    found = make_publication(kingston)
    member(kingston, Role.COMMITTEE)

    answer = client.get(of(found, f"report.{ending}"))

    assert answer.headers["Content-Type"] == files.KINDS[ending].media_type
    assert f'filename="RAX-wres-2021-edition-1-draft.{ending}"' in answer.headers["Content-Disposition"]


def test_who_approved_the_plan_is_offered(kingston: Organisation, member: Member, client: Client) -> None:
    found = make_publication(kingston)
    make_approval(found.plan, body="People Committee")
    member(kingston)

    offered = said(client, of(found, "approval/"))

    assert 'value="People Committee"' in offered
    assert 'value="29"' in offered


def test_other_words_after_the_approval_say_that_it_is_gone(
    kingston: Organisation, member: Member, client: Client
) -> None:
    found = make_approved(kingston)
    member(kingston)
    same = {"version": found.version, "introduction": "", "progress": ""}

    assert "It has to be approved again." not in said(client, of(found, "texts/"), same)
    assert "It has to be approved again." in said(client, of(found, "texts/"), same | {"introduction": "Other."})


def test_what_was_not_looked_at_is_not_published(kingston: Organisation, member: Member, client: Client) -> None:
    found = make_approved(kingston)
    member(kingston)

    refused = said(client, of(found, "publish/"), {"version": found.version}, status=422)

    assert "Tick the box when you have read the report" in refused
    assert not Publication.objects.ever_public().exists()


def test_a_draft_that_nobody_approved_is_not_published(kingston: Organisation, member: Member, client: Client) -> None:
    found = make_publication(kingston)
    member(kingston)

    assert "Record who approved it first" in said(client, of(found, "publish/"))
    assert "Publish the report</button>" not in said(client, of(found, "publish/"))
    said(client, of(found, "publish/"), {"version": 1, "has_looked": "on"})
    assert not Publication.objects.ever_public().exists()


def test_names_are_told_before_publishing(kingston: Organisation, member: Member, client: Client) -> None:
    """One that is on record stands in the way; one that only reads like a name is for a person to judge."""
    found = make_approved(kingston, introduction="Ask Priya Nair.")
    make_action(found.plan, lead=make_lead(kingston, name="Jo Smith"), place=90)
    Lead.objects.filter(name="MEGA").update(holder="Priya Nair")
    member(kingston)

    checked = said(client, of(found, "publish/"))
    looked = {"version": found.version, "has_looked": "on", "seen_as": seen(found)}
    posted = said(client, of(found, "publish/"), looked, status=422)

    for answer in (checked, posted):
        assert "It cannot be published yet" in answer
        assert "Priya Nair" in answer
        assert "<li>Jo Smith</li>" in answer
        assert "Publish the report</button>" not in answer


def test_a_change_after_the_approval_is_told(kingston: Organisation, member: Member, client: Client) -> None:
    found = make_approved(kingston)
    member(kingston)
    assert "changed after it was approved" not in said(client, of(found, "publish/"))

    make_action(found.plan, place=90)

    assert "Something changed after it was approved" in said(client, of(found, "publish/"))


def test_a_change_after_the_check_is_shown_before_it_is_public(
    kingston: Organisation, member: Member, client: Client
) -> None:
    found = make_approved(kingston)
    member(kingston)
    looked = {"version": found.version, "has_looked": "on", "seen_as": seen(found)}
    assert looked["seen_as"] in said(client, of(found, "publish/"))
    make_action(found.plan, wording="Written a moment later.", place=90)

    refused = said(client, of(found, "publish/"), looked, status=409)
    assert "The report changed while you had it open" in refused
    assert not Publication.objects.ever_public().exists()
    assert seen(found) in refused
    again = said(client, of(found, "publish/"), looked | {"seen_as": seen(found)})

    assert "The report is public." in again


def test_of_two_who_write_the_second_sees_both(kingston: Organisation, member: Member, client: Client) -> None:
    found = make_publication(kingston, introduction="Theirs.", version=2)
    member(kingston)

    both = said(client, of(found, "texts/"), {"version": 1, "introduction": "Mine.", "progress": ""}, status=409)

    assert "The report changed while you had it open" in both
    assert "Theirs." in both
    assert "Mine." in both
    assert 'name="version" value="2"' in both


@pytest.mark.parametrize(
    ("part", "data"),
    [("approval/", APPROVAL), ("publish/", {"has_looked": "on"}), ("withdraw/", {"because": "x"})],
)
def test_of_two_who_act_the_second_is_told(
    part: str, data: dict[str, str], kingston: Organisation, member: Member, client: Client
) -> None:
    found = make_published(kingston) if part == "withdraw/" else make_approved(kingston)
    member(kingston)

    answer = said(client, of(found, part), {"version": found.version - 1, **data})

    assert "Somebody else changed the report while you had it open." in answer
    found.refresh_from_db()
    assert found.state in ("approved", "published")


@pytest.mark.parametrize("part", ["texts/", "approval/", "publish/"])
def test_what_was_public_is_not_changed(part: str, kingston: Organisation, member: Member, client: Client) -> None:
    found = make_published(kingston)
    member(kingston)
    data = {"version": found.version, "introduction": "x", "has_looked": "on", **APPROVAL}

    said(client, of(found, part))
    said(client, of(found, part), data)

    again = Publication.objects.get()
    assert (again.state, again.content_hash, again.introduction) == ("published", found.content_hash, "")


def test_who_withdraws_is_told_of_other_editions(kingston: Organisation, member: Member, client: Client) -> None:
    make_published(kingston)
    found = make_published(kingston)
    member(kingston)

    asked = said(client, of(found, "withdraw/"))
    assert "Edition 1, published on 15 December 2021, replaced" in asked
    said(client, of(found, "withdraw/"), {"version": found.version, "because": "x", "others": ["1"]})

    assert set(Publication.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_who_withdraws_the_only_edition_is_asked_of_no_other(
    kingston: Organisation, member: Member, client: Client
) -> None:
    found = make_published(kingston)
    make_publication(kingston)
    member(kingston)

    assert "Other editions" not in said(client, of(found, "withdraw/"))


def test_a_trust_without_a_plan_is_told_what_is_missing(member: Member, client: Client) -> None:
    trust = make_organisation()
    member(trust)

    assert "There is no action plan yet." in said(client, f"/{trust.ods_code}/publications/")


def test_the_list_costs_the_same_for_any_number_of_years(
    kingston: Organisation, member: Member, client: Client, django_assert_num_queries: Any
) -> None:
    member(kingston)
    make_published(kingston)
    with CaptureQueriesContext(connection) as few:
        client.get("/RAX/publications/")
    for year in (2018, 2019, 2020):
        make_plan(kingston, year=year)
    make_publication(kingston)

    with django_assert_num_queries(len(few)):
        client.get("/RAX/publications/")


def test_looking_at_it_costs_the_same_for_any_number_of_actions(
    kingston: Organisation, member: Member, client: Client
) -> None:
    member(kingston)
    found = make_approved(kingston)
    counted = []
    for number in (1, 20):
        for place in range(number):
            make_action(found.plan, lead=make_lead(kingston), place=100 * number + place)
        for part in ("", "publish/"):
            with CaptureQueriesContext(connection) as queries:
                said(client, of(found, part))
            counted.append(len(queries))

    assert counted[:2] == counted[2:]


def test_the_menu_leads_to_the_reports(kingston: Organisation, client: Client) -> None:
    client.force_login(make_member(kingston, Role.COMMITTEE))

    assert 'href="/RAX/publications/"' in said(client, "/RAX/")
