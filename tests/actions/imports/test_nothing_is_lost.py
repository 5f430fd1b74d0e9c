"""What a document left open is asked, or stays marked: joining and confirming lose none of it in silence."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import Organisation
from actions.documents.plan import Doubt
from actions.imported import ImportedAction, faults, to_look_at, with_joined
from actions.models import Action
from tests.actions.imports.importing import bring, post, the_import, words

STARTS = date(2021, 10, 1)
ABOVE = ImportedAction(1, "Train the chairs", (2,), timescale="March 2022", leads="Head of HR", seen=True)
BELOW = ImportedAction(2, "Publish", (3,), timescale="June 2022", leads="MEGA", doubts=(Doubt("lead", "Whose is it?"),))


def test_of_two_timescales_that_are_joined_the_person_is_asked() -> None:
    (joined,) = with_joined([ABOVE, BELOW], 2)

    assert joined.wording == "Train the chairs\nPublish"
    assert joined.numbers == (2, 3)
    assert joined.leads.splitlines() == ["Head of HR", "MEGA"]
    assert joined.choices("timescale") == ("March 2022", "June 2022")
    assert "Whose is it?" in [doubt.words for doubt in to_look_at(joined, STARTS)]


@pytest.mark.parametrize("part", ["timescale", "status", "leads"])
def test_what_only_the_second_one_has_goes_to_both(part: str) -> None:
    above = ImportedAction(1, "Train the chairs", (2,), seen=True)
    below = ImportedAction(2, "Publish", (2,), timescale="June 2022", status="on_track", leads="MEGA", seen=True)

    (joined,) = with_joined([above, below], 2)

    assert getattr(joined, part) == getattr(below, part)
    assert joined.seen


def test_an_indicator_that_the_year_does_not_have_is_no_indicator() -> None:
    assert faults(ABOVE, valid={1, 2}) == []
    assert faults(ImportedAction(1, "Train", (2, 99)), valid={1, 2}) == [
        "It is for indicator 99, which the standard does not have in this year."
    ]


@pytest.fixture
def left_open(edi_lead: Client, trust: Organisation) -> Action:
    """One action with an estimated lead that nobody looked at."""
    bring(edi_lead, ["2", ["* A thing", "* B thing", "* C thing"], "June 2022", ["Head of HR", "", "MEGA"]])
    post(edi_lead, "confirm/")
    return Action.objects.of(trust)[0]


def test_a_lead_that_nobody_looked_at_stays_marked_until_somebody_does(edi_lead: Client, left_open: Action) -> None:
    page = edi_lead.get(f"/RYR/actions/{left_open.pk}/")

    assert any(each.startswith("Lead: ") for each in left_open.unchecked)
    assert "nobody has checked it yet" in words(page)
    shown = edi_lead.get("/RYR/actions/?only=unchecked").context["page"]
    assert left_open.pk in [entry.action for entry in shown]

    form = edi_lead.get(f"/RYR/actions/{left_open.pk}/edit/").context["form"]
    given = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    edi_lead.post(f"/RYR/actions/{left_open.pk}/edit/", {k: v for k, v in given.items() if v is not None})

    left_open.refresh_from_db()
    assert left_open.unchecked == []


def test_the_document_itself_is_kept_no_longer_than_it_is_needed(left_open: Action) -> None:
    assert (the_import().tables, the_import().left_out) == ([], [])
