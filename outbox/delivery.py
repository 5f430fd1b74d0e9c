"""Delivers what is pending: claimed first, checked again, handed over once, and the answer recorded.

The courier brings a letter up to its final dot; a fence puts on record that it goes now; then comes the dot. Where
the answer to that is lost, nobody knows whether the server took it: such a message becomes 'unknown' and is shown to a
person. It is never guessed, and never sent again by itself unless that is the organisation's rule.
"""

import logging
import ssl
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from types import MappingProxyType
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import connection as database
from django.db import transaction
from django.db.models import F

from accounts.models import Organisation
from outbox.courier import Courier, RefusedError
from outbox.models import Attachment, Message
from outbox.moments import after
from outbox.private_links import filled
from outbox.services import GIVE_UP_AFTER

LEASE = timedelta(minutes=5)
GIVEN_UP = "Given up after five days."
# Never longer than this, so that within ten minutes of a server's return everything that waited is gone.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 8))
# By itself, where that is the rule. A server that takes each letter and never says so would else flood its reader.
MOST_AGAIN = 3

logger = logging.getLogger(__name__)

# The clock is asked again for each message: one slow server would make a single reading stale.
Clock = Callable[[], datetime]
# Looks at a claimed message once more: mends its words where something changed, or says why nobody needs it.
Refresh = Callable[[Message, datetime], str]
# The private links of a message by the names of their places: they go into the mail, and are never kept.
Seal = Callable[[Message, datetime], Mapping[str, str]]


class NotNowError(Exception):
    """A message that was looked at again goes later: `until` is when."""

    def __init__(self, until: datetime, reason: str) -> None:
        super().__init__(reason)
        self.until = until


class NoMailError(Exception):
    """What is kept of a message can never be a mail."""


def deliver(
    *,
    clock: Clock,
    refreshers: Mapping[str, Refresh],
    seals: Mapping[str, Seal] = MappingProxyType({}),
    budget: timedelta = timedelta(seconds=50),
) -> Counter[str]:
    """Delivers until nothing is pending or the budget is used; counts the messages by the state they reached."""
    started = clock()
    until = after(started, budget)
    release_abandoned(now=started)
    reached: Counter[str] = Counter()
    while clock() < until and (message := claim(now=clock())):
        refresh, seal = refreshers.get(message.kind, nothing_changed), seals.get(message.kind, no_links)
        send(message, clock=clock, refresh=refresh, seal=seal)
        reached[str(message.state)] += 1
    if reached:
        logger.info("delivered: %s", dict(reached))
    return reached


def nothing_changed(message: Message, now: datetime) -> str:
    return ""


def no_links(message: Message, now: datetime) -> Mapping[str, str]:
    return {}


@transaction.atomic
def claim(*, now: datetime) -> Message | None:
    """Takes the next pending message for this worker alone, or None. Safe with any number of workers."""
    ready = Message.objects.ready(now=now)
    if database.features.has_select_for_update_skip_locked:
        # Of the message alone: with the row of its organisation locked too, others would find nothing to claim.
        ready = ready.select_for_update(skip_locked=True, of=("self",))
    pk = ready.values_list("pk", flat=True).first()
    if pk is None:
        return None
    lease = uuid.uuid4()
    # On SQLite there are no row locks: there the condition on the state is what makes the claim this worker's.
    claimed = Message.objects.filter(pk=pk, state=Message.State.PENDING).update(
        state=Message.State.SENDING,
        lease=lease,
        leased_until=after(now, LEASE),
        attempts=F("attempts") + 1,
    )
    if not claimed:
        return None
    return Message.objects.select_related("organisation").get(pk=pk, lease=lease)


def release_abandoned(*, now: datetime) -> None:
    """A worker died: what it had not handed over goes back, and what it had is unknown."""
    abandoned = Message.objects.abandoned(now=now)
    free: dict[str, Any] = {"lease": None, "leased_until": None}
    again = free | {"state": Message.State.PENDING, "next_attempt_at": now}
    # After days in which no worker ran, one attempt more is due: given up is what stopped a worker after five days too.
    abandoned.filter(handed_over_at=None, give_up_at__lt=F("leased_until")).update(
        **free, state=Message.State.FAILED, reason=GIVEN_UP
    )
    abandoned.filter(handed_over_at=None).update(**again)
    reason = "The sender stopped before the mail server answered."
    # Without a join: so the conditions are asked again of a row for which this waited, and which was sent meanwhile.
    resending = abandoned.filter(organisation__in=Organisation.objects.filter(resends_unknown=True))
    resending.filter(went_again__lt=MOST_AGAIN, give_up_at__gte=now).update(
        **again, handed_over_at=None, reason=reason, went_again=F("went_again") + 1
    )
    abandoned.exclude(handed_over_at=None).update(**free, state=Message.State.UNKNOWN, reason=reason)


def send(message: Message, *, clock: Clock, refresh: Refresh, seal: Seal) -> None:
    """Sends one claimed message and records what came of it."""
    try:
        why_not = refresh(message, clock())
        email = None if why_not else as_email(message, seal(message, clock()))
    except NotNowError as error:
        message.next_attempt_at = message.waiting_since = error.until
        message.give_up_at = after(error.until, GIVE_UP_AFTER)
        finish(message, Message.State.PENDING, reason=str(error))
    except NoMailError as error:
        finish(message, Message.State.FAILED, reason=str(error))
    except Exception as error:
        logger.error("a message could not be drawn: %s", type(error).__name__)  # noqa: TRY400
        try_later(message, now=clock(), reason=f"It could not be drawn: {type(error).__name__}.")
    else:
        if email:
            post(message, email, clock=clock)
        else:
            finish(message, Message.State.SKIPPED, reason=why_not)


