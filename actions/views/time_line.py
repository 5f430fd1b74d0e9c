"""The plan through time: its due dates in a chart and in a list."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions.pages.due_dates import due_dates
from actions.pages.plan_table import row_of
from actions.views.exports import back_to_plan
from actions.views.plans import A_PAGE, asked_for


@require_safe
def time_line(request: MemberRequest, ods_code: str) -> HttpResponse:
    asked = asked_for(request)
    if asked is None:
        return back_to_plan(request)
    plan, filters = asked
    on = clock.today()
    actions = filters.narrow().by_first_due().with_latest().prefetch_related("deadlines")
    page = Paginator(actions, A_PAGE).get_page(request.GET.get("page"))
    filters.count_choices()
    context = {
        "plan": plan,
        "form": filters,
        "page": page,
        "total": filters.actions.count(),
        "due": due_dates([row_of(action, request.access, on=on) for action in page], on=on),
    }
    return render(request, "actions/time_line.html", context, status=422 if filters.errors else 200)
