"""What most tests of actions begin with."""

import pytest

from accounts.models import Organisation
from tests.factories import make_organisation


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()