def post(message: Message, email: EmailMultiAlternatives, *, clock: Clock) -> None:
    """Brings the letter up to its final dot, puts on record that it goes now, and ends it."""
    courier = Courier(email)
    try:
        courier.bring()
    except RefusedError as error:
        refused(message, error, now=clock())
    except OSError as error:  # smtplib's errors are OSErrors too
        try_later(message, now=clock(), reason=why_not_brought(error))
    except Exception as error:
        # Before the dot nothing was sent, whatever it is; the next message is not to wait for it.
        logger.error("a message could not be brought to the mail server: %s", type(error).__name__)  # noqa: TRY400
        try_later(message, now=clock(), reason=f"It could not be brought to the mail server: {type(error).__name__}.")
    else:
        if hand_over(message, now=clock()):
            complete(message, courier, clock=clock)
    finally:
        courier.leave()


def complete(message: Message, courier: Courier, *, clock: Clock) -> None:
    """After this only the server's answer says whether the message was sent."""
    try:
        message.reply = courier.complete()
    except RefusedError as error:
        refused(message, error, now=clock())
    except OSError as error:
        reason = f"The connection broke before the mail server answered: {describe(error)}"
        lose_sight(message, reason=reason, now=clock())
    else:
        finish(message, Message.State.SENT, sent_at=clock())


def hand_over(message: Message, *, now: datetime) -> bool:
    """Records that the message leaves us now; False where another worker has taken it over."""
    mine = Message.objects.filter(pk=message.pk, lease=message.lease, leased_until__gt=now)
    # The lease begins anew: a server that was slow so far must not cost the time in which it answers.
    if not mine.update(handed_over_at=now, leased_until=after(now, LEASE)):
        return False
    message.handed_over_at = now
    return True


def as_email(message: Message, links: Mapping[str, str]) -> EmailMultiAlternatives:
    """The letter with its links and files. Raises NoMailError where it cannot be one."""
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=filled(message.text, links),
        to=[message.address],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
    email.attach_alternative(filled(message.html, links), "text/html")
    for attachment in message.attachments.all():
        email.attach(as_part(attachment))
    try:
        email.message()
    except ValueError as error:  # a line break in a header, which is how mail is forged
        raise NoMailError("The message cannot be put into the form of a mail.") from error
    if not email.recipients():
        raise NoMailError("The message has no address to go to.")
    return email


def as_part(attachment: Attachment) -> MIMEBase:
    """Byte for byte, whatever it is: a part of text would arrive with the line ends of mail."""
    part = MIMEBase(*attachment.media_type.split("/", maxsplit=1))
    part.set_payload(bytes(attachment.content))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part


def refused(message: Message, error: RefusedError, *, now: datetime) -> None:
    """The server said no, so nothing was sent: final for a 5xx code, and to be tried again for a 4xx one."""
    message.handed_over_at = None
    if error.code >= 500:
        finish(message, Message.State.FAILED, reason=str(error))
    else:
        try_later(message, now=now, reason=str(error))


def lose_sight(message: Message, *, reason: str, now: datetime) -> None:
    """Nobody knows whether it arrived: an administrator decides, or it goes again where that is the rule."""
    may_go_again = message.organisation.resends_unknown and message.went_again < MOST_AGAIN
    if may_go_again and now <= message.give_up_at:
        message.handed_over_at = None
        message.went_again += 1
        try_later(message, now=now, reason=f"{reason} It goes again under the same number.")
    else:
        finish(message, Message.State.UNKNOWN, reason=reason)


def try_later(message: Message, *, now: datetime, reason: str) -> None:
    """Waits longer after each attempt, and gives up after five days."""
    if now > message.give_up_at:
        finish(message, Message.State.FAILED, reason=f"{GIVEN_UP} {reason}")
        return
    message.next_attempt_at = after(now, WAITS[min(message.attempts, len(WAITS)) - 1])
    finish(message, Message.State.PENDING, reason=reason)


def finish(message: Message, state: Message.State, *, reason: str = "", sent_at: datetime | None = None) -> None:
    """Writes the outcome where the lease is still ours, and lets go of the message."""
    mine = Message.objects.filter(pk=message.pk, lease=message.lease)
    message.state, message.reason, message.sent_at = state, reason, sent_at
    message.lease = message.leased_until = None
    mine.update(
        **{
            name: getattr(message, name)
            for name in (
                "state", "reason", "reply", "sent_at", "lease", "leased_until", "handed_over_at", "next_attempt_at",
                "waiting_since", "give_up_at", "went_again", "subject", "text", "html",
            )
        }
    )  # fmt: skip


def why_not_brought(error: OSError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of the mail server is not trusted: {error.verify_message.rstrip('.')}."
    return f"The mail server did not answer: {describe(error)}"


def describe(error: OSError) -> str:
    """The kind of an error and its code, without the addresses that a server's reply may repeat."""
    code = getattr(error, "smtp_code", None) or error.errno
    return f"{type(error).__name__} {code}" if code else type(error).__name__
