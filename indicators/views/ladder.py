"""The Model Employer goals for staff in post, and the readings that are held against them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import MemberRequest
from indicators import policies
from indicators.forms.ladder import GoalForm, NewGoalForm, ReadingsForm
from indicators.ladder import quarter_ended_before
from indicators.models import StaffInPost, StaffInPostGoal
from indicators.pages.ladder import after_the_first, ladder_of
from indicators.services import goals as services


@require_safe
def ladder(request: MemberRequest, ods_code: str) -> HttpResponse:
    context = {
        "ladder": ladder_of(request.access.organisation),
        "quarter_ended_on": quarter_ended_before(clock.today()),
        "can_set": policies.can_set_targets(request.access),
    }
    return render(request, "indicators/ladder.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_readings(request: MemberRequest, ods_code: str) -> HttpResponse:
    """One day and every band at once. The boxes start empty: numbers of an earlier day would be recorded unseen."""
    allow(request)
    goals = list(StaffInPostGoal.objects.of(request.access.organisation).prefetch_related("readings"))
    form = ReadingsForm(
        request.POST if request.method == "POST" else None,
        goals=goals,
        on=clock.today(),
        initial={"counted_on": quarter_ended_before(clock.today())},
    )
    if form.is_valid():
        counted_on = form.cleaned_data["counted_on"]
        recorded = services.record_readings(numbers=form.numbers, counted_on=counted_on, by=request.access.user)
        messages.success(request, f"For {counted_on:%-d %B %Y}: {recorded}.")
        return redirect("indicators:ladder", ods_code)
    return render(request, "indicators/add_readings.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_reading(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """For a reading of a wrong day; the first one stays, because the line starts there."""
    readings = StaffInPost.objects.of(request.access.organisation).select_related("goal")
    found = get_object_or_404(after_the_first(readings), pk=pk)
    allow(request)
    if request.method != "POST":
        return render(request, "indicators/remove_reading.html", {"reading": found})
    found.delete()
    messages.success(request, f"The reading of band {found.goal.band} is removed: {found}.")
    return redirect("indicators:ladder", ods_code)


@require_http_methods(["GET", "HEAD", "POST"])
def add_goal(request: MemberRequest, ods_code: str) -> HttpResponse:
    allow(request)
    organisation = request.access.organisation
    form = NewGoalForm(request.POST if request.method == "POST" else None, organisation=organisation, on=clock.today())
    if form.is_valid():
        last = StaffInPostGoal.objects.of(organisation).order_by("place").last()
        goal = services.set_goal(
            organisation=organisation, place=last.place + 1 if last else 0, by=request.access.user, **form.cleaned_data
        )
        messages.success(request, f"The goal is added: {goal}.")
        return redirect("indicators:ladder", ods_code)
    return render(request, "indicators/add_goal.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = goal_of(request, pk)
    form = GoalForm(request.POST if request.method == "POST" else None, instance=found, on=clock.today())
    if form.is_valid():
        messages.success(request, f"The goal is changed: {form.save()}.")
        return redirect("indicators:ladder", ods_code)
    context = {"form": form, "goal": found, "readings": found.readings.order_by("counted_on")}
    return render(request, "indicators/goal.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_goal(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = goal_of(request, pk)
    if request.method != "POST":
        context = {"goal": found, "readings": found.readings.order_by("counted_on")}
        return render(request, "indicators/remove_goal.html", context)
    services.remove_goal(goal=found)
    messages.success(request, f"The goal is removed, with its readings: {found}.")
    return redirect("indicators:ladder", ods_code)


# ---- what these pages share


def allow(request: MemberRequest) -> None:
    if not policies.can_set_targets(request.access):
        raise PermissionDenied


def goal_of(request: MemberRequest, pk: int) -> StaffInPostGoal:
    found = get_object_or_404(
        StaffInPostGoal.objects.of(request.access.organisation).select_related("organisation"), pk=pk
    )
    allow(request)
    return found
