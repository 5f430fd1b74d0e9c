"""A plan of a trust."""

import pytest

from accounts.models import Organisation
from actions.models import Plan
from tests.factories import make_plan


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    return make_plan(trust, areas_of_focus=["reverse mentoring"])
