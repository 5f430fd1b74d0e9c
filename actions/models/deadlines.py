"""When an action is due, and each time that was moved."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(action__plan__organisation=organisation).order_by("due_on", "pk")

    def kept(self) -> Self:
        """All but those that are no longer asked for."""
        return self.filter(dropped_on=None)

    def unmet(self) -> Self:
        return self.filter(met_on=None, missed_on=None, dropped_on=None).order_by("due_on", "pk")

    def past(self, *, on: date) -> Self:
        return self.unmet().filter(due_on__lt=on)

    def with_moves(self) -> Self:
        """With how often each was moved, and how often to a later day."""
        later = Q(revisions__moved_to__gt=F("revisions__moved_from"))
        return self.annotate(moves=Count("revisions"), slips=Count("revisions", filter=later))


class Deadline(models.Model):
    """One date by which an action is due; an action that repeats has one for each time it falls due.

    It is met, or missed (a time that was chased until the next one ended), or dropped (the timescale was changed and
    asks for it no more), or still open.
    """

    action = models.ForeignKey("actions.Action", on_delete=models.CASCADE, related_name="deadlines")
    due_on = models.DateField()
    first_due_on = models.DateField()
    occurs_on = models.DateField("the day that the timescale says, wherever it was moved", null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey("Update", on_delete=models.SET_NULL, null=True, blank=True, related_name="deadlines_met")
    missed_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="deadlines_dropped"
    )
    dropped_because = models.TextField(blank=True)

    history = HistoricalRecords()
    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=["met_on", "missed_on", "due_on"], name="deadline_turn"),)
        constraints = (
            models.UniqueConstraint(fields=["action", "due_on"], name="one_deadline_a_day"),
            models.UniqueConstraint(fields=["action", "occurs_on"], name="one_deadline_an_occurrence"),
            models.CheckConstraint(condition=Q(met_on__isnull=True) | Q(missed_on__isnull=True), name="met_or_missed"),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True) | Q(met_on__isnull=True, missed_on__isnull=True),
                name="dropped_and_neither_met_nor_missed",
            ),
            models.CheckConstraint(
                condition=Q(met_by__isnull=True) | Q(met_on__isnull=False), name="met_by_an_update_on_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"due {self.due_on}"

    @property
    def stands_for(self) -> date:
        """The day that the timescale says: that of this one of all the times it repeats."""
        return self.occurs_on or self.first_due_on

    @property
    def is_open(self) -> bool:
        return self.met_on is None and self.missed_on is None and self.dropped_on is None

    def due_as_at(self, day: date) -> date:
        """When it was due as one saw it at the end of a day, before it was moved later on. Reads `revisions`."""
        later = (each for each in self.revisions.all() if timezone.localdate(each.made_at) > day)
        first = next(later, None)
        return first.moved_from if first else self.due_on


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(deadline__action__plan__organisation=organisation)


class Revision(models.Model):
    """That a deadline was moved, why and by whom. One that was moved to a later day slipped."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="revisions")
    moved_from = models.DateField()
    moved_to = models.DateField()
    reason = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="revisions")
    made_at = models.DateTimeField()
    by_timescale = models.BooleanField("it was moved because the timescale was changed", default=False)

    objects = RevisionQuerySet.as_manager()

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
