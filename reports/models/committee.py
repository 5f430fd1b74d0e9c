"""The committee: when it meets about a quarter, and who beside its members gets the paper."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from accounts.models import Organisation
from actions.quarters import Quarter


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("-quarter_starts_on", "pk")

    def about(self, quarter: Quarter) -> Self:
        return self.filter(quarter_starts_on=quarter.starts_on)


class Meeting(models.Model):
    """The meeting that reads the progress of a quarter, and the day by which its paper is to be ready."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="meetings")
    quarter_starts_on = models.DateField()
    held_on = models.DateField("day of the meeting")
    paper_due_on = models.DateField("deadline of the paper")
    is_proposed = models.BooleanField("nobody has said yet that the days are right", default=True)
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()
    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-quarter_starts_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "quarter_starts_on"], name="one_meeting_a_quarter"),
            models.CheckConstraint(condition=Q(paper_due_on__lte=F("held_on")), name="a_paper_before_its_meeting"),
            models.CheckConstraint(
                condition=Q(quarter_starts_on__day=1, quarter_starts_on__month__in=[1, 4, 7, 10]),
                name="a_quarter_starts_when_quarters_do",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quarter}, {self.held_on}"

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.quarter_starts_on)


class CommitteeAddressQuerySet(models.QuerySet["CommitteeAddress"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("name", "pk")


class CommitteeAddress(models.Model):
    """Somebody who gets every paper and does not sign in, such as the committee's secretary."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="committee_addresses")
    name = models.CharField(max_length=150)
    email = models.EmailField()

    history = HistoricalRecords()
    objects = CommitteeAddressQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint("organisation", Lower("email"), name="a_committee_address_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_committee_address_has_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"
