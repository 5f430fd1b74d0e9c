"""The score table, and one year as it was submitted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import Access, MemberRequest
from indicators import policies
from indicators.models import WRES, Submission, SubmissionQuerySet
from indicators.tables import lines_of, score_table


@require_safe
def scores(request: MemberRequest, ods_code: str) -> HttpResponse:
    table = score_table(request.access.organisation)
    submissions = _readable(request.access).order_by("-year")
    return render(request, "indicators/scores.html", {"table": table, "submissions": submissions})


@require_safe
def submission(request: MemberRequest, ods_code: str, year: int) -> HttpResponse:
    readable = _readable(request.access)
    found = get_object_or_404(readable.select_related("standard"), year=year)
    years = sorted(readable.values_list("year", flat=True))
    context = {
        "submission": found,
        "lines": lines_of(found),
        "earlier": max((other for other in years if other < year), default=None),
        "later": min((other for other in years if other > year), default=None),
    }
    return render(request, "indicators/submission.html", context)


def _readable(access: Access) -> SubmissionQuerySet:
    """A draft is the working paper of those who enter it, until it is submitted."""
    submissions = Submission.objects.of(access.organisation).of_standard(WRES)
    return submissions if policies.can_enter_scores(access) else submissions.submitted()
