"""What a lead does through the link in a message, and what nobody can do with it."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation, Role
from actions.models import Action, Lead, Update, UpdateLink
from actions.services import evidence, links, posts, updating
from actions.views import by_link
from tests.actions import files
from tests.factories import (
    NOW,
    answers_to,
    make_action,
    make_lead,
    make_member,
    make_organisation,
    make_plan,
    make_update,
    make_user,
)

HTMX = {"HX-Request": "true"}
NAMES = ["by_link", "update_by_link", "card_by_link", "undo_by_link"]


@pytest.fixture(autouse=True)
def clock(on: Callable[..., None]) -> Iterator[None]:
    on("2021-12-15")
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def recruitment(trust: Organisation) -> Lead:
    return make_lead(trust, name="Head of Recruitment", address="recruitment@trust.example")


@pytest.fixture
def link(recruitment: Lead) -> UpdateLink:
    return links.make_link(lead=recruitment, at=NOW)


@pytest.fixture
def token(link: UpdateLink) -> str:
    return links.token_of(link)


@pytest.fixture
def action(recruitment: Lead) -> Action:
    return make_action(make_plan(recruitment.organisation), lead=recruitment, wording="Train the panels")


def page_of(token: str) -> str:
    return reverse("actions:by_link", args=[token])


def form_of(token: str, action: Action) -> str:
    return reverse("actions:update_by_link", args=[token, action.pk])


def answers(action: Action, status: str = "on_track", **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "status": status} | answers_to(status) | fields


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("minutes.pdf", files.pdf())


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


# ---- reading and updating -------------------------------------------------------------------------


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
    for words in ("3 open actions", "Head of Recruitment", "November 2021", "Was due 30 November 2021", "Overdue"):
        assert words in page
    for words in ("Done long ago", "Of others"):
        assert words not in page


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


# ---- taking back ----------------------------------------------------------------------------------


def test_an_update_is_undone_through_the_link_it_came_through(token: str, action: Action, client: Client) -> None:
    client.post(form_of(token, action), answers(action, "complete", progress="All were trained."))
    made = action.updates.get()

    answer = client.post(reverse("actions:undo_by_link", args=[token, made.pk]), follow=True)

    action.refresh_from_db()
    assert action.status == "not_recorded"
    assert "Your update is undone." in text_of(answer)


@pytest.mark.parametrize("of", ["a person", "another link of the same lead", "another lead"])
def test_an_update_of_others_is_not_undone(
    of: str, token: str, trust: Organisation, recruitment: Lead, action: Action, client: Client
) -> None:
    if of == "a person":
        made = make_update(action, by=make_user())
    else:
        lead = recruitment if of.endswith("same lead") else make_lead(trust, address="a@trust.example")
        other = links.make_link(lead=lead, at=NOW)
        made = updating.record_update(
            action=action, version=1, link=other, at=NOW, status="on_track", progress="Theirs."
        )

    answer = client.post(reverse("actions:undo_by_link", args=[token, made.pk]))

    assert answer.status_code == 404
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_only_the_latest_update_is_undone(token: str, action: Action, client: Client) -> None:
    client.post(form_of(token, action), answers(action))
    made = action.updates.get()
    action.refresh_from_db()
    updating.record_update(
        action=action,
        version=action.version,
        by=make_user(),
        at=NOW + timedelta(hours=1),
        status="on_track",
        progress="Later.",
    )

    answer = client.post(reverse("actions:undo_by_link", args=[token, made.pk]), follow=True)

    assert "Only the latest update can be undone" in text_of(answer)


def test_what_was_saved_is_shown_for_the_link_it_came_through_alone(token: str, action: Action, client: Client) -> None:
    made = make_update(action, by=make_user(), progress="Theirs.")

    for asked in (str(made.pk), "x", "9" * 30):
        assert client.get(page_of(token), {"saved": asked}).context["saved"] is None


# ---- what it does not do --------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["another lead", "another trust"])
@pytest.mark.parametrize("name", ["update_by_link", "card_by_link"])
def test_no_other_action_is_reached(of: str, name: str, token: str, action: Action, client: Client) -> None:
    organisation = make_organisation() if of == "another trust" else action.plan.organisation
    plan = make_plan(organisation) if of == "another trust" else action.plan
    other = make_action(plan, lead=make_lead(organisation, address="recruitment@trust.example"), wording="Of others")
    address = reverse(f"actions:{name}", args=[token, other.pk])

    for answer in (client.get(address, headers=HTMX), client.post(address, answers(other))):
        assert answer.status_code in (404, 405)
        assert "Of others" not in text_of(answer)
    assert not other.updates.exists()


def test_it_opens_none_of_the_pages_of_the_organisation(token: str, trust: Organisation, client: Client) -> None:
    client.get(page_of(token))

    for name in ("actions:plan", "actions:messages", "actions:leads", "indicators:scores", "reports:overview"):
        assert client.get(reverse(name, args=[trust.ods_code])).status_code == 302


def ends(link: UpdateLink, how: str) -> None:
    lead = link.lead
    if how == "revoked":
        links.revoke_link(link=link, at=NOW)
    elif how == "expired":
        UpdateLink.objects.update(made_at=NOW - timedelta(61), expires_at=NOW - timedelta(1))
    elif how == "handed over":
        posts.hand_over(lead=lead, version=1, holder="Priya", address="priya@trust.example", at=NOW)
    elif how == "handed over to the same address":
        posts.hand_over(lead=lead, version=1, holder="Priya", address=lead.address, at=NOW)


ENDED = ["revoked", "expired", "handed over", "handed over to the same address", "never was"]


@pytest.mark.parametrize("how", ENDED)
def test_a_link_that_ended_does_nothing(how: str, token: str, link: UpdateLink, action: Action, client: Client) -> None:
    ends(link, how)
    wrong = "A" * 43 if how == "never was" else token

    for name in NAMES:
        values = [wrong] if name == "by_link" else [wrong, action.pk]
        for method in ("get", "post"):
            answer = getattr(client, method)(reverse(f"actions:{name}", args=values), answers(action))
            assert answer.status_code == 404
            assert "This link does not work" in text_of(answer)
            assert "Train the panels" not in text_of(answer)
    assert not action.updates.exists()


def test_why_a_link_opens_nothing_is_not_said(recruitment: Lead, action: Action, client: Client) -> None:
    pages = set()
    for how in ENDED[:2] + ENDED[-1:]:
        made = links.make_link(lead=recruitment, at=NOW)
        token = "A" * 43 if how == "never was" else links.token_of(made)
        ends(made, how)
        pages.add(text_of(client.get(page_of(token))).replace(token, "token"))

    assert len(pages) == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("right", [True, False])
def test_no_answer_is_kept_indexed_or_told_to_others(
    name: str, right: bool, token: str, action: Action, client: Client
) -> None:
    values = [token if right else "x"] if name == "by_link" else [token if right else "x", action.pk]

    address = reverse(f"actions:{name}", args=values)
    for answer in (client.get(address), client.post(address)):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_nothing_on_the_pages_leads_to_another_host(token: str, action: Action, client: Client) -> None:
    for page in (page_of(token), form_of(token, action), page_of("x")):
        html = text_of(client.get(page)).replace("https://</", "").replace("http://www.w3.org/2000/svg", "")
        assert 'href="http' not in html
        assert 'src="http' not in html


def test_saving_from_elsewhere_is_refused(token: str, action: Action) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(form_of(token, action), answers(action)).status_code == 403
    assert not action.updates.exists()


# ---- how often ------------------------------------------------------------------------------------


def test_a_link_that_is_opened_too_often_rests(token: str, link: UpdateLink, action: Action, client: Client) -> None:
    UpdateLink.objects.update(counted_from=NOW, counted=links.MOST_USES)

    answer = client.get(page_of(token))

    assert answer.status_code == 429
    assert "Try again in an hour." in text_of(answer)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_whoever_tries_many_tokens_is_slowed_down_and_a_right_one_still_opens(
    token: str, action: Action, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_link, "MOST_UNKNOWN", 3)

    tried = [client.get(page_of(f"wrong{number}")).status_code for number in range(5)]

    assert tried == [404, 404, 404, 429, 429]
    assert client.get(page_of(token)).status_code == 200
    assert client.get(page_of("wrong"), REMOTE_ADDR="10.0.0.9").status_code == 404


@pytest.mark.parametrize("how", ENDED)
def test_how_often_a_link_is_tried_says_nothing_of_whether_it_ever_worked(
    how: str, token: str, link: UpdateLink, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_link, "MOST_UNKNOWN", 1)
    ends(link, how)
    wrong = "A" * 43 if how == "never was" else token

    assert [client.get(page_of(wrong)).status_code for _ in range(2)] == [404, 429]


@pytest.mark.parametrize("trusted", [True, False])
def test_browsers_behind_the_trusted_proxy_are_told_apart_by_the_hop_that_it_adds(
    trusted: bool, client: Client, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    monkeypatch.setattr(by_link, "MOST_UNKNOWN", 1)

    hops = ("10.0.0.1", "10.0.0.2", "10.0.0.9, 10.0.0.1")
    tried = [client.get(page_of("x"), headers={"X-Forwarded-For": each}).status_code for each in hops]

    assert tried == ([404, 404, 429] if trusted else [404, 429, 429])


def test_a_cache_that_forgets_at_once_breaks_nothing(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_link, "COUNTED_FOR", 0)

    assert client.get(page_of("x")).status_code == 404


# ---- and what it costs ----------------------------------------------------------------------------


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
