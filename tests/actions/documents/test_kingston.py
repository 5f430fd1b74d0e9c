"""Kingston's printed plan comes in to what was transcribed from it by hand."""

import re
import tomllib
from typing import Any

import pytest

from actions.documents.plan import ReadAction, ReadPlan
from tests.actions.documents.documents import HEADINGS, add_table, as_bytes, new_document
from tests.actions.documents.kingston import ROWS, WIDTHS, kingston_docx, shared_by_four
from tests.actions.documents.reading import about, plan_in
from tests.factories import KINGSTON_FILE

TRANSCRIBED = tomllib.loads(KINGSTON_FILE.read_text(encoding="utf-8"))["actions"]
WITH_GOALS = 4  # its goals for staff in post are rows of their own in the transcript, and lines of its wording in print


@pytest.fixture(scope="module")
def plan() -> ReadPlan:
    return plan_in(kingston_docx())


def plain(text: str) -> str:
    """Without what the transcript spells alike: dashes, quotes and capitals."""
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def named(transcribed: dict[str, Any]) -> str:
    return plain(" ".join([*transcribed["leads"], *transcribed.get("support", [])]))


def test_the_plan_has_its_twenty_two_actions(plan: ReadPlan) -> None:
    found = [plain(action.wording) for action in plan.actions]
    expected = [plain(each["text"]) for each in TRANSCRIBED]

    assert len(found) == 22
    assert found[:WITH_GOALS] + found[WITH_GOALS + 1 :] == expected[:WITH_GOALS] + expected[WITH_GOALS + 1 :]


def test_the_points_under_an_action_are_part_of_its_words(plan: ReadPlan) -> None:
    lines = plan.actions[WITH_GOALS].wording.splitlines()

    assert lines[0].endswith("NHSI Model Employer leadership strategy:")
    assert lines[2] == "\u2013 73 staff Band 8A (2021 \u2013 48)"
    assert lines[-1] == "Interim reports to be made to the Equality, Diversity & Inclusion Committee every quarter"


def test_each_action_stands_under_its_indicators_and_the_ten_shared_ones_under_four(plan: ReadPlan) -> None:
    assert [list(action.numbers) for action in plan.actions] == [each["indicators"] for each in TRANSCRIBED]
    assert sum(action.numbers == (5, 6, 7, 8) for action in plan.actions) == 10


def test_each_action_has_the_timescale_that_stands_beside_it_and_none_is_invented(plan: ReadPlan) -> None:
    assert [action.timescale for action in plan.actions] == [each.get("timescale", "") for each in TRANSCRIBED]


def test_each_action_has_its_leads(plan: ReadPlan) -> None:
    def without_joins(action: ReadAction) -> str:
        joins = r"\b(?:and|with support from|the following as required)\b"
        return plain(re.sub(joins, "", action.lead))

    assert [without_joins(action) for action in plan.actions] == [named(each) for each in TRANSCRIBED]


def test_what_goes_by_its_place_alone_is_asked_about_and_what_is_plain_is_not(plan: ReadPlan) -> None:
    asked = [about(action) for action in plan.actions]

    assert asked[:7] == [{"timescale", "lead"}] * 7
    assert asked[7:11] == [set()] * 4
    assert asked[11:21] == [{"timescale"}] * 10
    assert asked[21] == set()


def test_a_doubt_names_what_it_could_be(plan: ReadPlan) -> None:
    [doubt] = plan.actions[12].doubts

    assert doubt.choices == ("February 2022 and ongoing", "March 2022")


def test_the_table_of_scores_and_the_column_of_scores_are_left_out_and_said_so(plan: ReadPlan) -> None:
    assert [(each.name, each.words[:14]) for each in plan.left_out] == [
        ("Table 1", "WRES Indicator"),
        ("Table 2", "Trust Score"),
    ]


@pytest.mark.parametrize("repeated", [True, False], ids=["headings again", "no headings"])
def test_a_plan_split_into_a_table_a_page_is_the_same_plan(plan: ReadPlan, *, repeated: bool) -> None:
    document = new_document("Action Plan")
    add_table(document, *ROWS[:3], widths=WIDTHS, spaced=(3, 4))
    document.add_paragraph()
    rest = ([HEADINGS] if repeated else []) + ROWS[3:]
    table = add_table(document, *rest, widths=WIDTHS, spaced=(3, 4))
    shared_by_four(table, first=2 if repeated else 1)

    split = plan_in(as_bytes(document))

    assert [action.wording for action in split.actions] == [action.wording for action in plan.actions]
    assert [action.numbers for action in split.actions] == [action.numbers for action in plan.actions]
    assert [action.timescale for action in split.actions] == [action.timescale for action in plan.actions]
