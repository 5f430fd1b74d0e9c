"""Open deadlines as an iCalendar that Outlook, Google and others subscribe to."""

import re
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.urls import reverse
from icalendar import Calendar, Event, vDuration, vText

from actions.models import Action, CalendarFeed, Deadline, DeadlineQuerySet, Lead, Leadership
from actions.statuses import Status

REFRESHED_EVERY = timedelta(hours=12)
LONGEST_SUMMARY = 100  # letters; the description has the whole wording
# What a text that is pasted from Word may hold, and no calendar reads.
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def calendar_of(feed: CalendarFeed) -> bytes:
    """All open deadlines, or those of the posts that the person holds. The same rows give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Race equality tracker//Action plan//EN-GB")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(f"Race equality actions, {feed.organisation.short_name}"))
    calendar.add("refresh-interval", vDuration(REFRESHED_EVERY), {"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    for deadline in deadlines_of(feed):
        calendar.add_component(event_of(deadline, feed))
    return bytes(calendar.to_ical())


def deadlines_of(feed: CalendarFeed) -> DeadlineQuerySet:
    """Those to come and those that are overdue, with all that an event says, in three queries."""
    found = Deadline.objects.of(feed.organisation).unmet().exclude(action__status__in=Status.ended())
    if feed.is_mine:
        held = Lead.objects.of(feed.organisation).held_by(feed.user)
        found = found.filter(action__in=Action.objects.of(feed.organisation).led_by(held).order_by())
    return (
        found.select_related("action__plan")
        .prefetch_related(Prefetch("action__leaderships", Leadership.objects.select_related("lead")))
        .annotate(
            moves=Count("revisions"),
            deadline_changed_at=Subquery(Deadline.history.filter(id=OuterRef("pk")).values("history_date")[:1]),
            action_changed_at=Subquery(Action.history.filter(id=OuterRef("action")).values("history_date")[:1]),
        )
    )


def event_of(deadline: Deadline, feed: CalendarFeed) -> Event:
    """An event of the whole day on which the action is due. Its UID stays, and its SEQUENCE grows with each move."""
    action = deadline.action
    address = settings.SITE_ADDRESS + reverse("actions:action", args=[feed.organisation.ods_code, action.pk])
    event = Event()
    event.add("uid", f"deadline-{deadline.pk}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    event.add("summary", summary_of(action))
    event.add("description", description_of(action, address))
    event.add("dtstart", deadline.due_on)
    event.add("dtend", deadline.due_on + timedelta(days=1))
    for name in ("dtstamp", "last-modified"):
        event.add(name, changed_at(deadline))
    event.add("sequence", deadline.moves)  # type: ignore[attr-defined]
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def summary_of(action: Action) -> str:
    words = " ".join(UNREADABLE.sub(" ", action.wording).split())
    short = words if len(words) <= LONGEST_SUMMARY else f"{words[: LONGEST_SUMMARY - 1].rstrip()}…"
    return f"Due: {short}"


def description_of(action: Action, address: str) -> str:
    leads = [each.lead.name for each in action.leaderships.all() if each.kind == Leadership.Kind.ACCOUNTABLE]
    lines = [
        action.wording,
        "",
        f"Status: {action.status_words}",
        f"Lead: {'; '.join(leads) or 'No lead yet'}",
        f"Timescale in the plan: {action.timescale or 'None given'}",
        f"Update it: {address}",
    ]
    return UNREADABLE.sub(" ", "\n".join(lines))


def changed_at(deadline: Deadline) -> datetime:
    """When the deadline or its action last changed; before any change is on record, when the plan began."""
    known = [deadline.deadline_changed_at, deadline.action_changed_at]  # type: ignore[attr-defined]
    began = datetime.combine(deadline.action.plan.starts_on, time(), UTC)
    return max((moment for moment in known if moment), default=began)
