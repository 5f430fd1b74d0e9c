from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.drawing import LEFT, RIGHT, ROW, cut, rows_of, width_of, wrapped
from indicators.charts.ladder import LadderChart, ladder_chart

START, TARGET = (date(2021, 9, 30), 48), (date(2023, 12, 31), 73)
READINGS = [(date(2022, 9, 30), 55), (date(2022, 3, 31), 50)]


def drawn(
    start: tuple[date, int] = START,
    target: tuple[date, int] = TARGET,
    readings: list[tuple[date, int]] = READINGS,
    *,
    title: str = "Band 8a",
) -> LadderChart:
    found = ladder_chart(key="l", title=title, start=start, target=target, readings=readings)
    assert found
    return found


@pytest.mark.parametrize("days", [0, 1])
def test_a_target_that_is_not_later_makes_no_chart(days: int) -> None:
    target = (START[0] - timedelta(days=days), 73)

    assert ladder_chart(key="l", title="", start=START, target=target, readings=[]) is None


def test_readings_follow_the_start_in_order_of_days() -> None:
    assert [mark.text for mark in drawn().marks] == [
        "48 on 30 September 2021",
        "50 on 31 March 2022",
        "55 on 30 September 2022",
    ]


def test_the_axis_counts_people_from_nought() -> None:
    assert [tick.text for tick in drawn().heights] == ["0", "20", "40", "60", "80"]


def test_the_trajectory_is_straight_from_start_to_target() -> None:
    chart = drawn()

    assert chart.trajectory == f"{chart.marks[0].x},{chart.marks[0].y} {chart.goal.x},{chart.goal.y}"
    assert chart.planned.dash != chart.actual.dash


def test_both_lines_are_labelled_with_their_days() -> None:
    assert [[row.text for row in label.rows] for label in drawn().labels] == [
        ["Target", "73 by Dec", "2023"],
        ["In post", "55 in Sep", "2022"],
    ]


@pytest.mark.parametrize(
    ("months", "expected"), [(27, ["Jan 2022", "Jan 2023"]), (2, ["Oct 2021", "Nov 2021"]), (0, ["Sep 2021"])]
)
def test_time_is_marked_by_the_beginnings_of_months(months: int, expected: list[str]) -> None:
    target = (START[0] - timedelta(days=15) + timedelta(days=30 * months), 73)
    start = (START[0] - timedelta(days=20), 48)

    assert [day.text for day in drawn(start, target, []).days] == expected


def test_the_description_says_where_the_straight_line_would_be() -> None:
    assert drawn().description == (
        "Staff in post: 48 on 30 September 2021, 50 on 31 March 2022, 55 on 30 September 2022. "
        "Target: 73 by 31 December 2023, from 48 on 30 September 2021. "
        "On 30 September 2022 a straight line to the target would be at 59; 55 are in post."
    )


def test_without_a_later_reading_nothing_is_compared() -> None:
    assert "straight line" not in drawn(readings=[]).description


days = st.dates(date(2015, 1, 1), date(2045, 1, 1))
counts = st.integers(0, 20000)


@given(st.tuples(days, counts), st.integers(1, 9999), counts, st.lists(st.tuples(days, counts), max_size=9))
def test_everything_stands_inside_the_drawing(
    start: tuple[date, int], length: int, goal: int, readings: list[tuple[date, int]]
) -> None:
    chart = drawn(start, (start[0] + timedelta(days=length), goal), readings)

    places = (*chart.marks, chart.goal)
    assert all(LEFT <= place.x <= RIGHT and chart.top <= place.y <= chart.bottom for place in places)
    assert all(one.x <= other.x for one, other in pairwise(chart.marks))
    baselines = [row.y for label in chart.labels for row in label.rows]
    assert all(other - one >= ROW - 0.2 for one, other in pairwise(baselines))
    assert chart.top < baselines[0] < baselines[-1] < chart.height
    assert 1 <= len(chart.days) <= 3
    assert all(width_of(tick.text) <= LEFT for tick in chart.heights)


@given(st.text(max_size=80), st.integers(30, 400))
def test_a_cut_text_is_no_wider_than_its_room(text: str, room: int) -> None:
    assert width_of(cut(text, room)) <= room
    assert all(width_of(row) <= room for row in wrapped(text, room, 3))


def test_a_long_name_is_cut_and_its_figure_is_not() -> None:
    *name, figure = rows_of("w" * 300, "41.8%")

    assert [row[-1] for row in name] == ["…"]
    assert figure == "41.8%"


def test_the_drawing_is_well_formed_and_carries_no_style() -> None:
    title = '<&"' + "w" * 300

    root = ElementTree.fromstring(render_to_string("indicators/ladder_chart.svg", {"chart": drawn(title=title)}))

    assert title in "".join(root.itertext())
    assert not [element for element in root.iter() if "style" in element.attrib or element.tag.endswith("}style")]
    assert [element.get("id") for element in root.iter() if element.get("id")] == ["l-title", "l-description"]
