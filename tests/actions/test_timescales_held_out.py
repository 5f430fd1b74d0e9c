"""Timescales that the grammar was not written from.

timescales-held-out.csv: the first set was written before the grammar was looked at, the second after it was mended
for the first. doubt: required where a careful person would ask, forbidden where the reading is plain.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from actions.timescales import Repeat, Timescale, describe, read, understood_as

PRINTED = Path(__file__).parent / "timescales-held-out.csv"
with PRINTED.open(newline="", encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines))


def is_right(row: dict[str, str]) -> bool:
    understood = read(row["text"])
    due = date.fromisoformat(row["due"]) if row["due"] else None
    repeat = Repeat(row["repeat"]) if row["repeat"] else None
    return (understood.due, understood.repeat, understood.ongoing) == (due, repeat, row["ongoing"] == "yes")


def in_words(rows: list[dict[str, str]]) -> list[str]:
    return [row["text"] for row in rows]


def test_nineteen_in_twenty_are_read_exactly_right() -> None:
    cells = [row for row in ROWS if row["shape"] == "cell"]

    wrong = [row for row in cells if not is_right(row)]

    assert len(wrong) <= 0.05 * len(cells), in_words(wrong)


def test_none_is_read_wrongly_without_a_doubt() -> None:
    assert in_words([row for row in ROWS if not is_right(row) and not read(row["text"]).doubts]) == []


def test_what_a_careful_person_would_ask_about_has_a_doubt() -> None:
    required = [row for row in ROWS if row["doubt"] == "required"]

    assert in_words([row for row in required if not read(row["text"]).doubts]) == []


def test_what_is_plain_has_no_doubt() -> None:
    plain = [row for row in ROWS if row["doubt"] == "forbidden"]

    assert in_words([row for row in plain if read(row["text"]).doubts]) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_each_doubt_is_a_sentence(row: dict[str, str]) -> None:
    for doubt in read(row["text"]).doubts:
        assert doubt.endswith(".")
        assert doubt[0].isupper() or doubt[0] == "'"
        assert "{" not in doubt.replace(row["text"], "")


@pytest.mark.parametrize(
    ("printed", "until"),
    [
        ("2023-2027\nQuarterly", date(2027, 3, 31)),
        ("Monthly until March 2024", date(2024, 3, 31)),
        ("Quarterly 2023/24", date(2024, 3, 31)),
        ("Quarterly from June 2023", None),
        ("March 2022 then annually", None),
        ("April 2022 to March 2023", None),
    ],
)
def test_what_repeats_ends_with_the_time_it_is_printed_with(printed: str, until: date | None) -> None:
    assert read(printed).until == until


@pytest.mark.parametrize(
    ("printed", "doubt"),
    [
        ("Febuary 2022", "'Febuary' is read as February."),
        ("Complete", "'Complete' says how far it has got, not when it is due."),
        (
            "Completed March 2022",
            "'Completed March 2022' says when something was done or begun, not when it is due.",
        ),
        (
            "Friday 1 April 2023",
            "'Friday 1 April 2023' has a day of the week that does not agree with its date: read as 1 April 2023.",
        ),
        ("March 2024 (was June 2024)", "'was June 2024' is an earlier date for this, and is not used."),
        ("w/c 6 March 2023", "'w/c 6 March 2023' is a week: read as its last day, 12 March 2023."),
    ],
)
def test_a_doubt_says_what_is_unclear_and_how_it_is_read(printed: str, doubt: str) -> None:
    assert doubt in read(printed).doubts


def test_what_was_understood_stands_under_what_is_typed() -> None:
    assert understood_as(read("February 2022 and ongoing")) == "Understood as: due 28 February 2022, then continuing"
    assert understood_as(read("Q4")) == "No date could be read"
    assert understood_as(read("Recruitment manager to determine.")) == ""  # its doubt says it


def test_what_repeats_until_a_day_says_until_when() -> None:
    understood = Timescale(date(2027, 3, 31), Repeat.QUARTERLY, False, (), until=date(2027, 3, 31))

    assert describe(understood) == "Every quarter, until 31 March 2027"
