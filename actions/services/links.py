"""The links with which leads update their actions without an account: made for a mail, opened, and revoked.

A token is worked out from the random seed of its row and the key of the install, and only its hash is kept: the
database opens nothing, and a message that has to be sent again carries the token that it carried before.
"""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import salted_hmac

from actions.models import Lead, UpdateLink
from actions.numbers import number_in
from actions.tokens import BYTES, hash_of
from outbox.models import Message
from outbox.private_links import names_in

LASTS = timedelta(days=60)
# More than a person with a full list does, and less than a program that goes wrong.
MOST_USES, COUNTED_FOR = 300, timedelta(hours=1)


class UsedTooOftenError(Exception):
    """A link was opened more often than people do."""


def seal(message: Message, now: datetime) -> dict[str, str]:
    """The links that a message has places for: '7' for the list of lead 7, '7/45' for action 45 behind it.

    A lead whose address is not the one that the message goes to has no link in it.
    """
    asked = {name: numbers_in(name) for name in names_in(message.text, message.html)}
    reached = Lead.objects.of(message.organisation).filter(address__iexact=message.address)
    leads = reached.in_bulk({numbers[0] for numbers in asked.values() if numbers})
    tokens = {pk: token_of(link_for(lead, message, at=now)) for pk, lead in leads.items()}
    return {
        name: address_of(tokens[numbers[0]], *numbers[1:])
        for name, numbers in asked.items()
        if numbers and numbers[0] in tokens
    }


def numbers_in(name: str) -> list[int]:
    """Nothing where it is no place of ours: somebody may have typed what looks like one."""
    numbers = [number_in(part) for part in name.split("/")]
    return numbers if len(numbers) <= 2 and all(numbers) else []


def address_of(token: str, action: int | None = None) -> str:
    path = (
        reverse("actions:update_by_link", args=[token, action]) if action else reverse("actions:by_link", args=[token])
    )
    return f"{settings.SITE_ADDRESS}{path}"


def link_for(lead: Lead, message: Message, *, at: datetime) -> UpdateLink:
    """The link of a lead in a message, the same however often it is sent; a new one where that would open nothing."""
    found = UpdateLink.objects.filter(lead=lead, message=message).first()
    if found is None:
        return make_link(lead=lead, message=message, at=at)
    works = UpdateLink.objects.live(at=at).filter(pk=found.pk).exists()
    if works and hash_of(token_of(found)) == found.token_hash:  # not so where the key of the install was changed
        return found
    UpdateLink.objects.filter(pk=found.pk).update(message=None)
    return make_link(lead=lead, message=message, at=at)


def make_link(*, lead: Lead, at: datetime, message: Message | None = None) -> UpdateLink:
    link = UpdateLink(lead=lead, message=message, address=lead.address, made_at=at, expires_at=at + LASTS)
    link.seed = secrets.token_hex(BYTES)
    link.token_hash = hash_of(token_of(link))
    link.save()
    return link


def token_of(link: UpdateLink) -> str:
    """43 letters that can stand in an address."""
    digest = salted_hmac("actions.update_link", link.seed, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def open_link(token: str, *, at: datetime) -> UpdateLink | None:
    """The link of a token that works, counted as used; None where it does not, for whatever reason.

    It stops where its lead has another address by now, also if nobody thought of revoking it.
    Raises UsedTooOftenError where it was used more often within an hour than people do.
    """
    live = UpdateLink.objects.live(at=at).select_related("lead__organisation")
    found = live.filter(token_hash=hash_of(token)).first()
    if found is None or found.lead.address.lower() != found.address.lower():
        return None
    count_use(found, at=at)
    return found


def count_use(link: UpdateLink, *, at: datetime) -> None:
    row = UpdateLink.objects.filter(pk=link.pk)
    counting = row.filter(counted_from__gt=at - COUNTED_FOR)
    if counting.filter(counted__lt=MOST_USES).update(counted=F("counted") + 1, used_at=at):
        return
    if counting.exists():
        raise UsedTooOftenError("This link was opened too often within an hour.")
    row.update(counted_from=at, counted=1, used_at=at)


def revoke_links(*, leads: Iterable[Lead], at: datetime) -> int:
    """No link that was sent to these leads opens anything from now on; says how many did until now."""
    return UpdateLink.objects.live(at=at).filter(lead__in=leads).update(revoked_at=at)


def revoke_link(*, link: UpdateLink, at: datetime) -> None:
    UpdateLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)
