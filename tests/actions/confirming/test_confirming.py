"""A second person confirms that an action is complete, or sends it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Update, UpdateLink
from actions.services import confirming
from tests.actions.confirming.completions import WAITS, address, complete, report
from tests.factories import NOW, make_evidence, make_lead, make_link, make_user


def test_a_completion_waits_where_the_organisation_asks_for_a_second_person(action: Action, author: User) -> None:
    update = complete(action, by=author)

    assert (action.status, action.is_confirmed, update.waits) == ("complete", False, True)
    assert action.deadlines.get().met_on == NOW.date()


def test_elsewhere_it_does_not(action: Action, author: User, trust: Organisation) -> None:
    Organisation.objects.update(confirms_completion=False)
    action = Action.objects.get()

    update = complete(action, by=author)

    assert (action.is_confirmed, update.waits) == (True, False)


@pytest.mark.parametrize("name", ["action", "plan", "on_paper", "csv", "quarter", "overview"])
def test_that_it_waits_is_shown_wherever_its_status_is(
    name: str,
    action: Action,
    author: User,
    member: Callable[..., User],
    client: Client,
    on: Callable[..., None],
) -> None:
    on("2021-12-15")
    complete(action, by=author)
    member(action.plan.organisation)
    code = action.plan.organisation.ods_code
    pages = {
        "action": address("action", action),
        "quarter": reverse("reports:quarter", args=[code, "2021-22-Q3"]),
        "overview": reverse("reports:overview", args=[code]),
    }

    page = client.get(pages.get(name) or reverse(f"actions:{name}", args=[code])).content.decode()

    assert WAITS in page


def test_a_second_edi_lead_confirms_it(
    action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    make_evidence(action, title="Minutes of the panel")
    second = member(action.plan.organisation, name="Priya Nair")

    asked = client.get(address("confirm", action)).content.decode()
    answer = client.post(address("confirm", action), {"version": action.version}, follow=True).content.decode()

    update = Update.objects.get()
    assert "Panels are trained." in asked
    assert "Minutes of the panel" in asked
    assert (update.confirmed_by, update.waits) == (second, False)
    assert "Confirmed by</span> Priya Nair" in answer
    assert WAITS not in answer


def test_sending_it_back_opens_it_and_its_deadline_again(
    action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    member(action.plan.organisation)
    sent = {"version": action.version, "status": "on_track", "progress": "Two panels are missing."}

    page = client.post(address("send_back", action), sent, follow=True).content.decode()

    action.refresh_from_db()
    assert "The action is sent back and open again." in page
    assert "Two panels are missing." in page
    assert (action.status, action.is_confirmed) == ("on_track", True)
    assert action.deadlines.get().met_on is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"progress": " "}, "Say what is missing, so that it can be done."),
        ({"status": ""}, "Choose how it stands."),
        ({"status": "complete"}, "complete is not one of the available choices"),
        ({"status": "at_risk"}, "Say what is being done about it."),
    ],
)
def test_sending_back_needs_a_reason_and_another_status(
    fields: dict[str, str],
    said: str,
    action: Action,
    author: User,
    member: Callable[..., User],
    client: Client,
) -> None:
    complete(action, by=author)
    member(action.plan.organisation)
    sent = {"version": action.version, "status": "on_track", "progress": "Two panels are missing."}

    answer = client.post(address("send_back", action), sent | fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Update.objects.count() == 1


def test_nobody_confirms_what_they_reported_themselves(action: Action, author: User, client: Client) -> None:
    complete(action, by=author)
    client.force_login(author)

    assert "Confirm it, or send it back" not in client.get(address("action", action)).content.decode()
    assert client.post(address("confirm", action), {"version": action.version}).status_code == 403
    assert client.post(address("send_back", action), {"version": action.version}).status_code == 403
    with pytest.raises(confirming.NothingToConfirmError):
        confirming.confirm_completion(action=action, version=action.version, by=author, at=NOW)


def test_what_came_through_a_link_any_edi_lead_may_confirm(action: Action, author: User, client: Client) -> None:
    lead = make_lead(action.plan.organisation)
    link = UpdateLink.objects.create(
        lead=lead, address="a@b.example", seed="s", token_hash="h", made_at=NOW, expires_at=NOW + timedelta(days=1)
    )
    complete(action, link=link)
    client.force_login(author)

    client.post(address("confirm", action), {"version": action.version})

    assert Update.objects.get().confirmed_by == author


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.EDI_LEAD, True),
        (Role.ADMIN, False),
        (Role.COMMITTEE, False),
        (Role.LEAD, False),
        (Role.OVERSEER, False),
    ],
)
@pytest.mark.parametrize("name", ["confirm", "send_back"])
def test_who_may_confirm_and_send_back(
    name: str, role: Role, may: bool, action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    member(action.plan.organisation, role)
    sent = {"version": action.version, "status": "on_track", "progress": "Two panels are missing."}

    assert client.post(address(name, action), sent).status_code == (302 if may else 403)


@pytest.mark.parametrize("name", ["confirm", "send_back"])
def test_of_two_people_the_second_sees_what_the_first_did(
    name: str, action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    seen = action.version
    report(action, "complete", by=make_user(name="Jo Field"))
    member(action.plan.organisation)
    sent = {"version": seen, "status": "on_track", "progress": "Two panels are missing."}

    answer = client.post(address(name, action), sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This action changed while you had it open" in page
    assert "Jo Field" in page
    assert ("Two panels are missing." in page) is (name == "send_back")
    assert not Action.objects.get().is_confirmed


@pytest.mark.parametrize("name", ["confirm", "send_back"])
def test_what_was_confirmed_meanwhile_does_not_wait_any_more(
    name: str, action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)
    member(action.plan.organisation)

    page = client.post(address(name, action), {"version": 2}, follow=True).content.decode()

    assert "This action does not wait to be confirmed." in page


def test_who_reported_through_their_own_link_is_no_second_person(action: Action, author: User, client: Client) -> None:
    complete(action, link=make_link(action.plan.organisation, address=author.email.upper()))
    action.refresh_from_db()

    with pytest.raises(confirming.NothingToConfirmError):
        confirming.confirm_completion(action=action, version=action.version, by=author, at=NOW)
    assert not Action.objects.waiting_for(author).exists()
    assert Action.objects.waiting_for(make_user()).exists()
