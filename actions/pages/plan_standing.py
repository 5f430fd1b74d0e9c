"""Where a plan stands: its state, who approved it, and what changed since."""

from dataclasses import dataclass

from accounts.access import Access
from actions import policies
from actions.models import Approval, Plan
from actions.pages.approvals import differences
from actions.services.approving import as_worded


@dataclass(frozen=True)
class Approved:
    """An approval, and how many actions are not any more as they were approved."""

    approval: Approval
    changes: int


@dataclass(frozen=True)
class Standing:
    """What the pages say of a plan as a whole. `approvals` are those that stand, the newest first."""

    plan: Plan
    approvals: list[Approved]
    can_edit: bool
    can_record_approvals: bool

    @property
    def latest(self) -> Approved | None:
        return self.approvals[0] if self.approvals else None


def standing_of(plan: Plan, access: Access, *, latest_only: bool = False) -> Standing:
    standing = list(plan.approvals.standing().select_related("recorded_by")[: 1 if latest_only else None])
    now = as_worded(plan) if standing else {}
    return Standing(
        plan=plan,
        approvals=[Approved(approval, len(differences(approval, now))) for approval in standing],
        can_edit=policies.can_edit_plan(access),
        can_record_approvals=policies.can_record_approvals(access),
    )
