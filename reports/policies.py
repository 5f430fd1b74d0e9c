"""Who may do what with the committee's papers."""

from accounts.access import Access
from accounts.models import Role
from reports.models import Paper


def can_keep_papers(access: Access) -> bool:
    """Whether this person sets meetings, finishes and issues papers, and records decisions."""
    return access.has(Role.EDI_LEAD)


def can_read_drafts(access: Access) -> bool:
    """Those who finish papers, and admins."""
    return access.has(Role.EDI_LEAD, Role.ADMIN)


def can_read_paper(access: Access, paper: Paper) -> bool:
    """What is issued is for everybody in the organisation."""
    return paper.is_issued or can_read_drafts(access)


def can_publish(access: Access) -> bool:
    """Whether this person prepares, publishes and withdraws the report of a year; everybody else here reads it."""
    return access.has(Role.EDI_LEAD)
