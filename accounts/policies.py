"""Who may do what with people and organisations."""

from accounts.access import Access
from accounts.models import MANAGERS


def can_change_settings(access: Access) -> bool:
    return access.has(*MANAGERS)


def can_manage_members(access: Access) -> bool:
    return access.has(*MANAGERS)
