from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure import Published, suppress

Rows = list[list[int]]
_ = None


def tables(most_rows: int, most_columns: int, count: st.SearchStrategy[int]) -> st.SearchStrategy[Rows]:
    def of_width(width: int) -> st.SearchStrategy[Rows]:
        return st.lists(st.lists(count, min_size=width, max_size=width), min_size=1, max_size=most_rows)

    return st.integers(1, most_columns).flatmap(of_width)


counts = st.one_of(st.integers(0, 15), st.integers(0, 300), st.just(0))


def with_totals(rows: Sequence[Sequence[int]]) -> Rows:
    wide = [[*row, sum(row)] for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


def shown(found: Published) -> list[list[int | None]]:
    wide = [[*cells, total] for cells, total in zip(found.cells, found.row_totals, strict=True)]
    return [*wide, [*found.column_totals, found.total]]


def hidden_places(found: Published) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(shown(found)) for j, count in enumerate(row) if count is None]


def equations(found: Published) -> np.ndarray:
    """What a reader knows of the hidden numbers: one line for each sum that has its total, printed or not."""
    whole, places = shown(found), hidden_places(found)
    last_row, last_column = len(whole) - 1, len(whole[0]) - 1
    lines = [[(-1 if j == last_column else 1) * (at == i) for at, j in places] for i in range(len(whole))]
    lines += [[(-1 if i == last_row else 1) * (at == j) for i, at in places] for j in range(len(whole[0]))]
    return np.array(lines, dtype=float)


@pytest.mark.parametrize(
    ("rows", "published"),
    [
        ([[20, 30], [40, 50]], Published(((20, 30), (40, 50)), (50, 90), (60, 80), 140)),
        ([[20, 3], [40, 50]], Published(((_, _), (_, _)), (23, 90), (60, 53), 113)),
        ([[90, 5, 20], [140, 30, 30]], Published(((90, _, _), (140, _, _)), (115, 200), (230, 35, 50), 315)),
        ([[0, 0, 50], [20, 30, 40]], Published(((_, _, _), (_, _, _)), (50, 90), (20, 30, 90), 140)),
        ([[50]], Published(((50,),), (50,), (50,), 50)),
        ([[5]], Published(((_,),), (_,), (_,), _)),
        ([[3, 4]], Published(((_, _),), (_,), (_, _), _)),
        ([[3, 100]], Published(((_, _),), (103,), (_, _), 103)),
        ([[3, 100, 200]], Published(((_, _, 200),), (303,), (_, _, 200), 303)),
        ([[3], [100]], Published(((_,), (_,)), (_, _), (103,), 103)),
    ],
    ids=[
        "nothing small",
        "one small cell takes three with it",
        "the cheapest three",
        "two noughts and their sum",
        "one cell",
        "one small cell is its totals too",
        "a small total",
        "one row",
        "one row with room",
        "one column",
    ],
)
def test_what_is_published_of_a_table(rows: Rows, published: Published) -> None:
    assert suppress(rows) == published


@pytest.mark.parametrize(
    ("rows", "published"),
    [
        ([[0, 20], [0, 30]], Published(((0, 20), (0, 30)), (20, 30), (0, 50), 50)),
        ([[0, 0], [20, 30]], Published(((0, 0), (20, 30)), (0, 50), (20, 30), 50)),
        ([[0, 0]], Published(((0, 0),), (0,), (0, 0), 0)),
        ([], Published((), (), (), 0)),
        ([[], []], Published(((), ()), (0, 0), (), 0)),
    ],
)
def test_where_nobody_is_anywhere_in_a_line_its_noughts_stay(rows: Rows, published: Published) -> None:
    assert suppress(rows) == published


def test_a_nought_beside_people_is_hidden() -> None:
    found = suppress([[0, 200], [100, 200]])

    assert found.cells[0][0] is None


@pytest.mark.parametrize(("count", "is_hidden"), [(10, True), (11, False)])
def test_the_threshold_itself_is_published(count: int, is_hidden: bool) -> None:
    found = suppress([[count, 200], [100, 200]])

    assert (found.cells[0][0] is None) is is_hidden


def test_a_threshold_of_nothing_hides_nothing() -> None:
    found = suppress([[0, 1], [2, 3]], threshold=0)

    assert found.cells == ((0, 1), (2, 3))


def test_a_total_does_not_give_back_two_small_cells_as_one_small_group() -> None:
    found = suppress([[300, 3, 2], [300, 40, 40], [300, 50, 50]])

    assert found.cells[0] == (None, None, None)
    assert found.row_totals[0] == 305


@pytest.mark.parametrize(
    ("rows", "threshold", "words"),
    [
        ([[1, -1]], 11, "cannot be negative"),
        ([[1, 2], [3]], 11, "the same number of cells"),
        ([[1, 2]], -1, "give 0 or more"),
    ],
)
def test_a_table_that_cannot_be_is_refused_in_words(rows: Rows, threshold: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        suppress(rows, threshold=threshold)


@given(tables(8, 5, counts))
@settings(max_examples=60)
def test_what_is_shown_is_true_and_never_small(rows: Rows) -> None:
    found = shown(suppress(rows))

    truth = with_totals(rows)
    for i, row in enumerate(found):
        for j, count in enumerate(row):
            line_is_empty = not any(truth[i]) or not any(line[j] for line in truth)
            assert count is None or (count == truth[i][j] and (count >= 11 or line_is_empty))


@given(tables(8, 5, counts))
@settings(max_examples=60)
def test_no_hidden_number_follows_from_the_sums(rows: Rows) -> None:
    found = suppress(rows)

    known = equations(found)
    rank = np.linalg.matrix_rank(known) if known.size else 0
    for at in range(known.shape[1]):
        without = np.delete(known, at, axis=1)
        # A number is determined exactly when the sums lose a dimension without it.
        assert without.size > 0
        assert np.linalg.matrix_rank(without) == rank


@given(tables(3, 2, st.integers(0, 5)))
@settings(max_examples=60)
def test_another_table_of_people_fits_what_is_shown_for_every_hidden_number(rows: Rows) -> None:
    found = suppress(rows, threshold=3)

    truth, printed = with_totals(rows), shown(found)
    still_unknown = set(hidden_places(found))
    near = [[max(0, count - 1), count, count + 1] for row in rows for count in row]
    for values in product(*near):
        width = len(rows[0])
        other = with_totals([list(values[i : i + width]) for i in range(0, len(values), width)])
        fits = all(
            count is None or count == other[i][j] for i, row in enumerate(printed) for j, count in enumerate(row)
        )
        if fits:
            still_unknown -= {(i, j) for i, j in still_unknown if other[i][j] != truth[i][j]}
    assert not still_unknown


@given(tables(8, 5, counts))
@settings(max_examples=60)
def test_no_printed_total_gives_back_a_small_group_of_hidden_cells(rows: Rows) -> None:
    truth, printed = np.array(with_totals(rows)), shown(suppress(rows))

    for numbers, line in [*zip(truth, printed, strict=True), *zip(truth.T, zip(*printed, strict=True), strict=True)]:
        *cells, total = line
        group = [int(numbers[at]) for at, count in enumerate(cells) if count is None]
        assert total is None or not group or sum(group) >= 11


@given(tables(8, 5, counts))
@settings(max_examples=20)
def test_the_same_table_always_gives_the_same_answer(rows: Rows) -> None:
    assert suppress(rows) == suppress([tuple(row) for row in rows])
