"""The plan, its actions with their leads and deadlines, what was reported on them, and who was reminded."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.statuses import NEEDS_WORDS, Status
from actions.timescales import Repeat
from indicators.models import Indicator, StaffInPostGoal, Standard
from outbox.models import Message


class PlanQuerySet(models.QuerySet["Plan"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("-year", "standard__code", "pk")

    def in_force(self, *, on: date) -> Self:
        """Those that had started by a day, the newest first: the first one is the plan that counts then."""
        return self.filter(starts_on__lte=on).order_by("-starts_on", "standard__code", "pk")


class Plan(models.Model):
    """The action plan of one organisation for one year of a standard."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="plans")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    areas_of_focus = models.JSONField(default=list, blank=True)
    loaded_from = models.CharField("fingerprint of the report it was loaded from", max_length=64, blank=True)

    history = HistoricalRecords()
    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "pk")
        constraints = (models.UniqueConstraint(fields=["organisation", "standard", "year"], name="one_plan_a_year"),)

    def __str__(self) -> str:
        return f"{self.standard} {self.year} action plan"


class LeadQuerySet(models.QuerySet["Lead"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("name", "pk")

    def held_by(self, user: User) -> Self:
        """The posts whose address is the one this person signs in with."""
        return self.filter(address__iexact=user.email)

    def with_load(self) -> Self:
        """With the number of open actions that each leads and supports."""
        still_open = ~Q(leaderships__action__status__in=Status.ended())
        return self.annotate(
            leading=Count("leaderships", filter=still_open & Q(leaderships__kind="accountable")),
            supporting=Count("leaderships", filter=still_open & Q(leaderships__kind="supporting")),
        )


class Lead(models.Model):
    """A post, team, network or committee that leads actions; its holder and address may be empty or change."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="leads")
    name = models.CharField(max_length=200)
    holder = models.CharField("name of the post-holder or contact", max_length=150, blank=True)
    address = models.EmailField("email address", blank=True)

    history = HistoricalRecords()
    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint("organisation", Lower("name"), name="one_lead_a_name"),)

    def __str__(self) -> str:
        return self.name


class ActionQuerySet(models.QuerySet["Action"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(plan__organisation=organisation).order_by("plan", "place", "pk")

    def open(self) -> Self:
        return self.exclude(status__in=Status.ended())

    def led_by(self, leads: Iterable[Lead]) -> Self:
        """Actions that any of the leads leads or supports, each once."""
        links = Leadership.objects.filter(action=OuterRef("pk"), lead__in=leads)
        return self.filter(Exists(links))

    def overdue(self, *, on: date) -> Self:
        """Open actions with a deadline that is past and not met."""
        return self.open().filter(Exists(Deadline.objects.past(on=on).filter(action=OuterRef("pk"))))

    def due_between(self, first: date, last: date) -> Self:
        due = Deadline.objects.unmet().filter(action=OuterRef("pk"), due_on__range=(first, last))
        return self.open().filter(Exists(due))

    def by_urgency(self) -> Self:
        """The earliest unmet deadline first, and those without one last."""
        earliest = Deadline.objects.unmet().filter(action=OuterRef("pk")).values("due_on")[:1]
        return self.annotate(due_next=Subquery(earliest)).order_by(
            F("due_next").asc(nulls_last=True), "plan", "place", "pk"
        )

    def with_parts(self) -> Self:
        """With all that a row of the plan shows, in a number of queries that does not grow."""
        return self.select_related("plan__standard").prefetch_related(
            "indicators",
            models.Prefetch("leaderships", Leadership.objects.select_related("lead")),
            models.Prefetch("deadlines", Deadline.objects.unmet(), to_attr="open_deadlines"),
            models.Prefetch("updates", Update.objects.standing().select_related("made_by"), to_attr="standing_updates"),
        )


class Action(models.Model):
    """One action of a plan, in the words in which it was published."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    place = models.PositiveIntegerField("place in the printed plan")
    wording = models.TextField()
    indicators = models.ManyToManyField(Indicator, related_name="actions")
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_RECORDED)
    timescale = models.CharField("timescale as printed", max_length=300, blank=True)
    repeat = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Repeat], blank=True)
    ongoing = models.BooleanField(default=False)
    doubts = models.JSONField("what is unclear about the timescale", default=list, blank=True)
    leads = models.ManyToManyField(Lead, through="Leadership", related_name="actions")
    goals = models.ManyToManyField(StaffInPostGoal, related_name="actions", blank=True)
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()
    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["plan", "place"], name="one_action_a_place"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="a_known_status"),
            models.CheckConstraint(condition=~Q(wording=""), name="an_action_has_words"),
            models.CheckConstraint(condition=Q(repeat__in=["", *Repeat]), name="a_known_repeat"),
        )

    def __str__(self) -> str:
        return self.wording


class Leadership(models.Model):
    """Who leads an action, and who supports, in printed order."""

    class Kind(models.TextChoices):
        ACCOUNTABLE = "accountable", "Leads"
        SUPPORTING = "supporting", "Supports"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="leaderships")
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


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def unmet(self) -> Self:
        return self.filter(met_on=None, missed_on=None).order_by("due_on", "pk")

    def past(self, *, on: date) -> Self:
        return self.unmet().filter(due_on__lt=on)


class Deadline(models.Model):
    """One date by which an action is due; an action that repeats has one for each time it falls due."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="deadlines")
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


class UpdateQuerySet(models.QuerySet["Update"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(action__plan__organisation=organisation)

    def standing(self) -> Self:
        """All but those that their author took back."""
        return self.filter(withdrawn_at=None).order_by("-made_at", "-pk")


class Update(models.Model):
    """What was reported on an action, by whom and when. It is kept, also when its author takes it back."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    status_before = models.CharField(max_length=12, choices=Status)
    status = models.CharField(max_length=12, choices=Status)
    progress = models.TextField(blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="updates")
    made_at = models.DateTimeField()
    made_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

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
        )

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.made_on}"


class Reminder(models.Model):
    """That an occasion to remind one recipient has been dealt with: unique, so it is sent once.

    `due_on` is the deadline's day, or the quarter's last day for an ongoing action without an update.
    A moved deadline has new occasions; one that is moved back finds its old ones here.
    """

    class State(models.TextChoices):
        IN_MESSAGE = "in_message", "In a message"
        SUPERSEDED = "superseded", "A later reminder took its place"
        DROPPED = "dropped", "No longer needed when the message was to go"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    occasion = models.CharField(max_length=20)
    address = models.EmailField()
    state = models.CharField(max_length=12, choices=State)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reminders", null=True, blank=True)

    class Meta:
        ordering = ("due_on", "action", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["action", "due_on", "occasion", "address"], name="an_occasion_once_a_recipient"
            ),
            models.CheckConstraint(
                condition=Q(state="superseded") | Q(state__in=["in_message", "dropped"], message__isnull=False),
                name="a_reminder_has_its_message",
            ),
        )

    def __str__(self) -> str:
        return f"{self.occasion} for {self.due_on}"
