"""What is filtered of the plan, to take away: on paper and as spreadsheets."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import MemberRequest
from accounts.downloads import download
from actions.models import Plan
from actions.pages.plan_export import as_csv, as_workbook, lines_of, notes_of
from actions.pages.plan_groups import blocks_in, entries_of, number_of_actions
from actions.views.plans import asked_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@require_safe
def on_paper(request: MemberRequest, ods_code: str) -> HttpResponse:
    """All that is filtered on one page, grouped as it was."""
    asked = asked_for(request)
    if asked is None or asked[1].errors:
        return back_to_plan(request)
    plan, filters = asked
    entries = entries_of(filters.narrow(), filters.grouping)
    context = {
        "plan": plan,
        "form": filters,
        "shown": number_of_actions(entries),
        "total": filters.actions.count(),
        "entries": entries,
        "blocks": blocks_in(entries, entries, plan, request.access, on=clock.today()),
        "on": clock.today(),
    }
    return render(request, "actions/plan/on_paper.html", context)


@require_safe
def spreadsheet(request: MemberRequest, ods_code: str) -> HttpResponse:
    asked = asked_for(request)
    if asked is None or asked[1].errors:
        return back_to_plan(request)
    plan, filters = asked
    on = clock.today()
    lines = lines_of(filters.narrow(), request.access, on=on)
    by = [active.words for active in filters.active]
    notes = notes_of(plan, by, len(lines), filters.actions.count(), on=on)
    return download(as_workbook(plan, lines, notes), name=f"{name_of(plan)}.xlsx", media_type=XLSX)


@require_safe
def csv(request: MemberRequest, ods_code: str) -> HttpResponse:
    asked = asked_for(request)
    if asked is None or asked[1].errors:
        return back_to_plan(request)
    plan, filters = asked
    lines = lines_of(filters.narrow(), request.access, on=clock.today())
    return download(as_csv(lines), name=f"{name_of(plan)}.csv", media_type=CSV)


def back_to_plan(request: MemberRequest) -> HttpResponse:
    """To the page that says what is wrong with the address; a list of something else is never handed out."""
    address = reverse("actions:plan", args=[request.access.organisation.ods_code])
    return redirect(f"{address}?{request.GET.urlencode()}")


def name_of(plan: Plan) -> str:
    return f"{plan.organisation.ods_code}-{plan.standard.code}-{plan.year}-actions"
