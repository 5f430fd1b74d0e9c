"""What day and moment it is: only doors (views, tasks, commands) ask, and everything below them is told."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day in England, or the day that sample mode was asked to show."""
    return settings.SAMPLE_TODAY or timezone.localdate()


def now() -> datetime:
    """The moment, aware; in sample mode with a chosen day, this time of day on that day."""
    moment = timezone.localtime()
    if settings.SAMPLE_TODAY:
        day: date = settings.SAMPLE_TODAY
        # Replacing the fields and not adding a span keeps the wall clock across a change to summer time.
        return moment.replace(year=day.year, month=day.month, day=day.day)
    return moment
