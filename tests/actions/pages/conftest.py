"""A plan with one action."""

from datetime import date

import pytest

from accounts.models import Organisation
from actions.models import Action
from tests.factories import make_action, make_plan


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), wording="Train the panels", timescale="January 2022", due_on=date(2022, 1, 31))
