import re
from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise
from math import log
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.drawing import BASELINE, LABELS, LEFT, PLOT, RIGHT, ROW, WIDTH, Label, width_of
from indicators.charts.through_years import MOST_LANES, Aim, Kind, Line, Mark, Series, Span, TimeChart, time_chart

ENGLAND = Line("England, NHS trusts", (Mark(2017, 1.60, "1.60"), Mark(2018, 1.45, "1.45"), Mark(2020, 1.61, "1.61")))
INTERVAL = Mark(2020, 1.83, "1.83", 0.82, 4.09)
AWKWARD = '<&"' + "w" * 300


def marks(values: dict[int, float]) -> tuple[Mark, ...]:
    return tuple(Mark(year, value, f"{value}") for year, value in values.items())


def drawn(
    *series: Series | dict[int, float],
    kind: Kind = "ratio",
    benchmark: Line | None = None,
    aim: Aim | None = None,
    spans: Sequence[Span] = (),
    breaks: Collection[int] = (),
    key: str = "c",
) -> TimeChart:
    named = [each if isinstance(each, Series) else Series("Trust", marks(each)) for each in series]
    found = time_chart(
        key=key, title="A chart", kind=kind, series=named, benchmark=benchmark, aim=aim, spans=spans, breaks=breaks
    )
    assert found
    return found


def ticks(chart: TimeChart) -> list[str]:
    return [tick.text for tick in chart.frame.heights]


def lengths(chart: TimeChart) -> list[int]:
    """How many marks each line of the first series joins."""
    return [len(line.split()) for line in chart.drawn[0].lines]


def rows(label: Label) -> str:
    return " ".join(row.text for row in label.rows)


def xs(path: str) -> list[float]:
    return [float(found) for found in re.findall(r"(?:[MLH]|points=)(-?[\d.]+)", path)]


@pytest.mark.parametrize(("kind", "value"), [("ratio", 0.0), ("percent", 101.0), ("points", -101.0)])
def test_a_series_that_cannot_be_placed_makes_no_chart(kind: Kind, value: float) -> None:
    series = [Series("Trust", marks({2020: value}))]

    assert time_chart(key="c", title="", kind=kind, series=series, benchmark=ENGLAND, aim=None) is None


def test_a_missing_year_parts_the_line() -> None:
    assert lengths(drawn({2017: 1.1, 2018: 1.2, 2020: 1.2, 2021: 1.3})) == [2, 2]


def test_a_break_parts_the_line_and_stands_between_the_years() -> None:
    chart = drawn({2018: 1.1, 2019: 1.2, 2020: 1.2, 2021: 1.3}, breaks=[2020])

    before, after = chart.drawn[0].spots[1:3]
    assert lengths(chart) == [2, 2]
    assert before.x < chart.frame.rules[0] < after.x
    assert "not comparable" in [note.text for note in chart.frame.notes]
    assert "From 2020 not comparable with the years before." in chart.description


@pytest.mark.parametrize("year", [2018, 2025])
def test_a_break_outside_the_years_is_not_drawn(year: int) -> None:
    assert drawn({2018: 1.1, 2019: 1.2}, breaks=[year]).frame.rules == ()


def test_a_benchmark_does_not_join_a_gap_of_years() -> None:
    chart = drawn({2017: 1.1}, benchmark=ENGLAND)

    assert [len(line.split()) for line in chart.drawn[1].lines] == [2]


def test_a_half_is_as_far_from_parity_as_a_double() -> None:
    chart = drawn({2020: 0.5, 2021: 2})

    below, above = (spot.y for spot in chart.drawn[0].spots)
    assert chart.frame.level
    assert below - chart.frame.level == pytest.approx(chart.frame.level - above, abs=0.2)


def test_a_ratio_shows_parity_inside_its_band() -> None:
    frame = drawn({2020: 1.1}).frame

    assert frame.level
    assert frame.band
    assert frame.band.y < frame.level < frame.band.y + frame.band.height


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("ratio", {2020: 1.02}, ["1", "0.8", "1.25"]),
        ("ratio", {2020: 3.4}, ["1", "2", "0.8", "1.25"]),
        ("percent", {2020: 18.0, 2021: 19.0}, ["5%", "10%", "15%", "20%", "25%", "30%"]),
        ("percent", {2020: 0.0}, ["0%", "5%", "10%", "15%", "20%"]),
        ("percent", {2020: 100.0}, ["80%", "85%", "90%", "95%", "100%"]),
        ("points", {2020: -29.6}, ["-30", "-20", "-10", "0"]),
        ("points", {2020: 4.0}, ["-10", "-5", "0", "+5", "+10", "+15"]),
    ],
)
def test_an_axis_has_round_ticks(kind: Kind, values: dict[int, float], expected: list[str]) -> None:
    assert ticks(drawn(values, kind=kind)) == expected


