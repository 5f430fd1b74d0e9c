import pytest

from accounts.models import Organisation
from indicators.models import Standard
from tests.factories import make_organisation, make_standard


@pytest.fixture
def wres(db: None) -> Standard:
    return make_standard()


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(ods_code="RYR", name="A Hospital NHS Trust")
