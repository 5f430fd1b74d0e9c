"""The page on which a year is checked before it is submitted: what it says first."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from indicators.models import Standard
from tests.factories import PASSWORD
from tests.indicators.records import draft, record_typed
from tests.indicators.years import pair, whole_year

CHECK = "/RYR/submissions/wres/2022/check/"


@pytest.fixture
def admin(
    wres: Standard, trust: Organisation, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> Client:
    on("2022-06-01")
    member(trust, Role.ADMIN)
    return client


def words(client: Client) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(CHECK).content.decode())).split())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"9-missing": "Not counted"}, "Indicator 9: You gave figures and a reason for having none."),
        ({"5-value-bme": "418%"}, "Indicator 5: Percentage, BME: 418% is not between 0% and 100%."),
    ],
)
def test_each_thing_to_put_right_says_of_which_indicator_it_is(
    admin: Client, trust: Organisation, typed: dict[str, str], said: str
) -> None:
    draft(trust, 2022, whole_year() | typed)

    assert said in words(admin)


def test_an_indicator_without_anything_is_named_once(admin: Client, trust: Organisation) -> None:
    draft(trust, 2022, {name: text for name, text in whole_year().items() if not name.startswith("4-")})

    assert "submit Indicator 4 has no figures." in words(admin)


@pytest.mark.parametrize(
    ("white", "said"),
    [
        ("25.1%", ""),
        ("50.5%", "1 figure needs another look. Change it, or say why it is right , below."),
    ],
)
def test_what_looks_wrong_is_counted_before_the_scores(
    admin: Client, trust: Organisation, white: str, said: str
) -> None:
    record_typed(trust, 2021, pair(5, "25.1%", "31.8%"))
    draft(trust, 2022, whole_year() | pair(5, white, "31.9%"))

    page = words(admin)

    assert said in page.partition("What you are about to submit")[0]
    assert ("needs another look" in page) == bool(said)


def test_what_was_answered_when_the_sign_in_ran_out_is_there_afterwards(admin: Client, trust: Organisation) -> None:
    record_typed(trust, 2021, pair(5, "25.1%", "31.8%"))
    checked = draft(trust, 2022, whole_year() | pair(5, "50.5%", "31.9%"))
    name = re.findall(r'name="(note-[^"]+)"', admin.get(CHECK).content.decode())[0]
    person = User.objects.get(memberships__organisation=trust)
    admin.logout()
    sent = {"version": checked.version, name: "Counted again by Amara", "typed_by": person.pk}
    asked = admin.post(CHECK.replace("check", "submit"), sent, headers={"Referer": f"http://testserver{CHECK}"})

    back = admin.post(asked["Location"], {"username": person.email, "password": PASSWORD}, follow=True)

    assert back.request["PATH_INFO"] == CHECK
    assert "Counted again by Amara" in back.content.decode()
