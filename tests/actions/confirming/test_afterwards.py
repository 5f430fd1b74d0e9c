"""What was confirmed, or waits for it, and is updated or undone afterwards."""

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.models import Action, Update
from actions.services import confirming, updating
from actions.services.meanwhile import TouchedError
from tests.actions.confirming.completions import address, complete, report
from tests.factories import NOW, make_user


def test_a_note_on_what_is_confirmed_needs_no_second_confirmation(action: Action, author: User) -> None:
    complete(action, by=author)
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)

    complete(action, by=author)

    assert action.is_confirmed


def test_opening_it_again_and_completing_it_again_does(action: Action, author: User) -> None:
    complete(action, by=author)
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)
    report(action, "on_track", by=author)

    complete(action, by=author)

    assert not action.is_confirmed


def test_undoing_a_completion_leaves_nothing_to_confirm(action: Action, author: User) -> None:
    update = complete(action, by=author)

    updating.withdraw_update(update=update, by=author, at=NOW)

    action.refresh_from_db()
    assert (action.status, action.is_confirmed) == ("not_recorded", True)


@pytest.mark.parametrize("confirmed", [True, False])
def test_undoing_what_opened_it_again_makes_it_wait_or_not_as_before(
    confirmed: bool, action: Action, author: User
) -> None:
    complete(action, by=author)
    if confirmed:
        confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)
    update = report(action, "on_track", by=author)

    updating.withdraw_update(update=update, by=author, at=NOW)

    action.refresh_from_db()
    assert (action.status, action.is_confirmed) == ("complete", confirmed)


def test_what_was_confirmed_cannot_be_undone_by_its_author(action: Action, author: User, client: Client) -> None:
    update = complete(action, by=author)
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)
    client.force_login(author)

    page = client.get(address("action", action)).content.decode()
    answer = client.post(reverse("actions:undo", args=[action.plan.organisation.ods_code, update.pk]))

    assert "Undo this update" not in page
    assert answer.status_code == 403
    update.refresh_from_db()
    with pytest.raises(TouchedError, match="A second person has confirmed"):
        updating.withdraw_update(update=update, by=author, at=NOW)


def test_what_waits_still_waits_when_the_organisation_asks_no_more(action: Action, author: User) -> None:
    complete(action, by=author)

    Organisation.objects.update(confirms_completion=False)

    assert not Action.objects.get().is_confirmed


def test_only_a_completion_waits(action: Action, author: User) -> None:
    with pytest.raises(IntegrityError, match="only_complete_needs_confirming"):
        Update.objects.create(
            action=action,
            status_before="on_track",
            status="on_track",
            made_by=author,
            made_at=NOW,
            made_on=NOW.date(),
            needs_confirming=True,
        )


def test_a_confirmation_that_came_meanwhile_is_not_wiped_by_an_undo(action: Action, author: User) -> None:
    seen = complete(action, by=author)
    action.refresh_from_db()
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)

    with pytest.raises(TouchedError):
        updating.withdraw_update(update=seen, by=author, at=NOW)

    assert Update.objects.get().confirmed_at
