"""What is asked with each status, where it is shown again, and what two people at once see of each other."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.lead_words import LeadWords
from actions.models import Action, Update
from actions.services import together, updating
from actions.services.meanwhile import take_action
from indicators.models import Indicator
from tests.factories import NOW, answers_to, make_action, make_member, make_organisation, make_plan, make_update

HTMX = {"HX-Request": "true"}
WORDS = {
    "progress": "Fewer panels than before.",
    "being_done": "More are trained.",
    "improves": "By March",
}


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), wording="Train the panels", timescale="January 2022", due_on=date(2022, 1, 31))


def address(name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.plan.organisation.ods_code, action.pk])


def words_of(answer: HttpResponse) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def answers(action: Action, status: str, **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "status": status} | answers_to(status) | fields


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
@pytest.mark.parametrize(
    ("status", "without", "said"),
    [
        ("at_risk", "progress", "Say what the trend is: is it getting better or worse, and why?"),
        ("at_risk", "being_done", "Say what is being done about it."),
        ("off_track", "improves", "Say when it will improve. If nobody can say yet, write that."),
        ("closed", "closed_because", "Choose why the action is closed."),
        ("closed", "progress", "Say in a sentence why the action is closed."),
        ("complete", "progress", "Say what was done, or add a file or a link that shows it."),
    ],
)
def test_what_a_status_needs_is_asked_for_and_the_rest_is_kept(
    status: str,
    without: str,
    said: str,
    headers: dict[str, str],
    action: Action,
    member: Callable[..., User],
    client: Client,
) -> None:
    member(action.plan.organisation)
    typed = answers(action, status, **{without: ""})

    answer = client.post(address("update", action), typed, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert not Update.objects.exists()
    for words in answers_to(status).values():
        assert words in page or words == answers_to(status)[without] or words == "superseded"


def test_on_track_is_recorded_with_a_status_alone(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)

    client.post(address("update", action), {"version": action.version, "status": "on_track"})

    assert Update.objects.get().progress == ""


def test_a_reason_for_closing_is_not_kept_with_another_status(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    """Without JavaScript the reason can be chosen before somebody thinks better of it."""
    member(action.plan.organisation)

    client.post(address("update", action), answers(action, "on_track", closed_because="merged"))

    assert Update.objects.get().closed_because == ""


def test_nobody_closes_an_action_as_carried_forward_by_hand(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)

    answer = client.post(address("update", action), answers(action, "closed", closed_because="carried_forward"))

    assert answer.status_code == 422
    assert "It goes on in the next plan" not in client.get(address("update", action)).content.decode()


@pytest.mark.parametrize(("status", "shown"), [("off_track", WORDS), ("closed", {"why": "Something else took its"})])
@pytest.mark.parametrize("name", ["action", "quarter", "update"])
def test_the_answers_are_shown_where_the_action_is(
    name: str,
    status: str,
    shown: dict[str, str],
    action: Action,
    member: Callable[..., User],
    client: Client,
    on: Callable[..., None],
) -> None:
    on("2021-12-15")
    trust = action.plan.organisation
    member(trust)
    client.post(address("update", action), answers(action, status))
    quarter = reverse("reports:quarter", args=[trust.ods_code, "2021-22-Q3"])

    page = client.get(quarter if name == "quarter" else address(name, action)).content.decode()

    for words in shown.values():
        assert words in page


def test_the_database_takes_no_closing_without_a_sentence(action: Action, member: Callable[..., User]) -> None:
    with pytest.raises(IntegrityError, match="an_update_has_its_words"):
        make_update(action, by=member(action.plan.organisation), status="closed", progress="")


# ---- two people at once


def report(action: Action, by: User, status: str, **said: str) -> None:
    action.refresh_from_db()
    given = answers_to(status) | said
    updating.record_update(action=action, version=action.version, status=status, by=by, at=NOW, **given)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_the_second_sees_every_update_that_was_made_meanwhile(
    headers: dict[str, str], action: Action, member: Callable[..., User], client: Client
) -> None:
    trust = action.plan.organisation
    seen = answers(action, "on_track", progress="Mine.")
    report(action, make_member(trust, Role.EDI_LEAD, name="Amara Osei"), "at_risk")
    report(action, make_member(trust, Role.EDI_LEAD, name="Priya Nair"), "on_track", progress="All is well.")
    member(trust)

    answer = client.post(address("update", action), seen, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Amara Osei reported on 15 December 2021", *WORDS.values(), "Priya Nair", "All is well.", "Mine."):
        assert words in page
    assert Update.objects.count() == 2


def test_the_second_sees_what_was_edited_meanwhile_and_by_whom(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    trust = action.plan.organisation
    seen = answers(action, "on_track", progress="Mine.")
    editor = make_member(trust, Role.EDI_LEAD, name="Amara Osei")
    take_action(action, action.version)
    action.wording, action._history_user = "Train every panel", editor  # type: ignore[attr-defined]
    action.save()
    member(trust)

    answer = client.post(address("update", action), seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Amara Osei changed this on", "Train the panels", "Train every panel", "Mine.", "Not recorded"):
        assert words in page


def led_and_edited_by(client: Client, action: Action, editor: User, **changed: Any) -> None:
    """Somebody changes whom an action is for and who leads it, in the form, and signs out again."""
    client.force_login(editor)
    page = address("edit_action", action)
    shown = client.get(page).context["form"].initial
    leads = changed.get("leads", shown["leads"])
    client.post(page, shown | changed | {"leads": leads, "leads_seen": " ".join(leads.split())})
    action.refresh_from_db()


def test_the_second_sees_who_led_it_and_which_indicators_it_was_for_before_somebody_changed_that(
    action: Action, on: Callable[..., None], member: Callable[..., User], client: Client
) -> None:
    trust = action.plan.organisation
    editor = make_member(trust, Role.EDI_LEAD, name="Amara Osei")
    on("2121-12-15")
    led_and_edited_by(client, action, editor, leads="Head of HR\nwith support from MEGA")
    seen = answers(action, "on_track")
    on("2121-12-16")
    of_year = Indicator.objects.filter(standard=action.plan.standard, number__in=[3, 4]).valid_in(action.plan.year)
    led_and_edited_by(client, action, editor, leads="Head of OD", indicators=[each.pk for each in of_year])
    member(trust)

    page = words_of(client.post(address("update", action), seen))

    assert "Leads, before: Head of HR with support from MEGA Leads, now: Head of OD" in page
    assert "Indicators, before: 2 Indicators, now: 3, 4" in page
    assert page.count("Amara Osei changed this on 16 December 2121") == 2


def test_leads_that_were_given_to_several_actions_meanwhile_are_shown(
    action: Action, on: Callable[..., None], member: Callable[..., User], client: Client
) -> None:
    trust = action.plan.organisation
    on("2121-12-15")
    led_and_edited_by(client, action, make_member(trust, Role.EDI_LEAD), leads="Head of HR")
    seen = answers(action, "on_track")
    on("2121-12-16")
    leads = LeadWords(("Head of OD",), (), ())
    together.lead_together(actions=[action], versions={action.pk: action.version}, leads=leads, keeps_support=True)
    member(trust)

    page = words_of(client.post(address("update", action), seen))

    assert "Leads, before: Head of HR Leads, now: Head of OD" in page


def test_what_was_the_same_before_and_after_is_not_shown_as_changed(
    action: Action, on: Callable[..., None], member: Callable[..., User], client: Client
) -> None:
    trust = action.plan.organisation
    editor = make_member(trust, Role.EDI_LEAD)
    on("2121-12-15")
    led_and_edited_by(client, action, editor, leads="Head of HR")
    seen = answers(action, "on_track")
    on("2121-12-16")
    led_and_edited_by(client, action, editor, wording="Train every panel")
    member(trust)

    page = words_of(client.post(address("update", action), seen))

    assert "Wording, before:" in page
    assert "Leads, before:" not in page
    assert "Indicators, before:" not in page


def test_the_second_sees_that_an_update_was_taken_back_meanwhile(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    person = member(action.plan.organisation)
    report(action, person, "off_track")
    action.refresh_from_db()
    seen = answers(action, "on_track")
    updating.withdraw_update(update=Update.objects.get(), by=person, at=NOW)

    page = client.post(address("update", action), seen).content.decode()

    assert "Status, before:" in page
    assert "Off track" in page


def test_after_both_were_shown_saving_again_adds_the_second(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    trust = action.plan.organisation
    seen = answers(action, "at_risk")
    report(action, make_member(trust, Role.EDI_LEAD), "on_track")
    member(trust)
    client.post(address("update", action), seen)
    action.refresh_from_db()

    client.post(address("update", action), seen | {"version": action.version})

    assert list(Update.objects.values_list("status_before", "status")) == [
        ("on_track", "at_risk"),
        ("not_recorded", "on_track"),
    ]
