"""What day and moment it is: only doors (views, tasks, commands) ask, and everything below them is told."""

from datetime import date, datetime, time

from django.conf import settings
from django.db import connection
from django.utils import timezone

NINE = time(9, 0)


def today() -> date:
    """The day in England, or the day that sample mode was asked to show."""
    return settings.SAMPLE_TODAY or timezone.localdate()


def now() -> datetime:
    """The moment, aware; on a day that sample mode was asked to show, this time of that day, from nine on."""
    moment = timezone.localtime(of_database() if settings.CLOCK_OF_DATABASE else None)
    if not settings.SAMPLE_TODAY:
        return moment
    # From nine on, because somebody who tries a day at night wants to see the mail of its morning.
    of_day = max(moment.time(), NINE)
    return timezone.make_aware(datetime.combine(settings.SAMPLE_TODAY, of_day))


def of_database() -> datetime:
    """What the database's clock says now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT STATEMENT_TIMESTAMP()")
        return cursor.fetchone()[0]  # type: ignore[no-any-return]