def test_the_points_of_a_board_stand_against_its_workforce() -> None:
    chart = drawn({2020: -29.6}, kind="points")

    assert "Same share as the workforce" in [rows(label) for label in chart.labels]


def test_an_interval_is_drawn_whole_where_it_has_room() -> None:
    chart = drawn(Series("KMPT", (INTERVAL,)))

    top, bottom = (chart.frame.scale.y(log(bound)) for bound in (4.09, 0.82))
    assert chart.drawn[0].whiskers == (
        f"M163 {top:g}V{bottom:g}M158 {top:g}L163 {top:g}L168 {top:g}M158 {bottom:g}L163 {bottom:g}L168 {bottom:g}",
    )


def test_an_interval_beyond_the_frame_ends_in_an_arrow_at_it() -> None:
    chart = drawn(Series("Trust", (Mark(2020, 1.8, "1.8", 0.9, 80.0),)))

    top = chart.frame.top
    assert f"L163 {top}L168 {top + 6}" in chart.drawn[0].whiskers[0]


def test_a_year_stands_at_its_snapshot_on_the_axis_of_the_actions() -> None:
    chart = drawn({2019: 1.1, 2021: 1.2}, spans=[Span("Panels", date(2019, 3, 31), date(2021, 3, 31))])

    assert {spot.x for spot in chart.drawn[0].spots} <= set(xs(chart.bars[0]))


def test_actions_make_room_for_their_ends_but_not_for_decades() -> None:
    chart = drawn({2020: 1.1, 2021: 1.2}, spans=[Span("Panels", date(2020, 5, 1), date(2045, 3, 31))])

    assert chart.frame.years[-1].text == "2023"


def test_actions_that_are_not_drawn_are_counted() -> None:
    long_ago = Span("Old", date(2001, 1, 1), date(2002, 1, 1))
    spans = [long_ago, *(Span(f"Action {each}", date(2020, 5, 1), None) for each in range(MOST_LANES + 1))]

    chart = drawn({2020: 1.1, 2021: 1.2}, spans=spans)

    assert chart.lanes[0].text == "2. Action 0"
    assert chart.lanes[-1].text == "2 more actions not drawn"
    assert len(chart.bars) == MOST_LANES


def test_an_earlier_figure_is_labelled_with_its_year() -> None:
    chart = drawn({2020: 1.2, 2021: 1.05}, benchmark=ENGLAND, aim=Aim(2023, 1.0, "1.00"))

    told = {rows(label) for label in chart.labels}
    assert told == {"Trust 1.05", "England, NHS trusts 1.61 (2020)", "Target 1.00 (2023)", "Parity 1.00"}


def test_series_differ_by_more_than_colour() -> None:
    chart = drawn({2020: 30.0}, {2020: 31.0}, {2020: 32.0}, {2020: 33.0}, kind="percent", benchmark=ENGLAND)

    assert len({(each.style.shape, each.style.dash) for each in chart.drawn}) == len(chart.drawn)


def test_the_description_says_the_newest_then_every_year() -> None:
    chart = drawn(Series("KMPT", (*marks({2019: 0.0}), INTERVAL)), breaks=[2020])

    assert chart.description == (
        "Newest: KMPT 1.83 in 2020. "
        "KMPT: 0.0 in 2019, which cannot be placed, 1.83 in 2020 (95% interval 0.82 to 4.09). "
        "Line across: Parity 1.00. Shaded: 0.80 to 1.25."
    )


names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=30)
figures = st.dictionaries(st.integers(2015, 2045), st.floats(0.01, 99), min_size=1, max_size=12)
days = st.dates(date(2010, 1, 1), date(2050, 1, 1))
actions = st.lists(st.builds(Span, names, days, st.none() | days), max_size=8)
kinds: st.SearchStrategy[Kind] = st.sampled_from(["ratio", "percent", "points"])


