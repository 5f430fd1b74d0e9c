"""The private address of a person's calendar: making one, stopping it, and finding it by its token."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Organisation, User
from actions.models import CalendarFeed
from actions.tokens import hash_of, new_token

# Calendars ask every few hours for years: that one still does is noted once a day.
NOTED_EVERY = timedelta(days=1)


@transaction.atomic
def make_calendar(*, user: User, organisation: Organisation, is_mine: bool, at: datetime) -> str:
    """A new address for a person, in place of the one before; says its token, which is not kept."""
    # Of two clicks the second waits here, and takes the place of the first.
    User.objects.select_for_update().get(pk=user.pk)
    stop_calendar(user=user, organisation=organisation, at=at)
    token = new_token()
    CalendarFeed.objects.create(
        user=user, organisation=organisation, token_hash=hash_of(token), is_mine=is_mine, made_at=at
    )
    return token


@transaction.atomic
def stop_calendar(*, user: User, organisation: Organisation, at: datetime) -> bool:
    """Whether there was an address to stop."""
    found = CalendarFeed.objects.of(organisation).live().filter(user=user).first()
    if found is None:
        return False
    found.revoked_at = at
    found.save()
    return True


def calendar_at(token: str, *, at: datetime) -> CalendarFeed | None:
    """The calendar of an address that works: not stopped, and of somebody who may still read the organisation."""
    found = CalendarFeed.objects.live().filter(token_hash=hash_of(token)).select_related("user", "organisation").first()
    if found is None or not found.user.is_active:
        return None
    if not Organisation.objects.visible_to(found.user).filter(pk=found.organisation_id).exists():
        return None
    if found.read_at is None or at - found.read_at >= NOTED_EVERY:
        CalendarFeed.objects.filter(pk=found.pk).update(read_at=at)
    return found
