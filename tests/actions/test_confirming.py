"""A second person confirms that an action is complete, or sends it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, Role, User
from actions.models import Action, Update, UpdateLink
from actions.quarters import Quarter
from actions.services import confirming, updating
from actions.services.meanwhile import TouchedError
from reports import summary
from reports.progress import progress_of
from tests.factories import (
    NOW,
    answers_to,
    make_action,
    make_evidence,
    make_lead,
    make_link,
    make_member,
    make_organisation,
    make_plan,
    make_user,
)

WAITS = "Complete, to be confirmed"
DUE = date(2021, 12, 31)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(confirms_completion=True)


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), wording="Train the panels", due_on=DUE)


@pytest.fixture
def author(trust: Organisation) -> User:
    return make_member(trust, Role.EDI_LEAD, name="Amara Osei")


def address(name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.plan.organisation.ods_code, action.pk])


def report(action: Action, status: str, *, by: User | None = None, link: UpdateLink | None = None) -> Update:
    action.refresh_from_db()
    return updating.record_update(
        action=action, version=action.version, status=status, by=by, link=link, at=NOW, **answers_to(status)
    )


def complete(action: Action, **by: Any) -> Update:
    update = report(action, "complete", **by)
    action.refresh_from_db()
    return update


def test_a_completion_waits_where_the_organisation_asks_for_a_second_person(action: Action, author: User) -> None:
    update = complete(action, by=author)

    assert (action.status, action.is_confirmed, update.waits) == ("complete", False, True)
    assert action.deadlines.get().met_on == NOW.date()


def test_elsewhere_it_does_not(action: Action, author: User, trust: Organisation) -> None:
    Organisation.objects.update(confirms_completion=False)
    action = Action.objects.get()

    update = complete(action, by=author)

    assert (action.is_confirmed, update.waits) == (True, False)


@pytest.mark.parametrize("name", ["action", "plan", "on_paper", "csv", "quarter", "overview"])
def test_that_it_waits_is_shown_wherever_its_status_is(
    name: str,
    action: Action,
    author: User,
    member: Callable[..., User],
    client: Client,
    on: Callable[..., None],
) -> None:
    on("2021-12-15")
    complete(action, by=author)
    member(action.plan.organisation)
    code = action.plan.organisation.ods_code
    pages = {
        "action": address("action", action),
        "quarter": reverse("reports:quarter", args=[code, "2021-22-Q3"]),
        "overview": reverse("reports:overview", args=[code]),
    }

    page = client.get(pages.get(name) or reverse(f"actions:{name}", args=[code])).content.decode()

    assert WAITS in page


def test_a_second_edi_lead_confirms_it(
    action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    make_evidence(action, title="Minutes of the panel")
    second = member(action.plan.organisation, name="Priya Nair")

    asked = client.get(address("confirm", action)).content.decode()
    answer = client.post(address("confirm", action), {"version": action.version}, follow=True).content.decode()

    update = Update.objects.get()
    assert "Panels are trained." in asked
    assert "Minutes of the panel" in asked
    assert (update.confirmed_by, update.waits) == (second, False)
    assert "Confirmed by</span> Priya Nair" in answer
    assert WAITS not in answer


def test_sending_it_back_opens_it_and_its_deadline_again(
    action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    member(action.plan.organisation)
    sent = {"version": action.version, "status": "on_track", "progress": "Two panels are missing."}

    page = client.post(address("send_back", action), sent, follow=True).content.decode()

    action.refresh_from_db()
    assert "The action is sent back and open again." in page
    assert "Two panels are missing." in page
    assert (action.status, action.is_confirmed) == ("on_track", True)
    assert action.deadlines.get().met_on is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"progress": " "}, "Say what is missing, so that it can be done."),
        ({"status": ""}, "Choose how it stands."),
        ({"status": "complete"}, "complete is not one of the available choices"),
        ({"status": "at_risk"}, "Say what is being done about it."),
    ],
)
def test_sending_back_needs_a_reason_and_another_status(
    fields: dict[str, str],
    said: str,
    action: Action,
    author: User,
    member: Callable[..., User],
    client: Client,
) -> None:
    complete(action, by=author)
    member(action.plan.organisation)
    sent = {"version": action.version, "status": "on_track", "progress": "Two panels are missing."}

    answer = client.post(address("send_back", action), sent | fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Update.objects.count() == 1


def test_nobody_confirms_what_they_reported_themselves(action: Action, author: User, client: Client) -> None:
    complete(action, by=author)
    client.force_login(author)

    assert "Confirm it, or send it back" not in client.get(address("action", action)).content.decode()
    assert client.post(address("confirm", action), {"version": action.version}).status_code == 403
    assert client.post(address("send_back", action), {"version": action.version}).status_code == 403
    with pytest.raises(confirming.NothingToConfirmError):
        confirming.confirm_completion(action=action, version=action.version, by=author, at=NOW)


def test_what_came_through_a_link_any_edi_lead_may_confirm(action: Action, author: User, client: Client) -> None:
    lead = make_lead(action.plan.organisation)
    link = UpdateLink.objects.create(
        lead=lead, address="a@b.example", seed="s", token_hash="h", made_at=NOW, expires_at=NOW + timedelta(days=1)
    )
    complete(action, link=link)
    client.force_login(author)

    client.post(address("confirm", action), {"version": action.version})

    assert Update.objects.get().confirmed_by == author


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.EDI_LEAD, True),
        (Role.ADMIN, False),
        (Role.COMMITTEE, False),
        (Role.LEAD, False),
        (Role.OVERSEER, False),
    ],
)
@pytest.mark.parametrize("name", ["confirm", "send_back"])
def test_who_may_confirm_and_send_back(
    name: str, role: Role, may: bool, action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    member(action.plan.organisation, role)
    sent = {"version": action.version, "status": "on_track", "progress": "Two panels are missing."}

    assert client.post(address(name, action), sent).status_code == (302 if may else 403)


@pytest.mark.parametrize("name", ["confirm", "send_back"])
def test_of_two_people_the_second_sees_what_the_first_did(
    name: str, action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    seen = action.version
    report(action, "complete", by=make_user(name="Jo Field"))
    member(action.plan.organisation)
    sent = {"version": seen, "status": "on_track", "progress": "Two panels are missing."}

    answer = client.post(address(name, action), sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This action changed while you had it open" in page
    assert "Jo Field" in page
    assert ("Two panels are missing." in page) is (name == "send_back")
    assert not Action.objects.get().is_confirmed


@pytest.mark.parametrize("name", ["confirm", "send_back"])
def test_what_was_confirmed_meanwhile_does_not_wait_any_more(
    name: str, action: Action, author: User, member: Callable[..., User], client: Client
) -> None:
    complete(action, by=author)
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)
    member(action.plan.organisation)

    page = client.post(address(name, action), {"version": 2}, follow=True).content.decode()

    assert "This action does not wait to be confirmed." in page


# ---- and afterwards


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


# ---- what is counted


def test_a_quarter_says_what_waited_at_its_end_whatever_was_confirmed_since(action: Action, author: User) -> None:
    update = complete(action, by=author)
    after = datetime(2022, 1, 10, 9, tzinfo=UTC)
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=after)

    third = progress_of(action.plan, Quarter(2021, 3), on=date(2022, 2, 1))
    fourth = progress_of(action.plan, Quarter(2021, 4), on=date(2022, 2, 1))

    assert update.made_on == NOW.date()
    assert [item.status_words for item in third.completed] == [WAITS]
    assert "1 complete (1 of them to be confirmed)" in summary.sentences(third)[0]
    assert fourth.to_be_confirmed == []


def test_the_overview_lists_what_waits_for_those_who_can_confirm_it(
    action: Action, author: User, trust: Organisation, client: Client, on: Callable[..., None]
) -> None:
    on("2021-12-15")
    complete(action, by=author)
    second, committee = make_member(trust, Role.EDI_LEAD), make_member(trust, Role.COMMITTEE)

    def titles(user: User) -> list[str]:
        client.force_login(user)
        return [
            each.title for each in client.get(reverse("reports:overview", args=[trust.ods_code])).context["matters"]
        ]

    assert WAITS in titles(second)
    assert WAITS not in titles(committee)
    assert WAITS not in titles(author)
    Membership.objects.filter(user=second).delete()
    report(action, "on_track", by=author)
    assert WAITS not in titles(make_member(trust, Role.EDI_LEAD))


def test_who_reported_through_their_own_link_is_no_second_person(action: Action, author: User, client: Client) -> None:
    complete(action, link=make_link(action.plan.organisation, address=author.email.upper()))
    action.refresh_from_db()

    with pytest.raises(confirming.NothingToConfirmError):
        confirming.confirm_completion(action=action, version=action.version, by=author, at=NOW)
    assert not Action.objects.waiting_for(author).exists()
    assert Action.objects.waiting_for(make_user()).exists()


def test_a_confirmation_that_came_meanwhile_is_not_wiped_by_an_undo(action: Action, author: User) -> None:
    seen = complete(action, by=author)
    action.refresh_from_db()
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)

    with pytest.raises(TouchedError):
        updating.withdraw_update(update=seen, by=author, at=NOW)

    assert Update.objects.get().confirmed_at
