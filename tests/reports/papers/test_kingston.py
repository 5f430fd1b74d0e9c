"""Kingston's papers on the third and fourth quarter of 2021/22: issued, frozen, and compared."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Organisation, Role, User
from actions.models import Action
from actions.quarters import Quarter
from actions.services import moving
from actions.statuses import Status
from indicators.models import Score
from outbox.models import Message
from reports.documents.frozen import hash_of
from reports.models import Paper
from reports.papers.composing import compose
from reports.papers.content import PaperContent
from reports.services.papers import content_of
from tests.factories import answers_to, make_issued_paper, make_member, make_paper, make_update
from tests.reports.papers.reading import facts, headings, table, under

Q3, Q4 = Quarter(2021, 3), Quarter(2021, 4)
OVER = date(2022, 1, 5)


@pytest.fixture
def edi_lead(kingston: Organisation) -> User:
    return make_member(kingston, Role.EDI_LEAD, name="Amara Osei")


def drawn(paper: Paper, on: date = OVER) -> PaperContent:
    return compose(paper, on=on, is_draft=True)


def number_of(heading: str, document_headings: list[str]) -> int:
    """The number that stands behind a heading such as 'Completed: 3'; 0 where there is none."""
    found = [each for each in document_headings if each.startswith(f"{heading}: ")]
    return int(found[0].rpartition(": ")[2]) if found else 0


def test_the_third_quarter_says_what_is_overdue_and_what_is_due_next(kingston: Organisation) -> None:
    document = drawn(make_paper(kingston)).document

    overdue = [row for row in table(document, "Action log") if row[3] == "Overdue or off track"]
    next_ones = [row[1] for row in table(document, "Due next")]
    assert [row[1] for row in overdue] == ["Quarterly", "December 2021", "Quarterly"]
    assert next_ones.count("31 January 2022") == 3  # those of 'January 2022'
    assert len(table(document, "Action log")) == 22


def test_numbers_agree_with_one_another(kingston: Organisation, edi_lead: User) -> None:
    first, second, third = kingston_actions(3)
    make_update(first, by=edi_lead, on=date(2021, 11, 1), status=Status.COMPLETE)
    make_update(second, by=edi_lead, on=date(2021, 11, 2), status=Status.AT_RISK, **answers_to("at_risk"))
    make_update(third, by=edi_lead, on=date(2021, 11, 2))

    content = drawn(make_paper(kingston))

    document = content.document
    ratings = {row[0]: int(row[1]) for row in table(document, "Delivery")}
    log = [row[3] for row in table(document, "Action log")]
    summary = under(document, "summary")[0].model_dump()["sentences"]
    assert ratings == {words: log.count(words) for words in ratings}
    assert sum(ratings.values()) == len(log) == len(content.standings) == 22
    exceptions = number_of("What does not go to plan", headings(document))
    assert exceptions == ratings["At risk"] + ratings["Overdue or off track"]
    by_rating = "1 complete, 3 overdue or off track, 1 at risk, 1 on track and 16 not recorded"
    changed = "1 was completed, 1 was started, 1 got worse and is at risk or off track and 3 became overdue"
    assert summary[0] == f"The plan has 22 actions: {by_rating}."
    assert summary[1] == f"Since the start of the plan on 1 October 2021, {changed}."
    moved = "2 moved the right way, 5 moved the wrong way, 1 stayed the same and 1 cannot be compared"
    assert summary[2] == f"Of the 9 indicators, in 2021, {moved}; those that moved may have moved by chance."


def test_an_exception_has_the_three_answers(kingston: Organisation, edi_lead: User) -> None:
    action = kingston_actions(1)[0]
    make_update(action, by=edi_lead, on=date(2021, 11, 2), status=Status.AT_RISK, **answers_to("at_risk"))

    told = facts(drawn(make_paper(kingston)).document, f"action-{action.pk}")

    assert told["What is the trend?"] == "Fewer panels than before."
    assert told["What is being done?"] == "More are trained."
    assert told["When will it improve?"] == "By March"


def test_what_is_said_after_the_quarter_is_for_the_next_paper(kingston: Organisation, edi_lead: User) -> None:
    paper = make_paper(kingston)
    before = drawn(paper)
    make_update(kingston_actions(1)[0], by=edi_lead, on=date(2022, 1, 4), status=Status.COMPLETE)

    assert drawn(paper, on=date(2022, 1, 10)) == before


def test_an_issued_paper_stays_as_it_is_whatever_changes(kingston: Organisation, edi_lead: User) -> None:
    paper = make_issued_paper(kingston)
    content, pdf = paper.content, bytes(paper.pdf.content)
    for action in kingston_actions(10):
        make_update(action, by=edi_lead, on=date(2021, 12, 1), status=Status.OFF_TRACK, **answers_to("off_track"))
        Action.objects.filter(pk=action.pk).update(wording="Other words", timescale="Never")
    Score.objects.filter(submission__year=2021, value__isnull=False).update(printed="9.99")

    paper = Paper.objects.get(pk=paper.pk)

    assert paper.content == content
    assert hash_of(paper.content) == paper.content_hash
    assert bytes(paper.pdf.content) == pdf
    assert "Other words" not in content_of(paper).model_dump_json()


def test_the_fourth_quarter_lists_exactly_what_changed(kingston: Organisation, edi_lead: User) -> None:
    make_issued_paper(kingston, Q3)
    actions = kingston_actions(22)
    for action, status in zip(actions[10:16], FOUR_QUARTERS_STATUSES, strict=True):
        make_update(action, by=edi_lead, on=date(2022, 2, 1), status=status, **answers_to(status))
    Action.objects.filter(pk=actions[16].pk).update(wording="Engage with the programme on non-executive directors.")
    slip(actions[2], to=date(2022, 6, 30), by=edi_lead)

    document = drawn(make_paper(kingston, Q4), on=date(2022, 4, 5)).document

    every = headings(document)
    assert number_of("Completed", every) == 2
    assert number_of("Started", every) == 1
    assert number_of("At risk or off track now", every) == 2
    assert number_of("Closed", every) == 1
    assert number_of("Wording, leads or timescale changed", every) == 1
    assert number_of("Deadlines moved", every) == 1
    assert table(document, "Deadlines moved")[0][1:] == ["31 March 2022", "30 June 2022", "The trainer left."]
    named = [str(action.place) for action in actions[10:17]]
    told = [item.split(".")[0] for key in CHANGED for block in under(document, key) for item in block.items]  # type: ignore[union-attr]
    assert sorted(told) == sorted(named)


FOUR_QUARTERS_STATUSES = (
    Status.COMPLETE, Status.COMPLETE, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.CLOSED,
)  # fmt: skip
CHANGED = ("Completed", "Started", "At risk or off track now", "Closed", "Wording, leads or timescale changed")


def test_the_same_rows_give_the_same_content_and_the_same_bytes(kingston: Organisation) -> None:
    paper = make_paper(kingston)

    assert drawn(paper).model_dump_json() == drawn(paper).model_dump_json()


def test_the_committee_gets_the_issued_paper_once_with_its_pdf(kingston: Organisation) -> None:
    make_member(kingston, Role.COMMITTEE, email="helen@trust.example")

    paper = make_issued_paper(kingston)

    message = Message.objects.get(kind="paper")
    assert message.address == "helen@trust.example"
    assert message.attachments.get() == paper.pdf
    assert bytes(paper.pdf.content).startswith(b"%PDF-")


# ---- what these tests share


def kingston_actions(number: int) -> list[Action]:
    return list(Action.objects.filter(plan__organisation__ods_code="RAX").order_by("place")[:number])


def slip(action: Action, *, to: date, by: User) -> None:
    deadline, at = action.deadlines.get(), datetime(2022, 2, 2, 9, tzinfo=UTC)
    reason, version = "The trainer left.", Action.objects.get(pk=action.pk).version
    moving.move_deadline(deadline=deadline, version=version, to=to, reason=reason, by=by, at=at)
