"""What the printed timescales of real plans are read as, and that none is read wrongly without a doubt."""

import csv
from datetime import date
from pathlib import Path

import pytest

from actions.timescales import Repeat, Timescale, describe, read

PRINTED = (Path(__file__).parent / "timescales.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(PRINTED.splitlines(keepends=True)))
READ_DIFFERENTLY = {
    "2012 - Third Quarter Update": "a paper's heading: its quarter is offered, with a doubt about the year",
}
PLAN_START = date(2022, 4, 1)


Reading = tuple[date | None, Repeat | None, bool]


def reading(timescale: Timescale) -> Reading:
    return timescale.due, timescale.repeat, timescale.ongoing


def expected(row: dict[str, str]) -> Reading:
    due = date.fromisoformat(row["due"]) if row["due"] else None
    return due, Repeat(row["repeat"]) if row["repeat"] else None, row["ongoing"] == "yes"


def says(due: str, repeat: str = "", ongoing: bool = False) -> Reading:
    return date.fromisoformat(due) if due else None, Repeat(repeat) if repeat else None, ongoing


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_real_timescale_is_read_as_a_careful_person_reads_it(row: dict[str, str]) -> None:
    understood = read(row["text"])

    if row["text"] in READ_DIFFERENTLY:
        assert reading(understood) != expected(row)
        assert understood.doubts
    else:
        assert reading(understood) == expected(row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_real_timescale_that_says_nothing_of_when_has_a_doubt(row: dict[str, str]) -> None:
    understood = read(row["text"])

    assert understood.due or understood.repeat or understood.ongoing or understood.doubts


def test_nearly_all_printed_cells_are_read_exactly_right() -> None:
    cells = [row for row in ROWS if row["printed_as_cell"] == "yes"]

    right = [row for row in cells if reading(read(row["text"])) == expected(row)]

    assert len(right) >= 0.95 * len(cells)


def test_a_plain_month_in_a_printed_cell_raises_no_doubt() -> None:
    months = [row for row in ROWS if row["kind"] == "month" and row["printed_as_cell"] == "yes"]

    assert [row["text"] for row in months if read(row["text"]).doubts] == []


@pytest.mark.parametrize(
    ("printed", "meant", "words"),
    [
        ("January 2022", says("2022-01-31"), "Due 31 January 2022"),
        ("February 2022 and ongoing", says("2022-02-28", "", True), "Due 28 February 2022, then continuing"),
        ("December 2021", says("2021-12-31"), "Due 31 December 2021"),
        ("March 2022", says("2022-03-31"), "Due 31 March 2022"),
        ("March  \n 2022", says("2022-03-31"), "Due 31 March 2022"),
        ("Quarterly", says("", "quarterly"), "Every quarter"),
        ("Ongoing", says("", ongoing=True), "Ongoing"),
    ],
)
def test_kingston_is_read_without_a_doubt(printed: str, meant: Reading, words: str) -> None:
    understood = read(printed)

    assert reading(understood) == meant
    assert understood.doubts == ()
    assert describe(understood) == words


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("31/03/2023", "2023-03-31"),
        ("31.03.23", "2023-03-31"),
        ("31 / 03 / 2023", "2023-03-31"),
        ("5/4/22", "2022-04-05"),
        ("31-Mar-22", "2022-03-31"),
        ("2022-03-31", "2022-03-31"),
        ("31st March 2023", "2023-03-31"),
        ("Friday 31st March 2023", "2023-03-31"),
        ("the 1st of April 2024", "2024-04-01"),
        ("No later than 30 June 2023", "2023-06-30"),
        ("30 June '23", "2023-06-30"),
        ("March 22, 2023", "2023-03-22"),
        ("To be completed by 31 March 2023.", "2023-03-31"),
        ("Mar-22", "2022-03-31"),
        ("Mar ’22", "2022-03-31"),
        ("Sept. 2022", "2022-09-30"),
        ("March\u00a02023", "2023-03-31"),
        ("MARCH2023", "2023-03-31"),
        ("03/2022", "2022-03-31"),
        ("By the end of September 2022", "2022-09-30"),
        ("End Feb 2024", "2024-02-29"),
        ("Week ending 11 March 2022", "2022-03-11"),
        ("March/April 2023", "2023-04-30"),
        ("Apr 22 – Mar 23", "2023-03-31"),
        ("Oct 2022 — March", "2023-03-31"),
        ("Nov‑Feb 2023", "2023-02-28"),
        ("from April 2022 to March 2023", "2023-03-31"),
        ("Start: May 2022. End: May 2024", "2024-05-31"),
        ("01/04/22 - 31/03/23", "2023-03-31"),
        ("1st – 5th March 2022", "2022-03-05"),
        ("now until March 2022", "2022-03-31"),
        ("between 1 April 2022 and 31 March 2023", "2023-03-31"),
        ("2022/23", "2023-03-31"),
        ("22/23", "2023-03-31"),
        ("FY 2022-23", "2023-03-31"),
        ("Throughout 2022/2023", "2023-03-31"),
        ("End of the 2022/23 financial year", "2023-03-31"),
        ("Financial year ending 31 March 2023", "2023-03-31"),
        ("2022/23 - 2024/25", "2025-03-31"),
        ("1999/00", "2000-03-31"),
        ("Q4 99/00", "2000-03-31"),
        ("Q3 2022/23", "2022-12-31"),
        ("Q4 (2022-23)", "2023-03-31"),
        ("2022/23 Q4", "2023-03-31"),
        ("Quarter 1 2023/24", "2023-06-30"),
        ("Q1 & 2 2023/24", "2023-09-30"),
        ("Q1 2023/24 - Q4 2024/25", "2025-03-31"),
        ("second quarter of 2023/24", "2023-09-30"),
        ("H2 2023/24", "2024-03-31"),
        ("Q3 (Oct-Dec) 2022/23", "2022-12-31"),
        ("Q4 March 2023", "2023-03-31"),
        ("Q3/4 Oct 2024 - Mar 2025", "2025-03-31"),
        ("November 2022 (Q3 2022/23)", "2022-11-30"),
        ("December 2022/23", "2022-12-31"),
        ("Year 1 (2022/23)", "2023-03-31"),
        ("Year 2 - March 2024", "2024-03-31"),
    ],
)
def test_a_plain_date_is_read_without_a_doubt(printed: str, due: str) -> None:
    understood = read(printed)

    assert reading(understood) == says(due)
    assert understood.doubts == ()


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("March 2022 then annually", says("2022-03-31", "yearly")),
        ("March 2022 and annually thereafter", says("2022-03-31", "yearly")),
        ("By December 2022, and then every six months", says("2022-12-31", "six-monthly")),
        ("Weekly", says("", "weekly")),
        ("Every month", says("", "monthly")),
        ("6-monthly", says("", "six-monthly")),
        ("Half-yearly", says("", "six-monthly")),
        ("Twice yearly", says("", "six-monthly")),
        ("Three monthly", says("", "quarterly")),
        ("Four times a year", says("", "quarterly")),
        ("Once per quarter", says("", "quarterly")),
        ("Per annum", says("", "yearly")),
        ("12 monthly", says("", "yearly")),
        ("On-going.", says("", ongoing=True)),
        ("By March 2023 then ongoing", says("2023-03-31", ongoing=True)),
        ("Ongoing - quarterly", says("", "quarterly", ongoing=True)),
    ],
)
def test_what_repeats_or_goes_on_is_read_without_a_doubt(printed: str, meant: Reading) -> None:
    understood = read(printed)

    assert reading(understood) == meant
    assert understood.doubts == ()


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("By 2023", "2023-12-31"),
        ("2010-12", "2012-03-31"),
        ("FY23", "2023-03-31"),
        ("07/08", "2008-03-31"),
        ("Q3 2023", "2023-12-31"),
        ("Winter 2022", "2023-02-28"),
        ("Autumn term 2025", "2025-12-31"),
        ("mid-March 2022", "2022-03-15"),
        ("early 2023", "2023-03-31"),
        ("March 31", "2031-03-31"),
        ("Feb-28", "2028-02-29"),
        ("From April 2022 onwards", "2022-04-30"),
        ("Before March 2022", "2022-03-31"),
        ("March 2022 (TBC)", "2022-03-31"),
        ("~March 2022", "2022-03-31"),
        ("March, June and September 2023", "2023-09-30"),
        ("March or April 2023", "2023-04-30"),
        ("Objective 1 – March 2022", "2022-03-31"),
        ("Phase 1: March 2022, Phase 2: September 2022", "2022-09-30"),
        ("Reviewed March 2021", "2021-03-31"),
        ("March 2023 - December 2022", "2022-12-31"),
        ("Academic year 2023/24", "2024-07-31"),
        ("Q5 2022/23", "2023-03-31"),
        ("Febuary 2022", "2022-02-28"),
        ("Monthly until March 2023", "2023-03-31"),
        ("Ongoing to March 2023", "2023-03-31"),
    ],
)
def test_an_unclear_date_is_offered_with_a_doubt(printed: str, due: str) -> None:
    understood = read(printed)

    assert understood.due == date.fromisoformat(due)
    assert understood.doubts