@st.composite
def charts(draw: st.DrawFn) -> TimeChart:
    series = [Series(draw(names), marks(draw(figures))) for _ in range(draw(st.integers(1, 4)))]
    wide = Series("Wide", tuple(Mark(year, 50, "50", draw(st.floats(0.01, 50)), 99) for year in draw(figures)))
    benchmark, aim = Line(draw(names), marks(draw(figures))), Aim(2030, 1.0, "1.00")
    breaks = draw(st.sets(st.integers(2015, 2045), max_size=4))
    return drawn(*series, wide, kind=draw(kinds), benchmark=benchmark, aim=aim, spans=draw(actions), breaks=breaks)


@given(charts())
def test_every_mark_stays_inside_the_frame_in_order_of_years(chart: TimeChart) -> None:
    frame = chart.frame
    for each in chart.drawn:
        assert all(LEFT <= spot.x <= RIGHT and frame.top <= spot.y <= frame.bottom for spot in each.spots)
        assert all(one.x < other.x for one, other in pairwise(each.spots))
        heights = [float(y) for path in each.whiskers for y in re.findall(r"L[\d.]+ ([\d.]+)", path)]
        assert all(frame.top - 0.1 <= y <= frame.bottom + 0.1 for y in heights)
    assert all(LEFT <= x <= RIGHT for bar in chart.bars for x in xs(bar))


@given(charts())
def test_no_line_crosses_a_gap_or_a_break(chart: TimeChart) -> None:
    for line in (line for each in chart.drawn for line in each.lines):
        across = [float(point.split(",")[0]) for point in line.split()]
        assert not any(across[0] < rule < across[-1] for rule in chart.frame.rules)
        years = [next(i for i, year in enumerate(chart.frame.years) if year.x == x) for x in across]
        assert years == list(range(years[0], years[-1] + 1))


@given(charts())
def test_no_two_labels_overlap_and_none_leaves_the_drawing(chart: TimeChart) -> None:
    baselines = [row.y for label in chart.labels for row in label.rows]
    assert all(other - one >= ROW - 0.2 for one, other in pairwise(baselines))
    assert chart.frame.top <= baselines[0] - BASELINE
    assert baselines[-1] <= chart.frame.bottom
    assert all(width_of(row.text) <= WIDTH - LABELS for label in chart.labels if label.style for row in label.rows)
    assert all(lane.x + width_of(lane.text) <= WIDTH and lane.y < chart.height for lane in chart.lanes)


@given(charts())
def test_words_in_one_row_do_not_touch(chart: TimeChart) -> None:
    named = [year.x for year in chart.frame.years if year.text]
    assert all(other - one >= width_of("2020") for one, other in pairwise(named))
    heights = sorted(tick.y for tick in chart.frame.heights)
    assert all(other - one >= ROW for one, other in pairwise(heights))
    changed = [note for note in chart.frame.notes if note.text == "not comparable"]
    assert all(note.x + width_of(note.text) <= other.x for note, other in pairwise(changed))


@given(charts())
def test_the_description_names_each_year_and_each_action(chart: TimeChart) -> None:
    assert all(spot.text in chart.description for each in chart.drawn for spot in each.spots)
    assert chart.frame.bottom - chart.frame.top >= PLOT


def svg(key: str) -> ElementTree.Element:
    chart = drawn(
        Series(AWKWARD, (INTERVAL,)),
        benchmark=Line(AWKWARD, marks({2019: 1.2, 2020: 1.1})),
        aim=Aim(2021, 1.0, AWKWARD),
        spans=[Span(AWKWARD, date(2019, 1, 1), None)],
        breaks=[2020],
        key=key,
    )
    return ElementTree.fromstring(render_to_string("indicators/time_chart.svg", {"chart": chart}))


def test_the_drawing_is_well_formed_whatever_the_names() -> None:
    root = svg("a")

    words = "".join(root.itertext())
    assert AWKWARD in words
    assert root.get("role") == "img"
    assert {f"a-{part}" for part in ("title", "description")} == set(str(root.get("aria-labelledby")).split())


def test_the_drawing_has_no_style_and_no_script() -> None:
    for element in svg("a").iter():
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
        assert element.tag.rpartition("}")[2] not in {"style", "script"}


def test_two_charts_of_a_page_share_no_id() -> None:
    ids = [element.get("id") for key in ("a", "b") for element in svg(key).iter() if element.get("id")]

    assert len(ids) == len(set(ids)) == 4
