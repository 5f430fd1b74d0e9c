"""What an action shows of its dates."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.models import Action
from actions.services.deadlines import roll
from tests.actions.dating.dates import address, answers, text_of
from tests.factories import make_action, make_move, make_plan, make_update, make_user

pytestmark = pytest.mark.usefixtures("december")


def test_the_last_twelve_times_are_shown_and_the_others_are_folded(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    action = make_action(make_plan(trust), repeat="weekly", repeats_from=date(2021, 10, 6), due_on=date(2021, 10, 6))
    roll(on=date(2022, 2, 2))

    dates = client.get(address("action", action, trust)).context["dates"]

    assert (len(dates.lines), len(dates.earlier_lines)) == (12, 6)
    assert [line.tag for line in dates.lines[:3]] == ["To come", "To come", "Missed"]
    assert dates.earlier_lines[0].tag == "Missed"


def test_a_date_without_a_move_of_its_own_says_when_what_goes_on_in_it_was_first_due(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    action.deadlines.update(first_due_on=date(2021, 1, 31))

    page = text_of(client, address("action", action, trust))

    assert "First due 31 January 2021, in an action that goes on in this one." in page


def test_what_is_no_longer_asked_for_says_since_when_and_why(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, name="Amara Osei")

    client.post(address("timescale", action, trust), answers(action, words="Ongoing", reason="It never ends."))

    page = text_of(client, address("action", action, trust))
    assert "No longer asked for" in page
    assert "15 December 2021, Amara Osei" in page
    assert "It never ends." in page


@pytest.mark.parametrize(
    ("due_on", "status", "is_reported", "tag"),
    [
        (date(2021, 11, 30), "closed", True, "Not met"),
        (date(2021, 12, 10), "closed", True, "No longer due"),
        (date(2022, 1, 31), "closed", True, "No longer due"),
        (date(2022, 1, 31), "complete", False, "No longer due"),
        (date(2021, 11, 30), "complete", False, "Not recorded"),
        (date(2022, 1, 31), "on_track", True, "To come"),
        (date(2021, 11, 30), "on_track", True, "Overdue"),
    ],
)
def test_a_deadline_is_not_met_only_where_it_was_past_when_the_action_ended(
    due_on: date,
    status: str,
    is_reported: bool,
    tag: str,
    trust: Organisation,
    member: Callable[..., User],
    client: Client,
) -> None:
    person = member(trust)
    action = make_action(make_plan(trust), due_on=due_on, status="not_started" if is_reported else status)
    if is_reported:
        make_update(action, by=person, on=date(2021, 12, 5), status=status)

    dates = client.get(address("action", action, trust)).context["dates"]

    assert [line.tag for line in dates.lines] == [tag]


def test_an_action_that_continues_shows_which_quarter_has_an_update(
    trust: Organisation, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    action = make_action(make_plan(trust), ongoing=True, timescale="Ongoing")
    make_update(action, by=make_user(), on=date(2021, 11, 3))
    on("2022-02-01")
    member(trust)

    page = text_of(client, address("action", action, trust))
    row = text_of(client, reverse("actions:plan", args=[trust.ods_code]))

    assert "Q4 2021/22: none yet, until 31 March 2022" in page
    assert "Q3 2021/22: update on 3 November 2021" in page
    assert "Q4 2021/22: no update yet" in row


def test_the_page_of_an_action_takes_the_same_number_of_queries_for_one_deadline_and_for_many(
    trust: Organisation, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    person = member(trust)
    action = make_action(make_plan(trust), repeat="weekly", repeats_from=date(2021, 10, 6), due_on=date(2021, 10, 6))

    def queries() -> int:
        with django_assert_max_num_queries(60) as captured:
            assert client.get(address("action", action, trust)).status_code == 200
        return len(captured)

    make_move(action.deadlines.get(), by=person, to=date(2021, 10, 7))
    few = queries()
    roll(on=date(2022, 2, 2))
    for deadline in action.deadlines.all()[1:9]:
        make_move(deadline, by=make_user(), to=deadline.due_on + timedelta(days=1))

    assert queries() == few
