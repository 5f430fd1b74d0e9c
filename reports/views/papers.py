"""One paper: as a page and as files; its front sheet and commentary; holding it back, and issuing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from accounts.downloads import download
from actions.quarters import Quarter
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto
from outbox import policies as outbox
from outbox.nudge import nudge
from reports import files, policies, timetable
from reports.documents.blocks import Document, Heading
from reports.forms.papers import FrontSheetForm, HoldForm, NoteForm
from reports.letters import committee_of
from reports.models import Paper
from reports.pages import messages_of
from reports.papers.composing import compose
from reports.services import papers
from reports.views.asking import Page, ask, paper_of, paper_to_keep


@require_safe
def paper(request: MemberRequest, ods_code: str, quarter: Quarter) -> HttpResponse:
    """The paper as it was issued, or as it would be issued now."""
    found = paper_of(request, quarter)
    allow(policies.can_read_paper(request.access, found))
    can_keep = policies.can_keep_papers(request.access)
    context: dict[str, Any] = {
        "paper": found,
        "document": document_of(found),
        "can_keep": can_keep,
        "is_issued_at_once": is_issued_at_once(found),
        "file_kinds": [(ending, kind.name) for ending, kind in files.KINDS.items()],
        "decisions": found.decisions.select_related("action").order_by("pk"),
        "sent": messages_of(found) if found.is_issued and outbox.can_read_messages(request.access) else [],
    }
    if can_keep and not found.is_issued:
        context["notes_at"] = f"{request.path}notes/"
        context["noted"] = set(found.notes.values_list("place", flat=True))
    return render(request, "reports/papers/paper.html", context)


@require_safe
def file(request: MemberRequest, ods_code: str, quarter: Quarter, ending: str) -> HttpResponse:
    """The paper as a file; of an issued one the PDF is the one that was sent."""
    found = paper_of(request, quarter)
    allow(policies.can_read_paper(request.access, found))
    kind = files.KINDS[ending]
    is_sent = ending == "pdf" and found.pdf is not None
    content = bytes(found.pdf.content) if is_sent and found.pdf else kind.draw(document_of(found))
    return download(content, name=papers.file_name(found, ending), media_type=kind.media_type)


@require_http_methods(["GET", "HEAD", "POST"])
def front_sheet(request: MemberRequest, ods_code: str, quarter: Quarter) -> HttpResponse:
    found = paper_to_keep(request, quarter)
    page = page_about(found, "Front sheet", "Save the front sheet")
    if request.method != "POST":
        return ask(request, page, FrontSheetForm(typed_before(request), instance=found))
    form = FrontSheetForm(request.POST, instance=paper_of(request, quarter))
    if not form.is_valid():
        return ask(request, page, form)
    try:
        papers.write_front_sheet(paper=found, **form.cleaned_data)
    except ChangedMeanwhileError:
        again = FrontSheetForm(typed_onto(request, found.version), instance=paper_of(request, quarter))
        return ask(request, page, again, now=as_now(found))
    except papers.PaperStateError as error:
        return back(request, found, str(error))
    messages.success(request, "The front sheet is saved.")
    return redirect("reports:paper", ods_code, quarter)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: MemberRequest, ods_code: str, quarter: Quarter, place: str) -> HttpResponse:
    """The commentary under one heading of the paper."""
    found = paper_to_keep(request, quarter)
    heading = heading_of(found, place)
    page = page_about(found, heading, "Save the commentary", anchor=place)
    kept = found.notes.filter(place=place).first()
    text, version = (kept.text, kept.version) if kept else ("", 0)
    if request.method != "POST":
        return ask(request, page, NoteForm(typed_before(request), initial={"text": text, "version": version}))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return ask(request, page, form)
    try:
        papers.write_note(paper=found, place=place, **form.cleaned_data)
    except ChangedMeanwhileError:
        return ask(request, page, NoteForm(typed_onto(request, version)), now=[("Commentary", text or "None")])
    except papers.PaperStateError as error:
        return back(request, found, str(error))
    messages.success(request, f"The commentary on '{heading}' is saved.")
    return redirect(page.back)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: MemberRequest, ods_code: str, quarter: Quarter) -> HttpResponse:
    found = paper_to_keep(request, quarter)
    form = HoldForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method != "POST" or not form.is_valid():
        intro = ["It is not issued at its deadline. It waits until somebody lets it go, or issues it."]
        return ask(request, page_about(found, "Hold the paper back", "Hold it back", intro), form)
    try:
        papers.hold_back(paper=found, because=form.cleaned_data["because"], by=request.user)
    except papers.PaperStateError as error:
        return back(request, found, str(error))
    messages.success(request, "The paper is held back.")
    return redirect("reports:paper", ods_code, quarter)


@require_POST
def let_go(request: MemberRequest, ods_code: str, quarter: Quarter) -> HttpResponse:
    found = paper_to_keep(request, quarter)
    try:
        papers.let_go(paper=found)
    except papers.PaperStateError as error:
        return back(request, found, str(error))
    late = " Its deadline has passed, so it is issued in the next minutes." if is_issued_at_once(found) else ""
    messages.success(request, f"The paper is no longer held back.{late}")
    return redirect("reports:paper", ods_code, quarter)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: MemberRequest, ods_code: str, quarter: Quarter) -> HttpResponse:
    """Asks first: what is issued goes out, and is never changed."""
    found = paper_to_keep(request, quarter)
    if request.method != "POST":
        recipients = committee_of(request.access.organisation)
        return render(request, "reports/papers/issue.html", {"paper": found, "recipients": recipients})
    try:
        papers.issue(paper=found, by=request.user, now=clock.now())
    except (papers.PaperStateError, papers.TooEarlyError) as error:
        return back(request, found, str(error))
    nudge()
    number = len(committee_of(request.access.organisation))
    whom = f"It goes to {number} {'person' if number == 1 else 'people'}" if number else "Nobody gets it by mail"
    messages.success(request, f"The paper is issued. {whom}{', from 8am on working days' if number else ''}.")
    return redirect("reports:paper", ods_code, quarter)


# ---- what these pages share


def document_of(paper: Paper) -> Document:
    if paper.is_issued:
        return papers.content_of(paper).document
    return compose(paper, on=clock.today(), is_draft=True).document


def is_issued_at_once(paper: Paper) -> bool:
    """Whether the timetable issues it as soon as nobody holds it back."""
    return timetable.has_come(paper, now=clock.now())


def heading_of(paper: Paper, place: str) -> str:
    """The words of the heading with this key; 404 where the paper has none, or is issued."""
    headings = {block.key: block.text for block in document_of(paper).blocks if isinstance(block, Heading)}
    if place not in headings:
        raise Http404
    return headings[place]


def page_about(paper: Paper, title: str, button: str, intro: list[str] | None = None, *, anchor: str = "") -> Page:
    address = reverse("reports:paper", args=[paper.meeting.organisation.ods_code, paper.quarter])
    back_to = f"{address}#{anchor}" if anchor else address
    return Page(title, f"Paper on {paper.quarter}", back_to, f"Paper on {paper.quarter}", button, intro or [])


def as_now(paper: Paper) -> list[tuple[str, str]]:
    """The front sheet as it is kept, for somebody who typed over it."""
    form = FrontSheetForm(instance=paper)
    names = [name for name in papers.FRONT_SHEET if getattr(paper, name)]
    shown = {"purpose": paper.get_purpose_display(), "assurance": paper.get_assurance_display()}
    return [(str(form.fields[name].label), shown.get(name, getattr(paper, name))) for name in names]


def back(request: MemberRequest, paper: Paper, said: str) -> HttpResponse:
    messages.warning(request, said)
    return redirect("reports:paper", request.access.organisation.ods_code, paper.quarter)
