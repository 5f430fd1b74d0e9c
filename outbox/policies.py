"""Who may see what was sent."""

from accounts.access import Access
from accounts.models import Role


def can_read_messages(access: Access) -> bool:
    return access.has(Role.EDI_LEAD, Role.ADMIN)
