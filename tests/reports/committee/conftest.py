"""A trust on 5 January 2022: its EDI lead is signed in, and the paper on the third quarter is a draft."""

from collections.abc import Callable

import pytest

from accounts.models import Organisation, Role, User
from reports.models import Paper
from tests.factories import make_action, make_member, make_organisation, make_paper, make_plan


@pytest.fixture
def trust(db: None, on: Callable[..., None]) -> Organisation:
    on("2022-01-05")
    trust = make_organisation(ods_code="RXY", committee_name="People Committee")
    make_action(make_plan(trust), wording="Train the panels.")
    return trust


@pytest.fixture
def edi_lead(trust: Organisation, member: Callable[..., User]) -> User:
    return member(trust, Role.EDI_LEAD, name="Ada Obi", email="ada@trust.example")


@pytest.fixture
def paper(trust: Organisation, edi_lead: User) -> Paper:
    return make_paper(trust)


@pytest.fixture
def committee_member(trust: Organisation) -> User:
    return make_member(trust, Role.COMMITTEE, name="Helen Marsh", email="helen@trust.example")
