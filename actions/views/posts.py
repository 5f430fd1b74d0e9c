"""Adding a lead, putting it right, handing it over, and removing one that leads nothing."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.leads import HandOverForm, LeadForm, NewLeadForm
from actions.models import Action, Lead, UpdateLink
from actions.pages.lead_page import who_stands_in
from actions.services import posts
from actions.services.meanwhile import ChangedMeanwhileError, TouchedError
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto, version_in


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, ods_code: str) -> HttpResponse:
    allow(policies.can_edit_leads(request.access))
    form = NewLeadForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = posts.add_lead(organisation=request.access.organisation, **form.cleaned_data)
        except posts.NameTakenError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"{made.name} is added.")
            return redirect("actions:lead", ods_code, made.pk)
    return render(request, "actions/leads/add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    if request.method != "POST":
        typed = typed_before(request)
        return show_change(request, lead, LeadForm(typed) if typed else LeadForm.about(lead))
    form = LeadForm(request.POST)
    if not form.is_valid():
        return show_change(request, lead, form)
    try:
        posts.change_lead(lead=lead, at=clock.now(), **form.cleaned_data)
    except posts.NameTakenError as error:
        form.add_error("name", str(error))
        return show_change(request, lead, form)
    except ChangedMeanwhileError:
        return show_change(request, lead, LeadForm(typed_now(request, lead)), changed=True)
    messages.success(request, f"{form.cleaned_data['name']} is saved.")
    return redirect("actions:lead", ods_code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    if request.method != "POST":
        typed = typed_before(request)
        form = HandOverForm(typed) if typed else HandOverForm(initial={"version": lead.version})
        return show_hand_over(request, lead, form)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return show_hand_over(request, lead, form)
    try:
        posts.hand_over(lead=lead, at=clock.now(), **form.cleaned_data)
    except ChangedMeanwhileError:
        return show_hand_over(request, lead, HandOverForm(typed_now(request, lead)), changed=True)
    holder = form.cleaned_data["holder"] or form.cleaned_data["address"]
    messages.success(request, f"{lead.name} is now held by {holder}." if holder else f"Nobody holds {lead.name} now.")
    return redirect("actions:lead", ods_code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    if request.method != "POST":
        return show_removal(request, lead)
    try:
        posts.remove_lead(lead=lead, version=version_in(request))
    except TouchedError:
        return show_removal(request, lead, status=409)
    except ChangedMeanwhileError:
        messages.warning(request, f"{lead.name} is not removed, because it was changed meanwhile. Look at it first.")
        return redirect("actions:lead", ods_code, pk)
    messages.success(request, f"{lead.name} is removed.")
    return redirect("actions:leads", ods_code)


# ---- what these pages share


def lead_of(request: MemberRequest, pk: int) -> Lead:
    found = get_object_or_404(Lead.objects.of(request.access.organisation).select_related("organisation"), pk=pk)
    allow(policies.can_edit_leads(request.access))
    return found


def typed_now(request: MemberRequest, lead: Lead) -> QueryDict:
    """What this person typed, on top of how the lead stands now."""
    return typed_onto(request, lead_of(request, lead.pk).version)


def show_change(request: MemberRequest, lead: Lead, form: LeadForm, *, changed: bool = False) -> HttpResponse:
    context = {"lead": lead, "form": form, "changed": changed}
    return render(request, "actions/leads/change.html", context, status=status_of(form, changed))


def show_hand_over(request: MemberRequest, lead: Lead, form: HandOverForm, *, changed: bool = False) -> HttpResponse:
    context = {
        "lead": lead,
        "form": form,
        "changed": changed,
        "open": Action.objects.of(request.access.organisation).open().led_by([lead]).count(),
        "live": UpdateLink.objects.of(request.access.organisation).live(at=clock.now()).filter(lead=lead).count(),
        "stand_in": who_stands_in(request.access.organisation),
    }
    return render(request, "actions/leads/hand_over.html", context, status=status_of(form, changed))


def show_removal(request: MemberRequest, lead: Lead, *, status: int = 200) -> HttpResponse:
    context = {"lead": lead, "is_needed": posts.is_needed(lead)}
    return render(request, "actions/leads/remove.html", context, status=status)


def status_of(form: LeadForm | HandOverForm, changed: bool) -> int:
    return 409 if changed else 422 if form.errors else 200
