"""Where somebody lands after signing in."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organisation, Role, User
from tests.factories import make_member, make_organisation, make_user

Member = Callable[..., User]

pytestmark = pytest.mark.django_db


def test_somebody_of_one_organisation_lands_on_its_overview(client: Client, member: Member) -> None:
    member(make_organisation(ods_code="RAX"), Role.COMMITTEE)

    answer = client.get("/")

    assert (answer.status_code, answer.url) == (302, "/RAX/")


def test_several_roles_in_one_organisation_are_no_reason_to_choose(client: Client, member: Member) -> None:
    trust = make_organisation(ods_code="RAX")
    user = member(trust, Role.EDI_LEAD)
    Membership.objects.create(user=user, organisation=trust, role=Role.ADMIN)

    assert client.get("/").url == "/RAX/"


def test_somebody_of_several_chooses_by_name(client: Client, member: Member) -> None:
    user = member(make_organisation(ods_code="RYY", name="Yarrow Hospital"))
    Membership.objects.create(
        user=user, organisation=make_organisation(ods_code="RAX", name="Aspen & Elm"), role=Role.ADMIN
    )
    make_organisation(name="Nobody's Hospital")

    answer = client.get("/", follow=True)

    page = answer.content.decode()
    assert [each.ods_code for each in answer.context["organisations"]] == ["RAX", "RYY"]
    assert '<a href="/RAX/">Aspen &amp; Elm</a>' in page
    assert '<a href="/RYY/">Yarrow Hospital</a>' in page
    assert "Nobody" not in page


def test_an_overseer_chooses_among_those_below(client: Client, member: Member) -> None:
    board = make_organisation(name="Board", kind=Organisation.Kind.ICB)
    make_organisation(name="Trust", parent=board)
    member(board, Role.OVERSEER)

    answer = client.get("/", follow=True)

    assert [each.name for each in answer.context["organisations"]] == ["Board", "Trust"]


def test_somebody_of_none_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(make_user())

    answer = client.get("/", follow=True)

    assert answer.status_code == 200
    assert "You are not a member of any organisation yet." in answer.content.decode()


def test_a_long_list_takes_no_more_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    region = make_organisation(kind=Organisation.Kind.REGION)
    for _ in range(20):
        make_organisation(parent=region)
    client.force_login(make_member(region, Role.OVERSEER))

    with django_assert_max_num_queries(3):  # session, user, organisations
        answer = client.get("/organisations/")

    assert len(answer.context["organisations"]) == 21
