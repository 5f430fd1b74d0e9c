"""What an organisation sets for itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from tests.factories import make_member, make_organisation


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(committee_name="EDI Committee", bme_label="BME")


def address(trust: Organisation) -> str:
    return reverse("settings", args=[trust.ods_code])


def shown(client: Client, trust: Organisation, **fields: Any) -> dict[str, Any]:
    """What the browser sends of the page as it is now, with the fields changed."""
    form = client.get(address(trust)).context["form"]
    as_shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (as_shown | fields).items() if value is not False}


def test_the_settings_are_saved_and_kept_on_record(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    make_member(trust, Role.EDI_LEAD)
    sent = shown(client, trust, committee_name="People Committee", bme_label="BAME", confirms_completion="on")

    page = client.post(address(trust), sent, follow=True).content.decode()

    trust.refresh_from_db()
    assert (trust.committee_name, trust.bme_label, trust.confirms_completion) == ("People Committee", "BAME", True)
    assert "The settings are saved." in page
    assert "There is only one EDI lead" not in page
    assert trust.history.count() == 2


def test_with_one_edi_lead_alone_it_says_that_nobody_could_confirm(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)

    page = client.post(address(trust), shown(client, trust, confirms_completion="on"), follow=True).content.decode()

    assert "There is only one EDI lead, and nobody confirms their own report." in page


def test_it_can_be_switched_off_again(trust: Organisation, member: Callable[..., User], client: Client) -> None:
    member(trust, Role.ADMIN)
    Organisation.objects.update(confirms_completion=True)

    client.post(address(trust), shown(client, trust, confirms_completion=False))

    assert not Organisation.objects.get(pk=trust.pk).confirms_completion


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"committee_name": " "}, "Enter the name of the committee."),
        ({"bme_label": ""}, "Enter the label, such as BME."),
        ({"bme_label": "x" * 41}, "at most 40 characters"),
        ({"remind_before": "30, soon"}, "Enter numbers of days from 1 to 90, with commas between them."),
        ({"remind_before": "0"}, "Enter numbers of days from 1 to 90, with commas between them."),
        ({"remind_before": "9" * 5000}, "Enter numbers of days from 1 to 90, with commas between them."),
        ({"remind_after": "1 2 3 4 5 6 7"}, "Enter 6 numbers or fewer, or people stop reading."),
        ({"remind_after": " "}, "What is overdue is always reminded of."),
        ({"escalate_after": "91"}, "Enter 90 days or fewer."),
        ({"escalate_after": "two weeks"}, "Enter a whole number of days, such as 14."),
    ],
)
def test_a_setting_that_is_not_right_is_refused_in_words(
    fields: dict[str, str], said: str, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)

    answer = client.post(address(trust), shown(client, trust, **fields))

    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "days"),
    [("30, 7", [30, 7]), ("7 and 30", [7, 30]), ("14;14; 3", [14, 3]), ("", [])],
)
def test_days_are_taken_however_they_are_set_apart(
    typed: str, days: list[int], trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)

    client.post(address(trust), shown(client, trust, remind_before=typed, escalate_after="21"))

    trust.refresh_from_db()
    assert (trust.remind_before, trust.remind_after, trust.escalate_after) == (days, [7, 14, 28], 21)


def test_of_two_people_the_second_sees_both_and_chooses(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    sent = shown(client, trust, committee_name="People Committee")
    Organisation.objects.update(committee_name="Board")

    answer = client.post(address(trust), sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Name of the committee: Board" in page
    assert 'value="People Committee"' in page
    assert Organisation.objects.get(pk=trust.pk).committee_name == "Board"
    again = sent | {"seen": answer.context["form"]["seen"].value()}
    client.post(address(trust), again)
    assert Organisation.objects.get(pk=trust.pk).committee_name == "People Committee"


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.EDI_LEAD, True),
        (Role.ADMIN, True),
        (Role.COMMITTEE, False),
        (Role.LEAD, False),
        (Role.OVERSEER, False),
    ],
)
def test_who_may_change_the_settings(
    role: Role, may: bool, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, role)

    assert client.get(address(trust)).status_code == (200 if may else 403)
    assert client.post(address(trust), {}).status_code == (422 if may else 403)
