"""Handing out the file of evidence."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import Role, User
from actions.models import Action, Evidence
from tests.actions import files
from tests.actions.evidence.showing import of
from tests.factories import NOW, make_evidence, make_member, make_organisation

PDF = "application/pdf"


@pytest.mark.parametrize("role", [Role.EDI_LEAD, Role.COMMITTEE, Role.OVERSEER, Role.LEAD])
def test_whoever_reads_the_plan_may_have_the_file_as_a_download(
    role: Role, action: Action, member: Callable[..., User], client: Client
) -> None:
    evidence = make_evidence(action, name="R\u00e9sum\u00e9.pdf")
    member(action.plan.organisation, role)

    answer = client.get(of("evidence_file", evidence))

    assert answer.content == files.pdf()
    assert answer.headers["Content-Type"] == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''R%C3%A9sum%C3%A9.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"]


def test_nobody_outside_may_have_the_file(action: Action, client: Client) -> None:
    evidence = make_evidence(action, name="minutes.pdf")

    assert client.get(of("evidence_file", evidence)).status_code == 302
    client.force_login(make_member(make_organisation(), Role.EDI_LEAD))
    assert client.get(of("evidence_file", evidence)).status_code == 404


def test_a_link_has_no_file_and_neither_has_what_was_taken_away(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    removed = make_evidence(action, name="minutes.pdf")
    Evidence.objects.update(removed_at=NOW)

    for evidence in (make_evidence(action), removed):
        assert client.get(of("evidence_file", evidence)).status_code == 404


def test_a_file_lies_under_a_name_that_says_nothing_and_nobody_else_may_read_it(action: Action, folder: Path) -> None:
    make_evidence(action, name="minutes.pdf")

    stored = next(folder.glob("*"))
    assert re.fullmatch("[0-9a-f]{32}", stored.name)
    assert stored.stat().st_mode & 0o777 == 0o600


def test_a_file_that_was_lost_is_said_and_not_a_broken_page(
    action: Action, member: Callable[..., User], client: Client, folder: Path
) -> None:
    member(action.plan.organisation)
    evidence = make_evidence(action, name="minutes.pdf")
    next(folder.glob("*")).unlink()

    page = client.get(of("evidence_file", evidence), follow=True).content.decode()

    assert "This file is not where it was kept." in page
