import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
import xlsxwriter

from indicators.printed import read_printed
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError, read_sheets
from indicators.spreadsheets.wide import Ignored, Known, WideCell, WideTable, read_wide
from indicators.spreadsheets.workbook import write_csv
from tests.indicators.records import KINGSTON

HARASSED = "Percentage of BME staff experiencing harassment, bullying or abuse from"
LIKELIHOOD = "Relative likelihood of"
EQUAL = "equal opportunities for career progression or promotion"
PAIRS = (5, 6, 7, 8)
NAMES = {
    2: (f"{LIKELIHOOD} White applicants being appointed from shortlisting compared to BME applicants", "Appointment"),
    3: (f"{LIKELIHOOD} BME staff entering the formal disciplinary process compared to White staff", "Disciplinary"),
    4: (f"{LIKELIHOOD} White staff accessing non-mandatory training and CPD compared to BME staff", "Training"),
    5: (
        f"{HARASSED} patients, relatives or the public in last 12 months",
        "Harassment, bullying or abuse from the public",
    ),
    6: (f"{HARASSED} staff in last 12 months", "Harassment, bullying or abuse from staff"),
    7: (f"Percentage of BME staff believing that trust provides {EQUAL}", EQUAL.capitalize()),
    8: (
        "Percentage of BME staff personally experiencing discrimination at work from a manager",
        "Discrimination at work",
    ),
    9: ("BME board membership", "Board membership"),
}
KNOWN = tuple(
    Known(number, *words, "ratio" if number < 5 else "percent", number in PAIRS, may_be_negative=number == 9)
    for number, words in NAMES.items()
)
YEARS = sorted(KINGSTON)
PRINTED = [["", *map(str, YEARS)]] + [
    [known.wording, *(KINGSTON[year][known.number] for year in YEARS)] for known in KNOWN
]


def table(*rows: Sequence[str], formulas: frozenset[str] = frozenset()) -> WideTable:
    return read_wide(Sheet("Scores", tuple(map(tuple, rows)), formulas), KNOWN)


def cell(number: str, text: str, group: str = "BME", year: str = "2021", **fields: frozenset[str]) -> WideCell:
    """What is read of one score, which stands in C2."""
    [found] = table(["", "", year], [number, group, text], **fields).cells
    return found


def as_csv(rows: list[list[str]]) -> Sheet:
    return read_sheets("a.csv", write_csv(rows[0], rows[1:]))[0]


