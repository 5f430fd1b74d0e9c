"""An action, and the folder in which files lie."""

from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import Organisation
from actions.models import Action
from tests.factories import make_action, make_plan


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), wording="Train the panels")


@pytest.fixture
def folder() -> Path:
    """Where files lie; what other tests left there is taken away first."""
    path = Path(settings.EVIDENCE_DIR)
    for each in path.glob("*"):
        each.unlink()
    return path
