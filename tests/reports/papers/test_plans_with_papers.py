"""A plan on which a paper was begun stays, also when what made it is undone."""

from datetime import UTC, datetime

import pytest

from accounts.models import Organisation
from actions.models import Plan
from actions.quarters import Quarter
from actions.services import uncarrying
from tests.factories import make_action, make_carrying, make_organisation, make_paper, make_plan, make_user


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


def test_undoing_what_was_carried_forward_leaves_the_plan_of_a_draft_paper(trust: Organisation) -> None:
    plan = make_plan(trust)
    carrying = make_carrying(plan, make_action(plan))
    make_paper(trust, Quarter(2022, 3))

    uncarrying.undo(carrying=carrying, by=make_user(), at=datetime(2023, 1, 10, 9, tzinfo=UTC))

    assert Plan.objects.filter(organisation=trust).count() == 2
    assert plan.actions.get().is_open
