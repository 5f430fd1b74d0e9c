"""Confirming writes all of an import, or nothing."""

import tomllib
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from actions.lead_names import key_of
from actions.models import Action, Deadline, Lead, Leadership, Plan
from tests.actions.documents.documents import Written, docx_of
from tests.actions.documents.kingston import kingston_docx
from tests.actions.imports.importing import HEAD, IMPORT, ROW, address, bring, choose, mend, post, the_import, words
from tests.factories import KINGSTON_FILE, make_action, make_lead, make_plan


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


@pytest.mark.parametrize(
    ("timescale", "still"),
    [
        ("By 2023", []),
        ("", ["No timescale is given for this action."]),
        ("Manager to determine", ["No date could be read"]),
    ],
)
def test_a_reading_that_somebody_accepted_is_not_asked_about_again(
    timescale: str, still: list[str], edi_lead: Client, trust: Organisation
) -> None:
    bring(edi_lead, ["2", "Train the chairs", timescale, "HR"])
    post(edi_lead, "accept/", key=1)
    post(edi_lead, "confirm/")

    action = Action.objects.of(trust).get()

    assert len(action.doubts) == len(still)
    assert all(doubt.startswith(words) for doubt, words in zip(action.doubts, still, strict=True))


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


def test_a_year_that_has_actions_is_said_on_the_form_and_on_the_preview(edi_lead: Client, trust: Organisation) -> None:
    bring(edi_lead, ROW, ["3", "Ask the network", "By 2023", "HR"])
    make_action(make_plan(trust, year=2021))

    form, preview = words(edi_lead.get(IMPORT)), words(edi_lead.get(address()))

    assert "none of them is overwritten: WRES 2021." in form
    assert "The plan for 2021 has actions already" in preview
    assert "You can bring the plan in now" not in preview
    assert "Bring in 2 actions" not in preview


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
