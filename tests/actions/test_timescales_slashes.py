"""Slashes in timescales: those of a date or of a year, and those that stand between two things."""

from datetime import date

import pytest

from actions.timescales import Repeat, read


@pytest.mark.parametrize("plan_start", [None, date(2023, 10, 1)])
@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Q4 23/24 / ASAP", (date(2024, 3, 31), None, False)),
        ("Q4 2023/24 / ASAP", (date(2024, 3, 31), None, False)),
        ("Q4 2023-24/ASAP", (date(2024, 3, 31), None, False)),
        ("Q4 FY23/24 / ASAP", (date(2024, 3, 31), None, False)),
        ("Q4 23 / 24 / ASAP", (date(2024, 3, 31), None, False)),
        ("Q3/4 23/24 / ASAP", (date(2024, 3, 31), None, False)),
        ("Q3 / Q4 23/24 / HR", (date(2024, 3, 31), None, False)),
        ("23/24 / ASAP", (date(2024, 3, 31), None, False)),
        ("FY 23/24 / ASAP", (date(2024, 3, 31), None, False)),
        ("23/24 Q2 / HR", (date(2023, 9, 30), None, False)),
        ("March 24 / ASAP", (date(2024, 3, 31), None, False)),
        ("03/2024 / ASAP", (date(2024, 3, 31), None, False)),
        ("Year 1 / Q4 23/24 / ASAP", (date(2024, 3, 31), None, False)),
        ("Q1 24/25", (date(2024, 6, 30), None, False)),
        ("23/24 Q2", (date(2023, 9, 30), None, False)),
        ("Q4 23/24 & ongoing", (date(2024, 3, 31), None, True)),
        ("Q4 23/24 / ongoing", (date(2024, 3, 31), None, True)),
        ("H1 23/24/ongoing", (date(2023, 9, 30), None, True)),
        ("Q1 24/25 / monthly", (date(2024, 6, 30), Repeat.MONTHLY, False)),
        ("Q4 23/24 / Q1 24/25", (date(2024, 6, 30), None, False)),
        ("Q4 23/24 / 24/25", (date(2024, 3, 31), None, False)),
        ("23/24 / 24/25", (date(2025, 3, 31), None, False)),
        ("Q4 23/24 / 31 March 2024", (date(2024, 3, 31), None, False)),
        ("Q4 23/24 / 6 months", (date(2024, 3, 31), None, False)),
    ],
)
def test_a_slash_before_words_is_no_part_of_the_year(
    printed: str, meant: tuple[date, Repeat | None, bool], plan_start: date | None
) -> None:
    understood = read(printed, plan_start=plan_start)

    assert (understood.due, understood.repeat, understood.ongoing) == meant
    assert "has no year" not in " ".join(understood.doubts)
