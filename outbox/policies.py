"""Who may see what is sent, and steer it."""

from accounts.access import Access
from accounts.models import Role


def can_read_messages(access: Access) -> bool:
    """They also pause the mail, send a test and decide about what may not have arrived."""
    return access.has(Role.EDI_LEAD, Role.ADMIN)
