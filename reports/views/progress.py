"""The overview of an organisation, and the progress of any quarter."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions.quarters import Quarter
from indicators.models import WRES
from indicators.tables import score_table
from reports import policies, summary
from reports.attention import matters
from reports.delivery import deliveries
from reports.delivery_words import total_in_words
from reports.pages import papers_of
from reports.progress import plan_in_force, progress_of

MOST_DRAFTS = 4  # a year; older ones are on the page of the committee


@require_safe
def overview(request: MemberRequest, ods_code: str) -> HttpResponse:
    organisation = request.access.organisation
    table = score_table(organisation)
    delivered = deliveries(organisation, WRES, table.rows, on=clock.today())
    context = {
        "matters": matters(request.access, on=clock.today()),
        "table": table,
        "indicators": [(row, delivered.by_number.get(row.indicator.number)) for row in table.rows],
        "total": total_in_words(delivered.total),
        "quarter": Quarter.of(clock.today()),
        "drafts": papers_of(organisation).open_ones()[:MOST_DRAFTS],
        "newest_paper": papers_of(organisation).issued().first(),
        "can_read_drafts": policies.can_read_drafts(request.access),
    }
    return render(request, "reports/overview.html", context)


@require_safe
def quarter(request: MemberRequest, ods_code: str, quarter: Quarter) -> HttpResponse:
    """A quarter that has not begun has nothing to show yet."""
    today = clock.today()
    organisation = request.access.organisation
    plan = plan_in_force(organisation, quarter)
    context: dict[str, Any] = {
        "quarter": quarter,
        "plan": plan,
        "has_previous": plan_in_force(organisation, quarter.previous) is not None,
        "has_next": quarter.next.starts_on <= today,
    }
    if plan is None or quarter.starts_on > today:
        return render(request, "reports/no_quarter.html", context)
    progress = progress_of(plan, quarter, on=today)
    context |= {
        "progress": progress,
        "sentences": summary.sentences(progress),
        "table": score_table(organisation, until=plan.year),
    }
    return render(request, "reports/quarter.html", context)
