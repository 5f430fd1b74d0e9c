"""Reads text that was copied from a table in Word or Excel: columns stand apart by tabs.

Excel puts quotes around a cell of several lines. Word does not, and also writes a tab behind each bullet, so a row is
pieced together from as many lines as it takes to fill the columns of the first one.
"""

import csv
import io
import re

from actions.documents.grids import COUNTED, SIGNS, DocumentError, Grid, Line, grid_of, levelled, line_of, lines_of

MOST_LETTERS = 400_000
MOST_ROWS = 2_000
MOST_COLUMNS = 60
TABBED_SIGN = re.compile(rf"(?:^|(?<=\t))([{SIGNS}]|o|{COUNTED})\t", re.MULTILINE)
SECTION = re.compile(r"\s*(?:W[RD]ES\s+)?(?:indicator|metric)\b", re.IGNORECASE)  # a row of one cell across a table
QUOTED = re.compile(r'(?:^|\t)"', re.MULTILINE)


def read_pasted(text: str) -> list[Grid]:
    """One grid; DocumentError for nothing, or for more than a plan holds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    if not text.strip():
        raise DocumentError("Paste the table of actions, with its row of headings.")
    if len(text) > MOST_LETTERS:
        raise DocumentError(f"This is more than {MOST_LETTERS:,} characters. Paste the table of actions alone.")
    rows: list[list[tuple[Line, ...]]]
    if "\t" not in text:
        rows = [[(line,)] for line in levelled(map(line_of, text.split("\n"))) if line.text]
    else:
        rows = _quoted(text) or _pieced(text)
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        raise DocumentError(f"A plan of more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns is not read.")
    return [grid_of("Pasted text", [row for row in rows if any(row)])]


def _quoted(text: str) -> list[list[tuple[Line, ...]]]:
    """The rows as Excel copies them; none where the quotes are not its own, but some that somebody wrote."""
    if not QUOTED.search(text) or text.count('"') % 2:
        return []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        return []
    return [[lines_of(cell) for cell in row] for row in rows] if len({*map(len, rows)}) == 1 else []


def _pieced(text: str) -> list[list[tuple[Line, ...]]]:
    """The rows of text in which a cell can go on over several lines.

    A line that completes no row goes on with the cell before it: the last of its row, or one inside.
    """
    columns = text.split("\n", 1)[0].count("\t") + 1
    rows: list[list[list[str]]] = []
    for line in TABBED_SIGN.sub(r"\1 ", text).split("\n"):
        cells = line.split("\t")
        missing = columns - len(rows[-1]) if rows else 0
        is_section = len(cells) == 1 and not missing and SECTION.match(line)
        goes_on = rows and not is_section and len(cells) - 1 <= missing
        if not goes_on:
            rows.append([[cell] for cell in cells])
            continue
        rows[-1][-1].append(cells[0])
        rows[-1] += [[cell] for cell in cells[1:]]
    return [[tuple(levelled(map(line_of, _trimmed(cell)))) for cell in row] for row in rows]


def _trimmed(cell: list[str]) -> list[str]:
    """Without the empty lines at its end, and none at all where nothing is in it."""
    while cell and not cell[-1].strip():
        cell.pop()
    return cell
