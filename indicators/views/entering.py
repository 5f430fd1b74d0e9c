"""Entering a year: the draft, what it comes to, its check, its submission or amendment."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock, held
from accounts.access import MemberRequest
from indicators import policies
from indicators.answers import read
from indicators.forms.entering import AmendForm, NotesForm, YearForm
from indicators.models import Draft, Indicator, Standard, Submission
from indicators.pages.entering import section, sections
from indicators.services import drafting, submitting


@require_http_methods(["GET", "POST"])
def start(request: MemberRequest, ods_code: str, standard: str) -> HttpResponse:
    """Begins a year, or an amendment of one that was submitted."""
    allow(request)
    found = get_object_or_404(Standard.objects.of(request.access.organisation), code=standard)
    form = YearForm(request.POST if request.method == "POST" else None, standard=found, on=clock.today())
    if form.is_valid():
        draft = drafting.open_draft(
            organisation=request.access.organisation,
            standard=found,
            year=form.cleaned_data["year"],
            by=request.access.user,
            at=clock.now(),
        )
        return redirect("indicators:enter", ods_code, standard, draft.submission.year)
    context = {"form": form, "standard": found}
    return render(request, "indicators/entering/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def enter(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    draft = draft_of(request, standard, year)
    if request.method == "POST":
        if save(request, draft):
            messages.success(request, "The draft is saved.")
            return redirect("indicators:enter", ods_code, standard, year)
        return show_both(request, draft)
    typed = held.take(request)
    if typed is None:
        return show(request, draft, draft.typed)
    messages.warning(request, "You were signed out. What you typed is below, and not saved yet.")
    return show(request, draft, texts(typed), version=typed.get("version", ""), is_unsaved=True)


@require_http_methods(["GET", "POST"])
def check(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    """What must be put right and what looks wrong, before submitting. A post saves the form that it comes from."""
    draft = draft_of(request, standard, year)
    if request.method == "POST":
        if save(request, draft):
            return redirect("indicators:check", ods_code, standard, year)
        return show_both(request, draft)
    return show_check(request, draft, held.take(request))


@require_POST
def submit(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    draft = draft_of(request, standard, year)
    form = NotesForm(request.POST, warnings=read_year(draft).warnings)
    if not form.is_valid():
        return show_check(request, draft, request.POST)
    try:
        submitting.submit(
            draft=draft,
            version=form.cleaned_data["version"],
            notes=form.notes,
            by=request.access.user,
            at=clock.now(),
        )
    except (drafting.SavedMeanwhileError, submitting.NotReadyError):
        return changed_meanwhile(request, ods_code, standard, year)
    messages.success(request, f"The scores for {year} are submitted.")
    return redirect("indicators:submission", ods_code, standard, year)


@require_POST
def amend(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    draft = draft_of(request, standard, year)
    form = AmendForm(request.POST, warnings=read_year(draft).warnings)
    if not form.is_valid():
        return show_check(request, draft, request.POST)
    try:
        submitting.amend(
            draft=draft,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            notes=form.notes,
            by=request.access.user,
            at=clock.now(),
        )
    except (drafting.SavedMeanwhileError, submitting.NotReadyError, submitting.NothingChangedError):
        return changed_meanwhile(request, ods_code, standard, year)
    messages.success(request, f"The scores for {year} are amended. The earlier figures are kept below.")
    return redirect("indicators:submission", ods_code, standard, year)


@require_http_methods(["GET", "POST"])
def discard(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    draft = draft_of(request, standard, year)
    if request.method == "GET":
        return render(request, "indicators/entering/discard.html", {"draft": draft, "submission": draft.submission})
    drafting.discard_draft(draft=draft)
    messages.success(request, f"The draft for {year} is discarded.")
    return redirect("indicators:submissions", ods_code, standard)


@require_POST
def comes_to(request: MemberRequest, ods_code: str, standard: str, year: int, number: int) -> HttpResponse:
    """What one indicator comes to as it is typed: nothing is saved."""
    draft = draft_of(request, standard, year)
    submission = draft.submission
    known = Indicator.objects.of(request.access.organisation).of_standard(standard).valid_in(year)
    indicator = get_object_or_404(known.select_related("standard"), number=number)
    found = section(
        indicator,
        read(indicator.definition, request.POST),
        request.POST,
        drafting.figures_before(submission, number=number).get(number),
        year=year,
        bme=request.access.organisation.bme_label,
    )
    return render(request, "indicators/entering/comes_to_in_place.html", {"section": found})


# ---- what these pages share


def allow(request: MemberRequest) -> None:
    if not policies.can_enter_scores(request.access):
        raise PermissionDenied


def draft_of(request: MemberRequest, standard: str, year: int) -> Draft:
    allow(request)
    drafts = Draft.objects.of(request.access.organisation).select_related("submission__standard", "saved_by")
    return get_object_or_404(drafts, submission__standard__code=standard, submission__year=year)


def texts(posted: QueryDict) -> dict[str, str]:
    """Each field once, as typed."""
    return {name: str(posted[name]) for name in posted}


def save(request: MemberRequest, draft: Draft) -> bool:
    """Whether the form could be saved: not where somebody else saved the draft since it was opened."""
    version = request.POST.get("version", "")
    try:
        drafting.save_draft(
            draft=draft,
            typed=texts(request.POST),
            version=int(version) if version.isdecimal() else 0,
            by=request.access.user,
            at=clock.now(),
        )
    except drafting.SavedMeanwhileError:
        return False
    return True


def read_year(draft: Draft) -> drafting.Year:
    return drafting.read_year(draft.submission, draft.typed)


def show(request: MemberRequest, draft: Draft, typed: Mapping[str, str], **more: Any) -> HttpResponse:
    submission = draft.submission
    before = drafting.figures_before(submission)
    year = drafting.read_year(submission, typed)
    context = {
        "draft": draft,
        "submission": submission,
        "version": draft.version,
        "sections": sections(submission, year, typed, before, bme=request.access.organisation.bme_label),
        "is_amendment": submission.state != Submission.State.DRAFT,
    } | more
    return render(request, "indicators/entering/enter.html", context, status=409 if "changes" in more else 200)


def show_both(request: MemberRequest, draft: Draft) -> HttpResponse:
    """What was typed here, with each figure that somebody else saved otherwise: saving again is then a choice."""
    draft.refresh_from_db()
    typed = texts(request.POST)
    changes = submitting.changes_between(draft.submission, draft.typed, typed)
    return show(request, draft, typed, changes=changes, is_unsaved=True)


def show_check(request: MemberRequest, draft: Draft, answers: Mapping[str, str] | None) -> HttpResponse:
    submission = draft.submission
    year = read_year(draft)
    is_amendment = submission.state != Submission.State.DRAFT
    form = (AmendForm if is_amendment else NotesForm)(
        answers, warnings=year.warnings, initial={"version": draft.version} | notes_so_far(submission, year)
    )
    changes = []
    if is_amendment:
        changes = submitting.changes_between(submission, drafting.typed_so_far(submission), draft.typed)
    context = {
        "draft": draft,
        "submission": submission,
        "year": year,
        "form": form,
        "is_amendment": is_amendment,
        "changes": changes,
        "sections": sections(
            submission,
            year,
            draft.typed,
            drafting.figures_before(submission),
            bme=request.access.organisation.bme_label,
        ),
    }
    return render(request, "indicators/entering/check.html", context, status=422 if form.errors else 200)


def notes_so_far(submission: Submission, year: drafting.Year) -> dict[str, str]:
    """The notes that were given before for the same warnings in the same words, so that nobody explains twice."""
    given = {(warning.key, warning.text): warning.note for warning in submission.accepted_warnings.all()}
    found = {warning.key: given.get((warning.key, warning.text), "") for warning in year.warnings}
    return {f"note-{key}": note for key, note in found.items() if note}


def changed_meanwhile(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    messages.warning(
        request, "Nothing is submitted yet, because the draft changed since you checked it. Check it again."
    )
    return redirect("indicators:check", ods_code, standard, year)
