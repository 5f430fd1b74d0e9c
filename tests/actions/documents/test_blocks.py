"""How rows, merged cells and several tables become the actions of a plan."""

import pytest

from actions.documents.columns import Column
from actions.documents.plan import Said
from actions.documents.reading import read_grids, read_plan
from tests.actions.documents.documents import Written, add_table, as_bytes, docx_of, merge_down, new_document
from tests.actions.documents.reading import HEAD, WRES, about, leads, plan_in, plan_of


def numbers(plan_rows: list[list[Written]]) -> list[tuple[int, ...]]:
    return [action.numbers for action in plan_of(*plan_rows).actions]


def test_an_indicator_merged_over_rows_is_that_of_all_their_actions() -> None:
    document = new_document()
    table = add_table(document, list(HEAD), ["2", "A", "", ""], ["", "B", "", ""], ["3", "C", "", ""])
    merge_down(table, 1, 2, (0,))

    assert [action.numbers for action in plan_in(as_bytes(document)).actions] == [(2,), (2,), (3,)]


def test_an_empty_indicator_goes_on_with_the_one_above() -> None:
    assert numbers([["2", "A", "", ""], ["", "B", "", ""], ["3", "C", "", ""]]) == [(2,), (2,), (3,)]


def test_a_row_of_an_indicator_alone_leads_the_actions_below_it() -> None:
    assert numbers([["2", "", "", ""], ["", "A", "", ""], ["3", "", "", ""], ["", "B", "", ""]]) == [(2,), (3,)]


def test_rows_of_indicators_without_an_action_share_the_one_above_and_that_is_a_doubt() -> None:
    rows: list[list[Written]] = [["5", "A", "", ""], ["6", "", "", ""], ["7", "", "", ""], ["9", "B", "", ""]]
    plan = plan_of(*rows)

    assert [action.numbers for action in plan.actions] == [(5, 6, 7), (9,)]
    assert [about(action) for action in plan.actions] == [{"indicators"}, set()]


def test_a_row_across_the_table_names_the_indicator_of_what_follows() -> None:
    document = new_document()
    table = add_table(document, ["Action", "Timescale", "Lead"], ["Indicator 2", "", ""], ["A", "", ""])
    table.cell(1, 0).merge(table.cell(1, 2))

    [action] = plan_in(as_bytes(document)).actions

    assert (action.wording, action.numbers) == ("A", (2,))


def test_a_table_without_a_column_of_indicators_goes_by_the_heading_above_it() -> None:
    document = new_document("Indicator 2: appointment from shortlisting")
    add_table(document, ["Action", "Lead"], ["A", "HR"])
    document.add_paragraph("Indicator 3: disciplinary process")
    add_table(document, ["Action", "Lead"], ["B", "HR"])

    assert [action.numbers for action in plan_in(as_bytes(document)).actions] == [(2,), (3,)]


def test_an_action_under_a_theme_is_asked_for_its_indicator() -> None:
    [action] = plan_of(["Recruitment", "A", "", ""]).actions

    assert action.numbers == ()
    assert "No indicator of the standard is recognised in 'Recruitment'." in action.doubts[0].words


def test_an_action_printed_under_each_of_its_indicators_is_one_and_that_is_a_doubt() -> None:
    plan = plan_of(["5", "Train", "May 2022", "HR"], ["6", "Train", "May 2022", "HR"], ["7", "Train", "May 2022", "OD"])

    assert [action.numbers for action in plan.actions] == [(5, 6), (7,)]
    assert about(plan.actions[0]) == {"indicators"}


@pytest.mark.parametrize(
    ("cell", "wordings"),
    [
        (["* A", "* B"], ["A", "B"]),
        (["1. A", "2. B"], ["A", "B"]),
        (["A"], ["A"]),
        (["* A", "more of it", "** a part", "* B"], ["A\nmore of it\n\u2013 a part", "B"]),
        (["", "* A", "", "* B", ""], ["A", "B"]),
    ],
)
def test_each_outermost_point_is_an_action(cell: list[str], wordings: list[str]) -> None:
    assert [action.wording for action in plan_of(["2", cell, "", ""]).actions] == wordings


def test_what_stands_above_the_points_is_asked_about() -> None:
    plan = plan_of(["2", ["We will:", "* A", "* B"], "", ""])

    assert [action.wording for action in plan.actions] == ["A", "B"]
    assert "'We will:' stands above this" in plan.actions[0].doubts[0].words


def test_paragraphs_without_points_are_several_actions_where_as_many_timescales_stand_beside_them() -> None:
    plan = plan_of(["2", ["Train the chairs.", "Publish."], ["May 2022", "June 2022"], "HR"])

    assert [action.wording for action in plan.actions] == ["Train the chairs.", "Publish."]


def test_other_paragraphs_are_one_action_and_asked_about() -> None:
    [action] = plan_of(["2", ["Train the chairs.", "Publish."], "May 2022", "HR"]).actions

    assert action.wording == "Train the chairs.\nPublish."
    assert "Split them if they are several actions" in action.doubts[0].words


