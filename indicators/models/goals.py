"""What an organisation aims at: a target for an indicator, and goals for staff in post in the senior bands."""

from typing import Self

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models import Organisation
from indicators.models.standards import Standard


class TargetQuerySet(models.QuerySet["Target"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def of_standard(self, code: str) -> Self:
        return self.filter(standard__code=code)


class Target(models.Model):
    """The score that an organisation aims at for an indicator by a year."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="targets")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="targets")
    number = models.PositiveSmallIntegerField("indicator")
    year = models.PositiveSmallIntegerField()
    printed = models.CharField("as it is written in the plan", max_length=20)
    value = models.DecimalField(max_digits=15, decimal_places=10)
    places = models.PositiveSmallIntegerField("printed decimals")
    note = models.CharField("where it was agreed", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ("organisation", "standard", "number", "year")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "standard", "number", "year"], name="one_target_an_indicator_and_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.printed} by {self.year}"


class StaffInPostGoalQuerySet(models.QuerySet["StaffInPostGoal"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)


class StaffInPostGoal(models.Model):
    """How many BME staff are to be in post in a pay band by the end of a year: a rung of the Model Employer ladder.

    The trajectory runs straight from its first reading to 31 December of the target year.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="staff_in_post_goals")
    band = models.CharField("pay band", max_length=20)
    place = models.PositiveSmallIntegerField("its turn on the ladder")
    target = models.PositiveIntegerField("BME staff to be in post")
    target_year = models.PositiveSmallIntegerField()

    history = HistoricalRecords()
    objects = StaffInPostGoalQuerySet.as_manager()

    class Meta:
        ordering = ("organisation", "place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "band", "target_year"], name="one_goal_a_band_and_year"),
        )

    def __str__(self) -> str:
        return f"{self.target} in band {self.band} by {self.target_year}"


class StaffInPostQuerySet(models.QuerySet["StaffInPost"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(goal__organisation=organisation)


class StaffInPost(models.Model):
    """How many BME staff were in post in the band of a goal on one day."""

    goal = models.ForeignKey(StaffInPostGoal, on_delete=models.CASCADE, related_name="readings")
    counted_on = models.DateField()
    number = models.PositiveIntegerField("BME staff in post")
    # Nobody, where it came in with a published report.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()
    objects = StaffInPostQuerySet.as_manager()

    class Meta:
        ordering = ("goal", "counted_on", "pk")
        constraints = (models.UniqueConstraint(fields=["goal", "counted_on"], name="one_reading_a_goal_and_day"),)

    def __str__(self) -> str:
        return f"{self.number} on {self.counted_on:%-d %B %Y}"
