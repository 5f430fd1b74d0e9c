"""The score table, the years, and one year as it was submitted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import Access, MemberRequest
from indicators import policies
from indicators.models import WRES, Draft, Standard, Submission, SubmissionQuerySet
from indicators.tables import lines_of, score_table


@require_safe
def scores(request: MemberRequest, ods_code: str, standard: str = WRES) -> HttpResponse:
    """The table of one standard: of the WRES, where the address names none."""
    organisation = request.access.organisation
    standards = list(Standard.objects.of(organisation))
    context = {
        "table": score_table(organisation, standard=standard),
        "standard": get_object_or_404(Standard.objects.of(organisation), code=standard),
        "standards": standards,
        "can_enter": policies.can_enter_scores(request.access),
    }
    return render(request, "indicators/scores.html", context)


@require_safe
def submissions(request: MemberRequest, ods_code: str, standard: str) -> HttpResponse:
    """Every year that this person may read, the newest first."""
    organisation = request.access.organisation
    found = get_object_or_404(Standard.objects.of(organisation), code=standard)
    deadlines = {deadline.year: deadline for deadline in found.deadlines.all()}
    years = readable(request.access, standard).select_related("draft").order_by("-year")
    context = {
        "standard": found,
        "years": [(submission, deadlines.get(submission.year)) for submission in years],
        "can_enter": policies.can_enter_scores(request.access),
    }
    return render(request, "indicators/submissions.html", context)


@require_safe
def submission(request: MemberRequest, ods_code: str, standard: str, year: int) -> HttpResponse:
    in_reach = readable(request.access, standard)
    found = get_object_or_404(in_reach.select_related("standard", "submitted_by"), year=year)
    years = sorted(in_reach.values_list("year", flat=True))
    context = {
        "submission": found,
        "lines": lines_of(found),
        "warnings": found.accepted_warnings.select_related("accepted_by"),
        "amendments": found.amendments.select_related("made_by"),
        "deadline": found.standard.deadlines.filter(year=year).first(),
        "draft": Draft.objects.of(request.access.organisation).filter(submission=found).first(),
        "can_enter": policies.can_enter_scores(request.access),
        "earlier": max((other for other in years if other < year), default=None),
        "later": min((other for other in years if other > year), default=None),
    }
    return render(request, "indicators/submission.html", context)


def readable(access: Access, standard: str) -> SubmissionQuerySet:
    """A draft is the working paper of those who enter it, until it is submitted."""
    found = Submission.objects.of(access.organisation).of_standard(standard)
    return found if policies.can_enter_scores(access) else found.submitted()
