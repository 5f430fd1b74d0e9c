"""What every test may ask for."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import Organisation, Role, User
from tests.factories import make_kingston, make_member

NONE_HERE = "no Chromium on this machine"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Stands here and not with the journeys, because of several workers only this file is read by the first process."""
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if NONE_HERE in str(each.longrepr)]
    if skipped:
        many = f"{len(skipped)} browser journeys were" if len(skipped) > 1 else "1 browser journey was"
        terminalreporter.write_line(f"{many} skipped: {NONE_HERE}", red=True, bold=True)


@pytest.fixture
def kingston(db: None) -> Organisation:
    """Kingston's 2021 report, loaded as anybody would load it."""
    return make_kingston()


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def member(client: Client) -> Callable[..., User]:
    """Makes a member of an organisation and signs them in."""

    def member(organisation: Organisation, role: Role = Role.EDI_LEAD, **fields: str) -> User:
        user = make_member(organisation, role, **fields)
        client.force_login(user)
        return user

    return member


@pytest.fixture
def on() -> Iterator[Callable[..., None]]:
    """Sets the clock that the doors read: on('2021-12-15'), at nine in the morning unless said."""
    travelled = []

    def on(day: str, at: str = "09:00") -> None:
        traveller = time_machine.travel(datetime.fromisoformat(f"{day}T{at}+00:00"), tick=False)
        traveller.start()
        travelled.append(traveller)

    yield on
    for traveller in reversed(travelled):
        traveller.stop()
