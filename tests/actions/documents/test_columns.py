import pytest

from actions.documents.columns import Column, columns_of, layout_of
from actions.documents.grids import Grid, grid_of, lines_of

I, S, A, T, L, U, G, X = (  # noqa: E741 (a letter a column keeps a row of headings on a line)
    Column.INDICATOR,
    Column.SCORE,
    Column.ACTION,
    Column.TIMESCALE,
    Column.LEAD,
    Column.SUPPORT,
    Column.STATUS,
    Column.LEFT_OUT,
)
# Headings as trusts write them.
TABLES = [
    (["WRES Indicator", "Trust Score", "Actions", "Timescale", "Lead Responsibility"], [I, S, A, T, L]),
    (["Indicator", "Action", "Lead", "Deadline", "RAG"], [I, A, L, T, G]),
    (["Metric", "Metric data", "Actions required", "By whom", "By when"], [I, S, A, L, T]),
    (["No.", "Objective", "Action", "Owner", "Target date", "Progress"], [X, I, A, L, T, X]),
    (["Theme", "What will we do?", "Who", "When", "Success measures"], [I, A, L, T, X]),
    (["Ref", "Recommendation", "Responsible", "Supported by", "Timeframe", "Status"], [X, A, L, U, T, G]),
    (["Priority", "Action owner", "Action", "Start date", "Completion date", "Update"], [I, L, A, X, T, X]),
    (["Objective", "Lead", "Date", "Evidence of completion"], [A, L, T, X]),
    (["WRES indicator", "2020", "2021", "Planned activity", "Lead and support", "Timeline"], [I, S, S, A, L, T]),
    (["Indicator", "Action", "Executive lead", "Operational lead", "Due", "B.R.A.G."], [I, A, L, L, T, G]),
]


@pytest.mark.parametrize(("headings", "columns"), TABLES, ids=lambda value: str(value[0]))
def test_the_headings_of_trusts_say_what_columns_hold(headings: list[str], columns: list[Column]) -> None:
    assert list(columns_of(headings)) == columns


def table(*rows: str) -> Grid:
    return grid_of("Table 1", [[lines_of(cell) for cell in row.split("|")] for row in rows])


def test_headings_are_found_below_a_title_and_a_note() -> None:
    layout = layout_of(table("WRES action plan 2021||", "Updated in May||", "Indicator|Action|Lead", "2|Train|HR"))

    assert layout is not None
    assert (layout.row, layout.columns) == (2, (I, A, L))


@pytest.mark.parametrize(
    "rows",
    [
        ("WRES Indicator|Kingston 2020|Kingston 2021", "2. Shortlisting|1.31|1.05"),
        ("Name|Band", "Nurse|5"),
        ("Action", "Train chairs"),
        ("2|The action is to train the chairs of panels before they sit on one, and to say how they lead|HR",),
    ],
    ids=["scores", "other things", "one column", "content alone"],
)
def test_a_table_that_is_no_plan_has_no_layout(rows: tuple[str, ...]) -> None:
    assert layout_of(table(*rows)) is None
