"""What stays together on paper: headings and words with what they lead to, and what is short on one page."""

import pytest

from reports.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Fact,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
)
from reports.documents.keeping import has_bold_names, leads_on, row_lines, stays_whole
from tests.reports.documents.samples import SVG, long_document

HEADING, WORDS = Heading(level=2, text="Any"), Paragraph(text="Any")
CAUTION, LIST = Callout(title="Any", sentences=("Any",), is_caution=True), Bullets(items=("Any",))
CHART = Figure(title="Any", alternative="Any", svg=SVG)


def table_of(*names: str, rows: int = 1) -> Table:
    columns = (Column(title="Action", width=3), Column(title="Why"))
    each = tuple((Cell(text=name, is_header=True), Cell(text="Any")) for name in names for _ in range(rows))
    return Table(name="Any", caption="Any", columns=columns, rows=each)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((HEADING, WORDS, CHART), [True, True, False]),
        ((HEADING, WORDS, WORDS, CAUTION, CHART, WORDS), [True, True, True, True, False, False]),
        ((WORDS, table_of("a")), [True, False]),
        ((HEADING, WORDS, LIST), [True, False, False]),
        ((WORDS, HEADING, CHART), [False, True, False]),
        ((LIST, CHART), [False, False]),
        ((), []),
    ],
)
def test_headings_and_the_words_before_a_drawing_or_a_table_lead_on(
    blocks: tuple[Block, ...], expected: list[bool]
) -> None:
    assert leads_on(blocks) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (table_of("a", rows=12), True),
        (table_of("a", rows=13), False),
        (table_of("a" * 300, rows=7), False),
        (table_of(), True),
        (Facts(title="Any", facts=tuple(Fact(label="Any", text="Any") for _ in range(10))), True),
        (Facts(title="Any", facts=(Fact(label="Any", text="Any " * 750),)), False),
    ],
    ids=["12 rows", "13 rows", "seven long rows", "no row", "ten facts", "a long fact"],
)
def test_what_is_short_stays_whole(block: Table | Facts, expected: bool) -> None:
    assert stays_whole(block) == expected


def test_a_cell_across_rows_shares_its_lines_among_them() -> None:
    table = Table(
        name="Any",
        caption="Any",
        columns=(Column(title="One"), Column(title="Two")),
        rows=((Cell(text="\n" * 9, rows=2), Cell(text="b")), (Cell(text="c"),)),
    )

    assert row_lines(table) == [5, 5]


def test_names_of_rows_are_bold_unless_one_is_a_sentence() -> None:
    assert has_bold_names(table_of("2. Appointment from shortlisting", "3. Formal disciplinary process"))
    assert not has_bold_names(table_of("Short", "A sentence with more than sixty letters, as actions of a plan have."))


def test_the_name_of_a_block_of_rows_has_any_length() -> None:
    [_, table, *_] = long_document(2).blocks
    assert isinstance(table, Table)
    across = table.rows[0][0].model_copy(update={"text": "x" * 100})

    assert has_bold_names(table.model_copy(update={"rows": ((across, *table.rows[0][1:]), *table.rows[1:])}))
