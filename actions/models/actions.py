"""The actions of a plan."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.limits import LONGEST_TIMESCALE
from actions.models.deadlines import Deadline
from actions.models.imports import PlanImport
from actions.models.leads import Lead, Leadership
from actions.models.plans import Plan
from actions.models.updates import Update
from actions.quarters import Quarter
from actions.recurrence import Recurrence, end_of_first
from actions.statuses import TO_BE_CONFIRMED, Status
from actions.timescales import Repeat
from indicators.models import Indicator, StaffInPostGoal

# What is true of an action, as conditions: the filters of the plan count with them what they would show.
IS_OPEN = ~Q(status__in=Status.ended())
IS_UNCONFIRMED = Q(is_confirmed=False)
HAS_DOUBTS = IS_OPEN & ~Q(doubts=[])
IS_UNCHECKED = IS_OPEN & ~Q(unchecked=[])

INDICATORS_BEFORE = "Indicators before: "  # in the history, and then their numbers


def numbers_in_words(indicators: Iterable[Indicator]) -> str:
    """Such as '1, 2'; '' for none."""
    return ", ".join(str(each.number) for each in indicators)


def is_overdue(*, on: date) -> Q:
    """Open, with a deadline that is past and not met."""
    return IS_OPEN & Q(Exists(Deadline.objects.past(on=on).filter(action=OuterRef("pk"))))


def is_silent(quarter: Quarter) -> Q:
    """Open, and without an update in the quarter; a plan that starts only after it owes none yet."""
    made = Update.objects.standing().filter(action=OuterRef("pk"), made_on__range=(quarter.starts_on, quarter.ends_on))
    return IS_OPEN & Q(plan__starts_on__lte=quarter.ends_on) & ~Q(Exists(made))


def is_unreached() -> Q:
    """Open, and no accountable lead, or none that anybody would hear at."""
    accountable = Leadership.objects.filter(action=OuterRef("pk"), kind=Leadership.Kind.ACCOUNTABLE)
    return IS_OPEN & ~Q(Exists(accountable.exclude(lead__address="")))


class ActionQuerySet(models.QuerySet["Action"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(plan__organisation=organisation).order_by("plan", "place", "pk")

    def open(self) -> Self:
        return self.filter(IS_OPEN)

    def led_by(self, leads: Iterable[Lead]) -> Self:
        """Actions that any of the leads leads or supports, each once."""
        links = Leadership.objects.filter(action=OuterRef("pk"), lead__in=leads)
        return self.filter(Exists(links))

    def overdue(self, *, on: date) -> Self:
        return self.filter(is_overdue(on=on))

    def silent(self, quarter: Quarter) -> Self:
        return self.filter(is_silent(quarter))

    def unreached(self) -> Self:
        return self.filter(is_unreached())

    def doubtful(self) -> Self:
        return self.filter(HAS_DOUBTS)

    def serving(self, numbers: Iterable[int]) -> Self:
        """Actions for any of the indicators, each once."""
        serves = Action.indicators.through.objects.filter(action=OuterRef("pk"), indicator__number__in=numbers)
        return self.filter(Exists(serves))

    def saying(self, words: str) -> Self:
        """Actions that hold each of the words: as printed, in the names of leads, or in what was reported."""
        found = self
        for word in words.split():
            named = Leadership.objects.filter(action=OuterRef("pk"), lead__name__icontains=word)
            answers = Q(progress__icontains=word) | Q(being_done__icontains=word) | Q(improves__icontains=word)
            reported = Update.objects.filter(answers, action=OuterRef("pk"), withdrawn_at=None)
            printed = Q(wording__icontains=word) | Q(timescale__icontains=word)
            found = found.filter(printed | Q(Exists(named)) | Q(Exists(reported)))
        return found

    def waiting_for(self, user: User) -> Self:
        """Complete, and to be confirmed by somebody such as this person, who did not report it."""
        latest = Update.objects.standing().filter(action=OuterRef("pk"))
        reported = self.filter(IS_UNCONFIRMED).annotate(
            reported_by=Subquery(latest.values("made_by")[:1]), sent_to=Subquery(latest.values("link__address")[:1])
        )
        by_others = ~Q(reported_by=user.pk) | Q(reported_by=None)
        return reported.filter(by_others, ~Q(sent_to__iexact=user.email) | Q(sent_to=None))

    def due_between(self, first: date, last: date) -> Self:
        due = Deadline.objects.unmet().filter(action=OuterRef("pk"), due_on__range=(first, last))
        return self.open().filter(Exists(due))

    def by_urgency(self) -> Self:
        """The earliest unmet deadline first, and those without one last."""
        earliest = Deadline.objects.unmet().filter(action=OuterRef("pk")).values("due_on")[:1]
        return self.annotate(due_next=Subquery(earliest)).order_by(
            F("due_next").asc(nulls_last=True), "plan", "place", "pk"
        )

    def by_first_due(self) -> Self:
        """The earliest deadline first, met or not, and those that never had one last."""
        first = Deadline.objects.kept().filter(action=OuterRef("pk")).order_by("due_on").values("due_on")[:1]
        return self.annotate(first_due=Subquery(first)).order_by(
            F("first_due").asc(nulls_last=True), "plan", "place", "pk"
        )

    def with_parts(self) -> Self:
        """With all that the page of an action shows, in a number of queries that does not grow."""
        return self._with(Update.objects.standing().with_author())

    def with_latest(self) -> Self:
        """With all that a row of a list shows: as with_parts(), but of the updates only the latest."""
        return self._with(Update.objects.standing().with_author()[:1])

    def _with(self, updates: models.QuerySet[Update]) -> Self:
        return self.select_related("plan__standard").prefetch_related(
            "indicators",
            models.Prefetch("leaderships", Leadership.objects.select_related("lead")),
            models.Prefetch("deadlines", Deadline.objects.unmet().with_moves(), to_attr="open_deadlines"),
            models.Prefetch("updates", updates, to_attr="standing_updates"),
        )


class Action(models.Model):
    """One action of a plan, in the words in which it was published."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    place = models.PositiveIntegerField("place in the printed plan")
    wording = models.TextField()
    indicators = models.ManyToManyField(Indicator, related_name="actions")
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_RECORDED)
    timescale = models.CharField("timescale as printed", max_length=LONGEST_TIMESCALE, blank=True)
    repeat = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Repeat], blank=True)
    ongoing = models.BooleanField(default=False)
    is_set_by_hand = models.BooleanField("the dates were set by a person, whatever the words say", default=False)
    dated_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_dated",
        verbose_name="who last set the timescale or confirmed how it is read",
    )
    dated_at = models.DateTimeField(null=True, blank=True)
    repeats_from = models.DateField("the day from which repeats are counted", null=True, blank=True)
    repeats_until = models.DateField("the day after which it repeats no more", null=True, blank=True)
    doubts = models.JSONField("what is unclear about the timescale", default=list, blank=True)
    unchecked = models.JSONField("what else a document left open, and nobody has looked at", default=list, blank=True)
    leads = models.ManyToManyField(Lead, through="Leadership", related_name="actions")
    goals = models.ManyToManyField(StaffInPostGoal, related_name="actions", blank=True)
    is_confirmed = models.BooleanField("no second person has to confirm that it is complete", default=True)
    imported_in = models.ForeignKey(
        PlanImport, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions"
    )
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
            models.CheckConstraint(
                condition=Q(is_confirmed=True) | Q(status=Status.COMPLETE), name="only_what_is_complete_waits"
            ),
        )

    def __str__(self) -> str:
        return self.wording

    @property
    def is_open(self) -> bool:
        return self.status not in Status.ended()

    @property
    def status_words(self) -> str:
        return self.get_status_display() if self.is_confirmed else TO_BE_CONFIRMED

    @property
    def recurrence(self) -> Recurrence | None:
        """The days on which it falls due, where it repeats. Reads the plan."""
        if not self.repeat:
            return None
        repeat = Repeat(self.repeat)
        return Recurrence(self.repeats_from or end_of_first(repeat, self.plan.starts_on), repeat, self.repeats_until)
