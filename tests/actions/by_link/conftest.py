"""A lead with a link and one action, in December 2021."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from accounts.models import Organisation
from actions.models import Action, Lead, UpdateLink
from actions.services import links
from tests.factories import NOW, make_action, make_lead, make_plan


@pytest.fixture(autouse=True)
def clock(on: Callable[..., None]) -> Iterator[None]:
    on("2021-12-15")
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def recruitment(trust: Organisation) -> Lead:
    return make_lead(trust, name="Head of Recruitment", address="recruitment@trust.example")


@pytest.fixture
def link(recruitment: Lead) -> UpdateLink:
    return links.make_link(lead=recruitment, at=NOW)


@pytest.fixture
def token(link: UpdateLink) -> str:
    return links.token_of(link)


@pytest.fixture
def action(recruitment: Lead) -> Action:
    return make_action(make_plan(recruitment.organisation), lead=recruitment, wording="Train the panels")
