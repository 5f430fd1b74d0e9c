import io
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from string import digits

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.asked import COUNT, PERCENT, POINTS, Field, asked
from indicators.definitions import Definition
from indicators.models import Indicator, Standard
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError, read_sheets
from indicators.spreadsheets.workbook import write_csv, write_workbook
from indicators.spreadsheets.year_form import FormCell, read_year_form, year_form
from tests.factories import WRES_FILE
from tests.indicators.years import whole_year

TRUST = "A Hospital NHS Trust"
NUMBER = "1-clinical.8a-bme"


def wres(year: int = 2022) -> list[Definition]:
    """The WRES as its file has it, without a database."""
    entries = tomllib.loads(WRES_FILE.read_text(encoding="utf-8"))["indicators"]
    indicators = [Indicator(standard=Standard(code="WRES"), **entry) for entry in entries]
    return [each.definition for each in indicators if each.first_year <= year <= (each.last_year or year)]


DEFINITIONS = wres()
FIELDS: dict[str, Field] = {field.name: field for definition in DEFINITIONS for field in asked(definition)}
OF_KIND = {kind: next(name for name in FIELDS if FIELDS[name].kind == kind) for kind in (COUNT, PERCENT, POINTS)}


def workbook(typed: dict[str, str]) -> bytes:
    return write_workbook([year_form(DEFINITIONS, typed, standard="WRES", year=2022, organisation=TRUST)])


def form(typed: dict[str, str]) -> Sheet:
    return read_sheets("form.xlsx", workbook(typed))[0]


def come_back(sheet: Sheet, *, year: int = 2022, organisation: str = TRUST) -> list[FormCell]:
    return read_year_form(sheet, DEFINITIONS, standard="WRES", year=year, organisation=organisation)


def texts(sheet: Sheet) -> dict[str, str]:
    return {cell.field: cell.text for cell in come_back(sheet)}


def changed(sheet: Sheet, change: Callable[[Sequence[str]], Sequence[str]]) -> Sheet:
    """The sheet with each of its rows changed."""
    return replace(sheet, rows=tuple(tuple(change(row)) for row in sheet.rows))


def filled(field: str, text: str) -> FormCell:
    """What is read of one cell that somebody filled in."""
    [cell] = come_back(changed(form({field: "MARK"}), lambda row: [text if cell == "MARK" else cell for cell in row]))
    return cell


def numbers(value: int) -> str:
    return f"{value:,}"


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufffe\uffff")).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.integers(0, 999_999_999).map(numbers) | WORDS, max_size=20))
def test_what_is_typed_comes_back_to_the_letter(typed: dict[str, str]) -> None:
    found = come_back(form(typed))

    assert {cell.field: cell.found.replace(",", "") for cell in found} == {
        name: as_number(name, text.strip()).replace(",", "") for name, text in typed.items()
    }
    assert not any(cell.refusal for cell in found)


def as_number(name: str, text: str) -> str:
    """A count without its commas and leading noughts, as a spreadsheet has it."""
    plain = text.replace(",", "")
    is_count = FIELDS[name].kind == COUNT and plain and set(plain) <= set(digits) and len(plain) < 10
    return str(int(plain)) if is_count else text


def test_a_whole_year_comes_back_as_it_was_typed() -> None:
    expected = {name: text.replace(",", "") for name, text in whole_year().items()}

    found = come_back(form(whole_year()))

    assert {cell.field: cell.text for cell in found} == expected
    assert not any(cell.doubts or cell.refusal for cell in found)


def test_a_count_is_a_number_that_a_spreadsheet_can_add_up() -> None:
    sheet = year_form(DEFINITIONS, {NUMBER: "1,240"}, standard="WRES", year=2022, organisation=TRUST)

    assert 1240 in [value for row in sheet.rows for value in row]
    assert texts(form({NUMBER: "1,240"})) == {NUMBER: "1240"}


@pytest.mark.parametrize("text", ["12o0", "\u00b2", "\u0661\u0662", "9" * 20, "9" * 5000, "1 240", "-3"])
def test_what_is_no_plain_count_goes_out_and_comes_back_as_words(text: str) -> None:
    assert texts(form({NUMBER: text})) == {NUMBER: text}


def test_words_keep_their_lines() -> None:
    words = "Not collected:\r\nthe system changed.\n\nIt is back in May."

    assert texts(form({"4-missing": words})) == {"4-missing": words}


EXCEL = [
    (PERCENT, "0.343", "34.3%", "0.343 is read as 34.3%."),
    (PERCENT, "0.3", "30%", "0.3 is read as 30%."),
    (PERCENT, "0.0123", "1.23%", "0.0123 is read as 1.23%."),
    (PERCENT, "0.343284", "34.3284%", "0.343284 is read as 34.3284%."),
    (PERCENT, "0.3432836", "34.3%", "0.3432836 is read as 34.3%."),
    (PERCENT, "0.343283582089552", "34.3%", "0.343283582089552 is read as 34.3%."),
    (PERCENT, "1", "1", "1 is read as 1%. If everybody is meant, enter 100%."),
    (POINTS, "-0.296", "-0.296", "-0.296 is read as -0.296 points. If -29.6 points are meant, enter -29.6."),
    (PERCENT, "34.3%", "34.3%", ""),
    (PERCENT, "34.3", "34.3", ""),
    (PERCENT, "0", "0", ""),
    (POINTS, "-29.6", "-29.6", ""),
    (COUNT, "240", "240", ""),
]


@pytest.mark.parametrize(("kind", "stored", "text", "doubt"), EXCEL)
def test_a_percentage_as_excel_stores_it_is_read_with_a_doubt(kind: str, stored: str, text: str, doubt: str) -> None:
    cell = filled(OF_KIND[kind], stored)

    assert (cell.found, cell.text, cell.doubts) == (stored, text, (doubt,) if doubt else ())