def as_workbook(rows: list[list[str]]) -> Sheet:
    """Years as numbers and scores as texts, as somebody types them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 1, [int(year) for year in rows[0][1:]])
        for at, row in enumerate(rows[1:], 1):
            for column, text in enumerate(row):
                page.write_string(at, column, text)
    return read_sheets("a.xlsx", file.getvalue())[0]


@pytest.mark.parametrize("saved", [as_csv, as_workbook])
def test_the_printed_table_of_kingston_is_read_to_the_letter(saved: Callable[[list[list[str]]], Sheet]) -> None:
    found = read_wide(saved(PRINTED), KNOWN)

    expected = {(year, number): text for year, texts in KINGSTON.items() for number, text in texts.items()}
    assert found.years == tuple(YEARS)
    assert {(each.year, each.number): each.text for each in found.cells} == expected
    assert all(each.found == each.text and not each.doubts and not each.refusal for each in found.cells)
    assert {each.part for each in found.cells if each.number in PAIRS} == {"bme"}
    assert not found.ignored


def test_a_cell_says_where_it_stands_and_what_it_is() -> None:
    assert cell("5", "34.3 %") == WideCell("C2", 5, "bme", 2021, "34.3 %", "34.3 %", Decimal("34.3"), 1)


HEADINGS = [
    ("2021", 2021, False),
    (" 2021.0 ", 2021, False),
    ("WRES 2021", 2021, False),
    ("2020/21", 2021, True),
    ("2020-21", 2021, True),
    ("2020\u201321", 2021, True),
    ("WRES 2020/21", 2021, True),
    ("Mar-21", 2021, True),
    ("31 March 2021", 2021, True),
    ("31/03/2021", 2021, True),
    ("2021-03-31", 2021, True),
    ("2021-03-01", 2021, True),
]


@pytest.mark.parametrize(("heading", "year", "doubted"), HEADINGS)
def test_a_year_is_read_as_trusts_write_it(heading: str, year: int, doubted: bool) -> None:
    found = cell("2", "1.05", year=heading)

    assert found.year == year
    assert found.doubts == ((f"The heading '{heading}' was read as {year}.",) if doubted else ())


@pytest.mark.parametrize(
    "heading", ["", "2009", "2041", "2019/21", "Sep-21", "2021-04-01", "2040/41", "20211", "Total"]
)
def test_what_is_no_year_is_no_heading(heading: str) -> None:
    with pytest.raises(SpreadsheetError, match="Put years such as 2020 and 2021 above"):
        cell("2", "1.05", year=heading)


LABELS = [
    (["2"], 2),
    (["2."], 2),
    (["Indicator 2"], 2),
    (["Metric 2"], 2),
    (["WRES 2:"], 2),
    (["WRES Indicator 2 \u2013 shortlisting"], 2),
    (["2 Appointment from shortlisting"], 2),
    (["", "Training and CPD"], 4),
    (["Likelihood of BME staff entering disciplinary"], 3),
    (["Harassment by patients"], 5),
    (["Staff experiencing harassment, bullying or abuse from other staff"], 6),
    (["Board membership"], 9),
]
NAMELESS = [
    ([""], "Nothing left of the years"),
    (["12"], "No indicator that is read here has the number 12"),
    (["Gender pay gap"], "fits no indicator clearly"),
    (["Harassment, bullying or abuse"], "fits no indicator clearly"),
    (["2 of 15 directors"], "fits no indicator clearly"),
    (["White"], "'White' alone says the group of no indicator"),
    (["9", "White"], "Indicator 9 has no score of White staff alone"),
]


@pytest.mark.parametrize(("labels", "number"), LABELS)
def test_a_row_is_of_an_indicator_by_number_or_by_wording(labels: list[str], number: int) -> None:
    found = table([""] * len(labels) + ["2021"], [*labels, "1"])

    assert [each.number for each in found.cells] == [number]


@pytest.mark.parametrize(("labels", "why"), NAMELESS)
def test_a_row_of_no_indicator_is_listed_with_the_reason(labels: list[str], why: str) -> None:
    found = table([""] * len(labels) + ["2021"], [*labels, "1"])

    assert not found.cells
    assert [why in each.why for each in found.ignored] == [True]


def test_a_number_that_the_wording_denies_is_doubted() -> None:
    [found] = table(["", "", "2021"], ["2", "Formal disciplinary process", "1.04"]).cells

    assert found.number == 2
    assert found.doubts == ("The number is 2, but the wording is nearer to indicator 3.",)


PARTS = [
    (["5", "BME"], "bme"),
    (["5", "% White"], "white"),
    (["5", "Global majority staff"], "bme"),
    (["5", "Ethnic minorities"], "bme"),
    (["5", "Black and minority ethnic"], "bme"),
    ([f"{HARASSED} patients", "White"], "white"),
    (["5", "Percentage of White staff, compared to BME staff"], "white"),
    (["2", "White"], ""),
    (["9", "BAME"], ""),
]


@pytest.mark.parametrize(("labels", "part"), PARTS)
def test_the_group_is_taken_from_the_label(labels: list[str], part: str) -> None:
    [found] = table(["", "", "2021"], [*labels, "1%"]).cells

    assert found.part == part


def test_a_pair_without_a_label_is_read_as_bme_with_a_doubt() -> None:
    [found] = table(["", "2021"], ["5", "31%"]).cells

    assert (found.part, found.doubts) == ("bme", ("The row does not say of which group: read as BME.",))


def test_the_second_row_of_a_pair_can_lack_the_number() -> None:
    rows = ["", "", "2021"], ["5", "BME", "31%"], ["", "White", "28%"], ["", "", ""], ["", "White", "27%"]

    found = table(*rows)

    assert [(each.number, each.part, each.text) for each in found.cells] == [(5, "bme", "31%"), (5, "white", "28%")]
    assert [each.address for each in found.ignored] == ["B5"]


def test_a_row_of_a_group_after_a_ratio_is_not_taken_for_it() -> None:
    found = table(["", "", "2021"], ["2", "", "1.05"], ["", "White", "14.65%"])

    assert [each.address for each in found.cells] == ["C2"]
    assert [each.address for each in found.ignored] == ["B3"]


SCORES = [
    ("2", "1.05", "1.05", ()),
    ("5", "0%", "0%", ()),
    ("9", "-0.64%", "-0.64%", ()),
    ("9", "\u22120.64%", "-0.64%", ()),
    ("5", "50.3% (43.6% last year)", "50.3%", ("Only '50.3%' was read; '(43.6% last year)' was left out.",)),
    ("2", "1.3*", "1.3", ("Only '1.3' was read; '*' was left out.",)),
    ("5", "41.8", "41.8%", ("'41.8' has no percent sign: read as 41.8%.",)),
    ("5", "0.343", "34.3%", ("'0.343' has no percent sign: read as 34.3%.",)),
    ("5", "0.3", "30%", ("'0.3' has no percent sign: read as 30%.",)),
    ("9", "-0.0064", "-0.64%", ("'-0.0064' has no percent sign: read as -0.64%.",)),
    ("5", "0.343283582089552", "34.3%", ("'0.343283582089552' has no percent sign: read as 34.3%.",)),
    ("2", "1.046728971963", "1.05", ("'1.046728971963' has more decimals than a report prints: read as 1.05.",)),
    ("2", "17.16%", "17.16", ("A ratio is not a percentage: '17.16%' was read as 17.16. Check it.",)),
    ("2", "20", "20", ("20 is off the usual scale of a ratio. Check it.",)),
    ("2", "0.00", "0.00", ("0.00 is off the usual scale of a ratio. Check it.",)),
]
UNREADABLE = [
    ("2", "-1.2", "'-1.2' is below 0"),
    ("5", "-3%", "'-3%' is below 0, which indicator 5 cannot be"),
    ("5", "101%", "'101%' is over 100%"),
    ("5", "6,307", "'6,307' is over 100%"),
    ("5", "see page 4", "'see page 4' is not one value"),
    ("5", "2 of 15", "'2 of 15' is not one value"),
    ("5", "nil", "'nil' is not one value"),
    ("5", "n/a (34.3%)", "'n/a (34.3%)' is not one value"),
    ("5", "2021-03-31", "'2021-03-31' is not one value"),
    ("2", "#DIV/0!", "'#DIV/0!' is not one value"),
    ("2", "\u0661.\u0661\u0661\u0661\u0661\u0661", "is not one value"),
]


@pytest.mark.parametrize(("number", "found", "text", "doubts"), SCORES)
def test_a_score_is_read_and_what_is_odd_is_doubted(
    number: str, found: str, text: str, doubts: tuple[str, ...]
) -> None:
    read = cell(number, found)

    assert (read.found, read.text, read.doubts, read.refusal) == (found, text, doubts, "")
    assert (read.value, read.places) == (read_printed(text).value, read_printed(text).places)


REASONS = ["n/a", "N/A", "redacted", "Redacted (small numbers)", "Too few", "too few staff to print", "Too few (<11)"]


@pytest.mark.parametrize("found", [*REASONS, "Suppressed", "not published", "No return"])
def test_a_score_that_is_missing_on_purpose_keeps_its_reason_as_printed(found: str) -> None:
    read = cell("5", f" {found} ")

    assert read == WideCell(
        "C2", 5, "bme", 2021, f" {found} ", doubts=("No score: read as missing.",), missing_reason=found
    )


@pytest.mark.parametrize("found", ["-", "\u2013", "*", "**"])
def test_a_sign_says_that_a_score_is_missing_and_not_why(found: str) -> None:
    assert cell("5", found) == WideCell("C2", 5, "bme", 2021, found, doubts=("No score: read as missing.",))


@pytest.mark.parametrize(("number", "found", "refusal"), UNREADABLE)
def test_what_cannot_be_the_score_is_refused(number: str, found: str, refusal: str) -> None:
    read = cell(number, found)

    assert refusal in read.refusal
    assert (read.text, read.value, read.doubts) == ("", None, ())


@pytest.mark.parametrize("text", ["=B1", "1.05", ""])
def test_a_formula_is_refused_whatever_it_shows(text: str) -> None:
    read = cell("2", text, formulas=frozenset({"C2"}))

    assert read.refusal == "This cell holds a formula: paste its value."


def test_an_empty_cell_is_no_score() -> None:
    assert table(["", "2020", "2021"], ["2", " "]) == WideTable((2020, 2021), (), ())


def test_a_second_score_of_a_year_names_the_first() -> None:
    found = table(["", "2021", "2020/21"], ["2", "1.05", "1.1"], ["Indicator 2", "1.2"]).cells

    assert [each.address for each in found if not each.refusal] == ["B2"]
    assert {each.refusal for each in found[1:]} == {"This score is already in B2. Take one of the two out."}


def test_titles_and_columns_without_a_year_are_listed() -> None:
    found = table(["WRES 2021"], [], ["", "2021", "Trend"], ["2", "1.05", "down"], ["3", "1.04", "", "?"])

    assert found.ignored == (
        Ignored("A1", "WRES 2021", "It stands above the row of years."),
        Ignored("C3", "Trend", "No year stands above this column."),
        Ignored("D5", "?", "No year stands above this column."),
    )
