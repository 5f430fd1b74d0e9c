"""An action of a trust that wants a second person for each completion."""

import pytest

from accounts.models import Organisation, Role, User
from actions.models import Action
from tests.actions.confirming.completions import DUE
from tests.factories import make_action, make_member, make_organisation, make_plan


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(confirms_completion=True)


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), wording="Train the panels", due_on=DUE)


@pytest.fixture
def author(trust: Organisation) -> User:
    return make_member(trust, Role.EDI_LEAD, name="Amara Osei")
