"""Who leads and supports: posts, teams, networks and committees, whoever holds them."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.limits import LONGEST_NAME
from actions.statuses import Status


class LeadQuerySet(models.QuerySet["Lead"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("name", "pk")

    def held_by(self, user: User) -> Self:
        """The posts whose address is the one this person signs in with."""
        return self.filter(address__iexact=user.email)

    def in_plan(self, plan: int, *, beside: int = 0) -> Self:
        """Those that lead or support an action of the plan, and one beside them that somebody asked for."""
        linked = Leadership.objects.filter(lead=OuterRef("pk"), action__plan=plan)
        return self.filter(Q(Exists(linked)) | Q(pk=beside))

    def unreached(self) -> Self:
        """Those to whom nothing can be sent."""
        return self.filter(address="")

    def with_load(self) -> Self:
        """With the number of open actions that each leads and supports, and of all that it has to do with."""
        still_open = ~Q(leaderships__action__status__in=Status.ended())
        return self.annotate(
            leading=Count("leaderships", filter=still_open & Q(leaderships__kind="accountable")),
            supporting=Count("leaderships", filter=still_open & Q(leaderships__kind="supporting")),
            altogether=Count("leaderships"),
        )


class Lead(models.Model):
    """A post, team, network or committee that leads actions; its holder and address may be empty or change."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="leads")
    name = models.CharField(max_length=LONGEST_NAME)
    holder = models.CharField("name of the post-holder or contact", max_length=150, blank=True)
    address = models.EmailField("email address", blank=True)
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()
    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint("organisation", Lower("name"), name="one_lead_a_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def contact(self) -> str:
        """Who holds it and where to write, as far as that is known."""
        return ", ".join(part for part in (self.holder, self.address) if part)


class SpellingQuerySet(models.QuerySet["Spelling"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("name", "pk")


class Spelling(models.Model):
    """Another spelling of a lead: that of one that was merged into it. Plans that are brought in later use it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="lead_spellings")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="spellings")
    name = models.CharField(max_length=LONGEST_NAME)

    objects = SpellingQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint("organisation", Lower("name"), name="one_lead_a_spelling"),)

    def __str__(self) -> str:
        return self.name


class Leadership(models.Model):
    """Who leads an action, and who supports, in printed order."""

    class Kind(models.TextChoices):
        ACCOUNTABLE = "accountable", "Leads"
        SUPPORTING = "supporting", "Supports"

    action = models.ForeignKey("actions.Action", on_delete=models.CASCADE, related_name="leaderships")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="leaderships")
    kind = models.CharField(max_length=12, choices=Kind)
    place = models.PositiveSmallIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ("kind", "place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["action", "lead"], name="a_lead_once_an_action"),
            models.CheckConstraint(condition=Q(kind__in=["accountable", "supporting"]), name="leads_or_supports"),
        )

    def __str__(self) -> str:
        return f"{self.lead} {self.get_kind_display().lower()}"


def leads_in_words(named: Iterable[tuple[str, str]]) -> str:
    """Who leads, one on each line as in print, and from 'with support from' on who supports; '' for nobody.

    Takes the name of each lead with its kind.
    """
    found: dict[str, list[str]] = {kind: [] for kind in Leadership.Kind.values}
    for name, kind in named:
        found[kind].append(name)
    supporting = found[Leadership.Kind.SUPPORTING]
    if supporting:
        supporting[0] = f"with support from {supporting[0]}"
    return "\n".join([*found[Leadership.Kind.ACCOUNTABLE], *supporting])
