"""What stands at the private address of a calendar."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from icalendar import Calendar, Event

from accounts.models import Organisation, User
from actions.models import Deadline, Revision
from tests.actions.calendar.feeds import address_for
from tests.factories import NOW, make_action, make_lead, make_organisation, make_plan

JANUARY, MARCH = date(2022, 1, 31), date(2022, 3, 31)


def events(answer: Any) -> dict[str, Event]:
    """The events by their summary, as another program reads them."""
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


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


def test_actions_of_an_earlier_plan_that_are_still_open_are_there_too(
    trust: Organisation, reader: User, client: Client
) -> None:
    make_action(make_plan(trust, year=2020), wording="Earlier", due_on=JANUARY)
    make_action(make_plan(trust, year=2021), wording="Later", due_on=MARCH)

    assert list(events(client.get(address_for(reader, trust)))) == ["Due: Earlier", "Due: Later"]
