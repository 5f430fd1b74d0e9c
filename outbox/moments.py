"""Time that passes, whatever the clocks on the wall do at the change to and from summer time."""

from datetime import UTC, datetime, timedelta


def after(moment: datetime, span: timedelta) -> datetime:
    """The moment so much time later, or earlier. In local time Python would add to what a wall clock shows."""
    return moment.astimezone(UTC) + span
