"""Deadlines in a person's own calendar: the page that makes its private address, and what stands at that address."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.calendar import CalendarForm
from actions.models import CalendarFeed, Lead
from actions.pages.calendar import calendar_of
from actions.services import calendars
from actions.views.allowing import allow
from actions.views.private import private

ICS = "text/calendar; charset=utf-8"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: MemberRequest, ods_code: str) -> HttpResponse:
    """Makes an address, and shows it this once."""
    allow(policies.can_have_calendar(request.access))
    if request.method != "POST":
        return show(request, CalendarForm())
    form = CalendarForm(request.POST)
    if not form.is_valid():
        return show(request, form)
    access = request.access
    token = calendars.make_calendar(
        user=access.user, organisation=access.organisation, is_mine=form.is_mine, at=clock.now()
    )
    return show(request, CalendarForm(), token=token)


def show(request: MemberRequest, form: CalendarForm, *, token: str = "") -> HttpResponse:
    organisation, user = request.access.organisation, request.access.user
    path = reverse("actions:calendar_feed", args=[token]) if token else ""
    context = {
        "form": form,
        "feed": CalendarFeed.objects.of(organisation).live().filter(user=user).first(),
        "address": f"{settings.SITE_ADDRESS}{path}" if path else "",
        "subscription": f"webcal://{settings.SITE_ADDRESS.split('://')[1]}{path}" if path else "",
        "holds_a_post": Lead.objects.of(organisation).held_by(user).exists(),
    }
    return render(request, "actions/calendar.html", context, status=422 if form.errors else 200)


@require_POST
def stop_calendar(request: MemberRequest, ods_code: str) -> HttpResponse:
    allow(policies.can_have_calendar(request.access))
    access = request.access
    if calendars.stop_calendar(user=access.user, organisation=access.organisation, at=clock.now()):
        messages.success(request, "The address is stopped. Calendars that use it lose these deadlines.")
    else:
        messages.warning(request, "There was no address to stop.")
    return redirect("actions:calendar", ods_code)


@login_not_required
@private
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads; its address is all that it has to show."""
    feed = calendars.calendar_at(token, at=clock.now())
    if feed is None:
        return render(request, "404.html", status=404)
    content = calendar_of(feed)
    headers = {
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="race-equality-actions.ics"',
        # By content and not by a day of change: a deadline that is met is gone, and leaves no later day behind.
        "ETag": f'"{hashlib.sha256(content).hexdigest()}"',
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    response = HttpResponse(content, content_type=ICS, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response
