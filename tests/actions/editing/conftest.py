"""A plan with one action."""

from datetime import date

import pytest

from accounts.models import Organisation
from actions.models import Action, Plan
from tests.factories import make_action, make_lead, make_plan


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    return make_plan(trust)


@pytest.fixture
def action(plan: Plan) -> Action:
    recruitment = make_lead(plan.organisation, name="Head of Recruitment")
    return make_action(plan, place=1, wording="Train the panels", lead=recruitment, due_on=date(2022, 1, 31))
