"""Changing several actions of the plan at once, and taking that back as one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.editing import known_leads
from actions.forms.selected import SelectedForm, SelectedLeadsForm, SelectedStatusForm, SelectedTimescaleForm
from actions.models import Action, Plan, Update
from actions.numbers import numbers_in
from actions.pages.meanwhile import meanwhile_of
from actions.services import together as service
from actions.services.meanwhile import ChangedMeanwhileError, TouchedError
from actions.views.allowing import allow
from actions.views.typed import typed_before

MOST = 200  # actions at once; a page of the plan has fewer


@require_safe
def selected(request: MemberRequest, ods_code: str) -> HttpResponse:
    """What was selected, and the choice of what to change."""
    actions = selection(request)
    if not actions:
        messages.warning(request, "Select at least one action, then choose what to change.")
        return redirect(list_address(request))
    context = {"actions": actions, "query": request.GET.urlencode(), "list": list_address(request, actions[0].plan)}
    return render(request, "actions/selected/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: MemberRequest, ods_code: str) -> HttpResponse:
    def save(form: SelectedForm) -> HttpResponse:
        updates = service.update_together(by=request.access.user, at=clock.now(), **form.cleaned_data)
        messages.success(request, f"{number(updates)} updated.")
        return redirect(together_address(request, updates[0].pk))

    return change(request, "actions/selected/status.html", SelectedStatusForm, save)


@require_http_methods(["GET", "HEAD", "POST"])
def leads(request: MemberRequest, ods_code: str) -> HttpResponse:
    def save(form: SelectedForm) -> HttpResponse:
        service.lead_together(**form.cleaned_data)
        messages.success(request, f"{number(form.cleaned_data['actions'])} changed: who leads them.")
        return redirect(list_address(request, form.cleaned_data["actions"][0].plan))

    return change(request, "actions/selected/leads.html", SelectedLeadsForm, save)


@require_http_methods(["GET", "HEAD", "POST"])
def timescale(request: MemberRequest, ods_code: str) -> HttpResponse:
    def save(form: SelectedForm) -> HttpResponse:
        service.timescale_together(by=request.access.user, at=clock.now(), **form.cleaned_data)
        messages.success(request, f"{number(form.cleaned_data['actions'])} changed: when they are due.")
        return redirect(list_address(request, form.cleaned_data["actions"][0].plan))

    return change(request, "actions/selected/timescale.html", SelectedTimescaleForm, save)


@require_safe
def together(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """What was updated at once with the update of the address."""
    updates = updates_of(request, pk)
    can_withdraw = all(each.withdrawn_at is None and policies.can_withdraw(request.access, each) for each in updates)
    context = {
        "updates": updates,
        "can_withdraw": can_withdraw,
        "list": list_address(request, updates[0].action.plan),
        "query": request.GET.urlencode(),
    }
    return render(request, "actions/selected/together.html", context)


@require_POST
def undo_together(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    updates = updates_of(request, pk)
    allow(all(policies.can_withdraw(request.access, each) for each in updates))
    try:
        service.withdraw_together(updates=updates, by=request.access.user, at=clock.now())
    except TouchedError as error:
        messages.warning(request, str(error))
        return redirect(together_address(request, pk))
    messages.success(request, f"{number(updates)} undone. They are as they were before.")
    return redirect(list_address(request, updates[0].action.plan))


# ---- what these pages share


def change(
    request: MemberRequest, template: str, kind: type[SelectedForm], save: Callable[[SelectedForm], HttpResponse]
) -> HttpResponse:
    actions = selection(request)
    if not actions:
        address = reverse("actions:selected", args=[request.access.organisation.ods_code])
        return redirect(f"{address}?{request.GET.urlencode()}")
    form = form_of(request, kind, actions)
    if request.method == "POST" and form.is_valid():
        try:
            return save(form)
        except ChangedMeanwhileError as error:
            return show_both(request, template, form, error.changed)
        except service.RefusedError as error:
            form.add_error(error.field, str(error))
    return render(request, template, context_of(request, form), status=422 if form.is_bound and form.errors else 200)


def selection(request: MemberRequest) -> list[Action]:
    """The actions in the address, for somebody who may change the plan."""
    allow(policies.can_edit_plan(request.access))
    asked = numbers_in(request.GET.getlist("action"))
    found = Action.objects.of(request.access.organisation).filter(pk__in=asked)
    actions = list(found.select_related("plan__organisation").with_parts()[: MOST + 1])
    if len(actions) > MOST:
        messages.warning(request, f"At most {MOST} actions can be changed at once. The others are left out.")
    return actions[:MOST]


def form_of(request: MemberRequest, kind: type[SelectedForm], actions: list[Action], data: Any = None) -> SelectedForm:
    """What was sent, or what was typed before the sign-in ran out, or the form as the actions stand."""
    typed = request.POST if request.method == "POST" else typed_before(request)
    more = {"known": known_leads(actions[0].plan)} if kind is SelectedLeadsForm else {}
    return kind(typed if data is None else data, actions=actions, **more)


def show_both(request: MemberRequest, template: str, form: SelectedForm, changed: frozenset[int]) -> HttpResponse:
    """What became of each that changed meanwhile, above what this person typed: saving again is then a choice."""
    seen = form.cleaned_data["versions"]
    actions = selection(request)
    typed = request.POST.copy()
    conflicts = []
    for action in actions:
        if action.pk in changed:
            typed[f"version-{action.pk}"] = str(action.version)
            conflicts.append((action, meanwhile_of(action, seen=seen[action.pk])))
    context = context_of(request, form_of(request, type(form), actions, typed))
    return render(request, template, context | {"conflicts": conflicts}, status=409)


def context_of(request: MemberRequest, form: SelectedForm) -> dict[str, Any]:
    plan = next(iter(form.actions.values())).plan
    return {"form": form, "query": request.GET.urlencode(), "list": list_address(request, plan)}


def list_address(request: MemberRequest, plan: Plan | None = None) -> str:
    """The list that the person came from, with its filters; where that is not known, the plan of the actions."""
    of_plan = f"year={plan.year}&standard={plan.standard.code.lower()}" if plan else ""
    query = QueryDict(request.GET.get("back", "")).urlencode() or of_plan
    address = reverse("actions:plan", args=[request.access.organisation.ods_code])
    return f"{address}?{query}" if query else address


def together_address(request: MemberRequest, pk: int) -> str:
    address = reverse("actions:together", args=[request.access.organisation.ods_code, pk])
    back = request.GET.get("back", "")
    return f"{address}?{urlencode({'back': back})}" if back else address


def updates_of(request: MemberRequest, pk: int) -> list[Update]:
    """All that were made at once with one, in the order of the plan."""
    updates = Update.objects.of(request.access.organisation)
    one = get_object_or_404(updates, pk=pk)
    found = updates.filter(batch=one.batch) if one.batch else updates.filter(pk=pk)
    with_leads = (
        found.with_author().select_related("action__plan__standard").prefetch_related("action__leaderships__lead")
    )
    return list(with_leads.order_by("action__place", "pk"))


def number(rows: list[Any]) -> str:
    return "1 action is" if len(rows) == 1 else f"{len(rows):,} actions are"
