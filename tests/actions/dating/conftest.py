"""An action that is due in January 2022."""

from collections.abc import Callable

import pytest

from accounts.models import Organisation, User
from actions.models import Action
from tests.actions.dating.dates import JANUARY
from tests.factories import make_action, make_plan, make_user


@pytest.fixture
def person(db: None) -> User:
    return make_user(name="Amara Osei")


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), due_on=JANUARY, timescale="January 2022", wording="Train the panels")


@pytest.fixture
def december(on: Callable[..., None]) -> None:
    on("2021-12-15")
