"""Making one lead of two: first which, then what comes together, then for good."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions.forms.leads import MergeForm
from actions.models import Lead
from actions.numbers import number_in
from actions.pages.lead_page import together
from actions.services import merging
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.posts import lead_of


@require_safe
def choose(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    others = Lead.objects.of(request.access.organisation).exclude(pk=pk)
    return render(request, "actions/leads/merge_which.html", {"lead": lead, "others": others})


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """With the lead that `other` in the address names."""
    lead = lead_of(request, pk)
    asked = request.GET.get("other", "")
    others = Lead.objects.of(request.access.organisation).exclude(pk=pk)
    if not asked:
        messages.warning(request, "Choose the lead that is the same.")
        return redirect("actions:merge_which", ods_code, pk)
    other = get_object_or_404(others, pk=number_in(asked))
    if request.method != "POST":
        return show(request, lead, other, MergeForm(lead=lead, other=other))
    form = MergeForm(request.POST, lead=lead, other=other)
    if not form.is_valid():
        return show(request, lead, other, form)
    merged = form.merging()
    gone, kept = merged["merged"].name, merged["kept"]
    try:
        merging.merge_leads(at=clock.now(), **merged)
    except ChangedMeanwhileError:
        messages.warning(request, "Nothing is merged, because one of the two was changed meanwhile. Look again.")
        return show(request, *fresh(lead, other), status=409)
    messages.success(request, f"{gone} is merged into {kept.name}.")
    return redirect("actions:lead", ods_code, kept.pk)


def fresh(lead: Lead, other: Lead) -> tuple[Lead, Lead, MergeForm]:
    lead.refresh_from_db()
    other.refresh_from_db()
    return lead, other, MergeForm(lead=lead, other=other)


def show(request: MemberRequest, lead: Lead, other: Lead, form: MergeForm, *, status: int = 0) -> HttpResponse:
    context = {"lead": lead, "other": other, "form": form, "together": together(lead, other)}
    return render(request, "actions/leads/merge.html", context, status=status or (422 if form.errors else 200))
