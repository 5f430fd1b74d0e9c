"""What a meeting decided on a paper: recording it, changing it, and saying what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import MemberRequest
from actions.quarters import Quarter
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto
from reports import policies
from reports.forms.decisions import DecisionForm, OutcomeForm
from reports.models import Decision, Paper
from reports.services import decisions
from reports.services.papers import PaperStateError
from reports.views.asking import Page, ask, paper_to_keep


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, ods_code: str, quarter: Quarter) -> HttpResponse:
    paper = paper_to_keep(request, quarter)
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = DecisionForm(typed, paper=paper)
    if request.method != "POST" or not form.is_valid():
        return ask(request, page_about(paper, "Record a decision", "Record the decision"), form)
    try:
        decisions.record_decision(paper=paper, by=request.user, at=clock.now(), **words_of(form))
    except PaperStateError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "The decision is recorded. It comes back in the next paper.")
    return redirect(page_about(paper, "", "").back)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    page = page_about(decision.paper, "Change a decision", "Save the decision")
    given: dict[str, Any] = {"paper": decision.paper, "instance": decision}
    if request.method != "POST":
        return ask(request, page, DecisionForm(typed_before(request), **given))
    form = DecisionForm(request.POST, **(given | {"instance": decision_of(request, pk)}))
    if not form.is_valid():
        return ask(request, page, form)
    try:
        decisions.change_decision(decision=decision, version=form.cleaned_data["version"], **words_of(form))
    except ChangedMeanwhileError:
        again = DecisionForm(typed_onto(request, decision.version), **(given | {"instance": decision_of(request, pk)}))
        return ask(request, page, again, now=as_now(decision))
    messages.success(request, "The decision is changed.")
    return redirect(page.back)


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    page = page_about(decision.paper, "What came of the decision", "Save what came of it", [decision.wording])
    initial = {"version": decision.version, "outcome": decision.outcome, "settled_on": decision.settled_on}
    if request.method != "POST":
        return ask(request, page, OutcomeForm(typed_before(request), initial=initial, on=clock.today()))
    form = OutcomeForm(request.POST, on=clock.today())
    if not form.is_valid():
        return ask(request, page, form)
    try:
        decisions.say_outcome(decision=decision, **form.cleaned_data)
    except ChangedMeanwhileError:
        again = OutcomeForm(typed_onto(request, decision.version), on=clock.today())
        return ask(request, page, again, now=as_now(decision))
    messages.success(request, "What came of the decision is saved.")
    return redirect(page.back)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    page = page_about(decision.paper, "Remove a decision?", "Remove the decision", [decision.wording], is_warning=True)
    if request.method != "POST":
        return ask(request, page)
    try:
        decisions.remove_decision(decision=decision)
    except decisions.SettledError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "The decision is removed.")
    return redirect(page.back)


# ---- what these pages share


def decision_of(request: MemberRequest, pk: int) -> Decision:
    found = Decision.objects.of(request.access.organisation)
    decision = get_object_or_404(
        found.select_related("paper__meeting__organisation", "action").defer("paper__content"), pk=pk
    )
    allow(policies.can_keep_papers(request.access))
    return decision


def words_of(form: DecisionForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("wording", "action", "lead", "due_on")}


def page_about(
    paper: Paper, title: str, button: str, intro: list[str] | None = None, *, is_warning: bool = False
) -> Page:
    address = reverse("reports:paper", args=[paper.meeting.organisation.ods_code, paper.quarter])
    name = f"Paper on {paper.quarter}"
    return Page(title, name, f"{address}#decisions", name, button, intro or [], is_warning)


def as_now(decision: Decision) -> list[tuple[str, str]]:
    """The decision as it is kept, for somebody who typed over it."""
    lines = (
        ("Decided", decision.wording),
        ("Who does it", decision.lead),
        ("By", f"{decision.due_on:%-d %B %Y}" if decision.due_on else ""),
        ("What came of it", decision.outcome),
    )
    return [(label, text) for label, text in lines if text]
