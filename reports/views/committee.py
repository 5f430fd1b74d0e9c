"""The committee: its papers and meetings, past quarters side by side, and who else gets the papers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions.quarters import Quarter
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto
from reports import policies
from reports.forms.committee import CommitteeAddressForm, MeetingForm
from reports.letters import committee_of
from reports.models import CommitteeAddress, Meeting
from reports.pages import meeting_on, shelf, side_by_side
from reports.services import meetings
from reports.views.asking import Page, ask


@require_safe
def committee(request: MemberRequest, ods_code: str) -> HttpResponse:
    context = {
        "shelf": shelf(request.access.organisation, on=clock.today()),
        "recipients": committee_of(request.access.organisation),
        "addresses": CommitteeAddress.objects.of(request.access.organisation),
        "can_keep": policies.can_keep_papers(request.access),
        "can_read_drafts": policies.can_read_drafts(request.access),
        "quarter": Quarter.of(clock.today()),
    }
    return render(request, "reports/committee/committee.html", context)


@require_safe
def compare(request: MemberRequest, ods_code: str) -> HttpResponse:
    return render(request, "reports/committee/compare.html", {"found": side_by_side(request.access.organisation)})


@require_http_methods(["GET", "HEAD", "POST"])
def days(request: MemberRequest, ods_code: str, quarter: Quarter) -> HttpResponse:
    """The day of the meeting on a quarter and the deadline of its paper, also of one that is only proposed."""
    allow(policies.can_keep_papers(request.access))
    meeting = meeting_on(request.access.organisation, quarter, on=clock.today())
    if meeting is None:
        return render(request, "reports/committee/no_meeting.html", {"quarter": quarter}, status=404)
    asked: dict[str, Any] = {"meeting": meeting, "on": clock.today()}
    if request.method != "POST":
        form = MeetingForm(typed_before(request), initial=days_of(meeting), **asked)
        return ask(request, page_of_days(request, meeting), form)
    form = MeetingForm(request.POST, **asked)
    if not form.is_valid():
        return ask(request, page_of_days(request, meeting), form)
    kept = meetings.meeting_about(request.access.organisation, quarter, on=clock.today())
    try:
        meetings.set_days(meeting=kept, **form.cleaned_data)
    except ChangedMeanwhileError:
        return show_both(request, kept)
    messages.success(request, f"The meeting on {quarter} is on {form.cleaned_data['held_on']:%-d %B %Y}.")
    return redirect("reports:committee", ods_code)


@require_http_methods(["GET", "HEAD", "POST"])
def add_address(request: MemberRequest, ods_code: str) -> HttpResponse:
    allow(policies.can_keep_papers(request.access))
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = CommitteeAddressForm(typed, organisation=request.access.organisation)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        messages.success(request, f"{made.name} gets the papers from now on.")
        return redirect("reports:committee", ods_code)
    page = Page("Send the papers to somebody else too", committee_name(request), *home(request), "Add the address")
    return ask(request, page, form)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_address(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = get_object_or_404(CommitteeAddress.objects.of(request.access.organisation), pk=pk)
    allow(policies.can_keep_papers(request.access))
    if request.method == "POST":
        found.delete()
        messages.success(request, f"{found.name} no longer gets the papers.")
        return redirect("reports:committee", ods_code)
    title = f"Send no more papers to {found.name}?"
    intro = [f"Papers go to {found.email} until you remove it. What was sent stays on record."]
    return ask(request, Page(title, committee_name(request), *home(request), "Remove the address", intro, True))


# ---- what these pages share


def committee_name(request: MemberRequest) -> str:
    return request.access.organisation.committee_name


def home(request: MemberRequest) -> tuple[str, str]:
    """Where these pages lead back to."""
    return reverse("reports:committee", args=[request.access.organisation.ods_code]), "Committee"


def days_of(meeting: Meeting) -> dict[str, object]:
    return {"version": meeting.version, "held_on": meeting.held_on, "paper_due_on": meeting.paper_due_on}


def page_of_days(request: MemberRequest, meeting: Meeting) -> Page:
    proposal = ["These days are proposed. Save them if they are right."] if meeting.is_proposed else []
    return Page(f"The meeting on {meeting.quarter}", committee_name(request), *home(request), "Save the days", proposal)


def show_both(request: MemberRequest, meeting: Meeting) -> HttpResponse:
    """The days as they are now, above those that this person typed."""
    meeting.refresh_from_db()
    now = [("Meeting", f"{meeting.held_on:%-d %B %Y}"), ("Paper ready by", f"{meeting.paper_due_on:%-d %B %Y}")]
    form = MeetingForm(typed_onto(request, meeting.version), meeting=meeting, on=clock.today())
    return ask(request, page_of_days(request, meeting), form, now=now)
