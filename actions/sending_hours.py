"""Nothing is sent at night or on a day off, not even what a mail server put off."""

from datetime import datetime

from actions.working_days import may_send, morning_after
from outbox.delivery import NotNowError


def wait_for_a_working_morning(now: datetime) -> None:
    """Raises NotNowError, with the next morning on which mail may go."""
    if not may_send(now):
        raise NotNowError(morning_after(now), "It goes out from 8am on working days.")
