"""A trust with nothing in it yet, and its EDI lead."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from tests.actions.imports.importing import ROW, bring, post
from tests.factories import make_organisation, make_standard


@pytest.fixture
def trust(db: None) -> Organisation:
    make_standard()
    return make_organisation(ods_code="RYR", name="A Trust")


@pytest.fixture
def edi_lead(trust: Organisation, member: Callable[..., User], client: Client, on: Callable[..., None]) -> Client:
    on("2021-12-15")
    member(trust, Role.EDI_LEAD, name="Edie Lead")
    return client


@pytest.fixture
def brought(edi_lead: Client) -> Client:
    """One action with its lead, confirmed."""
    bring(edi_lead, ROW)
    post(edi_lead, "confirm/")
    return edi_lead
