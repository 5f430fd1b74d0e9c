"""What a lead reads and updates through the link in a message."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation, Role
from actions.models import Action, Lead, Update, UpdateLink
from actions.services import evidence, updating
from actions.views import by_link
from tests.actions import files
from tests.actions.by_link.link_pages import HTMX, answers, form_of, page_of, text_of
from tests.factories import NOW, make_action, make_lead, make_member, make_move, make_update, make_user


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("minutes.pdf", files.pdf())


def test_the_link_shows_the_open_actions_of_its_lead_the_most_urgent_first(
    token: str, recruitment: Lead, action: Action, client: Client
) -> None:
    plan = action.plan
    make_action(plan, support=recruitment, wording="Review the training", due_on=date(2022, 3, 31))
    make_action(plan, lead=recruitment, wording="Clear protocols", due_on=date(2021, 11, 30), timescale="November 2021")
    make_action(plan, lead=recruitment, wording="Done long ago", status="complete")
    make_action(plan, lead=make_lead(plan.organisation), wording="Of others")

    answer = client.get(page_of(token))
    page = text_of(answer)

    wordings = [row.action.wording for row in answer.context["rows"]]
    assert wordings == ["Clear protocols", "Review the training", "Train the panels"]
    for words in (
        "leads or supports were open",
        "Head of Recruitment",
        "November 2021",
        "Was due 30 November 2021",
        "Overdue",
    ):
        assert words in page
    for words in ("Done long ago", "Of others"):
        assert words not in page


def test_a_deadline_that_was_moved_says_its_day_once(token: str, action: Action, client: Client) -> None:
    deadline = action.deadlines.create(due_on=date(2022, 1, 31), first_due_on=date(2022, 1, 31))
    make_move(deadline, by=make_user(), to=date(2023, 12, 31))

    pages = [text_of(client.get(address)) for address in (page_of(token), form_of(token, action))]

    for page in pages:
        assert "Now due 31 December 2023" in page
        assert page.count("31 December 2023") == 1


def test_two_pages_are_enough_for_an_update(token: str, link: UpdateLink, action: Action, client: Client) -> None:
    form = client.get(form_of(token, action))
    assert "Train the panels" in text_of(form)

    answer = client.post(form_of(token, action), answers(action, progress="Eight were trained."), follow=True)

    update = action.updates.get()
    assert (update.link, update.made_by, update.progress) == (link, None, "Eight were trained.")
    assert update.author == "Head of Recruitment, through the link sent to recruitment@trust.example"
    action.refresh_from_db()
    assert action.status == "on_track"
    assert "On track: Train the panels" in text_of(answer)
    assert "That was the last one that waits." in text_of(answer)


def test_after_saving_the_next_action_is_offered(token: str, recruitment: Lead, action: Action, client: Client) -> None:
    urgent = make_action(action.plan, lead=recruitment, due_on=date(2022, 1, 31))

    answer = client.post(form_of(token, urgent), answers(urgent), follow=True)

    assert answer.context["next_action"] == action
    assert f'href="{form_of(token, action)}">Update the next action' in text_of(answer)


def test_an_action_that_waits_on_another_page_is_offered_too(
    token: str, recruitment: Lead, action: Action, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_link, "A_PAGE", 1)
    urgent = make_action(action.plan, lead=recruitment, due_on=date(2022, 1, 31))

    answer = client.post(form_of(token, urgent), answers(urgent), follow=True)

    assert [row.action for row in answer.context["rows"]] == [urgent]
    assert answer.context["next_action"] == action
    last = client.post(form_of(token, action), answers(action), follow=True)
    assert "That was the last one that waits." in text_of(last)


def test_with_htmx_the_card_takes_the_form_and_comes_back(token: str, action: Action, client: Client) -> None:
    form = client.get(form_of(token, action), headers=HTMX)
    assert "<html" not in text_of(form)
    assert "Save the update" in text_of(form)

    cancelled = client.get(reverse("actions:card_by_link", args=[token, action.pk]), headers=HTMX)
    assert "Update<span" in text_of(cancelled)

    saved = text_of(client.post(form_of(token, action), answers(action), headers=HTMX))
    assert "Saved." in saved
    assert "Undo<span" in saved
    assert "<html" not in saved


@pytest.mark.parametrize(("length", "times"), [(120, 1), (121, 2)])
def test_a_heading_is_cut_and_the_words_stand_in_full_under_it(
    length: int, times: int, token: str, action: Action, client: Client
) -> None:
    wording = "Train " * 30
    Action.objects.update(wording=wording[:length])
    heading = re.compile(rf'<h2[^>]*id="wording-{action.pk}"[^>]*>([^<]*)</h2>')

    for page in (client.get(page_of(token)), client.get(form_of(token, action), headers=HTMX)):
        [words] = heading.findall(page.content.decode())
        assert len(words) == 120
        assert len(re.findall(f">{wording[:100]}", page.content.decode())) == times
        assert f">{wording[:length]}<" in page.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(
    headers: dict[str, str], token: str, action: Action, client: Client
) -> None:
    sent = answers(action, "at_risk", progress="Panels fell through.", being_done="")

    answer = client.post(form_of(token, action), sent, headers=headers)

    assert answer.status_code == 422
    assert "Say what is being done about it." in text_of(answer)
    assert "Panels fell through." in text_of(answer)
    assert not action.updates.exists()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_of_two_people_the_second_sees_both_and_chooses(
    headers: dict[str, str], token: str, action: Action, client: Client
) -> None:
    seen = answers(action, progress="Mine.")
    at = NOW + timedelta(minutes=1)
    updating.record_update(
        action=action, version=action.version, by=make_user(), at=at, status="on_track", progress="Theirs."
    )

    answer = client.post(form_of(token, action), seen, headers=headers)

    assert answer.status_code == 409
    assert "Theirs." in text_of(answer)
    assert "Mine." in text_of(answer)
    again = client.post(form_of(token, action), seen | {"version": answer.context["form"]["version"].value()})
    assert again.status_code == 302
    assert Update.objects.latest("pk").progress == "Mine."


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_what_was_typed_for_an_action_that_ended_meanwhile_is_shown_to_be_copied(
    headers: dict[str, str], token: str, action: Action, client: Client
) -> None:
    sent = answers(action, progress="My long sentence.")
    updating.record_update(action=action, version=1, by=make_user(), at=NOW, status="complete", progress="All done.")

    answer = client.post(form_of(token, action), sent, headers=headers)

    assert answer.status_code == 409
    for words in ("It no longer needs updates.", "All done.", "What you typed is not saved", "My long sentence."):
        assert words in text_of(answer)
    assert action.updates.count() == 1
    assert client.get(form_of(token, action)).status_code == 200


def test_a_completion_through_a_link_waits_for_a_second_person_where_the_trust_wants_that(
    token: str, trust: Organisation, action: Action, client: Client
) -> None:
    Organisation.objects.filter(pk=trust.pk).update(confirms_completion=True)

    client.post(form_of(token, action), answers(action, "complete", progress="All were trained."))

    action.refresh_from_db()
    assert (action.status, action.is_confirmed) == ("complete", False)


def test_evidence_can_come_with_it(token: str, link: UpdateLink, action: Action, client: Client) -> None:
    sent = answers(action, "complete", progress="", address="https://trust.example/minutes")

    client.post(form_of(token, action), sent)

    assert action.evidence.get().link == link


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_a_link_takes_so_many_bytes_of_files_a_day_and_words_still(
    headers: dict[str, str],
    token: str,
    action: Action,
    client: Client,
    on: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evidence, "MOST_A_DAY", len(files.pdf()) * 3 // 2)
    client.post(form_of(token, action), answers(action, file=upload()))
    client.post(reverse("actions:undo_by_link", args=[token, action.updates.get().pk]))
    action.refresh_from_db()

    again = client.post(form_of(token, action), answers(action, file=upload(), progress="Kept."), headers=headers)

    assert again.status_code == 422
    for words in ("that is the limit", "Kept."):
        assert words in text_of(again)
    assert action.evidence.count() == 1
    client.post(form_of(token, action), answers(action, address="https://trust.example/minutes"))
    action.refresh_from_db()
    on("2021-12-17")
    client.post(form_of(token, action), answers(action, file=upload()))
    assert action.evidence.count() == 3


def test_the_list_costs_the_same_however_many_actions(
    token: str, trust: Organisation, recruitment: Lead, action: Action, client: Client, django_assert_num_queries: Any
) -> None:
    client.get(page_of(token))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(token))
    for _ in range(6):
        more = make_action(action.plan, lead=recruitment, support=make_lead(trust), due_on=date(2022, 1, 31))
        make_update(more, by=make_user())

    with django_assert_num_queries(len(few)):
        client.get(page_of(token))


def test_somebody_who_is_signed_in_uses_the_link_too(
    token: str, trust: Organisation, action: Action, client: Client
) -> None:
    client.force_login(make_member(trust, Role.COMMITTEE))

    assert client.post(form_of(token, action), answers(action)).status_code == 302
    assert action.updates.get().made_by is None
