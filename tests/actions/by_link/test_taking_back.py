"""Taking an update back through the link that it came through."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation
from actions.models import Action, Lead
from actions.services import links, updating
from tests.actions.by_link.link_pages import answers, form_of, page_of, text_of
from tests.factories import NOW, make_lead, make_update, make_user


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
