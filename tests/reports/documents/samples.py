"""Documents for tests: one with every kind of part, and one as long as wanted."""

from datetime import date

from reports.documents.blocks import (
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
)

DATED_ON = date(2022, 1, 12)
LONG_WORD = "Gleichstellungsbeauftragtenversammlungsprotokollführerin"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="48" viewBox="0 0 160 48" role="img" '
    'aria-labelledby="a-title"><title id="a-title">Shares</title><path d="M6 40L80 20L154 10" fill="none" '
    'stroke="#005eb8"/><text x="6" y="12" font-family="Arial, sans-serif" font-size="12">1.05</text></svg>'
)

COLUMNS = (
    Column(title="Indicator", width=3),
    Column(title="Action", width=6),
    Column(title="Timescale", width=2),
    Column(title="Status", width=2),
    Column(title="Updates", width=1, is_numeric=True),
)


def text(words: str) -> Cell:
    return Cell(text=words)


def every_part() -> Document:
    """Each kind of part once or more, with characters that mean something to the formats it is drawn in."""
    return Document(
        title="Race equality: progress in Q3 2021/22",
        subtitle="Paper for the EDI Committee",
        organisation="Kingston Hospital NHS Foundation Trust",
        author="Head of Equality, Diversity & Inclusion",
        running="WRES progress, Q3 2021/22",
        dated_on=DATED_ON,
        notice="Draft. Not issued.",
        blocks=(
            Facts(
                title="Front sheet",
                facts=(
                    Fact(label="Meeting", text="EDI Committee, 19 January 2022"),
                    Fact(label="Recommendation", text="Note the progress.\nAgree what is asked."),
                    Fact(label="Rating", text="At risk", tone="amber"),
                ),
            ),
            Callout(title="Summary", sentences=("The plan has 22 actions.", "No action is overdue.")),
            Heading(level=2, text="What changed", key="changed"),
            Paragraph(
                text="First line\nsecond line, with #hash *stars* _under_ $dollar$ <b>tags</b> & \\ \"quotes\" 'n'"
            ),
            Bullets(items=("=SUM(A1:A9)", "@mention and [brackets]", f"A long word: {LONG_WORD}")),
            Heading(level=3, text="Delivery", key="delivery"),
            Table(
                name="Delivery",
                caption="Delivery of the 3 actions",
                columns=(Column(title="Rating", width=3), Column(title="Actions", is_numeric=True)),
                rows=(
                    (Cell(text="Complete", tone="blue", is_header=True), Cell(text="1", number=1)),
                    (Cell(text="Overdue or off track", tone="red", is_header=True), Cell(text="2", number=2)),
                ),
            ),
            table_of_actions(4),
            Heading(level=2, text="Indicators", key="indicators"),
            Callout(title="Small numbers", sentences=("Treat with caution.",), is_caution=True),
            Heading(level=3, text="Indicator 2", key="indicator-2"),
            Figure(title="Indicator 2 through the years", alternative="2020: 1.31. 2021: 1.05.", svg=SVG),
        ),
    )


def table_of_actions(number: int) -> Table:
    """Blocks of two actions under one indicator, with long cells and long words."""
    return Table(
        name="Actions",
        caption="Actions of the plan",
        columns=COLUMNS,
        rows=tuple(row for place in range(0, number, 2) for row in block_of_two(place)),
    )


def block_of_two(place: int) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    day = date(2022, 1 + place % 12, 28)
    indicator = Cell(
        text=f"{place % 9 + 1}. Relative likelihood of being appointed\nScore: 1.05", rows=2, is_header=True
    )
    return (
        (
            indicator,
            text(f"Action {place + 1}. Review recruitment training.\nDone so far: {'much was said. ' * 12}"),
            Cell(text="January 2022", day=day),
            Cell(text="On track", tone="green"),
            Cell(text="2", number=2),
        ),
        (
            text(f"Action {place + 2}. {LONG_WORD} and +44 =cmd|' /C calc'!A0"),
            text("Recruitment manager to determine."),
            Cell(text="Not recorded", tone="grey"),
            Cell(text="0", number=0),
        ),
    )


def long_document(actions: int) -> Document:
    """As many actions as wanted (an even number), in one table between two headings."""
    return every_part().model_copy(
        update={
            "notice": "",
            "blocks": (
                Heading(level=2, text="Action log", key="log"),
                table_of_actions(actions),
                Heading(level=2, text="What comes next", key="next"),
                Paragraph(text="The next paper is for March 2022."),
            ),
        }
    )


def wide_table() -> Table:
    """Seven columns, a block that is longer than a sheet is high, and cells that hold nothing."""
    titles = ("Indicator", "Score", "Action", "Timescale", "Lead", "Status", "Latest update")
    indicator = Cell(text="2. Relative likelihood of White applicants being appointed", rows=20, is_header=True)
    own = (text("Review recruitment and selection training. " * 4), text("Quarterly"), text("Head of Recruitment"))
    row = (*own, Cell(text="Overdue or off track", tone="red"), text(""))
    return Table(
        name="Wide",
        caption="Action log",
        columns=[Column(title=title, width=2) for title in titles],
        rows=[(indicator, Cell(text="1.05", rows=20), *row), *[row] * 19],
    )
