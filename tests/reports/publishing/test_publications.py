"""The life of a published report: what may become of an edition, and what is frozen when it is public."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Organisation, Role
from actions.models import Action, Approval, Lead, Plan
from actions.services.approving import withdraw_approval
from actions.services.meanwhile import ChangedMeanwhileError
from indicators.models import Score
from reports.documents.frozen import hash_of
from reports.models import Publication
from reports.services import publications
from reports.services.publications import (
    MOVES,
    NotAsSeenError,
    ObstacleError,
    PublicationStateError,
    begin,
    document_of,
    publish,
    withdraw,
    write,
)
from tests.factories import (
    NOW,
    make_action,
    make_approval,
    make_approved,
    make_lead,
    make_member,
    make_organisation,
    make_plan,
    make_publication,
    make_published,
    make_user,
    seen,
)
from tests.indicators.records import record

pytestmark = pytest.mark.django_db

State = Publication.State
BOARD = {"body": "Trust Board", "approved_on": date(2021, 9, 29), "now": NOW}


def by(user: Any = None) -> dict[str, Any]:
    return {"by": user or make_user(), "now": NOW}


def at() -> dict[str, Any]:
    return {"by": make_user(), "at": NOW}


def make_withdrawn(trust: Organisation) -> Publication:
    found = make_published(trust)
    return withdraw(publication=found, version=found.version, because="A score was wrong.", **by())


def make_replaced(trust: Organisation) -> Publication:
    found = make_published(trust)
    make_published(trust)
    found.refresh_from_db()
    return found


MAKERS: dict[str, Callable[[Organisation], Publication]] = {
    State.DRAFT: make_publication,
    State.APPROVED: make_approved,
    State.PUBLISHED: make_published,
    State.REPLACED: make_replaced,
    State.WITHDRAWN: make_withdrawn,
}
# What can be done in each state.
ALLOWED = {
    State.DRAFT: {"write", "approve"},
    State.APPROVED: {"write", "approve", "publish"},
    State.PUBLISHED: {"withdraw"},
    State.REPLACED: {"withdraw"},
    State.WITHDRAWN: set(),
}
DO: dict[str, dict[str, Any]] = {
    "write": {"introduction": "Ours.", "progress": ""},
    "approve": BOARD,
    "publish": {"now": NOW},
    "withdraw": {"because": "Wrong.", "now": NOW},
}


@pytest.mark.parametrize("verb", DO)
@pytest.mark.parametrize("state", MAKERS)
def test_what_can_be_done_in_each_state(state: str, verb: str, kingston: Organisation) -> None:
    found = MAKERS[state](kingston)
    given = {"publication": found, "version": found.version, **DO[verb]} | (
        {"by": make_user()} if verb != "write" else {}
    )
    if verb == "publish":
        given["seen_as"] = seen(found)

    if verb in ALLOWED[Publication.State(state)]:
        getattr(publications, verb)(**given)
    else:
        with pytest.raises(PublicationStateError):
            getattr(publications, verb)(**given)


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(State.values)


def test_of_two_people_the_second_is_told(kingston: Organisation) -> None:
    found = make_publication(kingston)
    write(publication=found, version=1, introduction="First.", progress="")

    with pytest.raises(ChangedMeanwhileError):
        write(publication=found, version=1, introduction="Second.", progress="")


def test_other_words_make_an_approved_report_a_draft_again(kingston: Organisation) -> None:
    found = make_approved(kingston)

    written = write(publication=found, version=found.version, introduction="Other words.", progress="")

    assert written.state == State.DRAFT
    assert (written.approved_by, written.approved_on, written.approved_as) == ("", None, "")


def test_the_same_words_change_nothing(kingston: Organisation) -> None:
    found = make_approved(kingston)

    written = write(publication=found, version=found.version, introduction="", progress="")

    assert (written.state, written.version) == (State.APPROVED, found.version)


def test_what_is_published_stays_as_it_was(kingston: Organisation) -> None:
    found = make_published(kingston)
    kept = Publication.objects.get(pk=found.pk).content
    Action.objects.update(wording="Something else.", timescale="Never")
    Lead.objects.filter(name="MEGA").update(name="X", holder="Y Z")
    Score.objects.filter(value__isnull=False).update(printed="9.99", value=9)
    Organisation.objects.update(bme_label="others", hides_below=0, name="Another name")

    again = Publication.objects.get(pk=found.pk)

    assert again.content == kept
    assert hash_of(again.content) == again.content_hash == found.content_hash
    assert document_of(again).organisation == "Kingston Hospital NHS Foundation Trust"


def test_the_same_report_has_the_same_content(kingston: Organisation) -> None:
    first = make_published(kingston)

    second = make_published(kingston)

    assert second.content == first.content.replace(
        '"subtitle":"Scores and action plan"', '"subtitle":"Scores and action plan, edition 2"'
    )


def test_the_plan_becomes_published() -> None:
    trust = make_trust()
    found = make_approved(trust)
    assert Plan.objects.get().state == Plan.State.APPROVED  # the approval of the report is one of the plan in it
    assert Approval.objects.get().body == "Trust Board"

    publish(publication=found, version=found.version, seen_as=seen(found), **by())

    assert Plan.objects.get().state == Plan.State.PUBLISHED


def test_the_next_edition_begins_with_the_words_of_the_one_before(kingston: Organisation) -> None:
    make_published(kingston, introduction="Ours.", progress="Much.")

    second = make_publication(kingston)

    assert (second.edition, second.introduction, second.progress) == (2, "Ours.", "Much.")


def test_one_edition_is_prepared_at_a_time(kingston: Organisation) -> None:
    first = make_publication(kingston)

    with pytest.raises(PublicationStateError, match="Edition 1 is in preparation already"):
        begin(plan=first.plan, now=NOW)


def test_a_later_edition_replaces_the_one_before_when_it_is_public(kingston: Organisation) -> None:
    first = make_published(kingston)
    second = make_approved(kingston)
    first.refresh_from_db()
    assert first.state == State.PUBLISHED

    publish(publication=second, version=second.version, seen_as=seen(second), **by())

    first.refresh_from_db()
    assert first.state == State.REPLACED
    assert first.content


def test_a_withdrawn_edition_says_why_and_leaves_room_for_the_next(kingston: Organisation) -> None:
    gone = make_withdrawn(kingston)

    assert gone.withdrawn_because == "A score was wrong."
    assert make_published(kingston).edition == 2


def test_other_editions_are_withdrawn_with_it_where_somebody_says_so(kingston: Organisation) -> None:
    first, second, third = (make_published(kingston) for _ in range(3))

    withdraw(publication=third, version=third.version, because="A name was in it.", others=[1], **by())

    states = dict(Publication.objects.values_list("edition", "state"))
    assert states == {first.edition: State.WITHDRAWN, second.edition: State.REPLACED, third.edition: State.WITHDRAWN}
    assert Publication.objects.get(edition=1).withdrawn_because == "A name was in it."


def test_nothing_is_published_without_figures_or_actions() -> None:
    found = make_approved(make_trust(with_figures=False))

    with pytest.raises(ObstacleError, match="No figures are submitted"):
        publish(publication=found, version=found.version, seen_as=seen(found), **by())

    found.refresh_from_db()
    assert found.state == State.APPROVED


def test_what_was_not_looked_at_is_not_published(kingston: Organisation) -> None:
    found = make_approved(kingston)
    looked_at = seen(found)
    make_action(found.plan, wording="Written a moment later.", place=90)

    with pytest.raises(NotAsSeenError):
        publish(publication=found, version=found.version, seen_as=looked_at, **by())

    assert not Publication.objects.ever_public().exists()


@pytest.mark.parametrize("others", [0, 1])
def test_an_approval_that_was_taken_back_carries_no_report(others: int) -> None:
    """Neither where no approval of the plan is left, nor where only another body's is."""
    found = make_approved(make_trust())
    for number in range(others):
        make_approval(found.plan, body=f"Committee {number}")
    withdraw_approval(approval=Approval.objects.get(body="Trust Board"), **at())

    with pytest.raises(ObstacleError, match="by Trust Board on 29 September 2021 was taken back"):
        publish(publication=found, version=found.version, seen_as=seen(found), **by())


