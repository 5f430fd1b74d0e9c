"""The check of a year before it is submitted, its submission, and its amendment."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock, held
from accounts.access import MemberRequest
from indicators.forms.entering import AmendForm, NotesForm
from indicators.models import Draft, Submission
from indicators.pages.entering import sections
from indicators.services import drafting, submitting
from indicators.views.entering import allow, draft_of, save

NOT_WRITTEN = (drafting.SavedMeanwhileError, submitting.NotReadyError, submitting.NothingChangedError)
Write = Callable[[NotesForm], Submission]


@require_http_methods(["GET", "POST"])
def check(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    """What must be put right and what looks wrong, before submitting. A post saves the form that it comes from."""
    draft = draft_of(request, standard, year)
    if request.method == "POST":
        return save(request, draft, then="indicators:check")
    typed = held.take(request, request.access.user)
    if typed is not None:
        messages.warning(request, "You were signed out. Nothing is submitted yet, and what you typed is below.")
    return show(request, draft, typed)


@require_POST
def submit(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    if is_done(request, standard, year):
        return redirect("indicators:submission", ods_code, standard, year)
    draft = draft_of(request, standard, year)

    def write(form: NotesForm) -> Submission:
        version, by, at = form.cleaned_data["version"], request.access.user, clock.now()
        return submitting.submit(draft=draft, version=version, notes=form.notes, by=by, at=at)

    return finish(request, draft, NotesForm, write, f"The scores for {year} are submitted.")


@require_POST
def amend(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    if is_done(request, standard, year):
        return redirect("indicators:submission", ods_code, standard, year)
    draft = draft_of(request, standard, year)

    def write(form: NotesForm) -> Submission:
        version, by, at = form.cleaned_data["version"], request.access.user, clock.now()
        reason = form.cleaned_data["reason"]
        return submitting.amend(draft=draft, version=version, reason=reason, notes=form.notes, by=by, at=at)

    said = f"The scores for {year} are amended. The earlier figures are kept below."
    return finish(request, draft, AmendForm, write, said)


# ---- what these pages share


def is_done(request: MemberRequest, standard: str, year: int) -> bool:
    """Whether the year is submitted and nobody is amending it: a button was pressed twice."""
    allow(request)
    found = Submission.objects.of(request.access.organisation).of_standard(standard).submitted()
    return found.filter(year=year, draft__isnull=True).exists()


def finish(request: MemberRequest, draft: Draft, kind: type[NotesForm], write: Write, said: str) -> HttpResponse:
    """Writes the year where every note is given, or shows what is missing."""
    submission = draft.submission
    year = drafting.read_year(submission, draft.typed)
    form = kind(request.POST, warnings=year.warnings)
    if not form.is_valid():
        return show(request, draft, request.POST)
    address = (request.access.organisation.ods_code, submission.standard.code, submission.year)
    try:
        write(form)
    except NOT_WRITTEN:
        messages.warning(request, "Nothing is submitted: the draft changed since you checked it. Check it again.")
        return redirect("indicators:check", *address)
    messages.success(request, said)
    return redirect("indicators:submission", *address)


def show(request: MemberRequest, draft: Draft, answers: Mapping[str, str] | None) -> HttpResponse:
    submission = draft.submission
    year = drafting.read_year(submission, draft.typed)
    is_amendment = submission.state != Submission.State.DRAFT
    initial = {"version": draft.version} | notes_so_far(submission, year)
    form = (AmendForm if is_amendment else NotesForm)(answers, warnings=year.warnings, initial=initial)
    before, label = drafting.figures_before(submission), request.access.organisation.bme_label
    context = {
        "draft": draft,
        "submission": submission,
        "year": year,
        "form": form,
        "is_amendment": is_amendment,
        "is_too_early": submission.period_end > clock.today(),
        "changes": changes_of(draft) if is_amendment else [],
        "sections": sections(submission, year, draft.typed, before, bme=label),
    }
    return render(request, "indicators/entering/check.html", context, status=422 if form.errors else 200)


def changes_of(draft: Draft) -> list[dict[str, str | int]]:
    """What the draft would change of what was submitted."""
    submitted = drafting.typed_so_far(draft.submission)
    return submitting.changes_between(draft.submission, submitted, draft.typed)


def notes_so_far(submission: Submission, year: drafting.Year) -> dict[str, str]:
    """The notes that were given before for the same warnings in the same words, so that nobody explains twice."""
    given = {(warning.key, warning.text): warning.note for warning in submission.accepted_warnings.all()}
    found = {warning.key: given.get((warning.key, warning.text), "") for warning in year.warnings}
    return {f"note-{key}": note for key, note in found.items() if note}
