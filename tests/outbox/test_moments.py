"""Time that passes over the change to and from summer time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox.delivery import LEASE, claim
from outbox.models import Message
from outbox.moments import after

ENGLAND = ZoneInfo("Europe/London")
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 17 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(MOMENTS, st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_as_much_time_passes_in_england_as_anywhere(moment: datetime, span: timedelta) -> None:
    assert after(moment.astimezone(ENGLAND), span) - moment == span


@pytest.mark.parametrize("written", ["2021-10-31T00:58:00+00:00", "2022-03-27T00:58:00+00:00"])
def test_a_lease_is_as_long_as_ever_in_the_night_of_the_change(message: Message, written: str) -> None:
    moment = datetime.fromisoformat(written)
    Message.objects.update(next_attempt_at=moment)

    claimed = claim(now=moment.astimezone(ENGLAND))

    assert claimed is not None
    assert claimed.leased_until == moment + LEASE
