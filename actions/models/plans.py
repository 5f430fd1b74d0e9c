"""The plan of a year, and the wording that a board approved."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.limits import LONGEST_TIMESCALE
from indicators.models import Indicator, Standard


class PlanQuerySet(models.QuerySet["Plan"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("-year", "standard__code", "pk")

    def with_actions(self) -> Self:
        """Those into which no document can be brought."""
        return self.filter(actions__isnull=False).distinct()

    def in_force(self, *, on: date) -> Self:
        """Those that had started by a day, the newest first: the first one is the plan that counts then."""
        return self.filter(starts_on__lte=on).order_by("-starts_on", "standard__code", "pk")


class Plan(models.Model):
    """The action plan of one organisation for one year of a standard."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="plans")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    areas_of_focus = models.JSONField(default=list, blank=True)
    loaded_from = models.CharField("fingerprint of the report it was loaded from", max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()
    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "pk")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "standard", "year"], name="one_plan_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "approved", "published"]), name="a_known_plan_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard} {self.year} action plan"

    @property
    def indicators(self) -> "models.QuerySet[Indicator]":
        """What the standard asks for in the year of the plan, in order."""
        return self.standard.indicators.valid_in(self.year).order_by("number", "pk")


def current_of(plans: Iterable[Plan], *, on: date) -> Plan | None:
    """The plan that is meant where nobody names a year: the one in force, else the one that starts next.

    `plans` in the order of `of()`, which settles between two that start on one day.
    """
    every = list(plans)
    started = [plan for plan in every if plan.starts_on <= on]
    if started:
        return max(started, key=lambda plan: plan.starts_on)
    return min(every, key=lambda plan: plan.starts_on, default=None)


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(plan__organisation=organisation).order_by("-approved_on", "-pk")

    def standing(self) -> Self:
        """All but those that were recorded by mistake."""
        return self.filter(withdrawn_at=None).order_by("-approved_on", "-pk")


class Approval(models.Model):
    """That a body approved the plan on a day, as it was worded then. One recorded by mistake is kept as withdrawn."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="approvals")
    body = models.CharField("who approved it", max_length=200)
    approved_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="approvals_recorded")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals_withdrawn"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()
    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("-approved_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "body", "approved_on"],
                condition=Q(withdrawn_at=None),
                name="one_approval_a_body_and_day",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="an_approval_has_its_body"),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="who_withdrew_it_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body}, {self.approved_on}"


class ApprovedAction(models.Model):
    """An action in the words that were approved, whatever was edited since; kept in full and never changed."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="approved_actions")
    action = models.ForeignKey(
        "actions.Action", on_delete=models.SET_NULL, null=True, blank=True, related_name="approved"
    )
    place = models.PositiveIntegerField()
    wording = models.TextField()
    timescale = models.CharField(max_length=LONGEST_TIMESCALE, blank=True)
    leads = models.TextField("who leads and supports, as shown", blank=True)
    indicators = models.CharField("numbers of the indicators", max_length=100, blank=True)

    class Meta:
        ordering = ("approval", "place", "pk")
        constraints = (models.UniqueConstraint(fields=["approval", "action"], name="an_action_once_an_approval"),)

    def __str__(self) -> str:
        return self.wording
