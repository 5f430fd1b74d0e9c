"""What the tests of approvals do over and over: find a page, and look at how the plan stands."""

from django.urls import reverse

from actions.models import Approval, Plan


def address(name: str, row: Plan | Approval) -> str:
    organisation = row.organisation if isinstance(row, Plan) else row.plan.organisation
    return reverse(f"actions:{name}", args=[organisation.ods_code, row.pk])


def state_of(plan: Plan) -> str:
    plan.refresh_from_db()
    return str(plan.state)
