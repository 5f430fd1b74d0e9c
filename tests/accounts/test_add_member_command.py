"""How the first EDI lead of a new install comes in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, Organisation, User
from tests.factories import make_organisation, make_user


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(ods_code="RAX", name="Kingston Hospital")


def add_member(code: str = "RAX", email: str = "ada@trust.example", name: str = "Ada Bell", role: str = "lead") -> str:
    said = StringIO()
    call_command("add_member", code, email, name, role, stdout=said)
    return said.getvalue().strip()


def members() -> list[tuple[str, str, str]]:
    return list(Membership.objects.values_list("user__name", "user__email", "role"))


@pytest.mark.usefixtures("trust")
def test_a_person_is_added_in_small_letters() -> None:
    said = add_member(email="Ada.Bell@Trust.Example", role="edi_lead")

    assert said == "Added Ada Bell, EDI lead of Kingston Hospital."
    assert members() == [("Ada Bell", "ada.bell@trust.example", "edi_lead")]
    assert not User.objects.get().has_usable_password()


@pytest.mark.usefixtures("trust")
def test_a_person_who_is_known_keeps_their_name() -> None:
    make_user(email="ada@trust.example", name="Ada B. Bell")

    add_member(email="ADA@trust.example", name="Somebody Else")

    assert members() == [("Ada B. Bell", "ada@trust.example", "lead")]


@pytest.mark.usefixtures("trust")
def test_running_it_twice_is_said_and_harmless() -> None:
    add_member()

    said = add_member()

    assert said == "Already there: Ada Bell, Lead of actions of Kingston Hospital."
    assert len(members()) == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "RZZ"}, "There is no organisation RZZ."),
        ({"code": "rax"}, "There is no organisation rax."),
        ({"email": "ada"}, "Enter an email address, such as"),
        ({"email": f"ada@{'long-label.' * 23}example"}, "at most 254 characters"),
        ({"role": "owner"}, "invalid choice: 'owner'"),
    ],
    ids=["unknown code", "small letters", "half an address", "long address", "unknown role"],
)
@pytest.mark.usefixtures("trust")
def test_what_is_wrong_is_said_and_nobody_is_added(wrong: dict[str, str], words: str) -> None:
    with pytest.raises(CommandError, match=words.replace(".", r"\.")):
        add_member(**wrong)

    assert members() == []
