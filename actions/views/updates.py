"""Updating an action: as a page of its own, or in place where htmx asks; and taking the update back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.updates import UpdateForm
from actions.models import Action, Update
from actions.pages.meanwhile import Meanwhile, meanwhile_of
from actions.pages.plan_table import Row, row_of
from actions.services import updating
from actions.services.meanwhile import ChangedMeanwhileError, MeanwhileError
from actions.views.allowing import allow
from actions.views.typed import WITH_A_FILE, typed_before, typed_onto


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    action = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=pk)
    allow(policies.can_update(request.access, action))
    if request.method != "POST":
        return begin(request, action)
    form = UpdateForm.answered(action, request.POST, request.FILES)
    if not form.is_valid():
        return show(request, action, form)
    try:
        updating.record_update(action=action, by=request.access.user, at=clock.now(), **form.cleaned_data)
    except ChangedMeanwhileError:
        return show_both(request, pk, seen=form.cleaned_data["version"])
    except updating.WordsNeededError as error:  # the evidence was taken away after the page was opened
        form.add_error("progress", str(error))
        return show(request, action, form)
    return done(request, pk)


def begin(request: MemberRequest, action: Action) -> HttpResponse:
    """The form as the action stands, or as it was typed before the sign-in ran out."""
    typed = typed_before(request, WITH_A_FILE)
    return show(request, action, UpdateForm.answered(action, typed) if typed else UpdateForm.about(action))


def show(
    request: MemberRequest, action: Action, form: UpdateForm, *, meanwhile: Meanwhile | None = None
) -> HttpResponse:
    template = "actions/update_in_place.html" if in_place(request) else "actions/update.html"
    row = row_of(action, request.access, on=clock.today())
    context = {"form": form, "row": row, "meanwhile": meanwhile, "next": next_address(request, action.pk)}
    return render(request, template, context, status=409 if meanwhile else 422 if form.errors else 200)


def show_both(request: MemberRequest, pk: int, *, seen: int) -> HttpResponse:
    """How the action stands now, above what this person typed: saving again is then a choice."""
    action = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=pk)
    form = UpdateForm.answered(action, typed_onto(request, action.version), request.FILES)
    return show(request, action, form, meanwhile=meanwhile_of(action, seen=seen))


def done(request: MemberRequest, pk: int) -> HttpResponse:
    if in_place(request):
        action = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=pk)
        row = row_of(action, request.access, on=clock.today())
        return render(request, "actions/row.html", row_context(request, row) | {"just_saved": True})
    messages.success(request, "Your update is saved.")
    return HttpResponseRedirect(next_address(request, pk))


@require_safe
def row(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """The row of an action as it was before somebody began an update in its place, for Cancel."""
    action = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=pk)
    if not in_place(request):
        return redirect("actions:action", ods_code, pk)
    row = row_of(action, request.access, on=clock.today())
    return render(request, "actions/row.html", row_context(request, row) | {"cancelled": True})


@require_POST
def undo(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Update.objects.of(request.access.organisation).select_related("action"), pk=pk)
    allow(policies.can_withdraw(request.access, found))
    try:
        updating.withdraw_update(update=found, by=request.access.user, at=clock.now())
    except MeanwhileError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Your update is undone. The action is as it was before.")
    return redirect("actions:action", ods_code, found.action_id)


def row_context(request: MemberRequest, row: Row) -> dict[str, Any]:
    """A row as it stands in its list: in that of the plan, it can be selected."""
    address = next_address(request, row.action.pk)
    in_plan = address.startswith(reverse("actions:plan", args=[request.access.organisation.ods_code]))
    return {"row": row, "next": address, "can_select": in_plan and policies.can_edit_plan(request.access)}


def in_place(request: MemberRequest) -> bool:
    """Whether htmx asked for a part of the page; without JavaScript the same address is a page."""
    return bool(request.htmx)


def next_address(request: MemberRequest, pk: int) -> str:
    """Where the person came from, where it is a page of this site; else the action."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("actions:action", args=[request.access.organisation.ods_code, pk])
