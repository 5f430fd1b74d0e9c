"""Carrying a plan forward into the next one: what happens to each action, how it goes on, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.carrying import CHOICES, WHEN_ENDED
from actions.forms.carrying_together import CarryingForms, NextPlanForm, forms_for
from actions.forms.editing import known_leads
from actions.forms.plans import a_year_on
from actions.models import Carrying, Plan
from actions.pages.carrying import AT_ONCE, Choice, NextPlan, choices, next_plan
from actions.services import carrying as services
from actions.services import uncarrying
from actions.services.meanwhile import ChangedMeanwhileError, MeanwhileError
from actions.views.allowing import allow
from actions.views.typed import typed_before


@require_safe
def choose(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """What happens to each action; nothing is written, and the choices go on in the address."""
    plan = plan_of(request, pk)
    context = {
        "plan": plan,
        "onto": next_plan(plan),
        "choices": choices(plan, request.access, request.GET, on=clock.today()),
        "offered": list(CHOICES.items()),
        "offered_when_ended": [(choice, CHOICES[choice]) for choice in WHEN_ENDED],
        "at_once": AT_ONCE,
    }
    return render(request, "actions/carrying/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """How each action goes on, to be put right and confirmed."""
    plan = plan_of(request, pk)
    chosen = chosen_in(request, plan)
    if not 0 < len(chosen) <= AT_ONCE:
        messages.warning(request, f"Choose at least one action, and at most {AT_ONCE} at once.")
        return HttpResponseRedirect(address_of(request, "carry_forward", plan))
    onto = next_plan(plan)
    if request.method != "POST":
        return begin(request, plan, onto, chosen)
    form = form_of(plan, onto, chosen, request.POST)
    if request.POST.get("shown") != str(len(chosen)):
        return show_changed(request, plan, onto, frozenset())
    if not form.is_valid():
        return show(request, plan, onto, form)
    try:
        made = carry(request, plan, onto, form)
    except ChangedMeanwhileError as error:
        return show_changed(request, plan, onto, error.changed)
    messages.success(request, said_of(made))
    return redirect("actions:about_plan", ods_code, made.onto_id)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    carryings = Carrying.objects.of(request.access.organisation).select_related("origin", "onto", "made_by")
    found = get_object_or_404(carryings, pk=pk)
    allow(policies.can_carry_forward(request.access))
    if request.method != "POST":
        context = {"carrying": found, "is_worked_on": uncarrying.worked_on(found)}
        return render(request, "actions/carrying/undo.html", context)
    try:
        uncarrying.undo(carrying=found, by=request.access.user, at=clock.now())
    except MeanwhileError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"It is undone. The actions of the {found.origin.year} plan are as they were before.")
    return redirect("actions:about_plan", ods_code, found.origin_id)


# ---- what these pages share


def plan_of(request: MemberRequest, pk: int) -> Plan:
    plans = Plan.objects.of(request.access.organisation).select_related("standard", "organisation")
    found = get_object_or_404(plans, pk=pk)
    allow(policies.can_carry_forward(request.access))
    return found


def address_of(request: MemberRequest, name: str, plan: Plan) -> str:
    """With the choices, so that nobody has to make them twice."""
    address = reverse(f"actions:{name}", args=[request.access.organisation.ods_code, plan.pk])
    return f"{address}?{request.GET.urlencode()}"


def chosen_in(request: MemberRequest, plan: Plan) -> list[Choice]:
    """The actions that the address names and that do not go on yet, but for those that stay as they are."""
    found = choices(plan, request.access, request.GET, on=clock.today()).of_all
    named = [each for each in found if each.name in request.GET and each.chosen in CHOICES]
    return sorted((each for each in named if each.chosen != "leave"), key=lambda each: each.row.action.place)


def form_of(plan: Plan, onto: NextPlan, chosen: list[Choice], typed: QueryDict | None) -> CarryingForms:
    members = forms_for(
        [(each.row.action, each.chosen) for each in chosen], typed, valid=onto.indicators, known=known_leads(plan)
    )
    starts_on = onto.plan.starts_on if onto.plan else a_year_on(plan, onto.year)
    plan_form = None if onto.plan else NextPlanForm(typed, year=onto.year, initial={"starts_on": starts_on})
    return CarryingForms(members, plan_form, starts_on)


def begin(request: MemberRequest, plan: Plan, onto: NextPlan, chosen: list[Choice]) -> HttpResponse:
    """The forms as the actions stand, or as they were typed before the sign-in ran out."""
    return show(request, plan, onto, form_of(plan, onto, chosen, typed_before(request)))


def show(request: MemberRequest, plan: Plan, onto: NextPlan, form: CarryingForms, **more: Any) -> HttpResponse:
    context = {"plan": plan, "onto": onto, "form": form, "back": address_of(request, "carry_forward", plan)} | more
    status = 409 if "changed" in more else 422 if form.errors else 200
    return render(request, "actions/carrying/check.html", context, status=status)


def carry(request: MemberRequest, plan: Plan, onto: NextPlan, form: CarryingForms) -> Carrying:
    return services.carry_forward(
        origin=plan,
        year=onto.year,
        starts_on=form.starts_on,
        going_on=form.going_on_as(),
        ending=form.ending(),
        versions=form.versions,
        by=request.access.user,
        at=clock.now(),
    )


def show_changed(request: MemberRequest, plan: Plan, onto: NextPlan, changed: frozenset[int]) -> HttpResponse:
    """What changed meanwhile, above what this person typed: confirming again is then a choice.

    Also where fewer actions are left than the page had shown: somebody else carried the others forward.
    """
    chosen = chosen_in(request, plan)
    typed = request.POST.copy()
    for each in chosen:
        typed[f"action-{each.row.action.pk}-version"] = str(each.row.action.version)
    rows = [each.row for each in chosen if each.row.action.pk in changed]
    is_fewer = request.POST.get("shown") != str(len(chosen))
    return show(request, plan, onto, form_of(plan, onto, chosen, typed), changed=rows, is_fewer=is_fewer)


def said_of(made: Carrying) -> str:
    going, coming = (made.carried.values(end).distinct().count() for end in ("origin", "onto"))
    closed = made.updates.exclude(action__carried_to__carrying=made).count()
    onto = f"{number_of(coming)} of the {made.onto.year} plan" if made.onto else "nothing"
    goes = "goes" if going == 1 else "go"
    said = f"{number_of(going)} of the {made.origin.year} plan {goes} on as {onto}."
    return f"{said} {closed} {'are' if closed != 1 else 'is'} closed." if closed else said


def number_of(actions: int) -> str:
    return f"{actions} action{'' if actions == 1 else 's'}"
