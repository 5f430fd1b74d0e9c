"""Where a plan stands: its state, who approved it, and what changed since."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.access import Access
from actions import policies
from actions.models import Approval, Carrying, CarryingQuerySet, Plan
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
    can_carry_forward: bool

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
        can_carry_forward=policies.can_carry_forward(access),
    )


def carryings_of(plan: Plan) -> CarryingQuerySet:
    """What was carried out of a plan and into it, each with how many actions go on and as how many.

    The two differ where actions were merged or split, so that neither page says one of them alone.
    """
    found = (
        Carrying.objects.standing()
        .filter(Q(origin=plan, onto__isnull=False) | Q(onto=plan))
        .select_related("origin", "onto", "made_by")
    )
    return found.annotate(going=Count("carried__origin", distinct=True), coming=Count("carried__onto", distinct=True))
