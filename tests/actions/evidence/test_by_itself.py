"""Evidence that is added by itself, and how it is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from actions.models import Action, Evidence
from tests.actions.evidence.showing import address, upload
from tests.factories import make_evidence


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