@pytest.mark.parametrize("state", [Plan.State.APPROVED, Plan.State.PUBLISHED])
def test_a_report_that_was_approved_again_is_published(state: str) -> None:
    """Of a published plan too, which stays published whoever takes what back."""
    found = make_approved(make_trust())
    Plan.objects.update(state=state)
    withdraw_approval(approval=Approval.objects.get(), **at())

    again = publications.approve(publication=found, version=found.version, **BOARD, by=make_user())

    published = publish(publication=again, version=again.version, seen_as=seen(again), **by())
    assert published.state == State.PUBLISHED


@pytest.mark.parametrize("words", ["Thank you, Priya Nair!", "Write to P.Nair@trust.example."])
def test_no_person_on_record_is_published(words: str, kingston: Organisation) -> None:
    Lead.objects.filter(name="MEGA").update(holder="Priya Nair", address="p.nair@trust.example")
    found = make_approved(kingston, introduction=words)

    with pytest.raises(ObstacleError, match="who is on record for MEGA") as error:
        publish(publication=found, version=found.version, seen_as=seen(found), **by())

    assert "stands under \u2018Introduction\u2019" in error.value.obstacles[0]
    assert not Publication.objects.ever_public().exists()


def test_no_member_is_published_in_an_action(kingston: Organisation) -> None:
    make_member(kingston, Role.EDI_LEAD, name="Helen Marsh")
    make_action(kingston.plans.get(), wording="Helen Marsh trains the chairs.", place=50)
    found = make_approved(kingston)

    with pytest.raises(ObstacleError, match="Helen Marsh"):
        publish(publication=found, version=found.version, seen_as=seen(found), **by())


