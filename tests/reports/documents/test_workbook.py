"""The tables of a document as a workbook: read by another library, typed, without a formula, the same each time."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from lxml import etree
from python_calamine import CalamineWorkbook

from indicators.spreadsheets.workbook import Percentage
from reports.documents.blocks import Block, Cell, Column, Document, Table
from reports.documents.workbook import value_of, workbook_of
from tests.reports.documents.reading import plain
from tests.reports.documents.samples import LONG_WORD, every_part, long_document

MAIN = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def of(*blocks: Block) -> Document:
    return every_part().model_copy(update={"blocks": blocks})


def table(name: str, *texts: str) -> Table:
    return Table(name=name, caption=name, columns=[Column(title="Only")], rows=[[Cell(text=text)] for text in texts])


def read(document: Document) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(document)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(document: Document, path: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(workbook_of(document))) as book:
        return etree.fromstring(book.read(path))


def test_a_first_sheet_says_what_the_workbook_is_of() -> None:
    sheets = read(every_part())

    said = [[plain(str(value)) for value in row] for row in sheets["About"]]

    assert list(sheets) == ["About", "Delivery", "Actions"]
    assert said == [
        ["Race equality: progress in Q3 2021/22", ""],
        ["Paper for the EDI Committee", ""],
        ["Kingston Hospital NHS Foundation Trust", ""],
        ["Draft. Not issued.", ""],
        ["", ""],
        ["About this document", ""],
        ["Meeting", "EDI Committee, 19 January 2022"],
        ["Recommendation", "Note the progress. Agree what is asked."],
        ["Rating", "At risk"],
        ["Sheet 'Delivery'", "Delivery of the 3 actions"],
        ["Sheet 'Actions'", "Actions of the plan"],
    ]


def test_numbers_are_numbers_and_days_are_days() -> None:
    sheets = read(every_part())

    assert sheets["Delivery"] == [["Rating", "Actions"], ["Complete", 1.0], ["Overdue or off track", 2.0]]
    assert sheets["Actions"][1][2:] == [date(2022, 1, 28), "On track", 2.0]
    assert sheets["Actions"][2][2] == "Recruitment manager to determine."


def test_what_stands_across_rows_is_said_in_each_so_that_they_can_be_filtered() -> None:
    rows = read(long_document(4))["Actions"][1:]

    assert [row[0][:2] for row in rows] == ["1.", "1.", "3.", "3."]
    assert all(len(row) == 5 and row[1] for row in rows)
    assert LONG_WORD in rows[1][1]


def test_no_cell_can_run() -> None:
    document = of(table("Any", "=SUM(A1:A9)", "+44", "@x", "-1", "{=1}", "http://example.org", "=cmd|' /C calc'!A0"))

    page = part(document, "xl/worksheets/sheet2.xml")

    assert not page.findall(".//x:f", MAIN)
    assert not page.findall(".//x:hyperlink", MAIN)
    assert {cell.get("t") for cell in page.findall(".//x:c", MAIN)} == {"s"}


def test_the_head_stays_in_sight_and_filters() -> None:
    page = part(long_document(22), "xl/worksheets/sheet2.xml")

    pane = page.find(".//x:pane", MAIN)

    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    assert page.find("x:autoFilter", MAIN).get("ref") == "A1:E23"


def test_names_of_sheets_are_what_excel_takes_and_the_first_sheet_says_the_same() -> None:
    sheets = read(
        of(table("Actions: by [lead] / status, all of them", "a"), table("about", "b"), table("About\x0b", "c"))
    )

    assert list(sheets) == ["About", "Actions  by  lead    status, all"[:31].strip(), "about 2", "About 3"]
    assert [row[0] for row in sheets["About"] if str(row[0]).startswith("Sheet")] == [
        f"Sheet '{name}'" for name in list(sheets)[1:]
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (Cell(text="1.30", number=1.3), Decimal("1.30")),
        (Cell(text="34.3 %", number=34.3), Percentage(Decimal("34.3"))),
        (Cell(text="0%", number=0), Percentage(Decimal("0"))),
        (Cell(text="6,307", number=6307), Decimal("6307")),
        (Cell(text="50.3% (43.6% last year)", number=50.3), 50.3),
        (Cell(text="about 3", number=3), 3.0),
        (Cell(text="1.3", number=7), 7.0),
        (Cell(text="1.30"), "1.30"),
        (Cell(text="January 2022", day=date(2022, 1, 31)), date(2022, 1, 31)),
        (Cell(text="a\x00b\r\nc"), "ab\nc"),
    ],
)
def test_a_number_keeps_the_look_of_its_print(cell: Cell, value: Any) -> None:
    assert value_of(cell) == value


def test_a_percentage_shows_its_sign() -> None:
    cells = [[Cell(text="34.3%", number=34.3)]]
    styles = part(of(Table(name="T", caption="T", columns=[Column(title="T")], rows=cells)), "xl/styles.xml")

    assert '0.0"%"' in {each.get("formatCode") for each in styles.iterfind(".//x:numFmt", MAIN)}


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    [[_], [text]] = read(of(table("Any", "x" * 40_000)))["Any"]

    assert (len(text), text[-1]) == (32_767, "…")


def test_a_document_without_a_table_still_says_what_it_is() -> None:
    assert list(read(of())) == ["About"]


def test_the_file_says_what_it_is_and_when_the_document_is_of() -> None:
    texts = [each.text for each in part(every_part(), "docProps/core.xml")]

    assert "Race equality: progress in Q3 2021/22" in texts
    assert "Head of Equality, Diversity & Inclusion" in texts
    assert texts.count("2022-01-12T00:00:00Z") == 2
    assert "en-GB" in texts


def test_the_same_document_gives_the_same_bytes_at_another_time() -> None:
    with time_machine.travel(datetime(2022, 1, 12, 9, tzinfo=UTC)) as clock:
        once = workbook_of(every_part())
        clock.shift(timedelta(seconds=3))

        assert workbook_of(every_part()) == once
        clock.shift(timedelta(days=400))
        assert workbook_of(every_part()) == once
