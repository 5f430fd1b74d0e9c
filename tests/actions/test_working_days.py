"""Working days are counted over weekends and the bank holidays of England."""

from datetime import date

import pytest

from actions.working_days import working_day_from, working_day_until, working_days_away

THURSDAY, TUESDAY = date(2022, 4, 14), date(2022, 4, 19)  # before and after Easter: Friday and Monday are holidays


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (THURSDAY, 0, THURSDAY),
        (THURSDAY, 1, TUESDAY),
        (THURSDAY, 3, date(2022, 4, 21)),
        (TUESDAY, -1, THURSDAY),
        (date(2022, 4, 17), -2, date(2022, 4, 13)),
    ],
)
def test_so_many_working_days_later_or_earlier(day: date, number: int, found: date) -> None:
    assert working_days_away(day, number) == found


def test_a_holiday_gives_way_to_the_working_day_after_it_or_before_it() -> None:
    easter = date(2022, 4, 17)

    assert working_day_from(easter) == TUESDAY
    assert working_day_until(easter) == THURSDAY
    assert working_day_from(TUESDAY) == working_day_until(TUESDAY) == TUESDAY
