"""The plan as printed, one action, and the actions of the person who asks."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.models import Action, Lead, Plan
from actions.pages.plan_table import blocks_of, row_of, scores_of
from actions.timescales import describe, read

A_PAGE = 50


@require_safe
def plan(request: MemberRequest, ods_code: str) -> HttpResponse:
    """The newest plan, or that of the year in the address, a page of actions at a time."""
    plans = list(Plan.objects.of(request.access.organisation).select_related("standard", "organisation"))
    year = request.GET.get("year", "")
    chosen = next((each for each in plans if str(each.year) == year), plans[0] if plans else None)
    if chosen is None:
        return render(request, "actions/no_plan.html", {"can_edit": policies.can_edit_plan(request.access)})
    actions = Action.objects.of(request.access.organisation).filter(plan=chosen).with_parts()
    page = Paginator(actions, A_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(action, request.access, on=clock.today()) for action in page]
    context = {"plan": chosen, "plans": plans, "page": page, "blocks": blocks_of(rows, scores_of(chosen))}
    return render(request, "actions/plan.html", context)


@require_safe
def action(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=pk)
    updates = [
        (update, policies.can_withdraw(request.access, update) and place == 0)
        for place, update in enumerate(found.standing_updates)  # type: ignore[attr-defined]
    ]
    context = {
        "row": row_of(found, request.access, on=clock.today()),
        "updates": updates,
        "deadlines": found.deadlines.all(),
        "goals": found.goals.prefetch_related("readings"),
        "understood": describe(read(found.timescale, plan_start=found.plan.starts_on)) if found.timescale else "",
    }
    return render(request, "actions/action.html", context)


@require_safe
def mine(request: MemberRequest, ods_code: str) -> HttpResponse:
    """The open actions of the posts that this person holds, the most urgent first."""
    organisation = request.access.organisation
    held = list(Lead.objects.of(organisation).held_by(request.access.user))
    actions = Action.objects.of(organisation).open().led_by(held).by_urgency().with_parts()
    page = Paginator(actions, A_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(each, request.access, on=clock.today()) for each in page]
    return render(request, "actions/mine.html", {"held": held, "rows": rows, "page": page})
