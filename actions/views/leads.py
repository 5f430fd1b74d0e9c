"""The leads of an organisation, and who holds each post."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import MemberRequest
from actions import policies
from actions.forms.leads import LeadForm
from actions.models import Lead


@require_safe
def leads(request: MemberRequest, ods_code: str) -> HttpResponse:
    found = Lead.objects.of(request.access.organisation).with_load()
    can_edit = policies.can_edit_leads(request.access)
    return render(request, "actions/leads.html", {"leads": found, "can_edit": can_edit})


@require_http_methods(["GET", "POST"])
def lead(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    if not policies.can_edit_leads(request.access):
        raise PermissionDenied
    found = get_object_or_404(Lead.objects.of(request.access.organisation), pk=pk)
    if request.method == "GET":
        return render(request, "actions/lead.html", {"form": LeadForm(instance=found)})
    form = LeadForm(request.POST, instance=found)
    if not form.is_valid():
        return render(request, "actions/lead.html", {"form": form}, status=422)
    saved = form.save()
    messages.success(request, f"{saved.name} is saved.")
    return redirect("actions:leads", ods_code)
