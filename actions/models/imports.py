"""A plan that is being brought in from a document, from its preview to its undoing."""

from typing import Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.models.plans import Plan
from indicators.models import Standard


class PlanImportQuerySet(models.QuerySet["PlanImport"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("-made_at", "-pk")

    def standing(self) -> Self:
        """Those that brought their actions in."""
        return self.filter(confirmed_at__isnull=False, undone_at=None)

    def waiting(self) -> Self:
        """Those that nobody has confirmed yet."""
        return self.filter(confirmed_at=None)

    def without_documents(self) -> Self:
        """For a list, in which a row is a line and not a whole document."""
        return self.defer("rows", "tables", "left_out")


class PlanImport(models.Model):
    """What was read of a document, as it was put right since; `plan` is what confirming it wrote."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="plan_imports")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="plan_imports")
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField("the day the plan starts")
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports")
    made_the_plan = models.BooleanField("the plan did not exist before", default=False)
    file_name = models.CharField(max_length=200)
    rows = models.JSONField("the actions that were read, in order", default=list)
    left_out = models.JSONField("what was not read as an action, and why", default=list)
    tables = models.JSONField("the tables as they stood, to be read again with other columns", default=list)
    leads_made = models.JSONField("numbers of the leads that confirming it made", default=list)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="plan_imports")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["rows", "left_out", "tables"])
    objects = PlanImportQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(confirmed_at__isnull=False), name="only_what_was_done_is_undone"
            ),
        )

    def __str__(self) -> str:
        return self.file_name
