"""National and regional figures, and those that an organisation adds for itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import MemberRequest
from indicators import policies
from indicators.forms.benchmarks import BenchmarkForm
from indicators.models import Benchmark, Standard
from indicators.pages.benchmarks import benchmark_sections


@require_safe
def benchmarks(request: MemberRequest, ods_code: str, standard: str) -> HttpResponse:
    organisation = request.access.organisation
    found = get_object_or_404(Standard.objects.of(organisation), code=standard)
    context = {
        "standard": found,
        "sections": benchmark_sections(organisation, found),
        "can_enter": policies.can_enter_scores(request.access),
    }
    return render(request, "indicators/benchmarks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_benchmark(request: MemberRequest, ods_code: str, standard: str) -> HttpResponse:
    found = get_object_or_404(Standard.objects.of(request.access.organisation), code=standard)
    if not policies.can_enter_scores(request.access):
        raise PermissionDenied
    form = BenchmarkForm(
        request.POST if request.method == "POST" else None,
        organisation=request.access.organisation,
        standard=found,
        until=clock.today().year,
    )
    if form.is_valid():
        added = form.save(by=request.access.user)
        messages.success(request, f"Added to indicator {added.number}: {added}.")
        return redirect("indicators:benchmarks", ods_code, standard)
    context = {"form": form, "standard": found}
    return render(request, "indicators/add_benchmark.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_benchmark(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """One that the organisation added: what ships with the service is not its to remove."""
    organisation = request.access.organisation
    own = Benchmark.objects.of(organisation).filter(organisation=organisation)
    found = get_object_or_404(own.select_related("standard", "added_by"), pk=pk)
    if not policies.can_enter_scores(request.access):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "indicators/remove_benchmark.html", {"benchmark": found})
    found.delete()
    messages.success(request, f"Removed from indicator {found.number}: {found}.")
    return redirect("indicators:benchmarks", ods_code, found.standard.code)
