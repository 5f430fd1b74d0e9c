"""Making one lead of two: first which, then what comes together, then for good."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions.forms.leads import MergeForm
from actions.models import Lead, LeadQuerySet
from actions.numbers import number_in
from actions.pages.lead_page import together
from actions.services import merging
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.posts import lead_of


@require_safe
def choose(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    lead = lead_of(request, pk)
    return render(request, "actions/leads/merge_which.html", {"lead": lead, "others": others_of(request, lead)})


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """With the lead that `other` in the address names."""
    lead = lead_of(request, pk)
    asked = request.GET.get("other", "")
    if not asked:
        messages.warning(request, "Choose the lead that is the same.")
        return redirect("actions:merge_which", ods_code, pk)
    other = get_object_or_404(others_of(request, lead), pk=number_in(asked))
    form = MergeForm(request.POST if request.method == "POST" else None, lead=lead, other=other)
    if not form.is_valid():
        return show(request, lead, other, form)
    try:
        kept = merge_as_chosen(request, form)
    except ChangedMeanwhileError:
        messages.warning(request, "Nothing is merged, because one of the two was changed meanwhile. Look again.")
        return show(request, *fresh(request, lead, other), status=409)
    return redirect("actions:lead", ods_code, kept.pk)


# ---- what these pages share


def others_of(request: MemberRequest, lead: Lead) -> LeadQuerySet:
    return Lead.objects.of(request.access.organisation).exclude(pk=lead.pk)


def merge_as_chosen(request: MemberRequest, form: MergeForm) -> Lead:
    """The lead that is kept, with a message that names both."""
    chosen = form.merging()
    kept: Lead = chosen["kept"]
    gone = chosen["merged"].name
    merging.merge_leads(at=clock.now(), **chosen)
    messages.success(request, f"{gone} is merged into {kept.name}.")
    return kept


def fresh(request: MemberRequest, lead: Lead, other: Lead) -> tuple[Lead, Lead, MergeForm]:
    """Both as they are now; one that was merged or removed meanwhile is not there."""
    lead = lead_of(request, lead.pk)
    other = get_object_or_404(others_of(request, lead), pk=other.pk)
    return lead, other, MergeForm(lead=lead, other=other)


def show(request: MemberRequest, lead: Lead, other: Lead, form: MergeForm, *, status: int = 0) -> HttpResponse:
    context = {"lead": lead, "other": other, "form": form, "together": together(lead, other)}
    return render(request, "actions/leads/merge.html", context, status=status or (422 if form.errors else 200))
