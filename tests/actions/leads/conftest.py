"""A trust with its EDI lead, in December 2021."""

from collections.abc import Callable

import pytest

from accounts.models import Organisation, User


@pytest.fixture
def edi_lead(trust: Organisation, member: Callable[..., User]) -> User:
    return member(trust, name="Ada Obi")


@pytest.fixture(autouse=True)
def clock(on: Callable[..., None]) -> None:
    on("2021-12-15")
