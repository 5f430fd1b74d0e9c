"""The same plan from a workbook, from CSV and from the clipboard."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from actions.documents.grids import DocumentError
from actions.documents.pasted import read_pasted
from actions.documents.plan import ReadPlan
from actions.documents.reading import read_grids, read_plan
from tests.actions.documents.reading import WRES, about, plan_in, timescales
from tests.indicators.spreadsheets.test_sheets import HOSTILE, handmade

HEAD = ["Indicator", "Action", "Timescale", "Lead"]
CHAIRS, FIGURES = "Train the chairs", "Publish the figures"


def workbook(*, merged: bool) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("Notes").write(0, 0, "For the committee")
        sheet = book.add_worksheet("Plan")
        for row, cells in enumerate([HEAD, ["5", f"\u2022 {CHAIRS}\n\u2022 {FIGURES}", "May 2022\n\nJune 2022", "HR"]]):
            sheet.write_row(row, 0, cells)
        sheet.write(2, 0, "6")
        if merged:
            for column, text in ((1, f"\u2022 {CHAIRS}\n\u2022 {FIGURES}"), (2, "May 2022\n\nJune 2022"), (3, "HR")):
                sheet.merge_range(1, column, 2, column, text)
    return file.getvalue()


def pasted(text: str) -> ReadPlan:
    return read_plan(read_pasted(text), WRES)


def as_read(plan: ReadPlan) -> list[tuple[tuple[int, ...], str, str, str]]:
    return [(action.numbers, action.wording, action.timescale, action.lead) for action in plan.actions]


BOTH = [((5, 6), CHAIRS, "May 2022", "HR"), ((5, 6), FIGURES, "June 2022", "HR")]


def test_a_workbook_with_merged_cells_is_read_as_it_looks() -> None:
    plan = plan_in(workbook(merged=True), "plan.xlsx")

    assert as_read(plan) == BOTH
    assert not any(action.doubts for action in plan.actions)
    assert [each.name for each in plan.left_out] == ["Notes"]


def test_a_workbook_without_them_is_read_alike_with_a_doubt() -> None:
    plan = plan_in(workbook(merged=False), "plan.xlsx")

    assert as_read(plan) == BOTH
    assert {doubt.about for action in plan.actions for doubt in action.doubts} == {"indicators"}


def test_a_csv_is_read_as_a_table() -> None:
    lines = ["Indicator;Action;Timescale;Lead", f"2;{CHAIRS};2022-03-31;HR", f";{FIGURES};Quarterly;OD"]

    plan = plan_in("\r\n".join(lines).encode(), "plan.csv")

    assert as_read(plan) == [((2,), CHAIRS, "31 March 2022", "HR"), ((2,), FIGURES, "Quarterly", "OD")]


def in_csv(*indicators: str) -> ReadPlan:
    rows = [f"{number},Do thing {at},May 2022,HR" for at, number in enumerate(indicators)]
    return plan_in("\n".join([",".join(HEAD), *rows]).encode(), "plan.csv")


def in_clipboard(*indicators: str) -> ReadPlan:
    rows = [f"{number}\tDo thing {at}\tMay 2022\tHR" for at, number in enumerate(indicators)]
    return pasted("\n".join(["\t".join(HEAD), *rows]))


@pytest.mark.parametrize("brought", [in_csv, in_clipboard])
@pytest.mark.parametrize(
    ("indicators", "asked"),
    [
        (("2", "", "3"), [1]),
        (("2", "3", "5", ""), [3]),
        (("2", "", "3", ""), []),  # drawn in twos
        (("2", "", "", "3", ""), []),
        (("2", "3"), []),
    ],
)
def test_an_empty_indicator_is_that_of_the_row_above_and_asked_about_where_it_is_the_exception(
    brought: Callable[..., ReadPlan], indicators: tuple[str, ...], asked: list[int]
) -> None:
    actions = brought(*indicators).actions

    assert all(action.numbers for action in actions)
    assert [at for at, action in enumerate(actions) if "indicators" in about(action)] == asked


def test_an_empty_indicator_that_is_asked_about_says_so() -> None:
    [_, action, _] = in_csv("2", "", "3").actions

    said = "The indicator is empty in the document; that of the row above is used."
    assert (action.numbers, [doubt.words for doubt in action.doubts]) == ((2,), [said])


def test_text_from_excel_has_quotes_around_cells_of_several_lines() -> None:
    cells = f'2\t"\u2022 {CHAIRS}\n\u2022 {FIGURES}"\t"May 2022\n\nJune 2022"\tHR'

    assert as_read(pasted("\t".join(HEAD) + "\r\n" + cells)) == [
        ((2,), CHAIRS, "May 2022", "HR"),
        ((2,), FIGURES, "June 2022", "HR"),
    ]


def test_text_from_word_has_a_tab_behind_each_bullet_and_no_quotes() -> None:
    cells = f"2\t\u2022\t{CHAIRS}\n\u2022\t{FIGURES}\tMay 2022\n\nJune 2022\tHR\n3\tAsk\tOngoing\tOD"

    assert as_read(pasted("\t".join(HEAD) + "\n" + cells)) == [
        ((2,), CHAIRS, "May 2022", "HR"),
        ((2,), FIGURES, "June 2022", "HR"),
        ((3,), "Ask", "Ongoing", "OD"),
    ]


def test_words_that_somebody_quoted_are_not_taken_for_the_quotes_of_excel() -> None:
    plan = pasted("\t".join(HEAD) + '\n2\t"Not a target" campaign\tOngoing\tHR\n3\t"Again\tOngoing\tHR')

    assert [action.wording for action in plan.actions][1] == '"Again'


def test_a_row_across_a_pasted_table_is_not_glued_to_the_cell_before() -> None:
    plan = pasted("Action\tLead\nTrain\tHR\nIndicator 3: disciplinary\nAsk\tOD")

    assert [action.lead for action in plan.actions] == ["HR", "OD"]


def test_a_last_cell_of_several_lines_goes_on_below() -> None:
    plan = pasted("\t".join(HEAD) + "\n2\tTrain\tOngoing\tHead of HR\nwith support from MEGA\n3\tAsk\tOngoing\tOD")

    assert [action.lead for action in plan.actions] == ["Head of HR\nwith support from MEGA", "OD"]


@pytest.mark.parametrize("text", ["", "  \n ", "\t\n"])
def test_nothing_pasted_is_asked_for(text: str) -> None:
    with pytest.raises(DocumentError, match="Paste the table"):
        read_pasted(text)


@pytest.mark.parametrize("text", ["a" * 400_001, "a\tb\n" * 2_001, "a\t" * 61])
def test_more_than_a_plan_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="more than"):
        read_pasted(text)


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_workbook_is_refused_here_too(content: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read_grids("plan.xlsx", content)


REFUSED = {
    "another kind": ("plan.pages", b"1", "'.pages' cannot be read. Choose a Word document"),
    "no ending": ("plan", b"1", "cannot be read. Choose a Word document"),
    "an older workbook": ("plan.xls", b"\xd0\xcf\x11\xe0", "older Excel file"),
    "a workbook with macros by name": ("plan.xlsm", workbook(merged=True), "'.xlsm' cannot be read"),
    "nothing filled in": ("plan.csv", b",,\n,,\n", "Nothing is filled in"),
    "very many cells": ("plan.csv", b"1,2,3,4\n" * 15_001, "more cells than a plan has"),
}


@pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_plan_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read_grids(name, content)


def test_merged_ranges_upon_each_other_are_refused() -> None:
    cells = '<row r="1"><c r="A1"><v>2</v></c></row><row r="300"><c r="CV300"><v>2</v></c></row>'
    ranges = "".join(f'<mergeCell ref="A{at}:CV300"/>' for at in range(1, 100))
    merged = f"</sheetData><mergeCells>{ranges}</mergeCells><sheetData>"

    with pytest.raises(DocumentError, match=r"merged cells|damaged"):
        read_grids("plan.xlsx", handmade(cells + merged))


def test_timescales_of_a_spreadsheet_that_are_no_days_stay_as_they_are() -> None:
    plan = plan_in(b"Indicator,Action,Timescale\n2,Train,2022-99-99\n", "plan.csv")

    assert timescales(plan) == ["2022-99-99"]
