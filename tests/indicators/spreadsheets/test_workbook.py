import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from indicators.spreadsheets.sheets import read_sheets
from indicators.spreadsheets.workbook import (
    Column,
    Value,
    WorkbookError,
    WrittenSheet,
    harmless,
    write_csv,
    write_workbook,
)

COLUMNS = (Column("Indicator", 40), Column("2021", to_fill=True))
RUNNING = ["=1+1", "+44 20", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", "-", "=1%"]
PLAIN = ["", "1.05", "-0.64", "-0.64%", "-0.64 %", "+3", "6,307", "White", "34.3 %", "a=b", "'"]


def written(*rows: list[Value], title: str = "Scores", notes: tuple[str, ...] = ()) -> bytes:
    return write_workbook([WrittenSheet(title, COLUMNS, rows, notes)])


def part(content: bytes, path: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(path).decode()


def page(content: bytes) -> str:
    return part(content, "xl/worksheets/sheet1.xml")


def test_what_is_written_is_what_is_read() -> None:
    rows: list[list[Value]] = [["Shortlisting", Decimal("1.05")], ["Staff", 6307], ["Share", 0.5], ["Empty", None]]

    [sheet] = read_sheets("a.xlsx", written(*rows, notes=("Kingston", "Fill in the yellow cells.")))

    assert sheet.rows == (
        ("Kingston", ""),
        ("Fill in the yellow cells.", ""),
        ("", ""),
        ("Indicator", "2021"),
        ("Shortlisting", "1.05"),
        ("Staff", "6307"),
        ("Share", "0.5"),
        ("Empty", ""),
    )


def test_a_date_is_a_date_in_the_workbook_and_unmistakable_in_csv() -> None:
    content = written(["Due", date(2022, 1, 31)])

    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1][1] == date(
        2022, 1, 31
    )
    assert write_csv(["Due"], [[date(2022, 1, 31)]]).decode("utf-8-sig") == "Due\r\n2022-01-31\r\n"


@pytest.mark.parametrize("text", [*RUNNING, "http://example.org", "007", "{=A1}"])
def test_a_text_stays_a_text(text: str) -> None:
    content = written([text, text], title="S", notes=(text,))

    assert "<f>" not in page(content)
    assert "<hyperlink" not in page(content)
    assert page(content).count('t="s"') == 5


def test_a_decimal_keeps_the_places_it_was_printed_with() -> None:
    styles = part(written(["A", Decimal("1.300")], ["B", Decimal("41.8")]), "xl/styles.xml")

    assert 'formatCode="0.000"' in styles
    assert 'formatCode="0.0"' in styles


def test_the_table_has_a_bold_frozen_header_and_prints_on_one_page_across() -> None:
    content = written(["A", 1], notes=("A note",))

    assert '<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>' in page(content)
    assert 'fitToHeight="0" orientation="landscape"' in page(content)
    assert '<col min="1" max="1" width="40' in page(content)
    assert "<b/>" in part(content, "xl/styles.xml")
    assert "<dc:language>en-GB</dc:language>" in part(content, "docProps/core.xml")


def test_cells_to_fill_in_are_unlocked_and_bordered_and_the_sheet_is_not_protected() -> None:
    content = written(["A", None])
    styles = part(content, "xl/styles.xml")

    assert '<protection locked="0"/>' in styles
    assert "FFFFF9C4" in styles
    assert 'style="thin"' in styles
    assert "sheetProtection" not in page(content)


def test_the_same_content_is_the_same_bytes_on_another_day() -> None:
    with time_machine.travel(datetime(2021, 3, 31, tzinfo=UTC)):
        first = written(["A", Decimal("1.05")])
    with time_machine.travel(datetime(2026, 11, 23, tzinfo=UTC)):
        second = written(["A", Decimal("1.05")])

    assert first == second


def test_titles_are_changed_to_what_excel_takes() -> None:
    titles = ["Scores 2020/21: [draft]", "scores 2020 21   draft", "A" * 40, "A" * 40, "'quoted'", "", "History"]

    content = write_workbook([WrittenSheet(title, COLUMNS, [["A", 1]]) for title in titles])

    assert [sheet.name for sheet in read_sheets("a.xlsx", content)] == [
        "Scores 2020 21   draft",
        "scores 2020 21   draft 2",
        "A" * 31,
        f"{'A' * 29} 2",
        "quoted",
        "Sheet",
        "History of scores",
    ]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), "a" * 40_000])
def test_a_value_that_no_cell_holds_is_refused_with_its_place(value: Value) -> None:
    with pytest.raises(WorkbookError, match="Row 2, column 2"):
        written(["A", value])


def test_a_row_longer_than_the_header_and_a_workbook_of_nothing_are_refused() -> None:
    with pytest.raises(WorkbookError, match="Row 2 of 'Scores' has more values than columns"):
        written(["A", 1, 2])
    with pytest.raises(WorkbookError, match="at least one sheet"):
        write_workbook([])


@pytest.mark.parametrize("text", RUNNING)
def test_a_text_that_could_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_number_or_text_is_left_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_csv_is_one_that_excel_reads() -> None:
    content = write_csv(["Indicator", "=2021"], [["Shortlisting, £", Decimal("1.30")], ["-0.64%", None], [1, 0.5]])

    text = 'Indicator,\'=2021\r\n"Shortlisting, £",1.30\r\n-0.64%,\r\n1,0.5\r\n'
    assert content == b"\xef\xbb\xbf" + text.encode()


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2)))
def test_no_cell_of_a_csv_begins_a_formula(rows: list[list[str]]) -> None:
    text = write_csv(["A", "B"], rows).decode("utf-8-sig")

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert read == [["A", "B"]] + [[harmless(cell) for cell in row] for row in rows]
    assert not any(cell.lstrip(" ").startswith(("=", "@", "\t")) for row in read for cell in row)
