"""Who may do what with scores."""

from accounts.access import Access
from accounts.models import Role


def can_enter_scores(access: Access) -> bool:
    """Entering them is also seeing them before they are submitted."""
    return access.has(Role.ADMIN)


def can_set_targets(access: Access) -> bool:
    """Targets and goals for staff in post, with the readings that are held against them."""
    return access.has(Role.ADMIN, Role.EDI_LEAD)
