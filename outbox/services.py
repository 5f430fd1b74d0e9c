"""Puts a message into the outbox, in the transaction that decided it."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

import css_inline
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string

from accounts.models import Organisation, User
from outbox.models import Attachment, Message, MessageQuerySet
from outbox.moments import after

# How long a mail server may be away before a person has to look.
GIVE_UP_AFTER = timedelta(days=5)


@dataclass(frozen=True)
class Letter:
    """The words of a message: a subject, and the same content as plain text and as HTML."""

    subject: str
    text: str
    html: str


class ForeignAttachmentError(Exception):
    """What one organisation keeps never goes out with the mail of another."""


class NothingToSettleError(Exception):
    """Only of a message that failed, or may not have arrived, is there something to decide."""


class NothingToRetryError(Exception):
    """Only a message that failed, or may not have arrived, can be sent again."""


def compose(template: str, *, subject: str, **context: object) -> Letter:
    """A letter drawn from templates/<template>.txt and .html; addresses in it start at `site_address`."""
    content = {"site_address": settings.SITE_ADDRESS, "service_name": settings.SERVICE_NAME} | context
    html = render_to_string(f"{template}.html", content | {"subject": subject})
    return Letter(subject, render_to_string(f"{template}.txt", content).strip() + "\n", css_inline.inline(html))


def keep(*, organisation: Organisation, name: str, media_type: str, content: bytes, now: datetime) -> Attachment:
    """A file that is to go with messages, as it is now: what is sent again later is this one.

    Its name becomes one line: a break in it would be one in the head of a mail.
    """
    return Attachment.objects.create(
        organisation=organisation,
        name=" ".join(name.split()),
        media_type=media_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=now,
    )


def put(
    *,
    organisation: Organisation,
    kind: str,
    key: str,
    recipient: str,
    address: str,
    reply_to: str,
    letter: Letter,
    now: datetime,
    attachments: Sequence[Attachment] = (),
) -> Message | None:
    """A pending message, or None where the key was used before: the same thing is never sent twice.

    Raises ForeignAttachmentError where an attachment was kept for another organisation.
    """
    if any(each.organisation_id != organisation.pk for each in attachments):
        raise ForeignAttachmentError("An attachment belongs to another organisation.")
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    message = Message(
        organisation=organisation,
        kind=kind,
        key=key,
        recipient=recipient,
        address=address,
        reply_to=reply_to,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        message_id=f"<{uuid.uuid4()}@{domain}>",
        created_at=now,
        waiting_since=now,
        next_attempt_at=now,
        give_up_at=after(now, GIVE_UP_AFTER),
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            message.attachments.add(*attachments)
    except IntegrityError:
        if Message.objects.filter(key=key).exists():
            return None
        raise
    return message


def supersede(message: Message) -> None:
    """Of what waits for the same address and is of the same kind, the newest says it all: only that goes."""
    older = Message.objects.waiting_like(message)
    older.update(state=Message.State.SUPERSEDED, reason="A newer message to the same address lists what is still due.")


def put_test(*, organisation: Organisation, user: User, now: datetime) -> None:
    """A message to the person who asks for it, on the way that every other takes."""
    put(
        organisation=organisation,
        kind="test",
        key=f"test:{organisation.ods_code}:{now.isoformat()}:{user.email}",
        recipient=user.name,
        address=user.email,
        reply_to="",
        letter=compose("emails/test", subject=f"Test: {settings.SERVICE_NAME}", organisation=organisation, user=user),
        now=now,
    )


def pause(*, organisation: Organisation, now: datetime) -> None:
    """Nothing of the organisation goes out any more; what becomes due waits."""
    organisation.mail_paused_at = now
    organisation.save(update_fields=["mail_paused_at"])


@transaction.atomic
def resume(*, organisation: Organisation, now: datetime) -> None:
    organisation.mail_paused_at = None
    organisation.save(update_fields=["mail_paused_at"])
    wait_anew(Message.objects.of(organisation), now=now)


def wait_anew(messages: MessageQuerySet, *, now: datetime) -> None:
    """The days after which a message is given up count from when it may go, and not while we ourselves hold it."""
    messages.filter(state=Message.State.PENDING).update(waiting_since=now, give_up_at=after(now, GIVE_UP_AFTER))


def settle_as_arrived(*, message: Message, by: User, now: datetime) -> None:
    """Somebody found out that an unknown message arrived."""
    unknown = Message.objects.filter(pk=message.pk, state=Message.State.UNKNOWN)
    changed = unknown.update(
        state=Message.State.SENT,
        sent_at=Coalesce("handed_over_at", now),
        handed_over_at=Coalesce("handed_over_at", now),
        reason=f"{by.name} found out that it arrived.",
    )
    if not changed:
        raise NothingToSettleError("This message is settled already.")


def leave_unsent(*, message: Message, by: User) -> None:
    """Somebody decided that a message which could not be sent does not go again."""
    failed = Message.objects.filter(pk=message.pk, state=Message.State.FAILED)
    reason = f"{by.name} decided that it does not go again. {message.reason}"
    if not failed.update(state=Message.State.SKIPPED, reason=reason):
        raise NothingToSettleError("This message is settled already.")


def send_again(*, message: Message, now: datetime) -> None:
    """Puts a failed or unknown message back, under the same Message-ID, so that a mail program can tell."""
    changed = (
        Message.objects.to_decide()
        .filter(pk=message.pk)
        .update(
            state=Message.State.PENDING,
            reason="",
            attempts=0,
            went_again=0,
            waiting_since=now,
            next_attempt_at=now,
            give_up_at=after(now, GIVE_UP_AFTER),
            handed_over_at=None,
        )
    )
    if not changed:
        raise NothingToRetryError("This message is not one that can be sent again.")
