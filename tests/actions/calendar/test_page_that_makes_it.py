"""The page that makes the private address of a calendar."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from actions.models import CalendarFeed
from actions.services.calendars import make_calendar
from tests.actions.calendar.feeds import address_for
from tests.factories import NOW, make_action, make_lead, make_member, make_plan


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
