"""When an action is due, and each time that was moved."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(action__plan__organisation=organisation).order_by("due_on", "pk")

    def unmet(self) -> Self:
        return self.filter(met_on=None, missed_on=None).order_by("due_on", "pk")

    def past(self, *, on: date) -> Self:
        return self.unmet().filter(due_on__lt=on)


class Deadline(models.Model):
    """One date by which an action is due; an action that repeats has one for each time it falls due."""

    action = models.ForeignKey("actions.Action", on_delete=models.CASCADE, related_name="deadlines")
    due_on = models.DateField()
    first_due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey("Update", on_delete=models.SET_NULL, null=True, blank=True, related_name="deadlines_met")
    missed_on = models.DateField(null=True, blank=True)

    history = HistoricalRecords()
    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=["met_on", "missed_on", "due_on"], name="deadline_turn"),)
        constraints = (
            models.UniqueConstraint(fields=["action", "due_on"], name="one_deadline_a_day"),
            models.CheckConstraint(condition=Q(met_on__isnull=True) | Q(missed_on__isnull=True), name="met_or_missed"),
            models.CheckConstraint(
                condition=Q(met_by__isnull=True) | Q(met_on__isnull=False), name="met_by_an_update_on_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"due {self.due_on}"


class Revision(models.Model):
    """That a deadline was moved, why and by whom. One that was moved to a later day slipped."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="revisions")
    moved_from = models.DateField()
    moved_to = models.DateField()
    reason = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="revisions")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="a_revision_has_its_reason"),
            models.CheckConstraint(condition=~Q(moved_from=F("moved_to")), name="a_revision_moves"),
        )

    def __str__(self) -> str:
        return f"{self.moved_from} to {self.moved_to}"

    @property
    def slipped(self) -> bool:
        return self.moved_to > self.moved_from
