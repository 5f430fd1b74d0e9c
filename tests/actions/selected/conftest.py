"""A plan with three actions."""

from datetime import date

import pytest

from actions.models import Action, Plan
from tests.factories import make_action, make_lead, make_organisation, make_plan


@pytest.fixture
def plan(db: None) -> Plan:
    return make_plan(make_organisation())


@pytest.fixture
def actions(plan: Plan) -> list[Action]:
    lead, support = make_lead(plan.organisation, name="MEGA"), make_lead(plan.organisation, name="EMC")
    return [make_action(plan, place=place, lead=lead, support=support, due_on=date(2022, 1, 31)) for place in (1, 2, 3)]
