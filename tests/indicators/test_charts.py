from collections.abc import Collection
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.small import HEIGHT, LAST_MARK, MARGIN, WIDTH, Chart, Plotted, chart


def drawn(values: dict[int, str | None], *, ratio: bool = True, breaks: Collection[int] = ()) -> Chart | None:
    years = {year: Plotted(text or "No return", Decimal(text) if text else None) for year, text in values.items()}
    return chart(key="c", title="A chart", years=years, ratio=ratio, breaks=breaks)


def points(values: dict[int, str]) -> Chart:
    years = {year: Plotted(text, Decimal(text)) for year, text in values.items()}
    found = chart(key="c", title="A chart", years=years, ratio=False, points=True)
    assert found
    return found


def heights(values: dict[int, str | None], *, ratio: bool = True) -> list[float]:
    found = drawn(values, ratio=ratio)
    assert found
    return [point.y for point in found.points]


def lines(values: dict[int, str | None], breaks: Collection[int] = ()) -> list[int]:
    """How many points each line has."""
    found = drawn(values, breaks=breaks)
    assert found
    return [len(line.split()) for line in found.lines]


def test_years_without_a_value_make_no_chart() -> None:
    assert drawn({2020: None, 2021: "0"}) is None


def test_a_line_joins_years_that_follow_one_another() -> None:
    assert lines({2019: "1.3", 2020: "1.2", 2021: "1.1"}) == [3]


def test_a_missing_year_parts_the_line() -> None:
    assert lines({2017: "1.3", 2018: "1.2", 2019: None, 2020: "1.2", 2021: "1.1"}) == [2, 2]


def test_a_break_in_the_series_parts_the_line() -> None:
    assert lines({2018: "1.3", 2019: "1.2", 2020: "1.2", 2021: "1.1"}, breaks=[2020]) == [2, 2]


def test_a_year_alone_is_a_mark_without_a_line() -> None:
    assert lines({2020: "1.2", 2021: "1.1"}, breaks=[2021]) == []


def test_a_year_without_submission_leaves_room() -> None:
    found = drawn({2017: "1.2", 2020: "1.2", 2021: "1.1"})

    assert found
    assert [point.x for point in found.points] == [6.0, 117.0, 154.0]


def test_a_half_is_as_far_from_parity_as_a_double() -> None:
    found = drawn({2020: "0.5", 2021: "2"})

    assert found
    assert found.parity
    below, above = (point.y for point in found.points)
    assert below - found.parity == pytest.approx(found.parity - above)


def test_a_ratio_shows_parity_inside_the_band() -> None:
    found = drawn({2020: "1.1", 2021: "1.2"})

    assert found
    assert found.band
    assert found.parity
    assert found.band.y < found.parity < found.band.y + found.band.height


def test_a_percentage_has_neither_parity_nor_band() -> None:
    found = drawn({2020: "30", 2021: "31"}, ratio=False)

    assert found
    assert (found.parity, found.band) == (None, None)


def test_a_small_change_of_a_percentage_looks_small() -> None:
    first, last = heights({2020: "18", 2021: "19"}, ratio=False)

    assert first - last < 3


def test_a_higher_percentage_stands_higher() -> None:
    first, last = heights({2020: "0", 2021: "13.3"}, ratio=False)

    assert last < first


def test_only_the_last_mark_is_large() -> None:
    found = drawn({2019: "1.1", 2020: "1.2", 2021: None})

    assert found
    assert [point.year for point in found.points if point.radius == LAST_MARK] == [2020]


def test_the_description_holds_every_value_in_words() -> None:
    found = drawn({2018: "1.30", 2019: None, 2020: "0", 2021: "1.1"}, breaks=[2021])

    assert found
    assert found.description == (
        "2018: 1.30. 2019: No return. 2020: 0, which cannot be placed. "
        "2021: 1.1, not comparable with the year before. "
        "The line across is parity, 1.00; the band is 0.80 to 1.25."
    )


def test_differences_stand_beside_the_line_of_no_difference() -> None:
    found = points({2019: "-29.6", 2020: "0", 2021: "3.0"})

    below, level, above = (point.y for point in found.points)
    assert above < level < below
    assert found.parity == level
    assert found.band is None
    assert found.description.endswith("2021: 3.0. The line across is the same share as the workforce.")


@pytest.mark.parametrize("values", [{2021: "-29.6"}, {2020: "-100", 2021: "100"}, {2021: "0"}, {2021: "29.6"}])
def test_every_difference_stays_inside_the_drawing(values: dict[int, str]) -> None:
    assert all(MARGIN <= point.y <= HEIGHT - MARGIN for point in points(values).points)


ratios = st.decimals(min_value="0.01", max_value="99", places=2)
percentages = st.decimals(min_value="0", max_value="100", places=1)


@given(st.booleans(), st.data())
def test_every_mark_stays_inside_the_drawing(ratio: bool, data: st.DataObject) -> None:
    values = data.draw(st.dictionaries(st.integers(2015, 2040), ratios if ratio else percentages, min_size=1))

    found = drawn({year: str(value) for year, value in values.items()}, ratio=ratio)

    assert found
    assert len(found.points) == len(values)
    assert all(MARGIN <= point.x <= WIDTH - MARGIN for point in found.points)
    assert all(MARGIN <= point.y <= HEIGHT - MARGIN for point in found.points)