def test_a_contact_that_is_a_team_may_stand_in_it(kingston: Organisation) -> None:
    Lead.objects.filter(name="MEGA").update(holder="EDI team")

    assert make_published(kingston, introduction="The EDI team wrote this.").state == State.PUBLISHED


def test_holders_are_not_in_the_content(kingston: Organisation) -> None:
    Lead.objects.update(holder="Priya Nair", address="p.nair@trust.example")

    content = make_published(kingston).content

    assert "Nair" not in content
    assert "nair@" not in content


@pytest.mark.parametrize(
    "given",
    [
        {"state": "published"},
        {"content": "x"},
        {"state": "approved"},
        {"approved_by": "Board"},
        {"state": "withdrawn"},
        {"withdrawn_because": "x"},
        {"edition": 0},
        {"state": "lost"},
    ],
    ids=str,
)
def test_the_database_keeps_no_half_of_it(given: dict[str, Any], kingston: Organisation) -> None:
    found = make_publication(kingston)

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=found.pk).update(**given)


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_the_database_keeps_one_draft_and_one_public_edition_a_plan(state: str, kingston: Organisation) -> None:
    MAKERS[state](kingston)
    row = Publication.objects.values().get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(**(row | {"id": None, "edition": 2}))


def test_each_change_is_on_record_without_a_second_copy_of_the_content(kingston: Organisation) -> None:
    found = make_withdrawn(kingston)

    assert [row.state for row in found.history.order_by("history_id")] == [
        "draft",
        "approved",
        "published",
        "withdrawn",
    ]
    assert not hasattr(found.history.first(), "content")


def make_trust(*, with_figures: bool = True) -> Organisation:
    trust = make_organisation()
    if with_figures:
        record(trust, 2021, {2: "1.05"})
    make_action(make_plan(trust), lead=make_lead(trust))
    return trust
