"""What day and moment it is: only doors (views, tasks, commands) ask, and everything below them is told."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

NINE = time(9, 0)


def today() -> date:
    """The day in England, or the day that sample mode was asked to show."""
    return settings.SAMPLE_TODAY or timezone.localdate()


def now() -> datetime:
    """The moment, aware; on a day that sample mode was asked to show, this time of that day, from nine on."""
    moment = timezone.localtime()
    if not settings.SAMPLE_TODAY:
        return moment
    # From nine on, because somebody who tries a day at night wants to see the mail of its morning.
    of_day = max(moment.time(), NINE)
    return timezone.make_aware(datetime.combine(settings.SAMPLE_TODAY, of_day))
