"""A browser for the journeys, and Kingston with the people of the sample in it."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from accounts.models import Organisation, Role, User
from actions.models import Lead
from reports.sample import PEOPLE
from tests.conftest import NONE_HERE
from tests.factories import NOW, make_member
from tests.journeys.browsing import AXE, WIDE, Troubles

# The shell is the same engine without windows: pages open in a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

OpenAs = Callable[..., Page]

# A machine that is shared may be slow; what never comes still fails.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


def find_chromium() -> str | None:
    names = (os.environ.get("CHROMIUM", ""), *NAMES)
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = find_chromium()
    if program is None and os.environ.get("CI"):
        pytest.fail(f"There is {NONE_HERE}, and without it the journeys check nothing.")
    if program is None:
        pytest.skip(NONE_HERE)
    for needed in (configured.FRONTEND_DIR / "nhsuk" / "nhsuk.css", AXE):
        if not needed.exists():
            pytest.fail(f"There is no {needed}: run 'make test', which makes it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """15 December 2021, for the server too: it is a thread of this process. The browser has its own day."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def people(kingston: Organisation) -> dict[Role, User]:
    """The people of the sample, by role, in the posts that they hold."""
    found = {}
    for person in PEOPLE:
        found[person.role] = make_member(kingston, person.role, email=person.email, name=person.name)
        post = Lead.objects.of(kingston).filter(name=person.holds)
        post.update(holder=person.name, address=person.email)
    return found


@pytest.fixture(scope="session")
def server(live_server: Any) -> Iterator[str]:
    """The address of the site. It stops when every request has ended: a late one finds its database taken away."""
    yield live_server.url
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


@pytest.fixture
def open_as(browser: Browser, server: str) -> Iterator[OpenAs]:
    """Opens a page of its own browser for a person, signed in; at the end nothing may have gone wrong in it.

    `provoked` are the answers from 400 on that the journey is about, `offline` that it loses the network.
    """
    opened = []

    def open_as(
        user: User | None = None,
        *,
        width: int = WIDE,
        javascript: bool = True,
        provoked: tuple[int, ...] = (),
        offline: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        troubles = Troubles(provoked, offline)
        troubles.watch(context)
        opened.append((context, troubles))
        if user:
            context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": server}])
        return context.new_page()

    yield open_as
    for context, _ in opened:
        context.close()
    assert [each for _, troubles in opened for each in troubles.seen] == []


@pytest.fixture(scope="session")
def worn_page(browser: Browser, server: str) -> Iterator[tuple[Page, Troubles]]:
    """One page for all that is only looked at: in a new browser, axe takes five times as long."""
    context = browser.new_context(base_url=server, locale="en-GB", reduced_motion="reduce")
    troubles = Troubles()
    troubles.watch(context)
    yield context.new_page(), troubles
    context.close()


@pytest.fixture
def look_as(worn_page: tuple[Page, Troubles], server: str) -> Iterator[OpenAs]:
    """The worn page for a person, or for nobody; at the end nothing may have gone wrong in it."""
    page, troubles = worn_page

    def look_as(user: User | None = None, *, provoked: tuple[int, ...] = ()) -> Page:
        troubles.provoked, troubles.seen = provoked, []
        page.context.clear_cookies()
        if user:
            page.context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": server}])
        return page

    yield look_as
    assert troubles.seen == []


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[configured.SESSION_COOKIE_NAME].value
