"""Deadlines in a person's own calendar: its private address, and what stands there."""

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar, Event

from accounts.models import Membership, Organisation, Role, User
from actions.models import CalendarFeed, Deadline, Revision
from actions.services.calendars import calendar_at, make_calendar
from actions.tokens import hash_of, new_token
from tests.factories import NOW, make_action, make_lead, make_member, make_organisation, make_plan

JANUARY, MARCH = date(2022, 1, 31), date(2022, 3, 31)


@pytest.fixture
def trust(db: None, on: Callable[..., None]) -> Organisation:
    on("2021-12-15")
    return make_organisation(short_name="Somewhere")


@pytest.fixture
def reader(trust: Organisation) -> User:
    return make_member(trust, Role.COMMITTEE, email="sam@trust.example")


def address_for(user: User, trust: Organisation, *, is_mine: bool = False) -> str:
    return f"/calendar/{make_calendar(user=user, organisation=trust, is_mine=is_mine, at=NOW)}.ics"


def events(answer: Any) -> dict[str, Event]:
    """The events by their summary, as another program reads them."""
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


# ---- what stands at the address -----------------------------------------------------------------


def test_each_open_deadline_is_an_event_of_its_whole_day(trust: Organisation, reader: User, client: Client) -> None:
    lead = make_lead(trust, name="Head of Recruitment")
    action = make_action(make_plan(trust), wording="Train; the panels", due_on=JANUARY, lead=lead, status="at_risk")
    deadline = action.deadlines.get()

    answer = client.get(address_for(reader, trust))

    event = events(answer)["Due: Train; the panels"]
    page = f"http://127.0.0.1:8000/{trust.ods_code}/actions/{action.pk}/"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["uid"] == f"deadline-{deadline.pk}@127.0.0.1"
    assert (event["dtstart"].dt, event["dtend"].dt) == (JANUARY, JANUARY + timedelta(days=1))
    assert event["url"] == page
    assert event["sequence"] == 0
    for words in ("Train; the panels", "Status: At risk", "Lead: Head of Recruitment", f"Update it: {page}"):
        assert words in event["description"]


def test_the_calendar_says_how_it_is_called_and_how_often_to_ask(
    trust: Organisation, reader: User, client: Client
) -> None:
    make_action(make_plan(trust), due_on=JANUARY)

    text = client.get(address_for(reader, trust)).content.decode()

    for line in (
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Race equality actions\\, Somewhere",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "DTSTART;VALUE=DATE:20220131",
    ):
        assert f"\r\n{line}\r\n" in text


def test_lines_are_folded_by_octets_and_end_in_crlf_whatever_the_words(
    trust: Organisation, reader: User, client: Client
) -> None:
    wording = "Gleichberechtigung – ŵ€😀" * 40 + "\nA second line\x0b, and more\\;"
    make_action(make_plan(trust), wording=wording, due_on=JANUARY)

    content = client.get(address_for(reader, trust)).content

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f]", content)
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert event["description"].startswith("Gleichberechtigung – ŵ€😀" * 40 + "\nA second line , and more\\;")
    assert len(event["summary"]) <= len("Due: ") + 100


def test_what_is_met_missed_complete_or_closed_is_gone(trust: Organisation, reader: User, client: Client) -> None:
    plan = make_plan(trust)
    make_action(plan, wording="Open", due_on=date(2021, 11, 30))
    make_action(plan, wording="Closed", due_on=JANUARY, status="closed")
    for wording, field in (("Met", "met_on"), ("Missed", "missed_on")):
        make_action(plan, wording=wording, due_on=JANUARY).deadlines.update(**{field: MARCH})

    assert list(events(client.get(address_for(reader, trust)))) == ["Due: Open"]


def test_a_deadline_that_moves_is_the_same_event_with_a_higher_sequence(
    trust: Organisation, reader: User, client: Client, on: Callable[..., None]
) -> None:
    action = make_action(make_plan(trust), wording="Panels", due_on=JANUARY)
    address = address_for(reader, trust)
    before = events(client.get(address))["Due: Panels"]

    on("2022-01-10")
    deadline = action.deadlines.get()
    deadline.due_on = MARCH
    deadline.save()
    Revision.objects.create(
        deadline=deadline, moved_from=JANUARY, moved_to=MARCH, reason="Late", made_by=reader, made_at=NOW
    )

    after = events(client.get(address))["Due: Panels"]
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt == MARCH
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt > before["last-modified"].dt
    assert after["dtstamp"].dt == after["last-modified"].dt


