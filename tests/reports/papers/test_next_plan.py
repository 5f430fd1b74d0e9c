"""The first paper on a new plan is compared with the last one on the plan before it."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Organisation, User
from actions.models import Plan, Update
from actions.quarters import Quarter
from actions.statuses import Status
from reports.papers.composing import compose
from tests.factories import (
    make_action,
    make_carrying,
    make_issued_paper,
    make_organisation,
    make_paper,
    make_plan,
    make_update,
    make_user,
)
from tests.reports.papers.reading import headings, under

Q2, Q3 = Quarter(2022, 2), Quarter(2022, 3)
OCTOBER = datetime(2022, 10, 10, 9, tzinfo=UTC)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def person(db: None) -> User:
    return make_user()


def changed(organisation: Organisation) -> dict[str, list[str]]:
    """The kinds of change of the third quarter's paper, each with the wordings under it."""
    document = compose(make_paper(organisation, Q3), on=date(2023, 1, 4), is_draft=True).document
    kinds = [heading for heading in headings(document) if heading.partition(":")[0] in KINDS]
    return {
        kind.partition(":")[0]: [item for block in under(document, kind) for item in block.items]  # type: ignore[union-attr]
        for kind in kinds
    }


KINDS = ("New in the plan", "No longer in the plan", "Completed", "Overdue now", "Other changes of status")


def test_what_goes_on_is_compared_with_what_it_was_before(trust: Organisation, person: User) -> None:
    plan = make_plan(trust)
    going_on, _, ended = (make_action(plan, wording=words) for words in ("Train panels", "Ask staff", "Buy books"))
    make_update(going_on, by=person, on=date(2022, 8, 1))
    make_update(ended, by=person, on=date(2022, 8, 1), status=Status.COMPLETE)
    make_issued_paper(trust, Q2)
    make_carrying(plan, going_on, at=OCTOBER)
    onto = Plan.objects.get(organisation=trust, year=2022)
    make_update(onto.actions.get(), by=person, on=date(2022, 11, 1), status=Status.COMPLETE)
    make_action(onto, wording="Write to suppliers")

    found = changed(trust)

    assert [words for words in found["Completed"] if "Train panels" in words]
    assert [words for words in found["New in the plan"] if "Write to suppliers" in words]
    assert [words for words in found["No longer in the plan"] if "Ask staff" in words]
    assert sum(map(len, found.values())) == 3


def test_the_first_paper_of_all_says_what_it_is_compared_with(trust: Organisation) -> None:
    make_action(make_plan(trust))

    document = compose(make_paper(trust, Q2), on=date(2022, 10, 4), is_draft=True).document

    assert under(document, "changed")[0].text == (  # type: ignore[union-attr]
        "There is no paper before this one. Compared with 30 June 2022."
    )


def test_what_ended_before_its_plan_did_was_completed_and_is_not_just_gone(trust: Organisation, person: User) -> None:
    plan = make_plan(trust)
    going_on, done = make_action(plan, wording="Train panels"), make_action(plan, wording="Ask staff")
    make_issued_paper(trust, Q2)
    make_update(done, by=person, on=date(2022, 10, 5), status=Status.COMPLETE)
    make_carrying(plan, going_on, at=OCTOBER)

    found = changed(trust)

    assert [words for words in found["Completed"] if "Ask staff" in words]
    assert "No longer in the plan" not in found


def test_what_was_carried_forward_before_its_plan_ended_is_not_called_reopened(
    trust: Organisation, person: User
) -> None:
    plan = make_plan(trust)
    action = make_action(plan, wording="Train panels")
    make_carrying(plan, action, at=datetime(2022, 9, 20, 9, tzinfo=UTC))
    Update.objects.filter(action=action).update(made_on=date(2022, 9, 20))
    make_issued_paper(trust, Q2)

    document = compose(make_paper(trust, Q3), on=date(2023, 1, 4), is_draft=True).document

    kinds = [heading.partition(":")[0] for heading in headings(document)]
    assert "Reopened" not in kinds
    assert "New in the plan" not in kinds


def test_what_went_on_through_a_plan_without_a_paper_is_neither_new_nor_gone(trust: Organisation) -> None:
    plan = make_plan(trust)
    make_action(plan, wording="Train panels")
    make_issued_paper(trust, Q2)
    make_carrying(plan, plan.actions.get(), at=OCTOBER)
    between = Plan.objects.get(organisation=trust, year=2022)
    make_carrying(between, between.actions.get(), at=datetime(2023, 10, 10, 9, tzinfo=UTC))

    paper = make_paper(trust, Quarter(2023, 3))
    document = compose(paper, on=date(2024, 1, 4), is_draft=True).document

    kinds = [heading.partition(":")[0] for heading in headings(document)]
    assert "New in the plan" not in kinds
    assert "No longer in the plan" not in kinds
