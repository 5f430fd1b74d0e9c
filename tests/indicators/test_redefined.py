"""An indicator that was redefined: what is compared, joined and read by which definition."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation
from indicators.models import Indicator, Standard
from indicators.services.drafting import figures_before
from indicators.tables import Row, score_table
from tests.indicators.records import draft, record, record_typed

APPOINTED = {"2-base-white": "1,200", "2-count-white": "240", "2-base-bme": "800", "2-count-bme": "100"}


def redefine(standard: Standard, number: int, first_year: int, **changed: object) -> None:
    """A new definition from a year on; scores that are recorded already keep the older one."""
    older = standard.indicators.get(number=number)
    Indicator.objects.filter(pk=older.pk).update(last_year=first_year - 1)
    newer = Indicator.objects.get(pk=older.pk)
    newer.pk, newer.first_year, newer.last_year, newer.breaks = None, first_year, None, []
    for name, value in changed.items():
        setattr(newer, name, value)
    newer.save(force_insert=True)


def lines(row: Row) -> list[int]:
    """How many years each line of the small chart joins."""
    assert row.chart
    return [len(line.split()) for line in row.chart.lines]


@pytest.fixture
def broken(wres: Standard, trust: Organisation) -> Organisation:
    """Scores of 2018 to 2021 with a break in 2020, and of 2022 and 2023 by another definition."""
    wres.indicators.filter(number=2).update(breaks=[2020])
    for year in range(2018, 2022):
        record(trust, year, {2: "1.31"})
    redefine(wres, 2, 2022)
    for year in (2022, 2023):
        record(trust, year, {2: "1.05"})
    return trust


def test_the_breaks_of_older_definitions_stay(broken: Organisation) -> None:
    row = score_table(broken).by_number[2]

    assert row.definition.breaks == {2020, 2022}
    assert lines(row) == [2, 2, 2]


def test_a_break_stands_where_years_were_left_out_between(wres: Standard, trust: Organisation) -> None:
    record(trust, 2019, {2: "1.31"})
    redefine(wres, 2, 2020)
    record(trust, 2022, {2: "1.05"})

    assert score_table(trust).by_number[2].definition.breaks == {2022}


def test_a_row_has_the_definition_of_each_year(wres: Standard, trust: Organisation) -> None:
    record_typed(trust, 2020, APPOINTED)
    redefine(wres, 2, 2021, group_on_top="bme")
    record_typed(trust, 2021, APPOINTED)

    row = score_table(trust).by_number[2]

    assert {year: found.top for year, found in row.definitions.items()} == {2020: "white", 2021: "bme"}
    assert [cell.text for cell in row.cells] == ["1.60", "0.63"]


def test_a_year_of_another_shape_is_not_drawn(wres: Standard, trust: Organisation) -> None:
    record(trust, 2020, {2: "1.31"})
    percent = {"shape": "percent", "unit": "percent", "group_on_top": "", "above": "", "below": ""}
    redefine(wres, 2, 2021, **percent, better="lower")
    record_typed(trust, 2021, {"2-value-bme": "41.8%"})

    chart = score_table(trust).by_number[2].chart

    assert chart
    assert [point.year for point in chart.points] == [2021]
    assert "2020: 1.31, which is not drawn." in chart.description


def test_a_draft_is_not_held_against_another_definition(wres: Standard, trust: Organisation) -> None:
    record(trust, 2020, {2: "1.31", 3: "2.7"})
    submission = draft(trust, 2021, {"2-published": "1.05"}).submission

    with CaptureQueriesContext(connection) as before:
        assert {2, 3} <= set(figures_before(submission))
    redefine(wres, 2, 2021)
    with CaptureQueriesContext(connection) as after:
        found = figures_before(submission)

    assert 3 in found
    assert 2 not in found
    assert figures_before(submission, number=2) == {}
    assert len(after) == len(before) == 3


# ---- differences among shares


def test_a_difference_has_no_place_among_shares(wres: Standard, trust: Organisation) -> None:
    record_typed(trust, 2020, {"9-difference": "-29.6"})
    record(trust, 2021, {9: "13.3%"})

    chart = score_table(trust).by_number[9].chart

    assert chart
    assert [point.year for point in chart.points] == [2021]
    assert chart.description == "2020: -29.6, a difference in points, which is not drawn. 2021: 13.3%."


def test_differences_alone_are_drawn_in_points(wres: Standard, trust: Organisation) -> None:
    for year, printed in ((2020, "-29.6"), (2021, "-20.1")):
        record_typed(trust, year, {"9-difference": printed})

    row = score_table(trust).by_number[9]

    assert lines(row) == [2]
    assert row.chart
    assert row.chart.parity is not None
