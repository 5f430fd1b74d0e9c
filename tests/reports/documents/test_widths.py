"""Columns take their share, and no word is broken that need not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.documents.widths import fitted

COLUMNS = st.lists(st.tuples(st.integers(1, 20), st.floats(0, 200)), min_size=1, max_size=12)


def test_columns_take_their_share() -> None:
    assert fitted([3, 1], [0, 0], 100) == [75, 25]


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    assert fitted([8, 1, 1], [0, 25, 5], 100) == pytest.approx([66.7, 25, 8.3], abs=0.1)


def test_a_word_longer_than_an_equal_part_does_not_crowd_the_others_out() -> None:
    assert fitted([1, 1], [500, 40], 100) == [50, 50]


@given(COLUMNS)
def test_the_whole_is_shared_out_and_nobody_gets_less_than_can_be_had(columns: list[tuple[int, float]]) -> None:
    shares, least = zip(*columns, strict=True)

    widths = fitted(shares, least, 100)

    assert sum(widths) == pytest.approx(100)
    assert all(width >= min(want, 100 / len(columns)) - 1e-6 for width, want in zip(widths, least, strict=True))
