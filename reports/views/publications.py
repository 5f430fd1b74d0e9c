"""The report of a year as its organisation sees it: prepared, approved, published and withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from accounts.downloads import download
from actions.models import Plan
from actions.services.approving import NothingToApproveError
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto
from reports import files, policies
from reports.documents.blocks import Document
from reports.forms.publications import ApproveReportForm, PublishForm, TextsForm, WithdrawForm
from reports.models import Publication
from reports.publishing.checking import Findings, findings_of
from reports.publishing.composing import fingerprint
from reports.publishing.public import name_of
from reports.services import publications
from reports.services.publications import NotAsSeenError, ObstacleError, PublicationStateError

FORM = ["GET", "HEAD", "POST"]
MEANWHILE = "Somebody else changed the report while you had it open. Look at it again."


@require_safe
def every(request: MemberRequest, ods_code: str) -> HttpResponse:
    """Each year that has a plan, with its editions."""
    organisation = request.access.organisation
    editions: dict[int, list[Publication]] = {}
    for each in Publication.objects.of(organisation).without_content().select_related("plan__standard"):
        editions.setdefault(each.plan_id, []).append(each)
    plans = Plan.objects.of(organisation).select_related("standard")
    context = {
        "years": [(plan, editions.get(plan.pk, [])) for plan in plans],
        "can_publish": policies.can_publish(request.access),
    }
    return render(request, "reports/publications/every.html", context)


@require_POST
def begin(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.of(request.access.organisation), pk=pk)
    allow(policies.can_publish(request.access))
    try:
        made = publications.begin(plan=plan, now=clock.now())
    except PublicationStateError as error:
        messages.warning(request, str(error))
        return redirect("reports:publications", ods_code)
    return redirect("reports:publication", ods_code, made.pk)


@require_safe
def one(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """As it would be public now, or as it was published."""
    found = publication_of(request, pk)
    context = {
        "document": document_now(found),
        "kinds": files.KINDS,
        "can_publish": policies.can_publish(request.access),
    }
    return show(request, "reports/publications/one.html", found, context)


@require_safe
def file(request: MemberRequest, ods_code: str, pk: int, ending: str) -> HttpResponse:
    """The same as a file: a board reads what it is to approve."""
    found, kind = publication_of(request, pk), files.KINDS[ending]
    name = f"{ods_code}-{name_of(found)}-edition-{found.edition}{'-draft' if found.is_in_preparation else ''}.{ending}"
    return download(kind.draw(document_now(found)), name=name, media_type=kind.media_type)


@require_http_methods(FORM)
def texts(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = to_change(request, pk)
    if request.method != "POST":
        form = TextsForm(typed_before(request), publication=found)
        return show(request, "reports/publications/texts.html", found, {"form": form})
    form = TextsForm(request.POST, publication=found)
    if not form.is_valid():
        return show(request, "reports/publications/texts.html", found, {"form": form}, status=422)
    again = " It has to be approved again." if found.approved_on else ""
    try:
        done = publications.write(publication=found, version=form.cleaned_data["version"], **form.texts)
    except ChangedMeanwhileError:
        form = TextsForm(typed_onto(request, found.version), publication=found)
        return show(request, "reports/publications/texts.html", found, {"form": form, "changed": True}, status=409)
    except PublicationStateError as error:
        return back(request, found, why_not=str(error))
    return back(request, done, said=f"The words of the report are saved.{'' if done.approved_on else again}")


@require_http_methods(FORM)
def approve(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = to_change(request, pk)
    typed = request.POST if request.method == "POST" else None
    form = ApproveReportForm(typed, publication=found, on=clock.today())
    if not form.is_valid():
        status = 422 if form.errors else 200
        return show(request, "reports/publications/approve.html", found, {"form": form}, status=status)
    given = {name: form.cleaned_data[name] for name in ("version", "body", "approved_on")}
    said = f"The approval by {given['body']} is recorded. The report is not public yet."
    return attempt(request, found, publications.approve, said, **given)


@require_http_methods(FORM)
def publish(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """What becomes public, where, and what to look at before; then it is public."""
    found = to_change(request, pk)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show_check(request, found, form, status=422 if form.errors else 200)
    try:
        given = {name: form.cleaned_data[name] for name in ("version", "seen_as")}
        return attempt(request, found, publications.publish, "The report is public.", **given)
    except NotAsSeenError:
        return show_check(request, found, PublishForm(), status=409)
    except ObstacleError:
        return show_check(request, found, form, status=422)


@require_http_methods(FORM)
def withdraw(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = to_change(request, pk)
    others = list(publications.others_to_read(found).without_content())
    form = WithdrawForm(request.POST if request.method == "POST" else None, publication=found, others=others)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return show(request, "reports/publications/withdraw.html", found, {"form": form}, status=status)
    said = "The report is withdrawn. Its address says so."
    return attempt(request, found, publications.withdraw, said, **form.cleaned_data)


# ---- what these pages share


def publication_of(request: MemberRequest, pk: int) -> Publication:
    found = Publication.objects.of(request.access.organisation)
    return get_object_or_404(found.select_related("plan__organisation", "plan__standard", "published_by"), pk=pk)


def document_now(found: Publication) -> Document:
    if found.is_in_preparation:
        return publications.composed_of(found, on=clock.today()).document
    return publications.document_of(found)


def to_change(request: MemberRequest, pk: int) -> Publication:
    found = publication_of(request, pk)
    allow(policies.can_publish(request.access))
    return found


def show(
    request: MemberRequest, template: str, found: Publication, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    address = reverse("reports:published", args=[request.access.organisation.ods_code, name_of(found)])
    shared = {"publication": found, "plan": found.plan, "public_address": request.build_absolute_uri(address)}
    return render(request, template, shared | context, status=status)


def show_check(request: MemberRequest, found: Publication, form: PublishForm, *, status: int) -> HttpResponse:
    findings = Findings((), ())
    if found.is_in_preparation:
        composed = publications.composed_of(found, on=clock.today())
        findings = findings_of(found, composed)
        form.initial.update({"version": found.version, "seen_as": fingerprint(composed.document)})
    live = Publication.objects.of(request.access.organisation).filter(plan=found.plan, state="published")
    context = {"form": form, "findings": findings, "live": live.without_content().first(), "changed": status == 409}
    return show(request, "reports/publications/publish.html", found, context, status=status)


def attempt(
    request: MemberRequest, found: Publication, do: Callable[..., Publication], said: str, **given: Any
) -> HttpResponse:
    """Does it, and leads back to the report with what was done or why it was not."""
    try:
        do(publication=found, by=request.access.user, now=clock.now(), **given)
    except ChangedMeanwhileError:
        return back(request, found, why_not=MEANWHILE)
    except (PublicationStateError, NothingToApproveError) as error:
        return back(request, found, why_not=str(error))
    return back(request, found, said=said)


def back(request: MemberRequest, found: Publication, *, said: str = "", why_not: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    else:
        messages.warning(request, why_not)
    return redirect("reports:publication", request.access.organisation.ods_code, found.pk)
