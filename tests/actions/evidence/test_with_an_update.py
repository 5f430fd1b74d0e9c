"""Evidence that comes with an update."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from actions.evidence_files import take
from actions.models import Action, Evidence, Update, UpdateLink
from actions.services import updating
from actions.services.evidence import Offered
from tests.actions import files
from tests.actions.evidence.showing import address, upload
from tests.factories import NOW, answers_to, make_evidence, make_lead, make_user

HTMX = {"HX-Request": "true"}
PDF = "application/pdf"


def update_with(action: Action, status: str = "on_track", **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "status": status} | answers_to(status) | fields


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_evidence_alone_is_enough_to_complete_an_action(
    headers: dict[str, str], action: Action, member: Callable[..., User], client: Client
) -> None:
    person = member(action.plan.organisation)
    sent = update_with(action, "complete", progress="", file=upload(), address="https://trust.example/minutes")

    client.post(address("update", action), sent, headers=headers)

    update = Update.objects.get()
    found = [(each.title, each.file_name, each.kind, each.address, each.added_by) for each in update.evidence.all()]
    assert update.status == "complete"
    assert sorted(found) == [
        ("minutes.pdf", "minutes.pdf", PDF, "", person),
        ("trust.example/minutes", "", "", "https://trust.example/minutes", person),
    ]


def test_evidence_that_the_action_has_already_is_enough_too(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    make_evidence(action)

    answer = client.post(address("update", action), update_with(action, "complete", progress=""))

    assert answer.status_code == 302


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"file": ("page.pdf", b"<html>")}, "This kind of file is not taken."),
        ({"file": ("tool.docm", files.docm())}, "This file holds macros"),
        ({"file": ("empty.pdf", b"")}, "This file is empty."),
        ({"address": "http://trust.example/"}, "begins with https://"),
        ({"address": "javascript:alert(1)"}, "begins with https://"),
        ({"address": "https://trust.example@elsewhere.example/"}, "begins with https://"),
        ({"address": "not an address"}, "begins with https://"),
    ],
)
def test_what_is_refused_keeps_what_was_typed_and_leaves_no_file(
    fields: dict[str, Any],
    said: str,
    headers: dict[str, str],
    action: Action,
    member: Callable[..., User],
    client: Client,
    folder: Path,
) -> None:
    member(action.plan.organisation)
    given = fields | ({"file": upload(*fields["file"])} if "file" in fields else {})

    answer = client.post(
        address("update", action), update_with(action, progress="The panel has met.", **given), headers=headers
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "The panel has met." in page
    assert not Update.objects.exists()
    assert list(folder.glob("*")) == []


def test_a_form_that_comes_back_says_that_the_file_has_to_be_chosen_again(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)

    page = client.post(address("update", action), update_with(action, "", file=upload())).content.decode()

    assert "Choose this file again, nothing of it is kept yet: minutes.pdf" in page
    assert '<details class="nhsuk-details" open>' in page


def test_a_conflict_leaves_no_file_and_says_that_it_has_to_be_chosen_again(
    action: Action, member: Callable[..., User], client: Client, folder: Path
) -> None:
    member(action.plan.organisation)
    sent = update_with(action, file=upload())
    Action.objects.update(version=5)

    answer = client.post(address("update", action), sent)

    assert answer.status_code == 409
    assert "Choose this file again" in answer.content.decode()
    assert list(folder.glob("*")) == []
    assert not Evidence.objects.exists()


def test_a_transaction_that_is_rolled_back_leaves_no_file(
    action: Action, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(update: Update) -> None:
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(updating.deadlines, "meet", fail)
    offered = [
        Offered("Minutes", file=take("minutes.pdf", files.pdf())),
        Offered("A page", address="https://trust.example/"),
    ]

    with pytest.raises(RuntimeError):
        updating.record_update(
            action=action, version=action.version, status="on_track", evidence=offered, by=make_user(), at=NOW
        )

    assert list(folder.glob("*")) == []
    assert not Evidence.objects.exists()
    assert not Update.objects.exists()


def test_through_a_link_evidence_is_added_too_and_says_so(action: Action) -> None:
    lead = make_lead(action.plan.organisation, name="Head of Recruitment")
    link = UpdateLink.objects.create(
        lead=lead,
        address="recruitment@trust.example",
        seed="s",
        token_hash="h",
        made_at=NOW,
        expires_at=NOW + timedelta(days=30),
    )
    offered = [Offered("Minutes", file=take("minutes.pdf", files.pdf()))]

    updating.record_update(
        action=action, version=action.version, status="complete", evidence=offered, link=link, at=NOW
    )

    author = "Head of Recruitment, through the link sent to recruitment@trust.example"
    assert (Update.objects.get().author, Evidence.objects.get().author) == (author, author)


def test_taking_an_update_back_takes_its_evidence_away(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    client.post(address("update", action), update_with(action, file=upload()))
    make_evidence(action)

    client.post(reverse("actions:undo", args=[action.plan.organisation.ods_code, Update.objects.get().pk]))

    assert [each.title for each in Evidence.objects.kept()] == ["Minutes"]
