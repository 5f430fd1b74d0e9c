"""A browser for the journeys, and Kingston with the people of the sample in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.models import Organisation, Role, User
from actions.models import Lead
from reports.sample import PEOPLE
from tests.factories import NOW, make_member
from tests.journeys.browsing import AXE, WIDE, Troubles

NAMES = ("chromium", "chromium-browser", "google-chrome")
NONE_HERE = "no Chromium on this machine"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

OpenAs = Callable[..., Page]


def find_chromium() -> str | None:
    names = (os.environ.get("CHROMIUM", ""), *NAMES)
    return next((path for name in names if name and (path := shutil.which(name))), None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if NONE_HERE in str(each.longrepr)]
    if skipped:
        many = f"{len(skipped)} browser journeys were" if len(skipped) > 1 else "1 browser journey was"
        terminalreporter.write_line(f"{many} skipped: {NONE_HERE}", red=True, bold=True)


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


@pytest.fixture(autouse=True)
def fast_passwords(settings: Any) -> None:
    """The hash of production takes half a second for each person."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def people(kingston: Organisation) -> dict[Role, User]:
    """The people of the sample, by role, in the posts that they hold."""
    found = {}
    for person in PEOPLE:
        found[person.role] = make_member(kingston, person.role, email=person.email, name=person.name)
        post = Lead.objects.of(kingston).filter(name=person.holds)
        post.update(holder=person.name, address=person.email)
    return found


@pytest.fixture
def open_as(browser: Browser, live_server: Any) -> Iterator[OpenAs]:
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
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(5000)
        troubles = Troubles(provoked, offline)
        troubles.watch(context)
        opened.append((context, troubles))
        if user:
            context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": live_server.url}])
        return context.new_page()

    yield open_as
    for context, _ in opened:
        context.close()
    assert [each for _, troubles in opened for each in troubles.seen] == []


@pytest.fixture(scope="session")
def worn_page(browser: Browser, live_server: Any) -> Iterator[tuple[Page, Troubles]]:
    """One page for all that is only looked at: in a new browser, axe takes five times as long."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB", reduced_motion="reduce")
    troubles = Troubles()
    troubles.watch(context)
    yield context.new_page(), troubles
    context.close()


@pytest.fixture
def look_as(worn_page: tuple[Page, Troubles], live_server: Any) -> Iterator[OpenAs]:
    """The worn page for a person, or for nobody; at the end nothing may have gone wrong in it."""
    page, troubles = worn_page

    def look_as(user: User | None = None, *, provoked: tuple[int, ...] = ()) -> Page:
        troubles.provoked, troubles.seen = provoked, []
        page.context.clear_cookies()
        if user:
            page.context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": live_server.url}])
        return page

    yield look_as
    assert troubles.seen == []


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[configured.SESSION_COOKIE_NAME].value
