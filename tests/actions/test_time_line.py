"""The plan through time: where due dates stand, and the page that shows them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Organisation, Role, User
from actions.time_line import (
    KINDS,
    LEFT,
    MOST_MONTHS,
    MOST_ROWS,
    RIGHT,
    WIDTH,
    DueDate,
    Lane,
    TimeLine,
    months_between,
    place_of,
    scale_of,
    time_lines,
)
from indicators.charts.drawing import width_of
from tests.factories import TODAY, make_action, make_lead, make_organisation, make_plan

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
dues = st.builds(DueDate, days, st.sampled_from(sorted(KINDS)))
lanes = st.lists(
    st.builds(
        Lane,
        st.text(max_size=80),
        st.lists(dues, max_size=4).map(lambda found: tuple(sorted(found, key=lambda due: due.day))),
        st.none() | days,
    ),
    max_size=25,
)


def one(*dues: tuple[date, str], runs_from: date | None = None) -> TimeLine:
    [chart] = time_lines(
        [Lane("1. Train the panels", tuple(DueDate(*due) for due in dues), runs_from, "at risk")], today=TODAY
    )
    return chart


def test_every_kind_of_due_date_has_a_shape_of_its_own_and_a_word() -> None:
    looks = {(style.shape, style.fill) for _, style in KINDS.values()}

    assert len(looks) == len(KINDS)
    assert len({style.shape for _, style in KINDS.values()}) >= len(KINDS) - 1  # only a ring is not a disc
    assert all(word for word, _ in KINDS.values())


def test_a_due_date_stands_in_its_month_and_today_before_it() -> None:
    chart = one((date(2022, 1, 31), "at_risk"))

    [spot], [text] = chart.spots, chart.texts
    starts = {month.text: month.x for month in chart.months}
    assert list(starts) == ["Dec", "Jan", "Feb", "Mar", "Apr", "May"]
    assert starts["Jan"] < spot.x <= starts["Feb"]
    assert starts["Dec"] < chart.today < starts["Jan"]
    assert spot.text == "31 January 2022: At risk"
    assert text.text == "At risk"
    assert [year.text for year in chart.years] == ["2021", "2022"]
    assert [each.text for each in chart.legend] == ["At risk"]


def test_a_day_beyond_the_months_shown_stands_at_the_side_and_says_when() -> None:
    chart = one((date(2035, 3, 31), "on_track"))

    assert chart.spots[0].x == RIGHT
    assert chart.texts[0].text == "On track, March 2035"
    assert chart.texts[0].anchor == "end"


def test_what_is_ongoing_runs_from_its_start_to_the_side() -> None:
    chart = one(runs_from=date(2021, 10, 1))

    [text], [run] = chart.texts, chart.runs
    assert text.text == "Ongoing, at risk"
    assert run == f"M{LEFT}.0 84.0H{text.x - 6:.1f}M{text.x + width_of(text.text) + 6:.1f} 84.0H{RIGHT}m-8-5l8 5l-8 5"


def test_words_that_would_stand_on_the_line_of_today_stand_behind_it() -> None:
    chart = one(runs_from=date(2021, 10, 1))

    assert chart.texts[0].x == chart.today + 12
    assert chart.today_through == f"M{chart.today} 70.0V98"


def test_the_line_of_today_leaves_out_words_that_stand_on_it() -> None:
    chart = one((date(2021, 12, 10), "not_recorded"))

    [text] = chart.texts
    assert text.x < chart.today < text.x + width_of(text.text)
    assert chart.today_through == f"M{chart.today} 70.0V{text.y - 15:.1f}M{chart.today} {text.y + 6:.1f}V98"


def test_a_line_of_something_ongoing_leaves_out_the_words_beside_its_due_date() -> None:
    chart = one((date(2022, 2, 28), "at_risk"), runs_from=date(2021, 10, 1))

    [text], [run] = chart.texts, chart.runs
    assert run == f"M{LEFT}.0 84.0H{text.x - 6:.1f}M{text.x + width_of('At risk') + 6:.1f} 84.0H{RIGHT}m-8-5l8 5l-8 5"


def test_the_description_says_how_many_and_how_many_are_late() -> None:
    said = one((date(2021, 11, 30), "overdue"), (date(2022, 2, 28), "not_started")).description

    assert said.startswith(
        "From November 2021 to April 2022, today is 15 December 2021. 2 due dates, 1 of them overdue."
    )


@given(lanes, days)
def test_everything_stands_within_the_chart(lanes: list[Lane], today: date) -> None:
    charts = time_lines(lanes, today=today)

    assert sum(len(chart.names) for chart in charts) == len(lanes)
    assert sum(len(chart.spots) for chart in charts) == sum(len(lane.dues) for lane in lanes)
    for chart in charts:
        assert len(chart.names) <= MOST_ROWS
        assert all(LEFT <= spot.x <= RIGHT and chart.top < spot.y < chart.bottom for spot in chart.spots)
        assert all(each.x >= 0 and each.y < chart.height for each in chart.legend)
        assert all(width_of(name.text) <= LEFT for name in chart.names)
        for text in chart.texts:
            wide = width_of(text.text)
            assert text.x + wide <= WIDTH if text.anchor == "start" else text.x - wide >= 0


@given(lanes, days)
def test_the_line_of_today_crosses_no_words(lanes: list[Lane], today: date) -> None:
    for chart in time_lines(lanes, today=today):
        drawn = re.findall(r" ([\d.]+)V([\d.]+)", chart.today_above + chart.today_through)
        for place in map(place_of, (*chart.years, *chart.months, *chart.texts)):
            if place.is_crossed_at(chart.today):
                assert all(float(end) <= place.top + 0.1 or float(top) >= place.bottom - 0.1 for top, end in drawn)


@given(lanes, days)
def test_the_months_are_whole_and_hold_today(lanes: list[Lane], today: date) -> None:
    scale = scale_of(lanes, today)

    assert scale.first.day == 1
    assert (scale.last + timedelta(days=1)).day == 1
    assert 5 <= months_between(scale.first, scale.last) < MOST_MONTHS
    assert scale.holds(today)


# ---- the page ----------------------------------------------------------------------------------


@pytest.fixture
def trust(db: None, on: Callable[..., None], member: Callable[..., User]) -> Organisation:
    on("2021-12-15")
    trust = make_organisation()
    member(trust, Role.COMMITTEE)
    return trust


def listed(page: Any) -> dict[str, list[tuple[str, str]]]:
    return {
        month: [(each.row.action.wording, each.kind) for each in dates] for month, dates in page.context["due"].months
    }


def test_each_due_date_is_in_the_list_as_it_is_in_the_chart(trust: Organisation, client: Client) -> None:
    plan = make_plan(trust)
    make_action(plan, wording="Late", due_on=date(2021, 11, 30), status="at_risk")
    make_action(plan, wording="Soon", due_on=date(2022, 1, 31), status="on_track")
    done = make_action(plan, wording="Done", due_on=date(2022, 1, 31), status="complete")
    done.deadlines.update(met_on=TODAY)
    make_action(plan, wording="Ended", due_on=date(2022, 1, 31), status="closed")
    quarterly = make_action(plan, wording="Quarterly", due_on=date(2021, 12, 31), repeat="quarterly")
    quarterly.deadlines.create(due_on=date(2021, 6, 30), first_due_on=date(2021, 6, 30), missed_on=TODAY)
    make_action(plan, wording="Goes on", ongoing=True)
    make_action(plan, wording="No date")
    make_action(plan, wording="Ended without a date", status="closed", ongoing=True)

    page = client.get(f"/{trust.ods_code}/actions/timeline/")

    assert listed(page) == {
        "June 2021": [("Quarterly", "missed")],
        "November 2021": [("Late", "overdue")],
        "December 2021": [("Quarterly", "not_recorded")],
        "January 2022": [("Soon", "on_track"), ("Done", "met"), ("Ended", "closed")],
    }
    due = page.context["due"]
    assert [row.action.wording for row in due.ongoing] == ["Goes on"]
    assert [row.action.wording for row in due.undated] == ["No date"]
    assert [row.action.wording for row in due.ended] == ["Ended without a date"]
    [chart] = due.charts
    assert [name.text.split(". ")[1] for name in chart.names] == [
        "Quarterly",
        "Late",
        "Soon",
        "Done",
        "Ended",
        "Goes on",
    ]
    text = page.content.decode()
    assert text.count('role="img"') == 1
    assert "<title" in text
    assert "The list below has every date in words." in text


def test_the_time_line_takes_the_filters_of_the_plan(trust: Organisation, client: Client) -> None:
    plan = make_plan(trust)
    make_action(plan, wording="Panels", due_on=date(2022, 1, 31))
    make_action(plan, wording="Training", due_on=date(2022, 2, 28))

    page = client.get(f"/{trust.ods_code}/actions/timeline/?words=panels")
    wrong = client.get(f"/{trust.ods_code}/actions/timeline/?status=splendid")

    assert list(listed(page)) == ["January 2022"]
    assert "1 of 2 actions" in page.content.decode()
    assert wrong.status_code == 422
    assert "There is a problem" in wrong.content.decode()


@pytest.mark.parametrize(
    ("query", "said"), [("words=unicorn", "No action fits all of these filters."), ("", "The plan has no actions yet.")]
)
def test_where_there_is_nothing_the_page_says_so(query: str, said: str, trust: Organisation, client: Client) -> None:
    plan = make_plan(trust)
    if query:
        make_action(plan)

    assert said in client.get(f"/{trust.ods_code}/actions/timeline/?{query}").content.decode()


def test_the_queries_of_the_time_line_do_not_grow(
    trust: Organisation, client: Client, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan(trust)

    def queries(number: int) -> int:
        for _ in range(number):
            make_action(plan, due_on=TODAY, lead=make_lead(trust))
        with django_assert_max_num_queries(30) as captured:
            assert client.get(f"/{trust.ods_code}/actions/timeline/").status_code == 200
        return len(captured)

    few = queries(5)

    assert queries(60) == few
