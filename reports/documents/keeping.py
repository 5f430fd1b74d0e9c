"""What stays together on paper, in a PDF and in a Word file alike, and how large it is drawn there."""

from collections.abc import Sequence
from math import ceil

from reports.documents.blocks import Block, Callout, Cell, Facts, Figure, Heading, Paragraph, Table
from reports.documents.grid import Place, grid_of

FIGURE_HEIGHT = 54  # mm at most: three with their headings and words stand on a page, in letters as large as a table's
MOST_ROWS, MOST_LINES = 12, 24  # of what stays on one page: about half of one
LETTERS_ACROSS = 100  # of a table, about
LETTERS_OF_LABEL, LETTERS_OF_FACT = 20, 60
LONGEST_BOLD_NAME = 60  # letters


def leads_on(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks stay with the one that follows: headings, and the words that lead to a drawing or a table."""
    found = [isinstance(block, Heading) for block in blocks]
    for at in reversed(range(len(blocks) - 1)):
        if isinstance(blocks[at], Paragraph | Callout):
            follows = blocks[at + 1]
            found[at] = isinstance(follows, Figure | Table | Facts) or (
                found[at + 1] and not isinstance(follows, Heading)
            )
    return found


def stays_whole(block: Table | Facts) -> bool:
    """A few short rows are on one page. The lines are estimated: what is kept must never be higher than a page."""
    lines = row_lines(block)
    return len(lines) <= MOST_ROWS and sum(lines) <= MOST_LINES


def row_lines(block: Table | Facts) -> list[int]:
    """About how many lines each row takes."""
    if isinstance(block, Facts):
        return [
            max(lines_of(fact.label, LETTERS_OF_LABEL), lines_of(fact.text, LETTERS_OF_FACT)) for fact in block.facts
        ]
    shares = sum(column.width for column in block.columns)
    return [max(lines_of_place(place, shares) for place in row) for row in grid_of(block)]


def lines_of_place(place: Place, shares: int) -> int:
    letters = max(LETTERS_ACROSS * place.column.width // shares, 4)
    return ceil(lines_of(place.cell.text, letters) / place.cell.rows)


def lines_of(text: str, letters: int) -> int:
    return sum(max(ceil(len(line) / letters), 1) for line in text.split("\n"))


def has_bold_names(table: Table) -> bool:
    """Whether the names of rows are bold: not where one is a whole sentence, which in bold is hard to read."""
    names = [cell for row in table.rows for cell in row if cell.is_header and cell.rows == 1]
    return all(len(cell.text) <= LONGEST_BOLD_NAME for cell in names)


def is_bold(cell: Cell, *, bold_names: bool) -> bool:
    """What stands across several rows is the heading of these, and bold whatever its length."""
    return cell.is_header and (bold_names or cell.rows > 1)
