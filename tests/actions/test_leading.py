"""Finding the lead that a printed name means."""

import pytest

from accounts.models import Organisation
from actions.models import Lead, Spelling
from actions.services.leading import find_or_make_lead, leads_by_key
from tests.factories import make_lead, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return make_organisation()


@pytest.mark.parametrize("name", ["HEAD OF HR - WORKFORCE", "Head of HR\u2013 Workforce", " Head of  HR: Workforce "])
def test_a_lead_is_found_whatever_its_capitals_and_dashes(trust: Organisation, name: str) -> None:
    lead = make_lead(trust, name="Head of HR \u2013 Workforce")

    assert find_or_make_lead(organisation=trust, name=name) == lead


def test_a_lead_is_found_by_another_spelling(trust: Organisation) -> None:
    lead = make_lead(trust, name="Head of Human Resources")
    Spelling.objects.create(organisation=trust, lead=lead, name="Head of HR")

    assert find_or_make_lead(organisation=trust, name="head of HR") == lead


def test_a_name_goes_before_a_spelling_of_another_lead(trust: Organisation) -> None:
    lead = make_lead(trust, name="Head of HR")
    Spelling.objects.create(organisation=trust, lead=make_lead(trust, name="Head of People"), name="Head of HR:")

    assert leads_by_key(trust)["head of hr"] == lead


def test_an_unknown_name_becomes_a_lead_with_its_history(trust: Organisation) -> None:
    lead = find_or_make_lead(organisation=trust, name="Head  of HR\n")

    assert (lead.name, lead.organisation) == ("Head of HR", trust)
    assert lead.history.count() == 1


def test_a_lead_of_another_organisation_is_not_found(trust: Organisation) -> None:
    other = make_lead(make_organisation(), name="Head of HR")

    assert find_or_make_lead(organisation=trust, name="Head of HR") != other


def test_names_that_are_looked_for_together_ask_the_database_once(
    trust: Organisation, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    make_lead(trust, name="Head of HR")
    known = leads_by_key(trust)

    with django_assert_num_queries(0):  # type: ignore[operator]
        find_or_make_lead(organisation=trust, name="head of HR", known=known)

    made = find_or_make_lead(organisation=trust, name="Medical Director", known=known)
    assert known["medical director"] == made


@pytest.mark.parametrize("name", ["", " \u2013 ", "very " * 50])
def test_a_name_that_is_none_makes_no_lead(trust: Organisation, name: str) -> None:
    with pytest.raises(ValueError, match="1 to 200"):
        find_or_make_lead(organisation=trust, name=name)

    assert not Lead.objects.exists()
