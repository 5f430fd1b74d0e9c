"""Adding evidence, with an update or by itself."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.evidence_files import take
from actions.models import Action, Evidence, Update, UpdateLink
from actions.services import updating
from actions.services.evidence import Offered
from tests.actions import files
from tests.factories import (
    NOW,
    answers_to,
    make_action,
    make_evidence,
    make_lead,
    make_organisation,
    make_plan,
    make_user,
)

HTMX = {"HX-Request": "true"}
PDF = "application/pdf"


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), wording="Train the panels")


@pytest.fixture
def folder() -> Path:
    """Where files lie; what other tests left there is taken away first."""
    path = Path(settings.EVIDENCE_DIR)
    for each in path.glob("*"):
        each.unlink()
    return path


def address(name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.plan.organisation.ods_code, action.pk])


def of(name: str, evidence: Evidence) -> str:
    return reverse(f"actions:{name}", args=[evidence.action.plan.organisation.ods_code, evidence.pk])


def upload(name: str = "minutes.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content)


def update_with(action: Action, status: str = "on_track", **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "status": status} | answers_to(status) | fields


# ---- with an update


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


# ---- by itself


def test_evidence_is_added_on_its_own_page(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)
    sent = {"title": "Minutes of 3 March", "file": upload("../minutes\u202e.pdf"), "address": "trust.example/minutes"}

    page = client.post(address("add_evidence", action), sent, follow=True).content.decode()

    assert "The evidence is added." in page
    assert page.count("Minutes of 3 March") >= 2
    assert "PDF, 1 KB" in page
    assert "Link to trust.example" in page
    assert 'href="https://trust.example/minutes" rel="noreferrer noopener"' in page
    assert Evidence.objects.exclude(file="").get().file_name == "minutes.pdf"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose a file, or enter a link."),
        ({"file": ("page.pdf", b"<html>")}, "This kind of file is not taken."),
        ({"address": "ftp://trust.example/"}, "begins with https://"),
    ],
)
def test_a_page_of_evidence_that_is_not_right_says_so_and_keeps_the_title(
    fields: dict[str, Any], said: str, action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    given = fields | ({"file": upload(*fields["file"])} if "file" in fields else {})

    answer = client.post(address("add_evidence", action), {"title": "Minutes of 3 March"} | given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Minutes of 3 March" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    action: Action, member: Callable[..., User], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(action.plan.organisation)
    monkeypatch.setattr("actions.forms.evidence.MOST_BYTES", 100)
    monkeypatch.setattr("actions.forms.evidence.take", None)

    answer = client.post(address("add_evidence", action), {"file": upload()})

    assert "This file is larger than 10 MB." in answer.content.decode()


def test_a_host_that_only_looks_like_another_is_shown_as_the_network_knows_it(action: Action) -> None:
    evidence = make_evidence(action, address="https://tru\u0455t.example/")

    assert evidence.about == "Link to xn--trut-i9d.example"


def test_a_title_with_markup_is_shown_as_words(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)
    make_evidence(action, title="<b>Minutes</b>")

    assert "&lt;b&gt;Minutes&lt;/b&gt;" in client.get(address("action", action)).content.decode()
