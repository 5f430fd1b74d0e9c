"""A plan with one action."""

import pytest

from accounts.models import Organisation
from actions.models import Action, Plan
from tests.factories import make_action, make_lead, make_plan


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    return make_plan(trust)


@pytest.fixture
def action(plan: Plan) -> Action:
    lead, support = make_lead(plan.organisation, name="EMC"), make_lead(plan.organisation, name="MEGA")
    return make_action(
        plan,
        place=1,
        wording="Train the panels",
        timescale="January 2022",
        lead=lead,
        support=support,
        indicators=(2, 3),
    )
