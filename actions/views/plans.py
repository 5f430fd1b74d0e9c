"""The plan as printed or in other groups, filtered; one action; and the actions of the person who asks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.filters import GROUPS, PlanFilters
from actions.models import Action, Lead, Plan, PlanQuerySet
from actions.models.plans import current_of
from actions.numbers import number_in
from actions.pages.dates import dates_of, understood_of
from actions.pages.plan_groups import blocks_on, entries_of, number_of_actions
from actions.pages.plan_standing import standing_of
from actions.pages.plan_table import row_of
from actions.pages.recorded import recorded_on
from actions.pages.trail import came_from, goes_on_as
from actions.pages.wording_history import rewordings_of

A_PAGE = 50


@require_safe
def plan(request: MemberRequest, ods_code: str) -> HttpResponse:
    """The plan in force, or that of the year in the address, a page of what is asked for at a time."""
    asked = asked_for(request)
    may = {
        "can_edit": policies.can_edit_plan(request.access),
        "can_import": policies.can_import_plan(request.access),
    }
    if asked is None:
        return render(request, "actions/no_plan.html", may)
    chosen, filters = asked
    filters.count_choices()
    context = listed(request, chosen, filters) | {
        "plan": chosen,
        "plans": plans_of(request),
        "standing": standing_of(chosen, request.access, latest_only=True),
        "form": filters,
        "back": query_of_list(request, chosen),
        "groups": [(name, label, filters.query(group=name)) for name, label in GROUPS.items()],
        "can_select": may["can_edit"],
        "can_import": may["can_import"],
    }
    return render(request, "actions/plan.html", context, status=422 if filters.errors else 200)


def listed(request: MemberRequest, plan: Plan, filters: PlanFilters) -> dict[str, Any]:
    """The page that the address asks for of what is filtered, and how many there are."""
    entries = entries_of(filters.narrow(), filters.grouping)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "blocks": blocks_on(page, plan, request.access, on=clock.today()),
        "shown": number_of_actions(entries),
        "total": filters.actions.count(),
    }


def asked_for(request: MemberRequest) -> tuple[Plan, PlanFilters] | None:
    """The plan in the address with its filters; None where there is no plan yet."""
    plan = chosen_of(request, plans_of(request), on=clock.today())
    return (plan, filters_of(request, plan)) if plan else None


def plans_of(request: MemberRequest) -> PlanQuerySet:
    return Plan.objects.of(request.access.organisation).select_related("standard", "organisation")


def chosen_of(request: MemberRequest, plans: Iterable[Plan], *, on: date) -> Plan | None:
    """The plan of the year and standard in the address; where there is none such, or no year is named, today's."""
    year, standard = request.GET.get("year", ""), request.GET.get("standard", "")
    found = list(plans)
    of_year = [each for each in found if str(each.year) == year] or found
    of_both = [each for each in of_year if each.standard.code.lower() == standard.lower()] or of_year
    return current_of(of_both, on=on)


def query_of_list(request: MemberRequest, plan: Plan) -> str:
    """The query of the list as it is shown: it names its plan, also where the address does not."""
    query = request.GET.copy()
    query["year"], query["standard"] = str(plan.year), plan.standard.code.lower()
    return query.urlencode()


def filters_of(request: MemberRequest, plan: Plan) -> PlanFilters:
    organisation = request.access.organisation
    filters = PlanFilters(
        request.GET,
        actions=Action.objects.of(organisation).filter(plan=plan),
        indicators=plan.indicators,
        leads=Lead.objects.of(organisation).in_plan(plan.pk, beside=number_in(request.GET.get("lead", ""))),
        on=clock.today(),
    )
    filters.hold_against(plan)
    return filters


@require_safe
def action(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    actions = Action.objects.of(request.access.organisation).with_parts().select_related("plan__standard", "dated_by")
    found = get_object_or_404(actions, pk=pk)
    context = {
        "row": row_of(found, request.access, on=clock.today()),
        "can_confirm": policies.can_confirm(request.access, found),
        "dates": dates_of(found, request.access, on=clock.today()),
        "can_set_dates": policies.can_set_dates(request.access),
        "goals": found.goals.prefetch_related("readings"),
        "came_from": came_from(found),
        "goes_on_as": goes_on_as(found),
        "rewordings": rewordings_of(found),
        "can_edit": policies.can_edit_plan(request.access),
        "understood": understood_of(found),
    }
    return render(request, "actions/action.html", context | recorded_on(found, request.access))


@require_safe
def mine(request: MemberRequest, ods_code: str) -> HttpResponse:
    """The open actions of the posts that this person holds, the most urgent first."""
    organisation = request.access.organisation
    held = list(Lead.objects.of(organisation).held_by(request.access.user))
    actions = Action.objects.of(organisation).open().led_by(held).by_urgency().with_latest()
    page = Paginator(actions, A_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(each, request.access, on=clock.today()) for each in page]
    return render(request, "actions/mine.html", {"held": held, "rows": rows, "page": page})
