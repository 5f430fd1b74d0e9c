"""A plan that is carried forward."""

import pytest

from accounts.models import Organisation, User
from actions.models import Plan
from tests.factories import make_plan, make_user


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    return make_plan(trust)


@pytest.fixture
def person(db: None) -> User:
    return make_user()