def test_rows_may_be_moved_and_columns_too() -> None:
    sheet = form(whole_year())
    top, rows = sheet.rows[:5], sheet.rows[5:]
    moved = replace(sheet, rows=(*top, *reversed(rows)))

    assert texts(moved) == texts(sheet)
    assert texts(changed(sheet, lambda row: [*row[:3], row[4], row[3], *row[5:]])) == texts(sheet)


def test_a_form_saved_as_csv_is_read_too() -> None:
    sheet = form(whole_year())

    [saved] = read_sheets("form.csv", write_csv(sheet.rows[0], sheet.rows[1:]))

    assert texts(saved) == texts(sheet)


NOT_THE_FORM = {
    "another year": ({"year": 2021}, "This is not the form for WRES 2021. Download that form"),
    "another organisation": (
        {"organisation": "B Hospital"},
        "This is the form of A Hospital NHS Trust. Download the form of B Hospital",
    ),
}


@pytest.mark.parametrize(("wanted", "words"), NOT_THE_FORM.values(), ids=NOT_THE_FORM)
def test_a_form_of_another_year_or_organisation_is_refused(wanted: dict[str, str], words: str) -> None:
    with pytest.raises(SpreadsheetError, match=words):
        come_back(form({}), **wanted)


def test_a_table_that_is_no_form_is_refused() -> None:
    with pytest.raises(SpreadsheetError, match="not the form for WRES 2022"):
        come_back(Sheet("Scores", (("Indicator", "2022"), ("2", "1.05"))))
    with pytest.raises(SpreadsheetError, match="not the form for WRES 2022"):
        come_back(Sheet("Scores", ()))


HEADINGS = {
    "renamed": lambda row: ["BAME" if cell == "BME" else cell for cell in row],
    "taken out": lambda row: ["" if cell == "BME" else cell for cell in row],
    "twice": lambda row: [*row, row[4]],
    "one for another": lambda row: ["White" if cell == "BME" else cell for cell in row],
}


@pytest.mark.parametrize("change", HEADINGS.values(), ids=HEADINGS)
def test_a_changed_heading_is_refused_with_what_is_needed(change: Callable[[Sequence[str]], list[str]]) -> None:
    sheet = form({})

    with pytest.raises(SpreadsheetError, match="needs each of the columns White, BME, Unknown, Single figure or words"):
        come_back(changed(sheet, change))


def test_a_formula_is_refused_by_its_address_whether_it_has_a_value_or_not() -> None:
    sheet = form({"2-base-white": "1200"})
    [cell] = come_back(sheet)
    beside = f"E{cell.address[1:]}"

    found = come_back(replace(sheet, formulas=frozenset({cell.address, beside, "C6"})))

    assert [(each.address, each.text, each.refusal) for each in found] == [
        (address, "", "This cell holds a formula. Paste its value instead.") for address in (cell.address, beside)
    ]


def test_a_figure_that_is_not_asked_for_is_refused_by_its_address() -> None:
    sheet = form({"2-base-white": "MARK"})
    [cell] = come_back(sheet)

    [misplaced] = come_back(changed(sheet, lambda row: [*row[:6], "7"] if "MARK" in row else row))[1:]
    [nameless] = come_back(changed(sheet, lambda row: ["", *row[1:]] if "MARK" in row else row))

    assert (misplaced.address, misplaced.text) == (f"G{cell.address[1:]}", "")
    assert misplaced.refusal == "Nothing is asked for in this cell. Clear it, or move the figure."
    assert nameless.refusal == "This row has no key in column A. Clear it, or move the figure."


def test_a_row_that_stands_twice_is_refused_where_it_stands_again() -> None:
    sheet = form({"2-base-white": "1200"})
    [cell] = come_back(sheet)
    copy = sheet.rows[int(cell.address[1:]) - 1]

    first, second = come_back(replace(sheet, rows=(*sheet.rows, copy)))

    assert (first.text, first.refusal) == ("1200", "")
    assert (second.text, second.refusal) == ("", f"This figure is already in {cell.address}. Take one of the two out.")


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "@SUM(A1)", "-cmd|' /C calc'!A0", "{=A1}", "http://example.org"])
def test_no_cell_of_the_form_can_run(text: str) -> None:
    typed = dict.fromkeys(FIELDS, text)

    content = write_workbook([year_form(DEFINITIONS, typed, standard="WRES", year=2022, organisation=text)])

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "<hyperlink" not in page
    found = read_sheets("form.xlsx", content)[0]
    assert not found.formulas
    assert {cell.text for cell in come_back(found, organisation=text)} == {text}


def test_what_excel_makes_of_the_form_is_read() -> None:
    """Numbers, a percentage with its format, and a formula with its value: as a spreadsheet program saves them."""
    sheet = form({})
    rows = {row[0]: at for at, row in enumerate(sheet.rows)}
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("WRES 2022")
        for at, row in enumerate(sheet.rows):
            page.write_row(at, 0, row)
        page.write_number(rows["5-value"], 4, 0.318, book.add_format({"num_format": "0.0%"}))
        page.write_number(rows["2-base"], 3, Decimal(1200))
        page.write_formula(rows["2-base"], 4, "=400+400", value=800)

    found = {cell.field: cell for cell in come_back(read_sheets("form.xlsx", file.getvalue())[0])}

    assert (found["5-value-bme"].text, len(found["5-value-bme"].doubts)) == ("31.8%", 1)
    assert found["2-base-white"].text == "1200"
    assert "formula" in found["2-base-bme"].refusal
