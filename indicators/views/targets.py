"""The targets of an organisation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import MemberRequest
from indicators import policies
from indicators.forms.targets import AHEAD, ChangeTargetForm, TargetForm
from indicators.models import Indicator, Standard, Target
from indicators.pages.targets import target_sections


@require_safe
def targets(request: MemberRequest, ods_code: str, standard: str) -> HttpResponse:
    organisation = request.access.organisation
    found = get_object_or_404(Standard.objects.of(organisation), code=standard)
    context = {
        "standard": found,
        "sections": target_sections(organisation, found),
        "can_set": policies.can_set_targets(request.access),
    }
    return render(request, "indicators/targets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_target(request: MemberRequest, ods_code: str, standard: str) -> HttpResponse:
    found = get_object_or_404(Standard.objects.of(request.access.organisation), code=standard)
    if not policies.can_set_targets(request.access):
        raise PermissionDenied
    form = TargetForm(
        request.POST if request.method == "POST" else None,
        organisation=request.access.organisation,
        standard=found,
        until=clock.today().year + AHEAD,
    )
    if form.is_valid():
        target = form.save()
        messages.success(request, f"The target for indicator {target.number} is added: {target}.")
        return redirect("indicators:targets", ods_code, standard)
    context = {"form": form, "standard": found}
    return render(request, "indicators/add_target.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = target_of(request, pk)
    form = ChangeTargetForm(
        request.POST if request.method == "POST" else None,
        target=found,
        until=clock.today().year + AHEAD,
    )
    if form.is_valid():
        messages.success(request, f"The target for indicator {found.number} is changed: {form.save()}.")
        return redirect("indicators:targets", ods_code, found.standard.code)
    context = {"form": form, "target": found, "indicator": definition_of(request, found)}
    return render(request, "indicators/target.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_target(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = target_of(request, pk)
    if request.method != "POST":
        context = {"target": found, "indicator": definition_of(request, found)}
        return render(request, "indicators/remove_target.html", context)
    found.delete()
    messages.success(request, f"The target for indicator {found.number} is removed: {found}.")
    return redirect("indicators:targets", ods_code, found.standard.code)


# ---- what these pages share


def target_of(request: MemberRequest, pk: int) -> Target:
    organisation = request.access.organisation
    found = get_object_or_404(Target.objects.of(organisation).select_related("standard", "organisation"), pk=pk)
    if not policies.can_set_targets(request.access):
        raise PermissionDenied
    return found


def definition_of(request: MemberRequest, target: Target) -> Indicator | None:
    """The newest definition of the indicator of a target."""
    known = Indicator.objects.of(request.access.organisation).filter(standard=target.standard, number=target.number)
    return known.order_by("first_year").last()
