"""The page on which a deadline moves."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.models import Action, Deadline, Revision
from tests.actions.dating.dates import address, day, text_of
from tests.factories import make_move, make_user

pytestmark = pytest.mark.usefixtures("december")


def moved(action: Action, to: str, **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "reason": "The trainer is ill.", **day("to", to)} | fields


def test_a_moved_deadline_is_shown_with_each_reason_and_on_the_row_of_the_plan(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, name="Amara Osei")
    page = address("move_deadline", action.deadlines.get(), trust)
    client.post(page, moved(action, "2022-4-30"))
    client.post(page, moved(action, "2022-3-31", version=2, reason="Sooner after all."))

    shown = text_of(client, address("action", action, trust))
    for words in (
        "First due 31 January 2022. Now due 31 March 2022. Moved 2 times, 1 of them later.",
        "The trainer is ill.",
        "Sooner after all.",
        "Amara Osei, 15 December 2021",
    ):
        assert words in shown
    assert "Moved 2 times" in text_of(client, reverse("actions:plan", args=[trust.ods_code]))


@pytest.mark.parametrize(
    ("to", "fields", "said"),
    [
        ("2022-4-30", {"reason": " "}, "Say why it moves."),
        ("2022-1-31", {}, "already"),
        ("2021-12-1", {}, "from today on"),
        ("2022-2-31", {}, "Enter a date with day, month and year"),
        ("1922-2-3", {}, "Enter a year from 2000"),
    ],
)
def test_a_move_that_is_not_right_is_refused_in_words(
    to: str,
    fields: dict[str, str],
    said: str,
    action: Action,
    trust: Organisation,
    member: Callable[..., User],
    client: Client,
) -> None:
    member(trust)

    answer = client.post(address("move_deadline", action.deadlines.get(), trust), moved(action, to, **fields))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Revision.objects.exists()


def test_a_move_meets_what_somebody_else_did(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    Action.objects.update(version=4)

    answer = client.post(address("move_deadline", action.deadlines.get(), trust), moved(action, "2022-4-30"))

    assert answer.status_code == 409
    assert "The trainer is ill." in answer.content.decode()
    assert not Revision.objects.exists()


def test_the_last_move_is_undone_by_who_made_it_and_offered_to_nobody_else(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    make_move(action.deadlines.get(), by=make_user())
    person = member(trust)
    mine = make_move(action.deadlines.get(), by=person, made_at=datetime(2021, 12, 16, 9, tzinfo=UTC))

    before = text_of(client, address("action", action, trust))
    answer = client.post(address("undo_move", mine, trust), follow=True)

    assert before.count("Undo this move") == 1
    assert "The move is undone. It is due on 7 February 2022 again." in answer.content.decode()
    assert "Undo this move" not in text_of(client, address("action", action, trust))


def test_a_deadline_that_was_met_is_not_moved(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    Deadline.objects.update(met_on=date(2021, 12, 1))

    page = text_of(client, address("move_deadline", action.deadlines.get(), trust))
    client.post(address("move_deadline", action.deadlines.get(), trust), moved(action, "2022-4-30"))

    assert "not open any more" in page
    assert not Revision.objects.exists()
