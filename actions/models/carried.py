"""Which actions of a plan go on in a later one, and who carried them forward."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.models.actions import Action
from actions.models.plans import Plan
from actions.models.updates import Update


class CarryingQuerySet(models.QuerySet["Carrying"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(origin__organisation=organisation).order_by("-made_at", "-pk")

    def standing(self) -> Self:
        """All but those that were undone."""
        return self.filter(undone_at=None).order_by("-made_at", "-pk")


class Carrying(models.Model):
    """What one person confirmed at once: the actions of `origin` that go on in `onto`, and those that ended.

    `updates` closed the actions of `origin`. When it is undone, the rows that it made go and this one stays.
    """

    origin = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="carryings_out")
    onto = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="carryings_in")
    made_the_plan = models.BooleanField("the later plan did not exist before", default=False)
    updates = models.ManyToManyField(Update, related_name="carryings", blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="carryings")
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="carryings_undone"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()
    objects = CarryingQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="who_undid_it_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"from {self.origin_id} to {self.onto_id}"


class CarriedForward(models.Model):
    """That an action goes on in a later plan. Merged ones have one `onto`, and one that was split several."""

    carrying = models.ForeignKey(Carrying, on_delete=models.CASCADE, related_name="carried")
    origin = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="carried_to")
    onto = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="carried_from")

    class Meta:
        ordering = ("origin", "onto", "pk")
        constraints = (
            models.UniqueConstraint(fields=["origin", "onto"], name="carried_forward_once"),
            models.CheckConstraint(condition=~Q(origin=F("onto")), name="not_carried_onto_itself"),
        )

    def __str__(self) -> str:
        return f"{self.origin_id} to {self.onto_id}"