def test_two_columns_of_leads_are_both_read_and_support_is_apart() -> None:
    head = ("Indicator", "Action", "Executive lead", "Operational lead", "Supported by")
    [action] = plan_of(["2", "A", "Director of HR", "Head of HR", "MEGA"], head=head).actions

    assert (action.lead, action.support) == ("Director of HR\nHead of HR", "MEGA")


@pytest.mark.parametrize(
    ("said", "status", "doubtful"),
    [
        ("Complete", "complete", False),
        ("Completed May 2021", "complete", False),
        ("On track", "on_track", False),
        ("In progress", "on_track", False),
        ("At risk", "at_risk", False),
        ("Off track", "off_track", False),
        ("Not complete", "off_track", False),
        ("Not started", "not_started", False),
        ("Closed", "closed", False),
        ("Green", "on_track", True),
        ("Amber \u2013 waiting for budget", "at_risk", True),
        ("B", "", True),
        ("Blue", "", True),
        ("Blue \u2013 complete", "complete", True),
        ("Yes", "", True),
        ("", "", False),
    ],
)
def test_a_status_is_read_and_what_trusts_use_in_two_ways_is_a_doubt(said: str, status: str, *, doubtful: bool) -> None:
    [action] = plan_of(["2", "A", said], head=("Indicator", "Action", "Status")).actions

    assert action.status == status
    assert about(action) == ({"status"} if doubtful else set())


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Blue", "The document has 'Blue', which is taken as Not recorded. What does it mean here? Choose the status."),
        ("Green", "'Green' in the document is read as On track. Is that what it means here?"),
        ("Started in May", "'Started in May' in the document is read as On track. Is that what it means here?"),
    ],
)
def test_the_doubt_of_a_status_says_what_it_was_read_as(said: str, asked: str) -> None:
    [action] = plan_of(["2", "A", said], head=("Indicator", "Action", "Status")).actions

    assert [doubt.words for doubt in action.doubts] == [asked]


def test_rows_whose_cells_were_drawn_at_other_places_are_read_by_their_order() -> None:
    """In Word a row can have cells of other widths than the headings, and then spans other columns of the grid."""
    document = new_document()
    table = add_table(document, ["Indicator", "", "Action", "Lead"], ["2", "A", "", "HR"])
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).merge(table.cell(1, 2))

    [action] = plan_in(as_bytes(document)).actions

    assert (action.numbers, action.wording, action.lead) == ((2,), "A", "HR")


def test_a_layout_table_around_the_plan_does_not_hide_it() -> None:
    document = new_document()
    inner = add_table(document, [""]).cell(0, 0).add_table(2, 3)
    for at, text in enumerate(["Indicator", "Action", "Lead", "2", "A", "HR"]):
        inner.cell(at // 3, at % 3).text = text

    plan = plan_in(as_bytes(document))

    assert [(action.wording, action.place) for action in plan.actions] == [("A", "Table 2, row 2")]


def test_a_second_table_after_other_text_is_not_taken_to_go_on() -> None:
    document = new_document()
    add_table(document, list(HEAD), ["2", "A", "", "HR"])
    document.add_paragraph("Membership of the committee")
    add_table(document, ["Name", "Post", "Since", "Until"], ["Ada", "Chair", "2020", ""])

    plan = plan_in(as_bytes(document))

    assert [action.wording for action in plan.actions] == ["A"]
    assert [each.name for each in plan.left_out] == ["Table 2"]


def test_an_action_at_the_top_of_the_next_page_goes_on_under_the_last_indicator_and_that_is_a_doubt() -> None:
    document = new_document()
    add_table(document, list(HEAD), ["2", "A", "", "HR"])
    document.add_paragraph()
    add_table(document, list(HEAD), ["", "B", "", "OD"])

    plan = plan_in(as_bytes(document))

    assert [action.numbers for action in plan.actions] == [(2,), (2,)]
    assert [about(action) for action in plan.actions] == [set(), {"indicators"}]


def test_columns_that_somebody_set_count_before_the_headings() -> None:
    grids = read_grids("a.docx", docx_of(["Area", "Details", "Person"], ["2", "A", "HR"]))
    said = Said((Column.INDICATOR, Column.ACTION, Column.LEAD))

    plan = read_plan(grids, WRES, columns={"Table 1": said})

    assert [(action.numbers, action.wording, action.lead) for action in plan.actions] == [((2,), "A", "HR")]


def test_columns_can_be_said_for_a_table_without_headings() -> None:
    grids = read_grids("a.docx", docx_of(["2", "A", "HR"], ["3", "B", "OD"]))
    said = Said((Column.INDICATOR, Column.ACTION, Column.LEAD), has_headings=False)

    plan = read_plan(grids, WRES, columns={"Table 1": said})

    assert [action.wording for action in plan.actions] == ["A", "B"]
    assert leads(plan) == ["HR", "OD"]


def test_a_document_of_a_thousand_actions_is_refused_in_words() -> None:
    rows: list[list[Written]] = [["2", [f"* Do {at} and {turn}" for turn in range(101)], "", ""] for at in range(10)]

    with pytest.raises(ValueError, match="more than 1,000 actions"):
        plan_of(*rows)
