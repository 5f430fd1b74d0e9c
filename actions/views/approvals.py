"""Approvals of a plan: recording one, what changed since, the words that were approved, and taking one back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.approvals import ApprovalForm
from actions.models import Approval, Plan
from actions.pages.approvals import differences, going_on
from actions.services import approving
from actions.views.allowing import allow

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    plans = Plan.objects.of(request.access.organisation).select_related("standard")
    plan = get_object_or_404(plans, pk=pk)
    allow(policies.can_record_approvals(request.access))
    form = ApprovalForm(request.POST if request.method == "POST" else None, plan=plan, on=clock.today())
    if form.is_valid() and recorded(request, plan, form):
        return redirect("actions:about_plan", ods_code, pk)
    context = {"plan": plan, "form": form, "count": plan.actions.count()}
    return render(request, "actions/approvals/record.html", context, status=422 if form.errors else 200)


@require_safe
def changes(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """What is not as it was approved, an action at a time."""
    approval = approval_of(request, pk)
    found = differences(approval, approving.as_worded(approval.plan))
    context = {
        "approval": approval,
        "plan": approval.plan,
        "going_on": going_on(approval),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "can_withdraw": policies.can_record_approvals(request.access) and approval.withdrawn_at is None,
    }
    return render(request, "actions/approvals/changes.html", context)


@require_safe
def wording(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """The whole plan in the words that were approved."""
    approval = approval_of(request, pk)
    page = Paginator(approval.approved_actions.order_by("place", "pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"approval": approval, "plan": approval.plan, "page": page}
    return render(request, "actions/approvals/wording.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    approval = approval_of(request, pk)
    allow(policies.can_record_approvals(request.access))
    if request.method != "POST":
        context = {"approval": approval, "plan": approval.plan}
        return render(request, "actions/approvals/withdraw.html", context)
    approving.withdraw_approval(approval=approval, by=request.access.user, at=clock.now())
    messages.success(request, f"The approval by {approval.body} is withdrawn. It stays on record as withdrawn.")
    return redirect("actions:about_plan", ods_code, approval.plan_id)


# ---- what these pages share


def approval_of(request: MemberRequest, pk: int) -> Approval:
    approvals = Approval.objects.of(request.access.organisation)
    return get_object_or_404(approvals.select_related("plan__standard", "recorded_by", "withdrawn_by"), pk=pk)


def recorded(request: MemberRequest, plan: Plan, form: ApprovalForm) -> bool:
    """Records the approval, or says on the form why not."""
    try:
        approval = approving.record_approval(plan=plan, by=request.access.user, at=clock.now(), **form.cleaned_data)
    except approving.NothingToApproveError as error:
        form.add_error(None, str(error))
        return False
    except approving.ApprovedAlreadyError as error:
        form.add_error("approved_on", str(error))
        return False
    day = f"{approval.approved_on:%-d %B %Y}"
    messages.success(request, f"It is recorded that {approval.body} approved the plan on {day}.")
    return True
