"""Figures from and to a spreadsheet: the form of a year, a file to bring in, and its preview."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from accounts.downloads import download
from indicators.forms.uploads import UploadForm
from indicators.models import Draft, Standard, Upload
from indicators.services import drafting, uploading
from indicators.spreadsheets.sheets import SpreadsheetError
from indicators.spreadsheets.workbook import write_workbook
from indicators.spreadsheets.year_form import year_form
from indicators.uploads import MOST_SHOWN, Preview, from_json, worst_first
from indicators.views.entering import allow, draft_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Read = Callable[[str, bytes], Preview]


@require_safe
def form(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    """The year as an .xlsx to fill in, with what is typed so far."""
    draft = draft_of(request, standard, year)
    definitions = [indicator.definition for indicator in drafting.indicators_of(draft.submission)]
    name = request.access.organisation.name
    sheet = year_form(definitions, draft.typed, standard=standard, year=year, organisation=name)
    return download(write_workbook([sheet]), name=f"{ods_code}-{standard}-{year}.xlsx", media_type=XLSX)


@require_http_methods(["GET", "POST"])
def upload(request: MemberRequest, ods_code: str, standard: str) -> HttpResponse:
    """A table of past years."""
    allow(request)
    organisation = request.access.organisation
    found = get_object_or_404(Standard.objects.of(organisation), code=standard)

    def read(name: str, content: bytes) -> Preview:
        return uploading.preview_published(organisation, found, name, content, on=clock.today())

    return take(request, found, None, read)


@require_http_methods(["GET", "POST"])
def upload_year(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    """The form of a year, filled in."""
    draft: Draft = draft_of(request, standard, year)

    def read(name: str, content: bytes) -> Preview:
        return uploading.preview_year(draft, name, content)

    return take(request, draft.submission.standard, year, read)


def take(request: MemberRequest, standard: Standard, year: int | None, read: Read) -> HttpResponse:
    """Asks for a file, reads it, and leads to its preview; a file that cannot be read leaves nothing."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = read(file.name, file.read())
        except SpreadsheetError as error:
            form.add_error("file", str(error))
        else:
            kept = uploading.keep_upload(
                organisation=request.access.organisation,
                standard=standard,
                year=year,
                name=file.name,
                preview=found,
                by=request.access.user,
                at=clock.now(),
            )
            return redirect("indicators:preview", request.access.organisation.ods_code, kept.pk)
    context = {"form": form, "standard": standard, "year": year}
    return render(request, "indicators/entering/upload.html", context, status=422 if form.errors else 200)


@require_safe
def preview(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    return show(request, upload_of(request, pk))


@require_POST
def confirm(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = upload_of(request, pk)
    year = found.year
    try:
        written = uploading.write_upload(upload=found, by=request.access.user, at=clock.now())
    except uploading.NotWritableError as error:
        return show(request, found, problem=str(error))
    if year is not None:
        messages.success(request, "The figures are in the draft. Check them, then submit.")
        return redirect("indicators:enter", ods_code, found.standard.code, year)
    said = ", ".join(str(each) for each in written)
    messages.success(request, f"The published scores are recorded: {said}.")
    return redirect("indicators:scores_of", ods_code, found.standard.code)


@require_POST
def forget(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = upload_of(request, pk)
    standard = found.standard.code
    found.delete()
    messages.success(request, "Nothing of the file is recorded.")
    return redirect("indicators:submissions", ods_code, standard)


def upload_of(request: MemberRequest, pk: int) -> Upload:
    uploads = Upload.objects.of(request.access.organisation).select_related("standard", "organisation")
    found = get_object_or_404(uploads, pk=pk)
    allow(request)
    return found


def show(request: MemberRequest, found: Upload, *, problem: str = "") -> HttpResponse:
    read = from_json(found.cells)
    context = {
        "upload": found,
        "preview": read,
        "cells": worst_first(read.cells)[:MOST_SHOWN],
        "most_shown": MOST_SHOWN,
        "problem": problem,
    }
    return render(request, "indicators/entering/preview.html", context, status=409 if problem else 200)
