"""What a stranger gets: the public edition and what became of others, and never anything that is not public."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, Role
from actions.models import Action, Lead
from reports import files
from reports.models import Publication
from reports.services.publications import withdraw
from tests.factories import (
    NOW,
    make_approved,
    make_member,
    make_organisation,
    make_publication,
    make_published,
    make_user,
)

pytestmark = pytest.mark.django_db

PUBLIC = "/published/RAX/wres-2021/"


def page(client: Client, address: str = PUBLIC, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def withdrawn(trust: Organisation) -> Publication:
    found = make_published(trust)
    return withdraw(publication=found, version=found.version, because="A name was in it.", by=make_user(), now=NOW)


@pytest.mark.parametrize("make", [make_publication, make_approved])
@pytest.mark.parametrize("address", [PUBLIC, f"{PUBLIC}1/", "/published/RAX/", "/published/RAX/wres-2021.pdf"])
def test_what_is_not_public_does_not_exist(
    address: str, make: Callable[[Organisation], Publication], kingston: Organisation, client: Client
) -> None:
    make(kingston)
    page(client, address, status=404)
    client.force_login(make_member(kingston, Role.EDI_LEAD))

    page(client, address, status=404)


@pytest.mark.parametrize(
    "address",
    [
        "/published/RAX/wres-2020/",
        "/published/RAX/wdes-2021/",
        "/published/RAZ/wres-2021/",
        "/published/RAZ/",
        f"{PUBLIC}2/",
        f"{PUBLIC}0/",
        "/published/RAX/wres-2021.exe",
        "/published/RAX/wres-2021.PDF",
    ],
)
def test_what_is_unknown_does_not_exist(address: str, kingston: Organisation, client: Client) -> None:
    make_published(kingston)

    page(client, address, status=404)


def test_the_public_page_is_read_without_signing_in(kingston: Organisation, client: Client) -> None:
    make_published(kingston)

    said = page(client)

    assert "<title>NHS Workforce Race Equality Standard 2021 - Kingston Hospital NHS Foundation Trust</title>" in said
    assert '<html lang="en-GB">' in said
    assert 'name="description" content="Scores and action plan of Kingston Hospital NHS Foundation Trust' in said
    assert "Further from parity: 0.98 in 2020, 0.76 in 2021." in said
    assert "noindex" not in said
    assert "<script" not in said
    assert not client.cookies


def test_a_stranger_who_is_signed_in_reads_it_too_and_sees_no_menu(kingston: Organisation, client: Client) -> None:
    make_published(kingston)
    signed_out = page(client)
    client.force_login(make_member(make_organisation(), Role.LEAD))

    assert page(client) == signed_out


def test_no_person_and_no_small_count_is_on_it(kingston: Organisation, client: Client) -> None:
    Lead.objects.update(holder="Priya Nair", address="p.nair@trust.example")
    make_published(kingston)

    said = page(client)

    assert "Nair" not in said
    assert "Sam Field" not in said  # who published it
    assert re.findall(r"\b\d+ in September 2021", said) == ["48 in September 2021"] + ["11 in September 2021"] * 5


def test_a_draft_beside_it_changes_nothing(kingston: Organisation, client: Client) -> None:
    make_published(kingston)
    before = page(client)
    make_approved(kingston, introduction="What nobody may read yet.")
    Action.objects.update(wording="Changed.")

    assert page(client) == before


def test_an_earlier_edition_says_that_it_is_replaced(kingston: Organisation, client: Client) -> None:
    make_published(kingston, introduction="The first words.")
    make_published(kingston, introduction="The second words.")

    first = page(client, f"{PUBLIC}1/")

    assert "The first words." in first
    assert "This edition is out of date." in first
    assert f'href="{PUBLIC}"' in first
    assert "noindex" in first
    assert f'href="{PUBLIC}1/"' in page(client)
    assert client.get(f"{PUBLIC}2/").url == PUBLIC


def test_no_link_leads_to_what_was_withdrawn(kingston: Organisation, client: Client) -> None:
    make_published(kingston)
    withdrawn(kingston)

    first = page(client, f"{PUBLIC}1/")

    assert "What took its place was withdrawn." in first
    assert f'href="{PUBLIC}"' not in first


def test_a_withdrawn_edition_says_so_and_nothing_of_its_content(kingston: Organisation, client: Client) -> None:
    withdrawn(kingston)

    for address in (PUBLIC, f"{PUBLIC}1/", "/published/RAX/wres-2021.pdf"):
        said = page(client, address, status=410)
        assert "This report was withdrawn" in said
        assert "withdrew this report on 15 December 2021" in said
        assert "0.76" not in said
        assert "A name was in it." not in said
    assert "Withdrawn on 15 December 2021" in page(client, "/published/RAX/")


def test_what_took_the_place_of_a_withdrawn_edition_is_at_the_address(kingston: Organisation, client: Client) -> None:
    withdrawn(kingston)
    make_published(kingston, introduction="The second words.")

    assert "The second words." in page(client)
    assert "edition 1 of this report" in page(client, f"{PUBLIC}1/", status=410)


def test_the_list_has_every_report(kingston: Organisation, client: Client) -> None:
    make_published(kingston)
    make_published(kingston)

    said = page(client, "/published/RAX/")

    assert said.count("NHS Workforce Race Equality Standard 2021") == 1
    assert "edition 2" in said


@pytest.mark.parametrize("address", [PUBLIC, *(f"/published/RAX/wres-2021.{kind}" for kind in files.KINDS)])
def test_it_is_kept_for_a_while_and_asked_for_again_cheaply(
    address: str, kingston: Organisation, client: Client, django_assert_num_queries: Any
) -> None:
    make_published(kingston)
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert "max-age=300" in first.headers["Cache-Control"]
    assert "public" in first.headers["Cache-Control"]
    assert (again.status_code, again.content) == (304, b"")
    with django_assert_num_queries(1):
        client.get(address, headers={"If-None-Match": first.headers["ETag"]})


def test_it_is_another_page_when_it_was_replaced(kingston: Organisation, client: Client) -> None:
    make_published(kingston)
    tag = client.get(PUBLIC).headers["ETag"]
    make_published(kingston)

    assert client.get(PUBLIC, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("kind", files.KINDS)
def test_it_is_taken_away_as_a_file(kind: str, kingston: Organisation, client: Client) -> None:
    make_published(kingston)

    answer = client.get(f"/published/RAX/wres-2021.{kind}")

    assert answer.headers["Content-Type"] == files.KINDS[kind].media_type
    assert f'filename="RAX-wres-2021.{kind}"' in answer.headers["Content-Disposition"]
    assert answer.content == client.get(f"/published/RAX/wres-2021.{kind}").content


def test_pages_cost_few_queries_however_many_editions(
    kingston: Organisation, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        make_published(kingston, at=NOW + timedelta(days=number))

    for address, queries in ((PUBLIC, 2), (f"{PUBLIC}1/", 2), ("/published/RAX/", 1)):
        with django_assert_num_queries(queries):
            client.get(address)


def test_an_address_without_its_last_stroke_leads_there(kingston: Organisation, client: Client) -> None:
    make_published(kingston)

    assert client.get("/published/RAX/wres-2021").url == PUBLIC


def test_nobody_writes_to_it(kingston: Organisation, client: Client) -> None:
    make_published(kingston)

    assert client.post(PUBLIC).status_code == 405
