"""Updating an action, on a page or in its row, and who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Update
from tests.actions.pages.update_pages import address
from tests.factories import make_action, make_lead, make_member, make_plan, make_update

HTMX = {"HX-Request": "true"}


def answers(action: Action, **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "status": "on_track", "progress": "Two of five are trained."} | fields


def test_saving_an_update_leads_back_to_where_the_person_was(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    plan = reverse("actions:plan", args=[action.plan.organisation.ods_code])

    answer = client.post(address("update", action), answers(action, next=f"{plan}#action-{action.pk}"))

    assert answer.url == f"{plan}#action-{action.pk}"
    assert "Your update is saved." in client.get(plan).content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "foo", "/\\\\elsewhere"]
)
def test_it_never_leads_to_another_site(
    elsewhere: str, action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)

    answer = client.post(address("update", action), answers(action, next=elsewhere))

    assert answer.url == address("action", action)


def test_in_place_the_row_comes_back_with_undo(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)

    answer = client.post(address("update", action), answers(action), headers=HTMX)

    page = answer.content.decode()
    assert page.strip().startswith(f'<tr class="nhsuk-table__row" role="row" id="action-{action.pk}">')
    assert "Saved." in page
    assert reverse("actions:undo", args=[action.plan.organisation.ods_code, Update.objects.get().pk]) in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": ""}, "Choose how it is going."),
        ({"status": "splendid"}, "splendid"),
        ({"status": "at_risk", "progress": " "}, "Say what the trend is"),
        ({"status": "complete", "progress": ""}, "Say what was done"),
        ({"progress": "x" * 4001}, "4000"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    fields: dict[str, str],
    said: str,
    headers: dict[str, str],
    action: Action,
    member: Callable[..., User],
    client: Client,
) -> None:
    member(action.plan.organisation)

    answer = client.post(address("update", action), answers(action, **fields), headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "There is a problem" in page
    assert not Update.objects.exists()
    if "progress" not in fields:
        assert "Two of five are trained." in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_of_two_people_the_second_sees_both_and_chooses(
    headers: dict[str, str], action: Action, member: Callable[..., User], client: Client
) -> None:
    seen = answers(action, progress="Mine.")
    other = make_member(action.plan.organisation, Role.EDI_LEAD, name="Amara Osei")
    Action.objects.update(version=7)
    make_update(action, by=other, status="at_risk", progress="Theirs.")
    member(action.plan.organisation)

    answer = client.post(address("update", action), seen, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("This action changed while you had it open", "Amara Osei", "Theirs.", "Mine.", 'value="7"'):
        assert words in page
    again = client.post(address("update", action), seen | {"version": 7}, headers=headers)
    assert again.status_code in (200, 302)
    assert Update.objects.count() == 2


def test_after_somebody_took_an_update_back_the_form_says_that_the_action_changed(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    seen = answers(action)
    Action.objects.update(version=3)

    answer = client.post(address("update", action), seen)

    assert answer.status_code == 409
    assert "This action changed while you had it open" in answer.content.decode()


def test_undo_takes_the_update_back(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)
    client.post(address("update", action), answers(action))

    answer = client.post(
        reverse("actions:undo", args=[action.plan.organisation.ods_code, Update.objects.get().pk]), follow=True
    )

    action.refresh_from_db()
    assert action.status == "not_recorded"
    assert "Your update is undone." in answer.content.decode()


def test_a_sign_in_that_ran_out_is_told_in_place_and_leaves_the_words_where_they_are(
    action: Action, client: Client
) -> None:
    saving = client.post(address("update", action), answers(action), headers=HTMX)
    opening = client.get(address("update", action), headers=HTMX | {"HX-Current-URL": "http://testserver/RAX/actions/"})

    assert saving.status_code == 401
    assert opening.headers["HX-Redirect"] == "/sign-in/?next=/RAX/actions/"


def test_words_sent_after_the_sign_in_ran_out_stand_in_the_form_when_the_person_is_back(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    page = address("update", action)
    person = member(action.plan.organisation)
    client.logout()
    sent = answers(action, progress="The panel has met.", typed_by=person.pk)
    client.post(page, sent, headers={"Referer": f"http://testserver{page}"})
    client.force_login(person)

    shown = client.get(page).content.decode()

    assert "The panel has met." in shown
    assert "not saved yet" in shown
    assert not Update.objects.exists()


@pytest.mark.parametrize(
    ("role", "holds", "may"),
    [
        (Role.EDI_LEAD, "", True),
        (Role.ADMIN, "", False),
        (Role.COMMITTEE, "", False),
        (Role.OVERSEER, "", False),
        (Role.LEAD, "", False),
        (Role.LEAD, "accountable", True),
        (Role.LEAD, "supporting", True),
        (Role.COMMITTEE, "accountable", False),
    ],
)
def test_who_may_update_an_action(
    role: Role, holds: str, may: bool, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    person = member(trust, role, email="sam@trust.example")
    lead = make_lead(trust, address="Sam@trust.example" if holds else "other@trust.example")
    supports = holds == "supporting"
    action = make_action(make_plan(trust), lead=None if supports else lead, support=lead if supports else None)

    shown = "Update<span" in client.get(reverse("actions:plan", args=[trust.ods_code])).content.decode()
    answer = client.post(address("update", action), answers(action))

    assert shown is may
    assert answer.status_code == (302 if may else 403)
    assert Update.objects.filter(made_by=person).exists() is may
