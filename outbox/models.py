"""A message to one recipient with what goes with it, from the moment it is decided to the server's answer."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from accounts.models import Organisation


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def listed(self) -> Self:
        """With their sizes in bytes as `size`, and without what is in them."""
        return self.defer("content").annotate(size=Length("content"))


class Attachment(models.Model):
    """A file as it was kept to go with messages: it stays the same, and may go with any number of them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField("name of the file", max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField("of its content, in hexadecimal", max_length=64)
    created_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="an_attachment_has_a_name"),
            models.CheckConstraint(condition=Q(media_type__contains="/"), name="an_attachment_has_a_media_type"),
        )

    def __str__(self) -> str:
        return self.name


class MessageQuerySet(models.QuerySet["Message"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def to(self, words: str) -> Self:
        """Those to somebody whose name or address holds these words; all where there are none."""
        return self.filter(Q(recipient__icontains=words) | Q(address__icontains=words)) if words else self

    def ready(self, *, now: datetime) -> Self:
        """Pending messages whose turn has come, oldest first; none of an organisation whose mail is paused."""
        turn = self.filter(state=Message.State.PENDING, next_attempt_at__lte=now)
        return turn.filter(organisation__mail_paused_at=None).order_by("next_attempt_at", "pk")

    def waiting_like(self, message: "Message") -> Self:
        """Pending messages of the same kind to the same address that are older."""
        alike = self.of(message.organisation).filter(kind=message.kind, address=message.address, pk__lt=message.pk)
        return alike.filter(state=Message.State.PENDING)

    def needed(self) -> Self:
        """All but those that were left out, because by then nobody needed them."""
        return self.exclude(state=Message.State.SKIPPED)

    def late(self, *, since: datetime) -> Self:
        """Pending messages that have had their turn for so long; none of an organisation whose mail is paused."""
        return self.filter(state=Message.State.PENDING, waiting_since__lte=since, organisation__mail_paused_at=None)

    def to_decide(self) -> Self:
        """What waits for a person: it may have arrived, or it could not be sent."""
        return self.filter(state__in=[Message.State.UNKNOWN, Message.State.FAILED])

    def abandoned(self, *, now: datetime) -> Self:
        """Claimed by a worker that did not come back before its lease ended."""
        return self.filter(state=Message.State.SENDING, leased_until__lt=now)


class Message(models.Model):
    """What was decided to be sent to one address, once: `key` says for what, and is unique."""

    class State(models.TextChoices):
        PENDING = "pending", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        UNKNOWN = "unknown", "May have been sent"
        FAILED = "failed", "Could not be sent"
        SKIPPED = "skipped", "Not sent, no longer needed"
        SUPERSEDED = "superseded", "Not sent, a newer message took its place"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=400, unique=True)
    recipient = models.CharField(max_length=200)
    address = models.EmailField()
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    attachments = models.ManyToManyField(Attachment, related_name="messages", blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    reason = models.TextField(blank=True)
    reply = models.TextField("what the mail server said when it took it", blank=True)
    created_at = models.DateTimeField()
    waiting_since = models.DateTimeField("when it first had its turn, whatever attempts came after")
    attempts = models.PositiveSmallIntegerField(default=0)
    went_again = models.PositiveSmallIntegerField(
        "times it went again, where that is the rule", default=0, db_default=0
    )
    next_attempt_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["state", "next_attempt_at"], name="message_turn"),
            models.Index(fields=["organisation", "-created_at"], name="message_list"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["pending", "sending", "sent", "unknown", "failed", "skipped", "superseded"]),
                name="a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease__isnull=False, leased_until__isnull=False)
                | (~Q(state="sending") & Q(lease__isnull=True, leased_until__isnull=True)),
                name="a_lease_while_sending",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False, handed_over_at__isnull=False),
                name="sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "skipped", "superseded", "unknown"]) | ~Q(reason=""),
                name="an_end_has_its_reason",
            ),
        )

    def __str__(self) -> str:
        return self.subject


class Heartbeat(models.Model):
    """One row: the last tick, and whether it held all mail back because something asks for a person first."""

    class Held(models.TextChoices):
        NOT = "", "Not held"
        CLOCK = "clock", "The clock jumped ahead"
        COPY = "copy", "This database is a copy"

    install_id = models.CharField("of the install that this database belongs to", max_length=200)
    ticked_at = models.DateTimeField()
    held_by = models.CharField("the start of the machine whose clock jumped", max_length=40, blank=True)
    held = models.CharField(max_length=5, choices=Held, default=Held.NOT, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="one_heartbeat"),
            models.CheckConstraint(condition=Q(held__in=["", "clock", "copy"]), name="held_for_a_known_reason"),
        )

    def __str__(self) -> str:
        return f"{self.ticked_at:%Y-%m-%d %H:%M} {self.get_held_display()}"


class MachineStart(models.Model):
    """One start of one machine, and when it was by the database's clock: that moment stays unless a clock is set."""

    start_id = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
