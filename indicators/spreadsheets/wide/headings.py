"""Finds the years above the columns, and the groups where a second row of headings names them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indicators.spreadsheets.sheets import Sheet, SpreadsheetError
from indicators.spreadsheets.wide.group_words import GroupWords
from indicators.spreadsheets.wide.table import Ignored
from indicators.spreadsheets.wide.values import DASH

FIRST_YEAR, LAST_YEAR = 2010, 2040
NO_YEARS = "No row of years was found. Put years such as 2020 and 2021 above the columns of scores, right of the names."

YEAR = re.compile(rf"(?:WRES\s+)?(20[1-4]\d)(?:\.0)?(?:\s*(?:/|{DASH}|to)\s*((?:20)?\d\d))?", re.IGNORECASE)
# A month alone, or its last day: the snapshot is of 31 March, and Excel keeps 'Mar-21' as the first of the month.
MARCH = re.compile(rf"(?:31(?:st)?\s+)?Mar(?:ch)?(?:\s|'|{DASH})+(20[1-4]\d|[1-4]\d)", re.IGNORECASE)
MARCH_DAY = re.compile(r"(20[1-4]\d)-03-(?:01|31)|31/0?3/(20[1-4]\d)")


@dataclass(frozen=True)
class Column:
    """Which year a column is of, with the doubt that it was read with, and which part where it has a group above it."""

    year: int
    doubt: str = ""
    part: str = ""


@dataclass(frozen=True)
class Headings:
    """The columns by their place, what was left out, and where names end and scores begin.

    `label_columns` is how many columns stand left of the years, and `first_row` the first below the headings.
    """

    columns: Mapping[int, Column]
    ignored: tuple[Ignored, ...]
    label_columns: int
    first_row: int

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(column.year for column in self.columns.values()))


def headings_of(sheet: Sheet, groups: GroupWords) -> Headings:
    """SpreadsheetError where no row holds a year to the right of column A."""
    head, years = _years(sheet)
    first = min(years)
    above = (at for at in range(head) if any(map(str.strip, sheet.rows[at])))
    ignored = [first_filled(sheet, at, "It stands above the row of years.") for at in above]
    below = sheet.rows[head + 1] if head + 1 < len(sheet.rows) else ()
    texts = {column: text.strip() for column, text in enumerate(below) if column >= first and text.strip()}
    columns = _with_groups(sheet.rows[head], years, texts, groups)
    whys = {}
    if columns:
        other = (column for column, text in texts.items() if not groups.label(text))
        whys = dict.fromkeys(other, f"It is neither {groups.bme_name} nor {groups.white_name}.")
    found = columns or years
    ignored += _beside(sheet, head, range(first, max(map(len, sheet.rows))), found, whys)
    return Headings(found, tuple(ignored), first, head + (2 if columns else 1))


def _years(sheet: Sheet) -> tuple[int, dict[int, Column]]:
    """The row of years, and what is below each of them."""
    for at, row in enumerate(sheet.rows):
        # The first column is left out, because a title such as 'WRES 2021' stands there.
        columns = {column: year for column, text in enumerate(row) if column and (year := _year(text))}
        if columns:
            return at, columns
    raise SpreadsheetError(NO_YEARS)


def _year(text: str) -> Column | None:
    text = text.strip()
    plain, march = YEAR.fullmatch(text), MARCH.fullmatch(text) or MARCH_DAY.fullmatch(text)
    if plain and plain[2]:
        year = int(plain[1]) + 1  # a financial year is named by its end
    else:
        match = plain or march
        year = 2000 + int(next(filter(None, match.groups()))[-2:]) if match else 0
    if not FIRST_YEAR <= year <= LAST_YEAR or (plain and plain[2] and int(plain[2][-2:]) != year % 100):
        return None
    return Column(year, "" if plain and not plain[2] else f"The heading '{text}' was read as {year}.")


def _with_groups(
    head: tuple[str, ...], years: Mapping[int, Column], texts: Mapping[int, str], groups: GroupWords
) -> dict[int, Column]:
    """The columns with their parts, where the row below the years, of these texts, names groups; else none.

    A year that spans several columns stands in the first of them. The row must name both groups for one of the years:
    a row of answers, such as whether the chair is White, is no heading.
    """
    found: dict[int, Column] = {}
    year = None
    for column in range(min(years), max(texts, default=0) + 1):
        if column in years or "".join(head[column : column + 1]).strip():
            year = years.get(column)
        if year and (part := groups.label(texts.get(column, ""))):
            found[column] = replace(year, part=part)
        elif column in years and column not in texts:
            found[column] = years[column]
    found |= {column: year for column, year in years.items() if column > max(texts, default=0)}
    parts = {(each.year, each.part) for each in found.values() if each.part}
    is_heading = len(parts) > len({year for year, _ in parts})
    has_digit = any(letter.isdigit() for text in texts.values() for letter in text)
    return found if is_heading and not has_digit else {}


def _beside(
    sheet: Sheet, head: int, places: range, columns: Mapping[int, Column], whys: Mapping[int, str]
) -> Iterator[Ignored]:
    for column in sorted(set(places) - set(columns)):
        rows = range(head + (column in whys), len(sheet.rows))
        filled = (at for at in rows if "".join(sheet.rows[at][column : column + 1]).strip())
        at = next(filled, None)
        if at is not None:
            why = whys.get(column, "No year stands above this column.")
            yield Ignored(sheet.address(at, column), sheet.rows[at][column], why)


def first_filled(sheet: Sheet, at: int, why: str) -> Ignored:
    """A row that was not understood, by its first cell with a text."""
    column, text = next((column, text) for column, text in enumerate(sheet.rows[at]) if text.strip())
    return Ignored(sheet.address(at, column), text, why)
