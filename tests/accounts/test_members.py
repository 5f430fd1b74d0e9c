"""The members of an organisation: who lists, adds and removes them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organisation, Role, User
from accounts.services import LastManagerError, remove_member
from tests.factories import make_member, make_organisation

Member = Callable[..., User]

LIST, ADD = "/RAX/members/", "/RAX/members/add/"
MANAGERS = {Role.EDI_LEAD, Role.ADMIN}
ONLY_ONE = "This is the only person who can manage members. Add another first."


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(ods_code="RAX")


def add(client: Client, *, follow: bool = True, **fields: Any) -> HttpResponse:
    given = {"name": "New Person", "email": "new.person@trust.example", "role": "lead"} | fields
    return client.post(ADD, given, follow=follow)


def remove(client: Client, user: User, role: Role) -> HttpResponse:
    return client.post(f"{LIST}{user.memberships.get(role=role).pk}/remove/", follow=True)


def roles_of(email: str) -> list[str]:
    return sorted(Membership.objects.filter(user__email=email).values_list("role", flat=True))


@pytest.mark.parametrize(("role", "status"), [(role, 200 if role in MANAGERS else 403) for role in Role])
def test_an_edi_lead_and_an_admin_manage_members(
    trust: Organisation, client: Client, member: Member, role: Role, status: int
) -> None:
    other = make_member(trust, Role.COMMITTEE)
    member(trust, role)

    assert client.get(LIST).status_code == status
    assert client.get(ADD).status_code == status
    assert add(client).status_code == status
    assert remove(client, other, Role.COMMITTEE).status_code == status
    assert Membership.objects.filter(user=other).exists() is (status == 403)


def test_members_are_listed_by_name_with_their_roles(trust: Organisation, client: Client, member: Member) -> None:
    make_member(trust, Role.COMMITTEE, name="Zara")
    make_member(trust, Role.LEAD, name="Alan", email="alan@trust.example")
    make_member(make_organisation(), Role.LEAD, name="Stranger")
    member(trust, name="Mo")

    answer = client.get(LIST)

    assert [each.user.name for each in answer.context["memberships"]] == ["Alan", "Mo", "Zara"]
    page = answer.content.decode()
    assert "alan@trust.example" in page
    assert "Lead of actions" in page


def test_a_longer_list_takes_no_more_queries(
    trust: Organisation, client: Client, member: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    member(trust)
    for _ in range(15):
        make_member(trust, Role.LEAD)

    # session, user, organisation, roles, memberships, and whether there are several organisations
    with django_assert_max_num_queries(8):
        client.get(LIST)


def test_a_person_is_added_in_small_letters_and_without_a_password(
    trust: Organisation, client: Client, member: Member
) -> None:
    member(trust)

    answer = add(client, name="Ada Bell", email=" Ada.Bell@Trust.Example ", role="committee")

    ada = User.objects.get(email="ada.bell@trust.example")
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Ada Bell is now a member: Committee member." in answer.content.decode()
    assert (ada.name, ada.has_usable_password(), roles_of(ada.email)) == ("Ada Bell", False, ["committee"])


def test_a_person_who_is_known_keeps_name_and_password(trust: Organisation, client: Client, member: Member) -> None:
    known = make_member(make_organisation(), Role.LEAD, email="known@trust.example", name="Known Name")
    member(trust)

    add(client, name="Another Name", email="KNOWN@trust.example", role="admin")

    password = known.password
    known.refresh_from_db()
    assert (known.name, known.password) == ("Known Name", password)
    assert roles_of(known.email) == ["admin", "lead"]


def test_adding_the_same_role_twice_changes_nothing(trust: Organisation, client: Client, member: Member) -> None:
    member(trust)
    add(client)

    answer = add(client)

    assert "New Person was already a member: Lead of actions." in answer.content.decode()
    assert roles_of("new.person@trust.example") == ["lead"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Enter the person&#x27;s name."),
        ({"email": ""}, "Enter the person&#x27;s email address."),
        ({"email": "new.person"}, "Enter an email address, such as name@trust.nhs.uk."),
        ({"role": ""}, "Choose a role."),
        ({"role": "owner"}, "owner is not one of the available choices"),
        ({"name": "x" * 151}, "150 characters"),
        ({"email": f"new.person@{'long-label.' * 23}example"}, "characters"),
    ],
    ids=["no name", "no address", "half an address", "no role", "unknown role", "long name", "long address"],
)
def test_what_is_missing_or_wrong_is_said_and_nobody_is_added(
    trust: Organisation, client: Client, member: Member, fields: dict[str, str], words: str
) -> None:
    member(trust)

    answer = add(client, **fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Membership.objects.count() == 1


def test_a_role_is_taken_away_and_its_person_stays(trust: Organisation, client: Client, member: Member) -> None:
    other = make_member(trust, Role.LEAD, name="Ada Bell")
    member(trust)

    answer = remove(client, other, Role.LEAD)

    assert "Ada Bell no longer has the role Lead of actions." in answer.content.decode()
    assert not other.memberships.exists()
    assert User.objects.filter(pk=other.pk).exists()


def test_taking_away_a_role_stays_on_record_with_who_did_it(
    trust: Organisation, client: Client, member: Member
) -> None:
    other = make_member(trust, Role.LEAD)
    me = member(trust)

    remove(client, other, Role.LEAD)

    record = Membership.history.filter(user=other).latest()
    assert (record.history_type, record.role, record.history_user) == ("-", "lead", me)


def test_one_of_several_roles_goes_alone(trust: Organisation, client: Client, member: Member) -> None:
    me = member(trust, Role.EDI_LEAD)
    Membership.objects.create(user=me, organisation=trust, role=Role.COMMITTEE)

    remove(client, me, Role.COMMITTEE)

    assert roles_of(me.email) == ["edi_lead"]


@pytest.mark.parametrize("role", sorted(MANAGERS))
def test_the_last_who_can_manage_members_is_kept(
    trust: Organisation, client: Client, member: Member, role: Role
) -> None:
    make_member(make_organisation(), Role.ADMIN)
    make_member(trust, Role.COMMITTEE)
    me = member(trust, role)

    answer = remove(client, me, role)

    said = "This is the only EDI lead. Add another first." if role == Role.EDI_LEAD else ONLY_ONE
    assert said in answer.content.decode()
    assert roles_of(me.email) == [role]


def test_with_another_manager_one_can_go(trust: Organisation, client: Client, member: Member) -> None:
    make_member(trust, Role.EDI_LEAD)
    me = member(trust, Role.EDI_LEAD)

    remove(client, me, Role.EDI_LEAD)

    assert not me.memberships.exists()


def test_an_admin_does_not_stand_in_for_the_only_edi_lead(trust: Organisation, client: Client, member: Member) -> None:
    make_member(trust, Role.ADMIN)
    me = member(trust, Role.EDI_LEAD)

    remove(client, me, Role.EDI_LEAD)

    assert roles_of(me.email) == ["edi_lead"]


def test_removing_asks_first(trust: Organisation, client: Client, member: Member) -> None:
    member(trust, Role.EDI_LEAD)
    other = make_member(trust, Role.COMMITTEE, name="Ada Bell")

    page = client.get(reverse("remove_member", args=[trust.ods_code, other.memberships.get().pk]))

    assert "Remove Ada Bell" in page.content.decode()
    assert other.memberships.exists()


def test_a_manager_who_cannot_sign_in_does_not_count_as_another(
    trust: Organisation, client: Client, member: Member
) -> None:
    gone = make_member(trust, Role.ADMIN)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    me = member(trust, Role.EDI_LEAD)

    remove(client, me, Role.EDI_LEAD)

    assert roles_of(me.email) == ["edi_lead"]


def test_a_manager_who_cannot_sign_in_can_be_removed(trust: Organisation, client: Client, member: Member) -> None:
    gone = make_member(trust, Role.ADMIN)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    member(trust, Role.EDI_LEAD)

    remove(client, gone, Role.ADMIN)

    assert not gone.memberships.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests share one connection")
@pytest.mark.django_db(transaction=True)
def test_two_managers_who_remove_each_other_at_the_same_moment_leave_one() -> None:
    trust = make_organisation()
    mine, yours = (make_member(trust, Role.ADMIN).memberships.get() for _ in range(2))
    removed, answered = Event(), Event()

    def remove_mine() -> None:
        with closing(connection), transaction.atomic():
            remove_member(membership=mine)
            removed.set()
            answered.wait(0.5)

    def remove_yours() -> None:
        with closing(connection), suppress(LastManagerError):
            removed.wait(5)
            remove_member(membership=yours)
            answered.set()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(remove_mine), pool.submit(remove_yours)]:
            done.result()

    assert list(Membership.objects.of(trust)) == [yours]


def test_a_membership_of_another_organisation_is_not_removed(
    trust: Organisation, client: Client, member: Member
) -> None:
    stranger = make_member(make_organisation(), Role.LEAD)
    member(trust)

    assert remove(client, stranger, Role.LEAD).status_code == 404
    assert stranger.memberships.exists()