NOTHING_SAID = ["", " ", "-", "TBC", "n/a", "ASAP", "When resources allow", "By the 31st", "9" * 5000]
NO_SUCH_DAY = ["31 February 2022", "30/02/2022", "12/31/2022", "00/00/2022", "32 March 2022", "13/2022"]
NO_YEAR = ["31 March", "Q4", "in the Autumn", "end of financial year", "Within six months", "Year 3", "05/07"]
NO_END = ["After March 2022", "Fortnightly", "Every two years", "bi-monthly", "Daily", "Short term", "3/22"]


@pytest.mark.parametrize("printed", NOTHING_SAID + NO_SUCH_DAY + NO_YEAR + NO_END)
def test_what_cannot_be_read_says_so_and_gives_no_date(printed: str) -> None:
    understood = read(printed)

    assert reading(understood) == says("")
    assert understood.doubts
    assert describe(understood) == "No date could be read"


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("Within six months", "2022-10-01"),
        ("Next 3-6 months", "2022-10-01"),
        ("within 30 days", "2022-05-01"),
        ("for the next five years", "2027-04-01"),
    ],
)
def test_a_length_of_time_counts_from_the_start_of_the_plan(printed: str, due: str) -> None:
    understood = read(printed, plan_start=PLAN_START)

    assert reading(understood) == says(due)
    assert understood.doubts == ()


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("31 August", "2022-08-31"),
        ("March", "2023-03-31"),
        ("Q4", "2023-03-31"),
        ("By year end", "2023-03-31"),
        ("Year 2", "2024-03-31"),
        ("Immediate", "2022-04-01"),
        ("Within six months of new Council.", "2022-10-01"),
        ("Within six months, or March 2023", "2023-03-31"),
    ],
)
def test_a_guess_from_the_start_of_the_plan_has_a_doubt(printed: str, due: str) -> None:
    understood = read(printed, plan_start=PLAN_START)

    assert understood.due == date.fromisoformat(due)
    assert understood.doubts


def test_a_length_of_time_from_the_end_of_a_month_ends_in_the_right_month() -> None:
    assert read("Within one month", plan_start=date(2022, 1, 31)).due == date(2022, 2, 28)


def test_a_doubt_names_the_words_and_the_reading_offered() -> None:
    assert read("By 2023").doubts == (
        "'2023' has no month: read as 31 December 2023, but a financial year would end on 31 March.",
    )


def test_three_years_run_together_end_with_the_third() -> None:
    understood = read("Annually 2008/09/10")

    assert reading(understood) == says("2010-12-31", "yearly")
    assert understood.doubts


def test_a_repeat_after_a_date_is_put_in_words() -> None:
    assert describe(read("March 2022 then annually")) == "Due 31 March 2022, and every year"
