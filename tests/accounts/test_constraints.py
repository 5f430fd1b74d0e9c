"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError

from accounts.models import Membership, Organisation, Role, User
from tests.factories import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db


def a_second_like_it(**fields: Any) -> Membership:
    trust = make_organisation()
    return Membership.objects.create(user=make_member(trust, Role.LEAD), organisation=trust, role=Role.LEAD)


@pytest.mark.parametrize(
    ("constraint", "write"),
    [
        ("addresses_in_small_letters", lambda: User.objects.create(email="Ada@trust.example", name="Ada")),
        ("addresses_in_small_letters", lambda: (make_user(), User.objects.update(email="ADA@TRUST.EXAMPLE"))),
        ("ods_code_in_capitals", lambda: make_organisation(ods_code="rax")),
        ("not_its_own_parent", lambda: (make_organisation(), Organisation.objects.update(parent=F("id")))),
        ("a_known_role", lambda: make_member(make_organisation(), "owner")),
        ("a_known_role", lambda: make_member(make_organisation(), "")),
        ("(?i)unique", a_second_like_it),
        ("(?i)unique", lambda: [make_user(email="ada@trust.example") for _ in range(2)]),
        ("(?i)unique", lambda: [make_organisation(ods_code="RAX") for _ in range(2)]),
    ],
)
def test_the_database_refuses(constraint: str, write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


def test_what_it_takes() -> None:
    region = make_organisation(ods_code="Y56")
    trust = make_organisation(ods_code="RAX", parent=region)
    user = make_member(trust, Role.LEAD)

    Membership.objects.create(user=user, organisation=trust, role=Role.COMMITTEE)
    Membership.objects.create(user=user, organisation=region, role=Role.LEAD)

    assert user.memberships.count() == 3


def test_an_organisation_with_others_below_it_stays() -> None:
    region = make_organisation()
    make_organisation(parent=region)

    with pytest.raises(ProtectedError):
        region.delete()


@pytest.mark.parametrize("code", ["R1", "RAX-01", "rax", "ABCDEFGHI", ""])
def test_an_ods_code_is_three_to_eight_capitals_and_numbers(code: str) -> None:
    with pytest.raises(ValidationError):
        Organisation(ods_code=code, name="Trust", short_name="Trust").full_clean()


@pytest.mark.parametrize("typed", ["Ada@Trust.Example", " ada@trust.example "])
def test_a_new_user_has_an_address_in_small_letters(typed: str) -> None:
    assert make_user(email=typed).email == "ada@trust.example"


def test_people_organisations_and_memberships_are_called_by_name() -> None:
    trust = make_organisation(name="Kingston Hospital")
    ada = make_member(trust, Role.EDI_LEAD, name="Ada Bell")

    assert [str(each) for each in (trust, ada, ada.memberships.get())] == [
        "Kingston Hospital",
        "Ada Bell",
        "Ada Bell, EDI lead",
    ]
