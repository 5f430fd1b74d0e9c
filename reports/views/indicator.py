"""One indicator as a page, and its figures and its chart to take away."""

import logging

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import MemberRequest
from accounts.downloads import download
from indicators import policies as scores
from indicators.charts.picture import PictureError, png
from indicators.models import Standard
from indicators.spreadsheets.workbook import write_csv
from reports.indicator import IndicatorPage, indicator_page, svg_of

logger = logging.getLogger(__name__)


@require_safe
def indicator(request: MemberRequest, ods_code: str, standard: str, number: int) -> HttpResponse:
    found = get_object_or_404(Standard.objects.of(request.access.organisation), code=standard)
    context = {
        "standard": found,
        "page": page_of(request, found, number),
        "can_set_targets": scores.can_set_targets(request.access),
    }
    return render(request, "reports/indicator.html", context)


@require_safe
def figures(request: MemberRequest, ods_code: str, standard: str, number: int) -> HttpResponse:
    """The figures as .csv, each number apart."""
    found = get_object_or_404(Standard.objects.of(request.access.organisation), code=standard)
    table = page_of(request, found, number).table_apart
    rows = [[str(year), *texts] for year, texts in table.rows]
    content = write_csv(["Year", *table.columns], rows)
    return download(content, name=f"{name_of(request, found, number)}.csv", media_type="text/csv; charset=utf-8")


@require_safe
def drawing(request: MemberRequest, ods_code: str, standard: str, number: int) -> HttpResponse:
    """The chart as .svg."""
    found = get_object_or_404(Standard.objects.of(request.access.organisation), code=standard)
    svg = drawing_of(page_of(request, found, number))
    return download(svg.encode(), name=f"{name_of(request, found, number)}.svg", media_type="image/svg+xml")


@require_safe
def picture(request: MemberRequest, ods_code: str, standard: str, number: int) -> HttpResponse:
    """The chart as .png, for a document that takes no drawing."""
    found = get_object_or_404(Standard.objects.of(request.access.organisation), code=standard)
    page = page_of(request, found, number)
    try:
        content = png(drawing_of(page), fonts=settings.DOCUMENT_FONTS)
    except PictureError:
        logger.exception("No picture could be made of indicator %s of %s.", number, found.code)
        return render(request, "reports/indicator_no_picture.html", {"standard": found, "page": page}, status=503)
    return download(content, name=f"{name_of(request, found, number)}.png", media_type="image/png")


def page_of(request: MemberRequest, standard: Standard, number: int) -> IndicatorPage:
    page = indicator_page(request.access, standard, number, on=clock.today())
    if page is None:
        raise Http404
    return page


def drawing_of(page: IndicatorPage) -> str:
    if page.chart is None:
        raise Http404
    return svg_of(page.chart)


def name_of(request: MemberRequest, standard: Standard, number: int) -> str:
    return f"{request.access.organisation.ods_code}-{standard.code}-indicator-{number}"
