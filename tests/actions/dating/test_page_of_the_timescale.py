"""The page of a timescale, with its live reading."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action
from actions.services.deadlines import roll
from actions.timescales import read
from tests.actions.dating.dates import JANUARY, address, answers, day, text_of
from tests.factories import make_action, make_plan

HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("december")


def reading_in(trust: Organisation) -> str:
    return reverse("actions:read_words", args=[trust.ods_code])


def by_hand(action: Action, due: str, **fields: Any) -> dict[str, Any]:
    return answers(action, how="by_hand", **day("due", due)) | fields


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("February 2022 and ongoing", ["Understood as: due 28 February 2022, then continuing"]),
        ("Quarterly", ["every quarter", "First due 31 December 2021, then 31 March 2022 and 30 June 2022."]),
        ("Annually", ["every year", "No first date is given"]),
        ("By 2023", ["31 December 2023", "financial year"]),
        ("As agreed", ["No date could be read"]),
        ("", ["how it is understood stands here"]),
    ],
)
def test_the_reading_is_shown_as_one_types(
    words: str, said: list[str], trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)

    answer = client.get(reading_in(trust), {"starts_on": "2021-10-01", "words": words}, headers=HTMX)

    shown = " ".join(answer.content.decode().split())
    assert "<html" not in shown
    assert [each for each in said if each not in shown] == []


@pytest.mark.parametrize("page", ["timescale", "action"])
def test_that_no_date_could_be_read_is_said_once(
    page: str, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    words = "Recruitment manager to determine."
    action = make_action(make_plan(trust), timescale=words, doubts=list(read(words).doubts))

    shown = text_of(client, address(page, action, trust))

    assert shown.count("No date could be read") == 1


@pytest.mark.parametrize("starts_on", ["", "2021-13-01", "9999-12-01", "yesterday"])
def test_words_of_a_plan_that_starts_on_no_day_are_not_read(
    starts_on: str, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)

    answer = client.get(reading_in(trust), {"starts_on": starts_on, "words": "Quarterly"}, headers=HTMX)

    assert answer.status_code == 404


def test_only_who_sets_dates_is_shown_how_words_are_read(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, Role.COMMITTEE)

    answer = client.get(reading_in(trust), {"starts_on": "2021-10-01", "words": "Quarterly"}, headers=HTMX)

    assert answer.status_code == 403


def test_without_javascript_a_button_shows_the_reading_and_keeps_what_was_typed(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    typed = by_hand(action, "2022-5-3", words="February 2022 and ongoing", reason="It is late.")

    answer = client.post(address("reading", action, trust), typed)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "due 28 February 2022, then continuing" in page
    assert "There is a problem" not in page
    for words in ("February 2022 and ongoing", "It is late.", 'value="5"', 'value="by_hand"'):
        assert words in page
    action.refresh_from_db()
    assert action.timescale == "January 2022"


def test_an_action_without_a_timescale_is_asked_about_and_nothing_is_invented(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    action = make_action(make_plan(trust), doubts=["No timescale is given for this action."])
    page = address("timescale", action, trust)

    asked = text_of(client, page)
    form = client.get(page).context["form"]
    client.post(page, by_hand(action, "2022-3-31"))

    assert "No timescale is printed. When is it due?" in asked
    assert (form["due"].value(), form["repeat"].value(), form["ongoing"].value()) == (None, "", False)
    assert action.deadlines.get().due_on == date(2022, 3, 31)


def test_a_doubtful_reading_is_confirmed_and_that_is_on_record(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, name="Amara Osei")
    Action.objects.update(doubts=["Is that a year?"])

    client.post(address("timescale", action, trust), answers(action))

    page = text_of(client, address("action", action, trust))
    assert "Is that a year?" not in page
    assert "Reading confirmed by Amara Osei, on 15 December 2021." in page


def test_what_is_set_by_hand_says_so_with_the_printed_words(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, name="Amara Osei")

    client.post(
        address("timescale", action, trust), by_hand(action, "2022-3-31", ongoing="on", reason="Agreed in committee.")
    )

    page = text_of(client, address("action", action, trust))
    for words in (
        "January 2022",
        "Now due 31 March 2022",
        "Set by hand by Amara Osei, on 15 December 2021.",
        "First due 31 January 2022. Now due 31 March 2022. Moved once, to a later day.",
        "Agreed in committee.",
    ):
        assert words in page
    assert "Understood as" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": "x" * 301}, "300 characters or fewer"),
        ({"words": ""}, "There are no words to read"),
        ({"words": "As agreed"}, "These words do not say when it is due"),
        ({"how": ""}, "Choose whether the words say when it is due"),
        ({"how": "by_hand"}, "tick that it continues"),
        ({"how": "by_hand", "repeat": "monthly"}, "first due"),
        ({"how": "by_hand", **day("due", "2022-2-31")}, "Enter a date with day, month and year"),
        ({"how": "by_hand", **day("due", "1922-2-1")}, "Enter a year from 2000 to 2099"),
        ({"words": "March 2022"}, "Say why the date moves from 31 January 2022 to 31 March 2022."),
        ({"words": "Ongoing"}, "Say why it is no longer due on 31 January 2022."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    fields: dict[str, str], said: str, action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)

    answer = client.post(address("timescale", action, trust), answers(action, **fields))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "There is a problem" in page
    assert fields.get("words", "") in page
    assert action.deadlines.get().due_on == JANUARY


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (day("until", "2023-4-1"), "Choose how often it repeats"),
        ({"repeat": "monthly", **day("until", "2022-3-1")}, "Enter a day after"),
    ],
)
def test_an_end_needs_something_that_repeats_until_it(
    fields: dict[str, str], said: str, action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)

    answer = client.post(address("timescale", action, trust), by_hand(action, "2022-3-31", **fields))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_repeats_by_hand_ends_when_it_is_said(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    until = day("until", "2022-3-31")

    client.post(address("timescale", action, trust), by_hand(action, "2022-1-31", repeat="monthly", **until))
    roll(on=date(2022, 6, 1))

    assert [str(each.due_on) for each in action.deadlines.all()] == ["2022-01-31", "2022-02-28", "2022-03-31"]
    page = client.get(address("timescale", action, trust)).context["form"]
    assert (page["due"].value(), page["repeat"].value()) == (JANUARY, "monthly")


def test_of_two_people_the_second_sees_both_and_chooses(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    seen = answers(action, words="May 2022", reason="Mine.")
    Action.objects.update(version=7, timescale="March 2022")

    answer = client.post(address("timescale", action, trust), seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("This action changed while you had it open", "March 2022", "May 2022", "Mine.", 'value="7"'):
        assert words in page
    assert client.post(address("timescale", action, trust), seen | {"version": 7}).status_code == 302
    assert action.deadlines.get().due_on == date(2022, 5, 31)


def test_the_dates_of_an_action_that_has_ended_are_shown_and_not_asked(
    action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    Action.objects.update(status="closed")

    page = text_of(client, address("timescale", action, trust))
    client.post(address("timescale", action, trust), answers(action, words="March 2022", reason="Late."))

    assert "its dates stay as they are" in page
    assert "Save the timescale" not in page
    action.refresh_from_db()
    assert action.timescale == "January 2022"


@pytest.mark.parametrize("role", [Role.ADMIN, Role.COMMITTEE, Role.LEAD, Role.OVERSEER])
@pytest.mark.parametrize("name", ["timescale", "reading"])
def test_only_the_edi_lead_says_when_an_action_is_due(
    name: str, role: Role, action: Action, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, role)

    assert client.get(address(name, action, trust)).status_code == 403
    assert client.post(address(name, action, trust), answers(action)).status_code == 403
    assert "Change the timescale" not in text_of(client, address("action", action, trust))
