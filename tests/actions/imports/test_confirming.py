"""Confirming writes all of an import or nothing, and undoing takes it away while nothing else has touched it."""

import tomllib
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from actions.lead_names import key_of
from actions.models import Action, Approval, Deadline, Evidence, Lead, Leadership, Plan, PlanImport
from tests.actions.documents.documents import Written, docx_of
from tests.actions.documents.kingston import kingston_docx
from tests.actions.imports.importing import HEAD, address, bring, choose, mend, post, the_import, words
from tests.factories import KINGSTON_FILE, NOW, make_action, make_lead, make_plan, make_update, make_user

ROW: list[Written] = ["2", "Train the chairs", "March 2022", "Head of HR with support from MEGA"]


@pytest.fixture
def brought(edi_lead: Client) -> Client:
    """One action with its lead, confirmed."""
    bring(edi_lead, ROW)
    post(edi_lead, "confirm/")
    return edi_lead


# ---- what is written


def test_the_actions_are_written_with_all_their_parts(brought: Client, trust: Organisation) -> None:
    action = Action.objects.of(trust).get()

    assert (action.wording, action.timescale, action.status) == ("Train the chairs", "March 2022", "not_recorded")
    assert [each.number for each in action.indicators.all()] == [2]
    assert [(each.lead.name, each.kind) for each in action.leaderships.all()] == [
        ("Head of HR", "accountable"),
        ("MEGA", "supporting"),
    ]
    assert [each.due_on for each in action.deadlines.all()] == [date(2022, 3, 31)]
    assert action.imported_in == the_import()
    assert (action.plan.year, action.plan.starts_on, action.plan.state) == (2021, date(2021, 10, 1), "draft")


def test_what_is_written_is_on_record(brought: Client) -> None:
    for model in (Action, Deadline, Leadership, Lead, Plan):
        assert model.history.count() == model.objects.count() > 0


def test_kingston_comes_in_to_the_same_plan_as_its_transcript(edi_lead: Client, trust: Organisation) -> None:
    transcribed = tomllib.loads(KINGSTON_FILE.read_text(encoding="utf-8"))["actions"]
    choose(edi_lead, kingston_docx())
    post(edi_lead, "confirm/")

    actions = list(Action.objects.of(trust).with_parts())
    named = [
        [[key_of(each.lead.name) for each in action.leaderships.all() if each.kind == kind] for action in actions]
        for kind in ("accountable", "supporting")
    ]

    assert len(actions) == 22
    assert [[each.number for each in action.indicators.all()] for action in actions] == [
        each["indicators"] for each in transcribed
    ]
    assert [action.timescale for action in actions] == [each.get("timescale", "") for each in transcribed]
    assert named[0] == [[key_of(name) for name in each["leads"]] for each in transcribed]
    assert named[1] == [[key_of(name) for name in each.get("support", [])] for each in transcribed]


def test_a_lead_that_a_document_spells_in_three_ways_is_one(edi_lead: Client, trust: Organisation) -> None:
    choose(edi_lead, kingston_docx())
    post(edi_lead, "confirm/")

    assert [lead.name for lead in Lead.objects.of(trust) if key_of(lead.name).startswith("assistant")] == [
        "Assistant Director \u2013 Equality, Diversity & Inclusion"
    ]


def test_a_lead_that_is_there_already_is_used(edi_lead: Client, trust: Organisation) -> None:
    held = make_lead(trust, name="head of hr", address="hr@trust.example")
    bring(edi_lead, ROW)
    post(edi_lead, "confirm/")

    assert held in Action.objects.of(trust).get().leads.all()
    assert the_import().leads_made == [Lead.objects.get(name="MEGA").pk]


def test_what_is_still_doubtful_about_a_timescale_stays_marked(edi_lead: Client, trust: Organisation) -> None:
    bring(edi_lead, ["2", ["* A thing", "* B thing", "* C thing"], ["By 2023", "", "June 2022"], "HR"])
    mend(edi_lead, 3)
    post(edi_lead, "confirm/")

    first, second, third = Action.objects.of(trust)

    assert any("has no month" in doubt for doubt in first.doubts)
    assert any("stand beside these 3 actions" in doubt for doubt in second.doubts)
    assert "No timescale is given for this action." in second.doubts + third.doubts
    assert not any("stand beside" in doubt for doubt in third.doubts)


def test_a_plan_without_actions_takes_them_and_keeps_what_it_says(edi_lead: Client, trust: Organisation) -> None:
    plan = make_plan(trust, year=2021, areas_of_focus=["Recruitment"])
    bring(edi_lead, ROW)

    post(edi_lead, "confirm/")

    assert Action.objects.get().plan == plan
    assert Plan.objects.get().areas_of_focus == ["Recruitment"]


def test_the_plan_is_shown_after_it_with_the_way_to_undo(edi_lead: Client) -> None:
    bring(edi_lead, ROW)

    page = post(edi_lead, "confirm/")

    assert page.request["PATH_INFO"] == "/RYR/actions/"
    assert "1 action is brought in." in words(page)
    assert "Brought in from plan.docx on 15 December 2021." in words(page)


# ---- all or nothing


def nothing_is_written() -> bool:
    written = (Action, Plan, Deadline, Leadership, Lead)
    return not any(model.objects.exists() for model in written) and the_import().confirmed_at is None


def test_nothing_is_written_while_one_action_cannot_be(edi_lead: Client) -> None:
    bring(edi_lead, ROW, ["Culture", "Ask the network", "May 2022", "HR"])

    page = post(edi_lead, "confirm/")

    assert page.status_code == 409
    assert page.content.index(b"<h1") < page.content.index(b"Nothing is brought in")
    assert "Some actions cannot be recorded as they stand." in words(page)
    assert nothing_is_written()


