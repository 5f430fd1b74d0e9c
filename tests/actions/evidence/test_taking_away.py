"""Taking evidence away and putting it back, and who may."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Evidence, Update
from actions.services import updating
from actions.services.evidence import OnlyEvidenceError, remove_evidence
from actions.services.meanwhile import TouchedError
from actions.statuses import Status
from tests.actions import files
from tests.actions.evidence.showing import of
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


def address(name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.plan.organisation.ods_code, action.pk])


def upload(name: str = "minutes.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content)


def update_with(action: Action, status: str = "on_track", **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "status": status} | answers_to(status) | fields


def complete(action: Action, *, by: User | None = None, progress: str = "") -> Update:
    action.refresh_from_db()
    return updating.record_update(
        action=action, version=action.version, status=Status.COMPLETE, by=by or make_user(), at=NOW, progress=progress
    )


def test_evidence_is_taken_away_and_put_back_and_the_file_is_kept(
    action: Action, member: Callable[..., User], client: Client, folder: Path
) -> None:
    member(action.plan.organisation)
    evidence = make_evidence(action, name="minutes.pdf")

    removed = client.post(of("remove_evidence", evidence), follow=True).content.decode()
    kept = list(folder.glob("*"))
    restored = client.post(of("restore_evidence", evidence), follow=True).content.decode()

    assert "minutes.pdf is removed. You can restore it below." in removed
    assert ">Restore<" in removed
    assert len(kept) == 1
    assert "minutes.pdf is back." in restored
    assert ">Restore<" not in restored
    assert evidence.history.count() == 3


def test_what_alone_shows_that_an_action_is_complete_stays(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    client.post(address("update", action), update_with(action, "complete", progress="", file=upload()))
    first = Evidence.objects.get()

    refused = client.post(of("remove_evidence", first), follow=True).content.decode()
    make_evidence(action)
    taken = client.post(of("remove_evidence", first), follow=True).content.decode()

    assert "This is all that shows that the action is complete." in refused
    assert "is removed" in taken


def test_an_action_that_was_brought_in_as_complete_keeps_the_only_evidence_too(action: Action) -> None:
    evidence = make_evidence(action)
    Action.objects.update(status=Status.COMPLETE)

    with pytest.raises(OnlyEvidenceError):
        remove_evidence(evidence=evidence, at=NOW)


def test_where_it_is_completed_first_its_evidence_stays(action: Action) -> None:
    evidence = make_evidence(action)

    complete(action)

    with pytest.raises(OnlyEvidenceError):
        remove_evidence(evidence=evidence, at=NOW)
    assert action.evidence.kept().exists()


def test_where_evidence_is_taken_away_first_words_are_asked_for(action: Action) -> None:
    evidence = make_evidence(action)

    remove_evidence(evidence=evidence, at=NOW)

    with pytest.raises(updating.WordsNeededError):
        complete(action)
    assert Action.objects.get().status == Status.NOT_RECORDED


def at_once(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Begins the second while the first has not finished yet."""
    begun, answered = Event(), Event()

    def do_first() -> None:
        with closing(connection), transaction.atomic():
            first()
            begun.set()
            answered.wait(0.5)

    def do_second() -> None:
        with closing(connection), suppress(OnlyEvidenceError, updating.WordsNeededError):
            begun.wait(5)
            second()
            answered.set()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(do_first), pool.submit(do_second)]:
            done.result()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests share one connection")
@pytest.mark.parametrize("completes_first", [True, False])
@pytest.mark.django_db(transaction=True)
def test_completing_and_taking_away_at_the_same_moment_leave_evidence_or_no_completion(completes_first: bool) -> None:
    action = make_action(make_plan(make_organisation()))
    evidence, person = make_evidence(action), make_user()
    acts = [partial(complete, action, by=person), partial(remove_evidence, evidence=evidence, at=NOW)]

    at_once(*(acts if completes_first else acts[::-1]))

    action.refresh_from_db()
    assert (action.status == Status.COMPLETE, action.evidence.kept().exists()) == (completes_first, completes_first)


def test_an_update_that_alone_shows_that_an_action_is_complete_is_not_undone(action: Action) -> None:
    person, evidence = make_user(), make_evidence(action)
    complete(action, by=person)
    words = complete(action, by=person, progress="All panels are trained.")
    remove_evidence(evidence=evidence, at=NOW)

    with pytest.raises(TouchedError):
        updating.withdraw_update(update=words, by=person, at=NOW)


@pytest.mark.parametrize(
    ("role", "holds", "own", "adds", "removes"),
    [
        (Role.EDI_LEAD, False, False, True, True),
        (Role.LEAD, True, True, True, True),
        (Role.LEAD, True, False, True, False),
        (Role.LEAD, False, True, False, False),
        (Role.COMMITTEE, False, False, False, False),
        (Role.ADMIN, False, False, False, False),
        (Role.OVERSEER, False, False, False, False),
    ],
)
def test_who_may_add_and_take_away(
    role: Role,
    holds: bool,
    own: bool,
    adds: bool,
    removes: bool,
    trust: Organisation,
    member: Callable[..., User],
    client: Client,
) -> None:
    person = member(trust, role)
    action = make_action(make_plan(trust), lead=make_lead(trust, address=person.email if holds else "a@b.example"))
    evidence = make_evidence(action, by=person if own else None)
    page = client.get(address("action", action)).content.decode()

    added = client.post(address("add_evidence", action), {"address": "https://trust.example/more"})
    removed = client.post(of("remove_evidence", evidence))

    assert (added.status_code, "Add evidence" in page) == (302 if adds else 403, adds)
    assert (removed.status_code, ">Remove<" in page) == (302 if removes else 403, removes)


def test_the_page_of_an_action_takes_as_many_queries_for_much_evidence_as_for_one(
    action: Action, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    member(action.plan.organisation)

    def queries() -> int:
        with django_assert_max_num_queries(40) as captured:
            client.get(address("action", action))
        return len(captured)

    make_evidence(action)
    few = queries()
    for _ in range(10):
        make_evidence(action)

    assert queries() == few


def test_evidence_that_was_taken_away_meanwhile_is_told_in_words(
    action: Action, member: Callable[..., User], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(action.plan.organisation)
    make_evidence(action)

    def too_late(**given: Any) -> None:
        raise updating.WordsNeededError("Say what was done, or add evidence.")

    monkeypatch.setattr(updating, "record_update", too_late)

    answer = client.post(
        reverse("actions:update", args=[action.plan.organisation.ods_code, action.pk]),
        {"version": action.version, "status": "complete", "progress": ""},
    )

    assert answer.status_code == 422
    assert "Say what was done, or add evidence." in answer.content.decode()
