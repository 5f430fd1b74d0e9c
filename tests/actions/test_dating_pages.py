"""The page of a timescale with its live reading, moving a deadline, and what an action shows of its dates."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Deadline, Revision
from actions.services.deadlines import roll
from actions.timescales import read
from tests.factories import make_action, make_move, make_organisation, make_plan, make_update, make_user

HTMX = {"HX-Request": "true"}
JANUARY = date(2022, 1, 31)


@pytest.fixture(autouse=True)
def december(on: Callable[..., None]) -> None:
    on("2021-12-15")


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), due_on=JANUARY, timescale="January 2022", wording="Train the panels")


def address(name: str, row: Action | Deadline | Revision, trust: Organisation) -> str:
    return reverse(f"actions:{name}", args=[trust.ods_code, row.pk])


def reading_in(trust: Organisation) -> str:
    return reverse("actions:read_words", args=[trust.ods_code])


def answers(action: Action, **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "words": action.timescale, "how": "read", "reason": ""} | fields


def day(field: str, written: str) -> dict[str, str]:
    """A date as its three boxes send it, from '2022-3-31'."""
    year, month, of_month = written.split("-")
    return {f"{field}_day": of_month, f"{field}_month": month, f"{field}_year": year}


def by_hand(action: Action, due: str, **fields: Any) -> dict[str, Any]:
    return answers(action, how="by_hand", **day("due", due)) | fields


def text_of(client: Client, where: str) -> str:
    return " ".join(client.get(where).content.decode().split())


# ---- reading as one types --------------------------------------------------------------------


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


# ---- saving ----------------------------------------------------------------------------------


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


# ---- moving a deadline -----------------------------------------------------------------------


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


# ---- what the action shows -------------------------------------------------------------------


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
