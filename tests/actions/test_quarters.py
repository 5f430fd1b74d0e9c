"""NHS quarters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.quarters import Quarter, QuarterError

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "quarter", "first", "last"),
    [
        (date(2021, 4, 1), "Q1 2021/22", date(2021, 4, 1), date(2021, 6, 30)),
        (date(2021, 9, 30), "Q2 2021/22", date(2021, 7, 1), date(2021, 9, 30)),
        (date(2021, 12, 15), "Q3 2021/22", date(2021, 10, 1), date(2021, 12, 31)),
        (date(2022, 3, 31), "Q4 2021/22", date(2022, 1, 1), date(2022, 3, 31)),
        (date(1999, 12, 31), "Q3 1999/00", date(1999, 10, 1), date(1999, 12, 31)),
    ],
)
def test_a_day_is_in_its_nhs_quarter(day: date, quarter: str, first: date, last: date) -> None:
    found = Quarter.of(day)

    assert (str(found), found.starts_on, found.ends_on) == (quarter, first, last)


@given(DAYS)
def test_every_day_is_in_exactly_the_quarter_that_holds_it(day: date) -> None:
    quarter = Quarter.of(day)

    assert quarter.holds(day)
    assert not quarter.next.holds(day)
    assert not quarter.previous.holds(day)


@given(DAYS)
def test_quarters_follow_each_other_without_a_gap(day: date) -> None:
    quarter = Quarter.of(day)

    assert quarter.next.starts_on == quarter.ends_on + timedelta(days=1)
    assert quarter.next.previous == quarter
    assert quarter < quarter.next


@given(DAYS)
def test_an_address_of_a_quarter_leads_back_to_it(day: date) -> None:
    assert Quarter.from_slug(Quarter.of(day).slug) == Quarter.of(day)


@pytest.mark.parametrize(
    "slug", ["2021-22-Q5", "2021-22-Q0", "2021-23-Q1", "2021-22", "21-22-Q1", "", "0000-01-Q1", "9999-00-Q4"]
)
def test_what_is_not_a_quarter_is_refused_with_an_example(slug: str) -> None:
    with pytest.raises(QuarterError, match="Write it as 2021-22-Q3"):
        Quarter.from_slug(slug)


def test_a_quarter_says_its_months() -> None:
    assert Quarter(2021, 3).months == "October to December 2021"
