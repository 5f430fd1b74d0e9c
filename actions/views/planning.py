"""Starting a plan, what is said of it as a whole, and the order of its actions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.ordering import MoveForm
from actions.forms.plans import ChangePlanForm, StartPlanForm
from actions.models import Action, Plan
from actions.pages.plan_standing import carryings_of, standing_of
from actions.services import ordering, planning
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: MemberRequest, ods_code: str) -> HttpResponse:
    allow(policies.can_edit_plan(request.access))
    organisation = request.access.organisation
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = StartPlanForm(typed, organisation=organisation, on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.start_plan(organisation=organisation, **form.cleaned_data)
        except planning.PlanExistsError as error:
            form.add_error("year", str(error))
        else:
            messages.success(request, f"The action plan for {made.year} is started. Add its first action.")
            return redirect("actions:about_plan", ods_code, made.pk)
    return render(request, "actions/planning/start.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def about(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    context = {
        "plan": plan,
        "standing": standing_of(plan, request.access),
        "carryings": carryings_of(plan),
        "withdrawn": plan.approvals.exclude(withdrawn_at=None).select_related("withdrawn_by"),
    }
    return render(request, "actions/planning/about.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    allow(policies.can_edit_plan(request.access))
    if request.method != "POST":
        return begin_change(request, plan)
    form = ChangePlanForm(request.POST, plan=plan)
    if not form.is_valid():
        return show_change(request, plan, form)
    try:
        planning.change_plan(plan=plan, **form.cleaned_data)
    except ChangedMeanwhileError:
        return show_both(request, pk)
    messages.success(request, f"The action plan for {plan.year} is changed.")
    return redirect("actions:about_plan", ods_code, pk)


@require_safe
def order(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    allow(policies.can_edit_plan(request.access))
    return show_order(request, plan, MoveForm(plan=plan))


@require_POST
def move_to(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """Puts an action at another number, for a way that is too long to go step by step."""
    plan = plan_of(request, pk)
    allow(policies.can_edit_plan(request.access))
    form = MoveForm(request.POST, plan=plan)
    if not form.is_valid():
        return show_order(request, plan, form)
    action = get_object_or_404(
        Action.objects.of(request.access.organisation), plan=plan, place=form.cleaned_data["place"]
    )
    ordering.move_to(action=action, turn=form.cleaned_data["turn"])
    return moved(request, action)


@require_POST
def move_up(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    action = action_of(request, pk)
    ordering.move_up(action=action)
    return moved(request, action)


@require_POST
def move_down(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    action = action_of(request, pk)
    ordering.move_down(action=action)
    return moved(request, action)


# ---- what these pages share


def plan_of(request: MemberRequest, pk: int) -> Plan:
    plans = Plan.objects.of(request.access.organisation).select_related("standard", "organisation")
    return get_object_or_404(plans, pk=pk)


def action_of(request: MemberRequest, pk: int) -> Action:
    """An action of the organisation that this person may put elsewhere."""
    found = get_object_or_404(Action.objects.of(request.access.organisation).select_related("plan"), pk=pk)
    allow(policies.can_edit_plan(request.access))
    return found


def begin_change(request: MemberRequest, plan: Plan) -> HttpResponse:
    """The form as the plan stands, or as it was typed before the sign-in ran out."""
    return show_change(request, plan, ChangePlanForm(typed_before(request), plan=plan))


def show_change(request: MemberRequest, plan: Plan, form: ChangePlanForm, *, changed: bool = False) -> HttpResponse:
    context = {"plan": plan, "form": form, "changed": changed}
    status = 409 if changed else 422 if form.errors else 200
    return render(request, "actions/planning/change.html", context, status=status)


def show_both(request: MemberRequest, pk: int) -> HttpResponse:
    """How the plan stands now, above what this person typed: saving again is then a choice."""
    plan = plan_of(request, pk)
    form = ChangePlanForm(typed_onto(request, plan.version), plan=plan)
    return show_change(request, plan, form, changed=True)


def show_order(request: MemberRequest, plan: Plan, form: MoveForm) -> HttpResponse:
    actions = Action.objects.of(request.access.organisation).filter(plan=plan).prefetch_related("indicators")
    page = Paginator(actions, A_PAGE).get_page(request.GET.get("page"))
    context = {"plan": plan, "page": page, "form": form}
    return render(request, "actions/planning/order.html", context, status=422 if form.errors else 200)


def moved(request: MemberRequest, action: Action) -> HttpResponse:
    """Back to the page of the order on which the action now stands, at its row."""
    turn = Action.objects.of(request.access.organisation).filter(plan=action.plan, place__lt=action.place).count()
    messages.success(request, f"The action is number {action.place} now.")
    address = reverse("actions:order", args=[request.access.organisation.ods_code, action.plan_id])
    return HttpResponseRedirect(f"{address}?page={turn // A_PAGE + 1}#action-{action.pk}")
