"""What a quarter says of the deadlines that were moved in it."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from accounts.models import Role, User
from actions.models import Action
from actions.quarters import Quarter
from reports import summary
from reports.progress import progress_of
from tests.factories import make_action, make_member, make_move, make_organisation, make_plan, make_user

Q3 = Quarter(2021, 3)
AFTER = date(2022, 2, 1)


@pytest.fixture
def person(db: None) -> User:
    return make_user()


@pytest.fixture
def action(db: None) -> Action:
    return make_action(make_plan(make_organisation()), wording="Train the panels", due_on=date(2021, 10, 31))


def move(action: Action, *, by: User, to: date, on: date, reason: str = "The trainer is ill.") -> None:
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    make_move(action.deadlines.get(), by=by, to=to, made_at=moment, reason=reason)


def test_a_move_is_listed_in_its_quarter_with_how_often_it_was_moved_until_then(action: Action, person: User) -> None:
    move(action, by=person, to=date(2021, 11, 30), on=date(2021, 9, 30))
    move(action, by=person, to=date(2022, 1, 31), on=date(2021, 12, 31))
    move(action, by=person, to=date(2022, 3, 31), on=date(2022, 1, 1))

    progress = progress_of(action.plan, Q3, on=AFTER)

    (item,) = progress.moved
    (moved,) = item.moved
    assert [(each.moved_from, each.moved_to) for each in moved.moves] == [(date(2021, 11, 30), date(2022, 1, 31))]
    assert (moved.first_due_on, moved.in_all) == (date(2021, 10, 31), 2)


def test_the_page_shows_from_when_to_when_and_why(action: Action, person: User, client: Client) -> None:
    move(action, by=person, to=date(2021, 12, 31), on=date(2021, 10, 5))
    move(action, by=person, to=date(2022, 3, 31), on=date(2021, 12, 1), reason="No rooms.")
    code = action.plan.organisation.ods_code
    client.force_login(make_member(action.plan.organisation, Role.COMMITTEE))

    page = " ".join(client.get(f"/{code}/quarters/2021-22-Q3/").content.decode().split())

    assert "From 31 October 2021 to 31 December 2021: The trainer is ill." in page
    assert "From 31 December 2021 to 31 March 2022: No rooms." in page
    assert "First due 31 October 2021. Moved 2 times in all." in page


def test_the_summary_counts_the_actions_whose_deadlines_were_moved(action: Action, person: User) -> None:
    before = summary.sentences(progress_of(action.plan, Q3, on=AFTER))
    move(action, by=person, to=date(2021, 12, 31), on=date(2021, 10, 5))

    after = summary.sentences(progress_of(action.plan, Q3, on=AFTER))

    assert "1 action had a deadline moved in the quarter." in after
    assert not any("moved" in sentence for sentence in before)
