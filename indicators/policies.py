"""Who may do what with scores."""

from accounts.access import Access
from accounts.models import Role


def can_enter_scores(access: Access) -> bool:
    """Entering them is also seeing them before they are submitted."""
    return access.has(Role.ADMIN)
