"""Where a plan stands: its state, who approved it, and what this person may do with it."""

from dataclasses import dataclass

from accounts.access import Access
from actions import policies
from actions.models import Plan


@dataclass(frozen=True)
class Standing:
    """What the pages say of a plan as a whole."""

    plan: Plan
    can_edit: bool


def standing_of(plan: Plan, access: Access) -> Standing:
    return Standing(plan=plan, can_edit=policies.can_edit_plan(access))
