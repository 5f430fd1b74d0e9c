"""The links with which leads update their actions without an account: who has one, and until when."""

from collections.abc import Iterable
from datetime import datetime

from actions.models import Lead, UpdateLink


def revoke_links(*, leads: Iterable[Lead], at: datetime) -> int:
    """No link that was sent to these leads opens anything from now on; says how many did until now."""
    return UpdateLink.objects.live(at=at).filter(lead__in=leads).update(revoked_at=at)


def revoke_link(*, link: UpdateLink, at: datetime) -> None:
    UpdateLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)
