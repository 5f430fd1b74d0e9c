"""Which leads of a document are new, and which are likely only a misspelling."""

import pytest
from django.test import Client

from accounts.models import Organisation
from actions.models import Action
from tests.actions.imports.importing import address, bring, mend, post, row_of, words
from tests.factories import make_lead, make_spelling

ASKED = "'Head of Recruitement' is not among your leads, but 'Head of Recruitment' is."


def test_a_likely_misspelling_of_a_lead_is_asked_about(edi_lead: Client, trust: Organisation) -> None:
    make_lead(trust, name="Head of Recruitment")
    bring(edi_lead, ["2", "Train the chairs", "March 2022", "Head of Recruitement"])

    assert ASKED in row_of(edi_lead.get(address()), 1)

    post(edi_lead, "confirm/")

    assert [doubt for doubt in Action.objects.get().unchecked if ASKED in doubt]


def test_a_lead_that_was_put_right_is_asked_about_no_more(edi_lead: Client, trust: Organisation) -> None:
    held = make_lead(trust, name="Head of Recruitment")
    bring(edi_lead, ["2", "Train the chairs", "March 2022", "Head of Recruitement"])

    page = mend(edi_lead, 1, leads="Head of Recruitment")
    post(edi_lead, "confirm/")

    assert ASKED not in words(page)
    assert list(Action.objects.get().leads.all()) == [held]


@pytest.mark.parametrize("name", ["head of recruitment", "Recruitment Head", "Head of Finance"])
def test_a_known_lead_and_a_new_one_raise_no_doubt(name: str, edi_lead: Client, trust: Organisation) -> None:
    lead = make_lead(trust, name="Head of Recruitment")
    make_spelling(trust, lead, name="Recruitment Head")

    found = bring(edi_lead, ["2", "Train the chairs", "March 2022", name])

    assert found.rows[0]["doubts"] == []


def test_the_preview_names_the_leads_that_are_new(edi_lead: Client, trust: Organisation) -> None:
    make_lead(trust, name="Head of HR")
    bring(
        edi_lead,
        ["2", "Train the chairs", "March 2022", "Head of HR with support from MEGA"],
        ["2", "Ask the network", "May 2022", "mega"],
    )

    page = words(edi_lead.get(address()))

    assert "1 lead that is new It is added with the plan: MEGA" in page
