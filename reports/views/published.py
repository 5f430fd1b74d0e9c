"""What the public reads, without signing in: the reports of a trust, each edition of one, and its files."""

from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from accounts.downloads import download
from reports import files
from reports.addresses import ReportName
from reports.documents.blocks import Document
from reports.models import Publication
from reports.publishing.public import PublicReport, report_of, reports_of, tag_of
from reports.services.publications import document_of

KEPT_FILES = 16  # of each process, some 300 KB each
KEPT_FOR = 300  # seconds for which a browser, or what stands before us, need not ask again


@login_not_required
@require_safe
def published_by(request: HttpRequest, trust: str) -> HttpResponseBase:
    """Everything that a trust published."""
    reports = reports_of(trust)
    if not reports:
        raise Http404
    context = {"reports": reports, "organisation": reports[0].newest.plan.organisation}
    return to_keep(render(request, "published/list.html", context))


@login_not_required
@require_safe
def published(request: HttpRequest, trust: str, report: ReportName) -> HttpResponseBase:
    """The public edition; where it was withdrawn, that it was."""
    found = found_of(trust, report)
    return show(request, found, found.live or found.newest)


@login_not_required
@require_safe
def published_edition(request: HttpRequest, trust: str, report: ReportName, edition: int) -> HttpResponseBase:
    """An edition that was public before; the public one has an address that stays."""
    found = found_of(trust, report)
    numbered = found.numbered(edition)
    if numbered is None:
        raise Http404
    if numbered.is_public:
        return HttpResponseRedirect(reverse("reports:published", args=[trust, report]))
    return show(request, found, numbered)


@login_not_required
@require_safe
def published_file(request: HttpRequest, trust: str, report: ReportName, ending: str) -> HttpResponseBase:
    """The public edition as a file."""
    found = found_of(trust, report)
    if found.live is None:
        return withdrawn(request, found, found.newest)
    tag = f'"{found.live.content_hash}-{ending}"'
    if unchanged := get_conditional_response(request, etag=tag):
        return to_keep(unchanged)
    media_type = files.KINDS[ending].media_type
    answer = download(drawn(found.live.content, ending), name=f"{trust}-{report}.{ending}", media_type=media_type)
    return to_keep(answer, tag)


# ---- what these share


@lru_cache(maxsize=KEPT_FILES)
def drawn(content: str, ending: str) -> bytes:
    """The same content gives the same file, so that many readers, or a rude one, cost no more than a few."""
    return files.KINDS[ending].draw(Document.model_validate_json(content))


def found_of(trust: str, report: ReportName) -> PublicReport:
    found = report_of(trust, report)
    if found is None:
        raise Http404
    return found


def show(request: HttpRequest, report: PublicReport, publication: Publication) -> HttpResponseBase:
    if publication.state == Publication.State.WITHDRAWN:
        return withdrawn(request, report, publication)
    tag = tag_of(publication, report)
    if unchanged := get_conditional_response(request, etag=tag):
        return to_keep(unchanged)
    context = {
        "report": report,
        "publication": publication,
        "document": document_of(publication),
        "replaced_by": None if publication.is_public else report.after(publication),
        "kinds": files.KINDS,
    }
    return to_keep(render(request, "published/report.html", context), tag)


def withdrawn(request: HttpRequest, report: PublicReport, publication: Publication) -> HttpResponseBase:
    """Nothing of its content, not even in the title."""
    context = {"report": report, "publication": publication}
    return to_keep(render(request, "published/withdrawn.html", context, status=410))


def to_keep(answer: HttpResponseBase, tag: str = "") -> HttpResponseBase:
    if tag:
        answer.headers["ETag"] = tag
    patch_cache_control(answer, public=True, max_age=KEPT_FOR)
    return answer
