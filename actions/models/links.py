"""Addresses that work without signing in: a lead's link to update its actions, a person's calendar."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.models.leads import Lead
from outbox.models import Message


class UpdateLinkQuerySet(models.QuerySet["UpdateLink"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(lead__organisation=organisation).order_by("-made_at", "-pk")

    def live(self, *, at: datetime) -> Self:
        """Those that open something: not revoked, and not expired."""
        return self.filter(revoked_at=None, expires_at__gt=at)


class UpdateLink(models.Model):
    """A link that was sent to a lead, with which its open actions can be updated and nothing else.

    Of the token only the hash is kept. `seed` is random and worthless without the key of the install: with both, the
    same token is written into a message that has to be sent again.
    """

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="links")
    address = models.EmailField("the address it was sent to")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="links")
    seed = models.CharField(max_length=64, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField("when it was last opened", null=True, blank=True)
    counted_from = models.DateTimeField("since when uses are counted", null=True, blank=True)
    counted = models.PositiveIntegerField("uses since then", default=0)

    objects = UpdateLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["lead", "message"], name="one_link_a_lead_and_message"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_link_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"link of {self.lead}"

    def state(self, *, at: datetime) -> str:
        """In a word for people: 'Works', 'Revoked' or 'Expired'."""
        if self.revoked_at:
            return "Revoked"
        return "Works" if at < self.expires_at else "Expired"


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("-made_at", "-pk")

    def live(self) -> Self:
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """A private address at which a person's calendar program reads the deadlines; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    is_mine = models.BooleanField("only the actions that the person leads or supports", default=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField("when a calendar last asked", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["token_hash", "read_at"])
    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(revoked_at=None), name="one_live_calendar_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"calendar of {self.user}"
