"""Reads the sheets of a spreadsheet (.xlsx, .csv) as grids."""

import re
from collections.abc import Sequence
from datetime import date

from actions.documents.grids import DocumentError, Grid, Line, grid_of, lines_of
from indicators.spreadsheets.sheets import COPY_OUT, Sheet, SpreadsheetError, read_sheets

MOST_CELLS = 60_000  # all sheets together
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def read_tables(name: str, content: bytes) -> list[Grid]:
    """The sheets that hold anything, in their order; DocumentError where the file is no spreadsheet that is read."""
    try:
        sheets = read_sheets(name, content)
    except SpreadsheetError as error:
        raise DocumentError(str(error)) from error
    if sum(len(sheet.rows) * max(map(len, sheet.rows), default=0) for sheet in sheets) > MOST_CELLS:
        raise DocumentError(f"This file has more cells than a plan has. {COPY_OUT}")
    grids = [grid_of(sheet.name, _filled(sheet), merged=_checked(sheet)) for sheet in sheets]
    found = [grid for grid in grids if not grid.is_empty]
    if not found:
        raise DocumentError("Nothing is filled in in this file. Choose the one that holds the plan.")
    return found


def _filled(sheet: Sheet) -> list[list[tuple[Line, ...]]]:
    rows = [[lines_of(_as_said(text)) for text in row] for row in sheet.rows]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _checked(sheet: Sheet) -> Sequence[tuple[int, int, int, int]]:
    """The merged ranges of a sheet; together they cannot cover more cells than it has, unless somebody means harm."""
    covered = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in sheet.merged if bottom >= top)
    if covered > MOST_CELLS:
        raise DocumentError(f"This workbook has more merged cells than fit into it. {COPY_OUT}")
    return sheet.merged


def _as_said(text: str) -> str:
    """A day as people write it: a spreadsheet keeps '31 March 2022' as '2022-03-31'."""
    match = DAY.fullmatch(text.strip())
    if match is None:
        return text
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"
