"""What the EDI lead writes stands in the paper, whatever becomes of its heading."""

from datetime import date

from accounts.models import Organisation, Role
from actions.models import Action
from actions.statuses import Status
from reports.models import PaperNote
from reports.papers.composing import compose
from tests.factories import answers_to, make_member, make_paper, make_update
from tests.reports.papers.reading import headings

OVER = date(2022, 1, 5)


def test_a_note_on_an_action_that_is_back_on_track_stands_at_the_end(kingston: Organisation) -> None:
    edi_lead, action = make_member(kingston, Role.EDI_LEAD), Action.objects.filter(plan__organisation=kingston)[3]
    make_update(action, by=edi_lead, on=date(2021, 11, 1), status=Status.AT_RISK, **answers_to("at_risk"))
    paper = make_paper(kingston)
    PaperNote.objects.create(paper=paper, place=f"action-{action.pk}", text="We know why.")
    make_update(action, by=edi_lead, on=date(2021, 12, 1), status=Status.ON_TRACK)

    document = compose(paper, on=OVER, is_draft=True).document

    *_, part, heading = headings(document)
    assert part == "More commentary"
    assert heading.startswith("4. Continue with mutual mentoring")
    assert "We know why." in document.model_dump_json()
