"""What the tests of calendars do over and over: make an address and read it."""

from accounts.models import Organisation, User
from actions.services.calendars import make_calendar
from tests.factories import NOW


def address_for(user: User, trust: Organisation, *, is_mine: bool = False) -> str:
    return f"/calendar/{make_calendar(user=user, organisation=trust, is_mine=is_mine, at=NOW)}.ics"
