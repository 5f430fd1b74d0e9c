"""Bringing a plan in: the document, its preview, confirming it, and taking it back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.documents.grids import DocumentError, Grid
from actions.documents.pasted import read_pasted
from actions.documents.reading import read_grids
from actions.forms.imports import AboutImportForm, ImportForm
from actions.models import PlanImport
from actions.pages.imports import A_PAGE, blocks_of, preview_of
from actions.services import importing, undoing_imports
from actions.services.meanwhile import ChangedMeanwhileError, TouchedError
from actions.views.allowing import allow
from actions.views.typed import typed_before, version_in

FILE_IS_GONE = "You were signed out. What you typed is below, and nothing is brought in yet. Choose the file again."
CHANGED = "Somebody else changed this import while you had it open. It is shown as it is now."


def import_of(request: MemberRequest, pk: int) -> PlanImport:
    imports = PlanImport.objects.of(request.access.organisation)
    found = get_object_or_404(imports.select_related("standard", "organisation", "plan", "made_by"), pk=pk)
    allow(policies.can_import_plan(request.access))
    return found


def waiting_import(request: MemberRequest, pk: int) -> PlanImport:
    """One that can still be put right; 404 for one that is confirmed."""
    import_of(request, pk)
    imports = PlanImport.objects.of(request.access.organisation).waiting()
    return get_object_or_404(imports.select_related("standard", "organisation"), pk=pk)


@require_http_methods(["GET", "POST"])
def choose(request: MemberRequest, ods_code: str) -> HttpResponse:
    """Asks for a document, reads it, and leads to its preview; one that cannot be read leaves nothing."""
    allow(policies.can_import_plan(request.access))
    about: dict[str, Any] = {"organisation": request.access.organisation, "on": clock.today()}
    typed = request.POST if request.method == "POST" else typed_before(request, FILE_IS_GONE)
    form = ImportForm(typed, request.FILES, **about) if typed is not None else ImportForm(**about)
    if request.method == "POST" and form.is_valid():
        try:
            found = keep(request, form)
        except DocumentError as error:
            form.add_error("file" if form.cleaned_data["file"] else "pasted", str(error))
        else:
            return redirect("actions:import", ods_code, found.pk)
    waiting = PlanImport.objects.of(request.access.organisation).waiting().without_documents()
    context = {"form": form, "waiting": waiting.select_related("standard", "made_by")[:5]}
    return render(request, "actions/imports/choose.html", context, status=422 if form.errors else 200)


def keep(request: MemberRequest, form: ImportForm) -> PlanImport:
    file, given = form.cleaned_data["file"], form.cleaned_data
    tables: list[Grid] = read_grids(file.name, file.read()) if file else read_pasted(given["pasted"])
    return importing.keep_import(
        organisation=request.access.organisation,
        standard=given["standard"],
        year=given["year"],
        starts_on=given["starts_on"],
        name=file.name if file else "Pasted text",
        tables=tables,
        by=request.access.user,
        at=clock.now(),
    )


@require_safe
def preview(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    return show(request, import_of(request, pk))


def show(request: MemberRequest, found: PlanImport, *, problem: str = "") -> HttpResponse:
    """The preview of an import, or what became of it."""
    if found.confirmed_at:
        context = {"found": found, "removal": undoing_imports.removal_of(found)}
        return render(request, "actions/imports/done.html", context, status=409 if problem else 200)
    whole = preview_of(found)
    page = Paginator(whole.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "preview": whole,
        "page": page,
        "blocks": blocks_of(whole, list(page)),
        "problem": problem,
    }
    return render(request, "actions/imports/preview.html", context, status=409 if problem else 200)


@require_http_methods(["GET", "POST"])
def about(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """Of which year the plan is, and when it starts."""
    found = waiting_import(request, pk)
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = AboutImportForm(typed, found=found, on=clock.today())
    if request.method != "POST" or not form.is_valid():
        context = {"found": found, "form": form}
        return render(request, "actions/imports/about.html", context, status=422 if form.errors else 200)
    try:
        importing.say_when(found=found, **{name: form.cleaned_data[name] for name in ("version", "year", "starts_on")})
    except ChangedMeanwhileError:
        return show(request, import_of(request, pk), problem=CHANGED)
    return redirect("actions:import", ods_code, pk)


@require_POST
def confirm(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = import_of(request, pk)
    try:
        plan = importing.confirm_import(found=found, version=version_in(request), at=clock.now())
    except ChangedMeanwhileError:
        return show(request, import_of(request, pk), problem=CHANGED)
    except importing.NotWritableError as error:
        return show(request, import_of(request, pk), problem=str(error))
    number = plan.actions.count()
    messages.success(request, f"{number} action{'s are' if number > 1 else ' is'} brought in.")
    address = reverse("actions:plan", args=[ods_code])
    return redirect(f"{address}?year={plan.year}&standard={plan.standard.code.lower()}")


@require_POST
def forget(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    waiting_import(request, pk).delete()
    messages.success(request, "Nothing of the document is brought in.")
    return redirect("actions:plan", ods_code)


@require_POST
def undo(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = import_of(request, pk)
    try:
        undoing_imports.undo_import(found=found, at=clock.now())
    except TouchedError as error:
        return show(request, import_of(request, pk), problem=str(error))
    messages.success(request, "The import is undone. What it brought in is removed.")
    return redirect("actions:import", ods_code, pk)
