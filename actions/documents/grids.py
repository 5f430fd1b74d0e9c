"""A table as plain values, whatever document it stood in: cells with their lines, merged ones at every place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indicators.spreadsheets.archives import UnreadableError

# What people type before a point of a list: a sign, '1.', '2)', '(a)' or 'iv.', and a blank after it.
ROUND = "\u2022\u25cf\uf0b7"
SIGNS = rf"{ROUND}\u25aa\u25e6\u2023\u2043\u00b7\u2219\u25cb\u25a0\u25a1\u27a2\u2713\u2714\uf0a7\uf0d8\u2013\u2014*>+-"
COUNTED = r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]"
MARKED = re.compile(rf"\s*([{SIGNS}]|o(?=\t| {{2,}}| [A-Z])|{COUNTED})(?:\s+|(?<=[{ROUND}])(?=\w))(?=\S)")


class DocumentError(UnreadableError):
    """The document cannot be read; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Line:
    """One paragraph of a cell. `level` is 0 for plain text and 1 for the outermost points of a list.

    `marker` is what stands before a point ('2.', a bullet), `height` how many lines of text it fills as drawn.
    """

    text: str
    level: int = 0
    marker: str = ""
    height: float = 1

    @property
    def as_written(self) -> str:
        return f"{self.marker} {self.text}" if self.marker else self.text


@dataclass(frozen=True)
class Cell:
    """The lines of a cell, and its place: first row and column from 0, and how many of each it covers."""

    lines: tuple[Line, ...] = ()
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        return " ".join(line.as_written for line in self.lines if line.text)

    @property
    def last_row(self) -> int:
        return self.row + self.rows - 1


@dataclass(frozen=True)
class Grid:
    """One table. A merged cell stands in each place that it covers; `above` is the text that leads up to the table."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[str, ...] = ()
    within: str = ""  # the table in a cell of which this one stands

    def across(self, row: int) -> list[Cell]:
        """The cells of a row from left to right, each once."""
        return list({(cell.row, cell.column): cell for cell in self.rows[row]}.values())

    @property
    def is_empty(self) -> bool:
        return not any(cell.text for row in self.rows for cell in row)


class Places:
    """The cells of a table that is read row by row, in which a cell can turn out to go on below."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._lengths: list[int] = []
        self._at: dict[tuple[int, int], int] = {}  # row and column: which of the cells

    def put(self, cell: Cell) -> None:
        self._cells.append(cell)
        self._lengths.append(cell.rows)
        self._cover(cell, cell.row, len(self._cells) - 1)

    def lengthen(self, row: int, column: int, columns: int) -> bool:
        """Makes the cell right above one row longer; False where it is none of the same width."""
        above = self._at.get((row - 1, column))
        if above is None or (self._cells[above].column, self._cells[above].columns) != (column, columns):
            return False
        self._lengths[above] += 1
        self._cover(self._cells[above], row, above)
        return True

    def _cover(self, cell: Cell, row: int, key: int) -> None:
        self._at |= dict.fromkeys(((row, at) for at in range(cell.column, cell.column + cell.columns)), key)

    def rows(self, number: int) -> tuple[tuple[Cell, ...], ...]:
        """All the rows, each filled up to the longest."""
        whole = [replace(cell, rows=length) for cell, length in zip(self._cells, self._lengths, strict=True)]
        width = max((column for _, column in self._at), default=-1) + 1

        def at(row: int, column: int) -> Cell:
            return whole[self._at[row, column]] if (row, column) in self._at else Cell((), row, column)

        return tuple(tuple(at(row, column) for column in range(width)) for row in range(number))


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of plain text, with the points that somebody typed; a second kind of sign is a second level."""
    return tuple(levelled(line_of(part) for part in text.splitlines()))


def line_of(text: str) -> Line:
    """One line, with the sign before it apart from its words."""
    match = MARKED.match(text)
    if match is None:
        return Line(" ".join(text.split()))
    return Line(" ".join(text[match.end() :].split()), 1, match[1])


def levelled(lines: Iterable[Line]) -> list[Line]:
    kinds: list[str] = []
    found = []
    for line in lines:
        if line.marker and (kind := _kind(line.marker)) not in kinds:
            kinds.append(kind)
        found.append(replace(line, level=kinds.index(kind) + 1) if line.marker else line)
    return found


def _kind(marker: str) -> str:
    """'1.' and '2.' are of one kind, '(a)' of another."""
    return re.sub("[a-z]+", "a", re.sub(r"\d+", "1", marker)) if marker != "o" else marker


def grid_of(
    name: str,
    rows: Sequence[Sequence[tuple[Line, ...]]],
    *,
    merged: Iterable[tuple[int, int, int, int]] = (),
    above: Sequence[str] = (),
) -> Grid:
    """A grid of plain rows, each filled up to the longest. A merged range is its first row and column, and its last."""
    width = max(map(len, rows), default=0)
    cells = {
        (at, column): Cell(row[column] if column < len(row) else (), at, column)
        for at, row in enumerate(rows)
        for column in range(width)
    }
    for top, left, bottom, right in merged:
        if (first := cells.get((top, left))) and bottom < len(rows) and right < width:
            whole = replace(first, rows=bottom - top + 1, columns=right - left + 1)
            cells |= {(at, column): whole for at in range(top, bottom + 1) for column in range(left, right + 1)}
    whole_rows = tuple(tuple(cells[at, column] for column in range(width)) for at in range(len(rows)))
    return Grid(name, whole_rows, tuple(above))


def as_json(grid: Grid) -> dict[str, Any]:
    """Plain values to keep a grid between two pages; each cell once."""
    cells = {(cell.row, cell.column): cell for row in grid.rows for cell in row}.values()
    return {
        "name": grid.name,
        "above": list(grid.above),
        "within": grid.within,
        "size": [len(grid.rows), max(map(len, grid.rows), default=0)],
        "cells": [
            [each.row, each.column, each.rows, each.columns, [_line_as_json(line) for line in each.lines]]
            for each in cells
        ],
    }


def _line_as_json(line: Line) -> list[Any]:
    return [line.text, line.level, line.marker, round(line.height, 2)]


def from_json(kept: dict[str, Any]) -> Grid:
    height, width = kept["size"]
    places: list[list[Cell]] = [[Cell()] * width for _ in range(height)]
    for row, column, rows, columns, lines in kept["cells"]:
        cell = Cell(tuple(Line(*line) for line in lines), row, column, rows, columns)
        for at in range(row, row + rows):
            places[at][column : column + columns] = [cell] * columns
    return Grid(kept["name"], tuple(map(tuple, places)), tuple(kept["above"]), kept["within"])
