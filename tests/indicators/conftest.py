import pytest

from accounts.models import Organisation
from indicators.models import Standard
from tests.factories import make_organisation, make_standard
from tests.indicators.records import KINGSTON, record


@pytest.fixture
def wres(db: None) -> Standard:
    return make_standard()


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(ods_code="RYR", name="A Hospital NHS Trust")


@pytest.fixture
def kingston(db: None) -> Organisation:
    """Kingston with its published scores alone, so that these tests stand without the apps above this one."""
    organisation = make_organisation(
        ods_code="RAX", name="Kingston Hospital NHS Foundation Trust", short_name="Kingston"
    )
    for year, printed in KINGSTON.items():
        record(organisation, year, printed, submitted_printed="August 2021" if year == 2021 else "")
    return organisation
