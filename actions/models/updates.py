"""What was reported on an action, and by whom."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Organisation, User
from actions.models.links import UpdateLink
from actions.statuses import NEEDS_WORDS, TO_BE_CONFIRMED, ClosedBecause, Status


class UpdateQuerySet(models.QuerySet["Update"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(action__plan__organisation=organisation)

    def standing(self) -> Self:
        """All but those that their author took back."""
        return self.filter(withdrawn_at=None).order_by("-made_at", "-pk")

    def with_author(self) -> Self:
        return self.select_related("made_by", "link__lead", "confirmed_by")


class Update(models.Model):
    """What was reported on an action, by whom and when. It is kept, also when its author takes it back."""

    action = models.ForeignKey("actions.Action", on_delete=models.CASCADE, related_name="updates")
    status_before = models.CharField(max_length=12, choices=Status)
    status = models.CharField(max_length=12, choices=Status)
    progress = models.TextField(blank=True)
    being_done = models.TextField("what is being done about it", blank=True)
    improves = models.CharField("when it will improve", max_length=300, blank=True)
    closed_because = models.CharField(max_length=16, choices=ClosedBecause, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="updates")
    link = models.ForeignKey(UpdateLink, on_delete=models.PROTECT, null=True, blank=True, related_name="updates")
    made_at = models.DateTimeField()
    made_on = models.DateField()
    version = models.PositiveIntegerField("version of the action that it made", null=True, blank=True)
    batch = models.UUIDField("shared by the updates that were made at once", null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    needs_confirming = models.BooleanField("a second person has to confirm that it is complete", default=False)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="updates_confirmed"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=["action", "-made_on"], name="update_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=Status.values, status_before__in=Status.values), name="an_update_known_status"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(NEEDS_WORDS)) | ~Q(progress=""), name="an_update_has_its_words"
            ),
            models.CheckConstraint(
                condition=Q(made_by__isnull=False, link__isnull=True) | Q(made_by__isnull=True, link__isnull=False),
                name="by_a_person_or_through_a_link",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, status=Status.COMPLETE),
                name="who_confirmed_and_when",
            ),
            models.CheckConstraint(
                condition=Q(needs_confirming=False) | Q(status=Status.COMPLETE), name="only_complete_needs_confirming"
            ),
            models.CheckConstraint(
                condition=Q(closed_because="") | Q(status=Status.CLOSED, closed_because__in=ClosedBecause.values),
                name="why_it_was_closed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.made_on}"

    def was_reported_by(self, user: User) -> bool:
        """Whether it was this person, signed in or through the link that was sent to their address."""
        return self.made_by_id == user.pk or bool(self.link and self.link.address.lower() == user.email.lower())

    @property
    def author(self) -> str:
        """Who reported: a person, or whoever used the link that was sent to a lead."""
        if self.link:
            return f"{self.link.lead.name}, through the link sent to {self.link.address}"
        return self.made_by.name if self.made_by else ""

    @property
    def waits(self) -> bool:
        """Whether a second person has still to confirm that the action is complete."""
        return self.needs_confirming and self.confirmed_at is None

    @property
    def status_words(self) -> str:
        return TO_BE_CONFIRMED if self.waits else self.get_status_display()

    @property
    def words(self) -> str:
        """All that was said with it, on a line each."""
        said = (
            ("Closed because: ", self.get_closed_because_display() if self.closed_because else ""),
            ("", self.progress),
            ("What is being done: ", self.being_done),
            ("When it will improve: ", self.improves),
        )
        return "\n".join(f"{label}{text}" for label, text in said if text)