def test_only_mine_are_the_actions_that_i_lead_or_support_in_this_organisation(
    trust: Organisation, reader: User, client: Client
) -> None:
    other = make_organisation()
    for organisation in (trust, other):
        plan, post = make_plan(organisation), make_lead(organisation, address="SAM@trust.example")
        make_action(plan, wording=f"Led in {organisation.short_name}", due_on=JANUARY, lead=post)
        make_action(plan, wording=f"Supported in {organisation.short_name}", due_on=JANUARY, support=post)
        make_action(plan, wording=f"Of others in {organisation.short_name}", due_on=JANUARY)

    mine = events(client.get(address_for(reader, trust, is_mine=True)))
    whole = events(client.get(address_for(reader, trust)))

    assert set(mine) == {"Due: Led in Somewhere", "Due: Supported in Somewhere"}
    assert set(whole) == {*mine, "Due: Of others in Somewhere"}


def test_a_calendar_that_asks_again_is_told_that_nothing_changed(
    trust: Organisation, reader: User, client: Client
) -> None:
    action = make_action(make_plan(trust), due_on=JANUARY)
    address = address_for(reader, trust)
    tag = client.get(address).headers["ETag"]

    same = client.get(address, headers={"If-None-Match": tag})
    Deadline.objects.filter(action=action).update(met_on=JANUARY)
    changed = client.get(address, headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert events(changed) == {}


def test_an_empty_calendar_is_one_too(trust: Organisation, reader: User, client: Client) -> None:
    assert events(client.get(address_for(reader, trust))) == {}


def test_the_queries_of_the_calendar_do_not_grow(
    trust: Organisation, reader: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    plan, address = make_plan(trust), address_for(reader, trust)

    def queries(number: int) -> int:
        for _ in range(number):
            make_action(plan, due_on=JANUARY, lead=make_lead(trust))
        with django_assert_max_num_queries(15) as captured:
            assert len(events(client.get(address))) >= number
        return len(captured)

    client.get(address)  # the first one notes that the address is read
    few = queries(5)

    assert queries(60) == few


# ---- who may read it ----------------------------------------------------------------------------


def stop(user: User, trust: Organisation, client: Client) -> None:
    client.force_login(user)
    client.post(f"/{trust.ods_code}/calendar/stop/")
    client.logout()


def leave(user: User, trust: Organisation, client: Client) -> None:
    Membership.objects.filter(user=user).delete()


def go_inactive(user: User, trust: Organisation, client: Client) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def make_anew(user: User, trust: Organisation, client: Client) -> None:
    make_calendar(user=user, organisation=trust, is_mine=False, at=NOW)


@pytest.mark.parametrize("ends", [stop, leave, go_inactive, make_anew])
def test_an_address_ends(
    ends: Callable[[User, Organisation, Client], None], trust: Organisation, reader: User, client: Client
) -> None:
    address = address_for(reader, trust)
    assert client.get(address).status_code == 200

    ends(reader, trust, client)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["token", "x" * 43, "%00", "é"])
def test_a_token_that_is_not_right_is_no_address(token: str, trust: Organisation, client: Client) -> None:
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_address_takes_no_writes(trust: Organisation, reader: User, client: Client) -> None:
    assert client.post(address_for(reader, trust)).status_code == 405


def test_an_overseer_may_have_one_and_keeps_it_as_long_as_they_oversee(trust: Organisation, client: Client) -> None:
    region = make_organisation(kind=Organisation.Kind.REGION)
    Organisation.objects.filter(pk=trust.pk).update(parent=region)
    address = address_for(make_member(region, Role.OVERSEER), trust)
    assert client.get(address).status_code == 200

    Organisation.objects.filter(pk=trust.pk).update(parent=None)

    assert client.get(address).status_code == 404


def test_only_the_hash_is_kept_and_no_log_has_the_token_or_a_name(
    trust: Organisation, reader: User, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    token = make_calendar(user=reader, organisation=trust, is_mine=False, at=NOW)

    client.get(f"/calendar/{token}.ics")

    kept = CalendarFeed.objects.get()
    assert kept.token_hash == hash_of(token) != token
    assert token not in str(CalendarFeed.objects.values()) + str(CalendarFeed.history.values()) + caplog.text
    assert reader.email not in caplog.text


def test_that_it_is_read_is_noted_once_a_day(trust: Organisation, reader: User) -> None:
    token = make_calendar(user=reader, organisation=trust, is_mine=False, at=NOW)

    for hours, noted in ((0, 0), (5, 0), (25, 25)):
        calendar_at(token, at=NOW + timedelta(hours=hours))
        assert CalendarFeed.objects.get().read_at == NOW + timedelta(hours=noted)


def test_no_two_tokens_are_alike_and_each_stands_in_an_address() -> None:
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_the_answer_is_not_indexed_kept_by_others_or_told_on(trust: Organisation, reader: User, client: Client) -> None:
    headers = client.get(address_for(reader, trust)).headers

    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("method", ["get", "post"])
def test_where_no_calendar_stands_no_answer_is_kept_indexed_or_told_on(
    method: str, trust: Organisation, client: Client
) -> None:
    answer = getattr(client, method)("/calendar/token.ics")

    assert answer.status_code == (404 if method == "get" else 405)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"


# ---- the page that makes it ---------------------------------------------------------------------


def test_the_address_is_shown_once_with_what_to_do_with_it(trust: Organisation, reader: User, client: Client) -> None:
    client.force_login(reader)
    page = f"/{trust.ods_code}/calendar/"

    made = client.post(page, {"deadlines": "all"}).content.decode()
    later = client.get(page).content.decode()

    [address] = re.findall(r'value="(http://127\.0\.0\.1:8000/calendar/[^"]+\.ics)"', made)
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert f'href="webcal://{address.removeprefix("http://")}"' in made
    for words in ("Outlook", "Google Calendar", "it is not shown again"):
        assert words in made
    assert address not in later
    assert "All open deadlines of the plan" in later
    assert "Stop this address" in later


def test_the_page_that_shows_the_address_is_kept_by_no_browser(
    trust: Organisation, reader: User, client: Client
) -> None:
    client.force_login(reader)

    made = client.post(f"/{trust.ods_code}/calendar/", {"deadlines": "all"})

    assert "it is not shown again" in made.content.decode()
    assert "no-store" in made.headers["Cache-Control"]


@pytest.mark.parametrize("answer", [{}, {"deadlines": "some"}])
def test_which_deadlines_has_to_be_said(
    answer: dict[str, str], trust: Organisation, reader: User, client: Client
) -> None:
    client.force_login(reader)

    page = client.post(f"/{trust.ods_code}/calendar/", answer)

    assert page.status_code == 422
    assert "Choose which deadlines you want." in page.content.decode()
    assert not CalendarFeed.objects.exists()


def test_stopping_says_what_becomes_of_it_and_twice_does_no_harm(
    trust: Organisation, reader: User, client: Client
) -> None:
    client.force_login(reader)
    make_calendar(user=reader, organisation=trust, is_mine=True, at=NOW)

    first = client.post(f"/{trust.ods_code}/calendar/stop/", follow=True).content.decode()
    second = client.post(f"/{trust.ods_code}/calendar/stop/", follow=True).content.decode()

    assert "The address is stopped." in first
    assert "There was no address to stop." in second


def test_nobody_sees_or_stops_the_calendar_of_another(trust: Organisation, reader: User, client: Client) -> None:
    address = address_for(make_member(trust, Role.EDI_LEAD), trust)
    client.force_login(reader)

    page = client.get(f"/{trust.ods_code}/calendar/").content.decode()
    client.post(f"/{trust.ods_code}/calendar/stop/")

    assert "Stop this address" not in page
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("holds", "warned"), [(True, False), (False, True)])
def test_somebody_without_a_post_is_told_that_their_own_calendar_is_empty(
    holds: bool, warned: bool, trust: Organisation, reader: User, client: Client
) -> None:
    client.force_login(reader)
    if holds:
        make_lead(trust, address=reader.email)

    page = client.get(f"/{trust.ods_code}/calendar/").content.decode()

    assert ("stays empty until one has" in page) is warned


def test_my_actions_and_the_plan_lead_to_the_calendar(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    person = member(trust)
    make_action(make_plan(trust), lead=make_lead(trust, address=person.email))

    for page in ("my-actions", "actions"):
        assert f'href="/{trust.ods_code}/calendar/"' in client.get(f"/{trust.ods_code}/{page}/").content.decode()


def test_actions_of_an_earlier_plan_that_are_still_open_are_there_too(
    trust: Organisation, reader: User, client: Client
) -> None:
    make_action(make_plan(trust, year=2020), wording="Earlier", due_on=JANUARY)
    make_action(make_plan(trust, year=2021), wording="Later", due_on=MARCH)

    assert list(events(client.get(address_for(reader, trust)))) == ["Due: Earlier", "Due: Later"]
