"""Whether a person may: the policies say so, and every view asks in one way."""

from django.core.exceptions import PermissionDenied


def allow(may: bool) -> None:
    """Answers 403 in place of the page where the person may not."""
    if not may:
        raise PermissionDenied