def test_nothing_is_written_where_it_breaks_half_way(edi_lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(edi_lead, ROW)

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("actions.services.imported_rows._set_leads", fail)
    with pytest.raises(RuntimeError):
        post(edi_lead, "confirm/")

    assert nothing_is_written()


def test_nothing_is_written_where_there_is_nothing(edi_lead: Client) -> None:
    bring(edi_lead, ROW)
    post(edi_lead, "rows/1/remove/")

    page = post(edi_lead, "confirm/")

    assert "There is no action to bring in." in words(page)
    assert nothing_is_written()


def test_a_plan_that_was_given_actions_meanwhile_is_not_touched(edi_lead: Client, trust: Organisation) -> None:
    bring(edi_lead, ROW)
    make_action(make_plan(trust, year=2021))

    page = post(edi_lead, "confirm/")

    assert page.status_code == 409
    assert "has actions already" in words(page)
    assert Action.objects.count() == 1


def test_an_import_is_confirmed_once(brought: Client) -> None:
    page = brought.post(address("confirm/"), {"version": the_import().version})

    assert page.status_code == 409
    assert Action.objects.count() == 1


def test_the_queries_of_confirming_grow_with_the_leads_and_not_with_the_actions(
    edi_lead: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for year, number in (("2020", 2), ("2021", 60)):
        rows: list[list[Written]] = [["2", f"Do thing {at}", "March 2022", "Head of HR"] for at in range(number)]
        choose(edi_lead, docx_of(HEAD, *rows), year=year, starts_on_year=year)
        with django_assert_max_num_queries(45):
            edi_lead.post(address("confirm/"), {"version": "1"})

    assert Action.objects.count() == 62


# ---- undoing


def test_the_page_says_what_undoing_would_remove(brought: Client) -> None:
    page = words(brought.get(address()))

    assert "1 action, and the plan itself, which the import began" in page
    assert "2 leads that nothing else uses: Head of HR; MEGA" in page


def test_undoing_leaves_nothing_of_it(brought: Client) -> None:
    page = post(brought, "undo/")

    assert "The import is undone." in words(page)
    assert not any(model.objects.exists() for model in (Action, Plan, Lead, Deadline, Leadership))
    assert the_import().undone_at is not None
    assert "This import was undone" in words(brought.get(address()))


def test_undoing_keeps_a_plan_that_was_there_and_a_lead_that_is_used(edi_lead: Client, trust: Organisation) -> None:
    plan, other = make_plan(trust, year=2021), make_plan(trust, year=2020)
    bring(edi_lead, ROW)
    post(edi_lead, "confirm/")
    make_action(other, lead=Lead.objects.get(name="Head of HR"))
    Lead.objects.filter(name="MEGA").update(address="mega@trust.example")

    post(edi_lead, "undo/")

    assert Plan.objects.filter(pk=plan.pk).exists()
    assert set(Lead.objects.values_list("name", flat=True)) == {"Head of HR", "MEGA"}
    assert Action.objects.count() == 1


def an_update(action: Action) -> None:
    make_update(action, by=make_user())


def an_edit(action: Action) -> None:
    action.wording = "Train all chairs"
    action.save()


def another_lead(action: Action) -> None:
    action.leaderships.first().delete()  # type: ignore[union-attr]


def a_version(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(version=2)


def some_evidence(action: Action) -> None:
    Evidence.objects.create(
        action=action, address="https://trust.example/a", title="A", added_by=make_user(), added_at=NOW
    )


def an_approval(action: Action) -> None:
    Approval.objects.create(
        plan=action.plan, body="Board", approved_on=date(2021, 12, 1), recorded_by=make_user(), recorded_at=NOW
    )


TOUCHES = {
    "an update": (an_update, "1 action has an update."),
    "an edit": (an_edit, "1 action was changed."),
    "another lead": (another_lead, "1 action was changed."),
    "a change without history": (a_version, "1 action was changed."),
    "evidence": (some_evidence, "1 action has evidence."),
    "an approval": (an_approval, "The plan was approved."),
}


@pytest.mark.parametrize(("touch", "said"), TOUCHES.values(), ids=TOUCHES)
def test_what_something_else_touched_is_not_undone_and_the_page_says_why(
    brought: Client, touch: Callable[[Action], None], said: str
) -> None:
    touch(Action.objects.get())

    refused = post(brought, "undo/")

    assert refused.status_code == 409
    assert said in words(refused)
    assert "Undo the import" not in words(brought.get(address()))
    assert Action.objects.count() == 1
    assert the_import().undone_at is None


def test_an_import_is_undone_once(brought: Client) -> None:
    post(brought, "undo/")

    assert brought.post(address("undo/")).status_code == 409


def test_an_import_that_nobody_confirmed_cannot_be_undone(edi_lead: Client) -> None:
    bring(edi_lead, ROW)

    assert edi_lead.post(address("undo/")).status_code == 409
    assert PlanImport.objects.exists()


def test_after_undoing_it_can_be_brought_in_again(brought: Client, edi_lead: Client) -> None:
    post(brought, "undo/")
    bring(edi_lead, ROW)

    post(edi_lead, "confirm/")

    assert Action.objects.count() == 1


def test_an_action_removed_by_somebody_is_not_missed_by_undoing_the_rest(edi_lead: Client, trust: Organisation) -> None:
    bring(edi_lead, ROW, ["3", "Ask the network", "May 2022", "HR"])
    post(edi_lead, "confirm/")
    Action.objects.earliest("place").delete()

    post(edi_lead, "undo/")

    assert not Action.objects.exists()
