"""What day and moment the doors see."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import Settings

from accounts import clock

On = Callable[..., None]


@pytest.mark.parametrize(
    ("day", "at", "today"),
    [
        ("2021-12-15", "23:59", date(2021, 12, 15)),
        ("2021-06-30", "22:59", date(2021, 6, 30)),
        ("2021-06-30", "23:30", date(2021, 7, 1)),
        ("2021-03-27", "23:30", date(2021, 3, 27)),
        ("2021-03-28", "23:30", date(2021, 3, 29)),
    ],
    ids=["winter", "summer", "summer, after midnight in England", "before the change", "after the change"],
)
def test_today_is_the_day_in_england(on: On, day: str, at: str, today: date) -> None:
    on(day, at)

    assert clock.today() == clock.now().date() == today


def test_sample_mode_shows_the_day_that_was_asked_for(on: On, settings: Settings) -> None:
    on("2024-02-29", "10:30")
    settings.SAMPLE_TODAY = date(2021, 12, 15)

    assert clock.today() == clock.now().date() == date(2021, 12, 15)


@pytest.mark.parametrize(
    ("real", "shown", "moment"),
    [
        ("2024-01-10", date(2021, 12, 15), "2021-12-15T10:30:00+00:00"),
        ("2024-01-10", date(2021, 7, 1), "2021-07-01T10:30:00+01:00"),
        ("2024-07-10", date(2021, 12, 15), "2021-12-15T11:30:00+00:00"),
        ("2024-07-10", date(2020, 2, 29), "2020-02-29T11:30:00+00:00"),
    ],
)
def test_sample_mode_keeps_the_time_on_the_wall(
    on: On, settings: Settings, real: str, shown: date, moment: str
) -> None:
    on(real, "10:30")
    settings.SAMPLE_TODAY = shown

    assert clock.now().isoformat() == moment
