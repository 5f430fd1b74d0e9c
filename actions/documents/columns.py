"""Says what the columns of a table hold, from the words above them: a guess that a person can change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from actions.documents.grids import Cell, Grid

HEADINGS_WITHIN = 12  # rows: a title or a note may stand above the headings
LONGEST = 70  # letters of a heading; longer cells are content


class Column(StrEnum):
    INDICATOR = "indicator"
    SCORE = "score"
    ACTION = "action"
    TIMESCALE = "timescale"
    LEAD = "lead"
    SUPPORT = "support"
    STATUS = "status"
    LEFT_OUT = "left_out"


# The first that matches counts, so what is told apart by a second word stands above what it could be taken for.
WORDS = r"""
indicator: ^(w[rd]es )?(indicators?|metrics?)\b(?! (scores?|data|results?|values?))
left_out: start(ed)? (date|on)|date (started|raised|added|agreed|opened|updated)|last updated|^(ref|no|id)\b|^#
left_out: (completed|closed|actual)( completion)? (date|on)|date (completed|closed)
left_out: evidence|outcomes?|impact|measure|success|kpi|resource|cost|\brisks?\b
support: ^support|^(?!.*\b(lead|owner|responsib)).*(support|assisted by|\bpartners?\b|contribut|consulted|involved)
score: scores?\b|current (position|performance|data)|baseline|\bdata\b|^results?\b|^value|figures?\b|^20\d\d\b
timescale: time ?-?(scale|frame|line)|by when|^when\b|deadline|\bdue\b|target date|milestone date|^dates?$
timescale: completion|complete by|(delivery|end|finish|implementation|review) date
lead: \bleads?\b|responsib|owners?\b|by whom|^who\b|accountab|\bsro\b|sponsor|assigned|allocated|named officer
status: status|\bb?rag\b|b\.?r\.?a\.?g|on track|^completed?\??$
left_out: progress|updates?\b|comment|notes?\b
indicator: indicators?\b|metrics?\b|^w[rd]es\b|^standard
action: actions?\b|recommendation|activit|tasks?\b|initiative|intervention|deliverable|steps?\b
action: what (will|are|do|is|needs|we)|how (will|we)|commitment|^what\??$
"""
# What stands for the indicator, or for the action, where no column says so plainly.
THEME = re.compile(r"theme|area|priorit|objective|goal|\baims?\b|domain|issue|topic|categor|focus", re.IGNORECASE)
IN_PLACE_OF_ACTIONS = re.compile(r"objective|goal|\baims?\b|descri|detail", re.IGNORECASE)
PATTERNS = tuple(
    (Column(column), re.compile(words, re.IGNORECASE))
    for column, words in (line.split(": ", 1) for line in WORDS.strip().splitlines())
)
ONCE = (Column.ACTION, Column.TIMESCALE, Column.STATUS)  # columns of which a table has one


@dataclass(frozen=True)
class Layout:
    """What each column of a table holds, under which words, and the row of headings; -1 is a table without one."""

    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]  # where each heading begins and ends in the grid
    row: int = -1

    @property
    def has_actions(self) -> bool:
        return Column.ACTION in self.columns

    def left_out(self) -> list[str]:
        """The headings of the columns that are not brought in."""
        pairs = zip(self.columns, self.headings, strict=True)
        return [words for column, words in pairs if column in (Column.LEFT_OUT, Column.SCORE) and words]

    def of_row(self, cells: Sequence[Cell]) -> dict[Column, list[Cell]]:
        """The cells of a row by what they hold: in order where there are as many as headings, else by their places."""
        found: dict[Column, list[Cell]] = {}
        for at, cell in enumerate(cells):
            place = at if len(cells) == len(self.columns) else self._under(cell)
            found.setdefault(self.columns[place], []).append(cell)
        return found

    def _under(self, cell: Cell) -> int:
        """The heading that a cell stands under, for the most part."""
        first, end = cell.column, cell.column + cell.columns
        return max(range(len(self.spans)), key=lambda at: min(end, self.spans[at][1]) - max(first, self.spans[at][0]))


def layout_of(grid: Grid) -> Layout | None:
    """The layout of a table whose headings say where its actions are; None for one that is no plan."""
    found = (_layout(grid, row) for row in range(min(len(grid.rows), HEADINGS_WITHIN)))
    return max(filter(None, found), key=_certainty, default=None)


def _certainty(layout: Layout) -> int:
    return len({*layout.columns} - {Column.LEFT_OUT, Column.SCORE})


def _layout(grid: Grid, row: int) -> Layout | None:
    cells = grid.across(row)
    if len(cells) < 2 or any(len(cell.text) > LONGEST for cell in cells):
        return None
    headings = tuple(cell.text for cell in cells)
    spans = tuple((cell.column, cell.column + cell.columns) for cell in cells)
    layout = Layout(columns_of(headings), headings, spans, row)
    return layout if layout.has_actions and _certainty(layout) > 1 else None


def columns_of(headings: Sequence[str]) -> tuple[Column, ...]:
    """What columns hold by their headings; of two that could be the one, the first is it."""
    found = [_column(words) for words in headings]
    for column, words in ((Column.ACTION, IN_PLACE_OF_ACTIONS), (Column.INDICATOR, THEME)):
        places = [at for at, heading in enumerate(headings) if found[at] is None and words.search(heading)]
        if places and column not in found:
            found[places[0]] = column
    for column in ONCE:
        again = [at for at, each in enumerate(found) if each == column][1:]
        found = [Column.LEFT_OUT if at in again else each for at, each in enumerate(found)]
    return tuple(each or Column.LEFT_OUT for each in found)


def _column(words: str) -> Column | None:
    return next((column for column, pattern in PATTERNS if pattern.search(words.strip())), None)


def is_heading(cells: Sequence[Cell], layout: Layout) -> bool:
    """Whether a row repeats the headings, as on each page of a long table."""
    said = tuple(_plain(cell.text) for cell in cells)
    return any(said) and said == tuple(map(_plain, layout.headings))


def _plain(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()
