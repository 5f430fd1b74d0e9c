"""Reads a published report from its TOML file: all that is wrong with it at once, each thing with its line.

sample/kingston-wres-2021.toml is the example of the form.
"""

import re
import tomllib
from collections import Counter
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from accounts.models import ODS_CODE


def no_repeats(values: list[Any]) -> list[Any]:
    twice = [value for value, times in Counter(values).items() if times > 1]
    if twice:
        raise ValueError(f"'{twice[0]}' stands there twice")
    return values


def as_year(text: Any) -> Any:
    """A key of a TOML table is a text; one that is a year is read as its number."""
    return int(text) if isinstance(text, str) and re.fullmatch(r"\d{4}", text) else text


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
ShortWords = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Year = Annotated[int, Field(ge=2015, le=2100)]
PrintedYear = Annotated[Year, BeforeValidator(as_year)]
IndicatorNumber = Annotated[int, Field(ge=1, le=99)]
Names = Annotated[list[ShortWords], AfterValidator(no_repeats)]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


# The library's words for a fault, in ours; where one is not here, its own are shown.
IN_WORDS = {
    "missing": "is missing. Add it",
    "extra_forbidden": "is not known here. Take it out or spell it right",
    "string_type": "should be text in quotation marks",
    "string_too_short": "is empty. Fill it in or take it out",
    "string_too_long": "is too long",
    "string_pattern_mismatch": "is not in the right form. An ODS code is like RAX and a month like 2021-09",
    "int_type": "should be a whole number without quotation marks",
    "int_parsing": "should be a year, such as 2021",
    "greater_than_equal": "is too small",
    "less_than_equal": "is too large",
    "list_type": "should be a list in square brackets",
    "too_short": "is empty. Fill it in",
    "date_type": "should be a date such as 2021-03-31, without quotation marks",
}


class ReportFileError(ValueError):
    """The file cannot be read as a report; the message has every fault with its place, a line each."""


class Table(BaseModel):
    """A table of the file: it has these keys and no others, and a number is not a text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PrintedOrganisation(Table):
    """The organisation as it calls itself."""

    name: ShortWords
    short_name: Annotated[ShortWords, StringConstraints(max_length=60)]
    ods_code: Annotated[str, StringConstraints(pattern=f"^{ODS_CODE}$")]
    committee: ShortWords


class PrintedYearOfReport(Table):
    """What year the report is about, and when it was submitted, in its words."""

    standard: Words
    year: Year
    period_start: date
    period_end: date
    submitted: Annotated[Words, StringConstraints(max_length=60)]
    areas_of_focus: list[Words]


class PrintedScore(Table):
    """One row of the score table: the printed text of each year."""

    indicator: IndicatorNumber
    title: Words
    unit: Words
    printed: dict[PrintedYear, Words]


class Goal(Table):
    """BME staff to have in post in a band by the end of a year, and how many there were in a month (2021-09)."""

    band: Annotated[ShortWords, StringConstraints(max_length=10)]
    target: Annotated[int, Field(ge=0)]
    target_year: Year
    actual: Annotated[int, Field(ge=0)]
    actual_month: Month


class PrintedAction(Table):
    """One action of the printed plan; `timescale` is empty where none stands beside it."""

    indicators: Annotated[list[IndicatorNumber], Field(min_length=1), AfterValidator(no_repeats)]
    text: Words
    timescale: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    leads: Names
    support: Names = []
    staff_in_post_goals: list[Goal] = []


class Report(Table):
    """A year's published scores and action plan."""

    organisation: PrintedOrganisation
    report: PrintedYearOfReport
    scores: list[PrintedScore]
    actions: list[PrintedAction]

    def scores_of(self, year: int) -> dict[int, str]:
        """The printed text by indicator number."""
        return {row.indicator: row.printed[year] for row in self.scores if year in row.printed}

    @property
    def years(self) -> list[int]:
        return sorted({year for row in self.scores for year in row.printed})


def parse(text: str) -> Report:
    """The report that a file holds. Raises ReportFileError with every fault."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReportFileError(f"The file is not TOML. {error}") from error
    try:
        report = Report.model_validate(content)
    except ValidationError as error:
        faults = sorted(
            fault_of(text, fault["loc"], IN_WORDS.get(fault["type"], fault["msg"])) for fault in error.errors()
        )
        raise ReportFileError("\n".join(f"line {line}: {words}" for line, words in faults)) from error
    if faults := disagreements(text, report):
        raise ReportFileError("\n".join(f"line {line}: {words}" for line, words in faults))
    return report


def disagreements(text: str, report: Report) -> list[tuple[int, str]]:
    """What one table alone cannot know: rows that stand twice, a period that ends before it starts."""
    found = []
    if report.report.period_start >= report.report.period_end:
        place = ("report", "period_end")
        found.append(fault_of(text, place, "the period ends before it starts"))
    for rows, name, key in ((report.scores, "scores", "indicator"), (report.actions, "actions", "text")):
        seen: set[Any] = set()
        for at, row in enumerate(rows):
            value = getattr(row, key)
            if value in seen:
                found.append(fault_of(text, (name, at, key), f"'{value}' stands there twice"))
            seen.add(value)
    for at, action in enumerate(report.actions):
        bands = Counter(goal.band for goal in action.staff_in_post_goals)
        for band in (band for band, times in bands.items() if times > 1):
            found.append(fault_of(text, ("actions", at, "staff_in_post_goals"), f"band '{band}' stands there twice"))
        for name in set(action.leads) & set(action.support):
            found.append(fault_of(text, ("actions", at, "support"), f"'{name}' leads and supports"))
    return sorted(found)


def fault_of(text: str, place: tuple[int | str, ...], message: str) -> tuple[int, str]:
    """The line of a fault, and words such as 'actions 3, timescale: ...'."""
    names = [f"{part + 1}" if isinstance(part, int) else f", {part}" for part in place if part != "[key]"]
    words = "".join(f" {name}" if name.isdigit() else name for name in names).lstrip(", ")
    plain = message.removeprefix("Value error, ")
    return line_of(text, place), f"{words} {plain}" if plain.startswith(("is", "should")) else f"{words}: {plain}"


def line_of(text: str, place: tuple[int | str, ...]) -> int:
    """The line of a key, or of the head of its table where the key is missing; 1 where there is no such table."""
    table, *rest = place
    turn = rest.pop(0) if rest and isinstance(rest[0], int) else 0
    lines = text.splitlines()
    heads = [at for at, line in enumerate(lines) if re.match(rf"\s*\[+\s*{re.escape(str(table))}\s*\]+", line)]
    if int(turn) >= len(heads):
        return 1
    start = heads[int(turn)]
    body = range(start + 1, len(lines))
    end = next((at for at in body if re.match(r"\s*\[+\s*\w+\s*\]+\s*$", lines[at])), len(lines))
    key = re.escape(str(rest[0])) if rest else None
    found = (at for at in range(start + 1, end) if key and re.match(rf"\s*{key}\s*=", lines[at]))
    return next(found, start) + 1
