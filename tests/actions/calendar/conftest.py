"""A trust in December 2021, and one who reads its plan."""

from collections.abc import Callable

import pytest

from accounts.models import Organisation, Role, User
from tests.factories import make_member, make_organisation


@pytest.fixture
def trust(db: None, on: Callable[..., None]) -> Organisation:
    on("2021-12-15")
    return make_organisation(short_name="Somewhere")


@pytest.fixture
def reader(trust: Organisation) -> User:
    return make_member(trust, Role.COMMITTEE, email="sam@trust.example")
