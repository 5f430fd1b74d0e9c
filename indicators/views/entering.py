"""Entering a year: its draft, and what it comes to."""

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
from indicators.forms.entering import YearForm
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
        return save(request, draft, then="indicators:enter", said="The draft is saved.")
    typed = held.take(request, request.access.user)
    if typed is None:
        return show(request, draft, draft.typed)
    messages.warning(request, "You were signed out. What you typed is below, and not saved yet.")
    return show(request, draft, texts(typed), version=typed.get("version", ""), is_unsaved=True)


@require_http_methods(["GET", "POST"])
def discard(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    draft = draft_of(request, standard, year)
    if request.method == "GET":
        return render(request, "indicators/entering/discard.html", {"draft": draft, "submission": draft.submission})
    try:
        drafting.discard_draft(draft=draft, version=version_in(request))
    except drafting.SavedMeanwhileError:
        messages.warning(request, "The draft is not discarded, because it was saved again meanwhile. Look at it first.")
        return redirect("indicators:enter", ods_code, standard, year)
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
        bme=indicator.definition.groups.in_words_of(request.access.organisation.bme_label),
    )
    return render(request, "indicators/entering/comes_to_in_place.html", {"section": found})


# ---- what these pages share

LONGEST_NUMBER = 10  # digits


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


def version_in(request: MemberRequest) -> int:
    """The version of the draft that the form was made of; 0, which no draft has, where it says none."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < LONGEST_NUMBER else 0


def save(request: MemberRequest, draft: Draft, *, then: str, said: str = "") -> HttpResponse:
    """Saves the form, and leads on; where somebody else saved the same figures meanwhile, both are shown."""
    try:
        drafting.save_draft(
            draft=draft,
            typed=texts(request.POST),
            version=version_in(request),
            by=request.access.user,
            at=clock.now(),
        )
    except drafting.SavedMeanwhileError as error:
        return show_both(request, draft, error)
    if said:
        messages.success(request, said)
    submission = draft.submission
    return redirect(then, request.access.organisation.ods_code, submission.standard.code, submission.year)


def show(request: MemberRequest, draft: Draft, typed: Mapping[str, str], **more: Any) -> HttpResponse:
    submission = draft.submission
    before = drafting.figures_before(submission)
    year = drafting.read_year(submission, typed)
    context = {
        "draft": draft,
        "submission": submission,
        "version": draft.version,
        "deadline": submission.standard.deadlines.filter(year=submission.year).first(),
        "sections": sections(submission, year, typed, before, bme=request.access.organisation.bme_label),
        "is_amendment": submission.state != Submission.State.DRAFT,
    } | more
    return render(request, "indicators/entering/enter.html", context, status=409 if "changes" in more else 200)


def show_both(request: MemberRequest, draft: Draft, error: drafting.SavedMeanwhileError) -> HttpResponse:
    """What both typed, with each figure that both changed: saving again is then a choice."""
    draft.refresh_from_db()
    theirs = {name: text for name, text in draft.typed.items() if name in error.clashes}
    mine = {name: text for name, text in error.typed.items() if name in error.clashes}
    changes = submitting.changes_between(draft.submission, theirs, mine)
    return show(request, draft, error.typed, changes=changes, is_unsaved=True)
