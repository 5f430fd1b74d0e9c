"""Adding an action, changing its words, and removing one that was added by mistake."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest
from actions import policies
from actions.forms.editing import ActionForm, NewActionForm
from actions.models import Action, Lead, Plan
from actions.services import editing
from actions.services.meanwhile import ChangedMeanwhileError, TouchedError
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto, version_in


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.of(request.access.organisation).select_related("organisation"), pk=pk)
    allow(policies.can_edit_plan(request.access))
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = NewActionForm(typed, plan=plan)
    if request.method == "POST" and form.is_valid():
        made = editing.add_action(plan=plan, understood=form.understood, **words_of(form))
        messages.success(request, f"Action {made.place} is added.")
        return redirect("actions:action", ods_code, made.pk)
    context = {"plan": plan, "form": form, "known": lead_names(request)}
    return render(request, "actions/editing/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    action = action_of(request, pk)
    if request.method != "POST":
        return begin(request, action)
    form = ActionForm(request.POST, plan=action.plan)
    if not form.is_valid():
        return show(request, action, form)
    try:
        editing.edit_action(action=action, version=form.cleaned_data["version"], **words_of(form))
    except ChangedMeanwhileError:
        return show_both(request, pk)
    messages.success(request, f"Action {action.place} is changed.")
    return redirect("actions:action", ods_code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    action = action_of(request, pk)
    if request.method != "POST":
        return show_removal(request, action)
    try:
        editing.remove_action(action=action, version=version_in(request))
    except TouchedError:
        return show_removal(request, action, status=409)
    except ChangedMeanwhileError:
        messages.warning(request, "The action is not removed, because it was changed meanwhile. Look at it first.")
        return redirect("actions:action", ods_code, pk)
    messages.success(request, "The action is removed. The numbers of those after it have moved up.")
    return redirect("actions:order", ods_code, action.plan_id)


# ---- what these pages share


def action_of(request: MemberRequest, pk: int) -> Action:
    actions = Action.objects.of(request.access.organisation).select_related("plan__organisation", "plan__standard")
    found = get_object_or_404(actions.prefetch_related("indicators", "leaderships__lead"), pk=pk)
    allow(policies.can_edit_plan(request.access))
    return found


def words_of(form: ActionForm) -> dict[str, Any]:
    """What was typed, as the services take it."""
    names = ("wording", "indicators", "leads", "timescale")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


def lead_names(request: MemberRequest) -> list[str]:
    return list(Lead.objects.of(request.access.organisation).values_list("name", flat=True))


def begin(request: MemberRequest, action: Action) -> HttpResponse:
    """The form as the action stands, or as it was typed before the sign-in ran out."""
    typed = typed_before(request)
    return show(request, action, ActionForm(typed, plan=action.plan) if typed else ActionForm.about(action))


def show(request: MemberRequest, action: Action, form: ActionForm, *, changed: bool = False) -> HttpResponse:
    context = {"action": action, "form": form, "known": lead_names(request), "changed": changed}
    status = 409 if changed else 422 if form.errors else 200
    return render(request, "actions/editing/edit.html", context, status=status)


def show_both(request: MemberRequest, pk: int) -> HttpResponse:
    """How the action stands now, above what this person typed: saving again is then a choice."""
    action = action_of(request, pk)
    typed = typed_onto(request, action.version)
    return show(request, action, ActionForm(typed, plan=action.plan), changed=True)


def show_removal(request: MemberRequest, action: Action, *, status: int = 200) -> HttpResponse:
    context = {"action": action, "is_touched": editing.is_touched(action)}
    return render(request, "actions/editing/remove.html", context, status=status)
