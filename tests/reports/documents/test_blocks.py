"""A document is data that reads in order, and that is kept and read back with the same words."""

import pytest
from pydantic import ValidationError

from reports.documents.blocks import Callout, Cell, Column, Document, Heading, Table
from reports.documents.frozen import frozen, hash_of
from tests.reports.documents.samples import every_part


def make_table(*rows: tuple[Cell, ...]) -> Table:
    return Table(name="Any", caption="Any", columns=(Column(title="One"), Column(title="Two")), rows=rows)


def test_what_is_frozen_is_read_back_the_same() -> None:
    document = every_part()

    read = Document.model_validate_json(frozen(document))

    assert read == document
    assert hash_of(frozen(read)) == hash_of(frozen(document))


def test_another_word_gives_another_hash() -> None:
    document = every_part()
    changed = document.model_copy(update={"author": "Somebody else"})

    assert hash_of(frozen(changed)) != hash_of(frozen(document))


def test_a_heading_never_skips_a_level() -> None:
    with pytest.raises(ValidationError, match="skips a level"):
        Document.model_validate(every_part().model_dump() | {"blocks": [Heading(level=3, text="Too deep")]})


def test_two_headings_cannot_have_one_key() -> None:
    twice = [Heading(level=2, text="One", key="same"), Heading(level=2, text="Two", key="same")]

    with pytest.raises(ValidationError, match="the same key"):
        Document.model_validate(every_part().model_dump() | {"blocks": twice})


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValidationError, match="Row 1 of 'Any' has 1 cells for 2 places"):
        make_table((Cell(text="alone"),))


def test_a_cell_across_two_rows_takes_a_place_of_the_second() -> None:
    table = make_table((Cell(text="across", rows=2), Cell(text="first")), (Cell(text="second"),))

    assert len(table.rows[1]) == 1


def test_a_cell_cannot_stand_across_rows_that_are_not_there() -> None:
    with pytest.raises(ValidationError, match="rows that are not there"):
        make_table((Cell(text="across", rows=2), Cell(text="first")))


def test_a_table_has_a_column_and_no_column_is_without_width() -> None:
    with pytest.raises(ValidationError):
        Table(name="Any", caption="Any", columns=(), rows=())
    with pytest.raises(ValidationError):
        Column(title="Any", width=0)


def test_a_caution_says_that_it_is_one() -> None:
    assert Callout(title="Small numbers", sentences=(), is_caution=True).full_title == "Caution: Small numbers"
    assert Callout(title="Summary", sentences=()).full_title == "Summary"


def test_a_drawing_has_its_words() -> None:
    with pytest.raises(ValidationError):
        Document.model_validate(
            every_part().model_dump()
            | {"blocks": [{"kind": "figure", "title": "T", "alternative": "", "svg": "<svg/>"}]}
        )
