from collections.abc import Callable

import pytest

from accounts.models import Organisation, Role, User
from tests.factories import make_organisation, make_standard


@pytest.fixture
def trust(db: None, member: Callable[..., User], on: Callable[[str], None]) -> Organisation:
    """A trust without a score, and its EDI lead signed in."""
    on("2021-12-15")
    make_standard()
    trust = make_organisation(ods_code="RXY", name="A Hospital NHS Trust")
    member(trust, Role.EDI_LEAD)
    return trust
