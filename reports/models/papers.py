"""The paper of a quarter: live while it is a draft, frozen once it is issued; and what the committee decided on it."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.models import Action, Plan
from actions.quarters import Quarter
from outbox.models import Attachment
from reports.models.committee import Meeting


class PaperQuerySet(models.QuerySet["Paper"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(meeting__organisation=organisation).order_by("-meeting__quarter_starts_on", "pk")

    def about(self, quarter: Quarter) -> Self:
        return self.filter(meeting__quarter_starts_on=quarter.starts_on)

    def issued(self) -> Self:
        return self.filter(state=Paper.State.ISSUED)

    def open_ones(self) -> Self:
        """Those that are still to be issued."""
        return self.exclude(state=Paper.State.ISSUED)

    def before(self, quarter: Quarter) -> Self:
        return self.filter(meeting__quarter_starts_on__lt=quarter.starts_on)

    def to_be_issued(self) -> Self:
        """Drafts that issue themselves at their deadline: not held back, and not of an organisation that does it."""
        return self.filter(state=Paper.State.DRAFT, meeting__organisation__issues_papers_by_hand=False)

    def due_by(self, day: date, *, opened_before: datetime) -> Self:
        """Those to be issued by themselves whose deadline was this day or before, opened so long ago."""
        return self.to_be_issued().filter(meeting__paper_due_on__lte=day, opened_at__lt=opened_before)

    def without_content(self) -> Self:
        """For a list: the content of a paper can be large."""
        return self.defer("content")


class Paper(models.Model):
    """The quarter's progress for one meeting.

    `content` is what was issued, as text to the letter (reports.papers.content), and `content_hash` its SHA-256. Page,
    Word file and workbook are drawn from it and never from live rows; `pdf` is the file that was sent.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        HELD = "held", "Held back"
        ISSUED = "issued", "Issued"

    class Purpose(models.TextChoices):
        ASSURANCE = "assurance", "For assurance"
        DECISION = "decision", "For decision"
        INFORMATION = "information", "For information"

    class Assurance(models.TextChoices):
        SUBSTANTIAL = "substantial", "Substantial"
        REASONABLE = "reasonable", "Reasonable"
        LIMITED = "limited", "Limited"

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="paper")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="papers")
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    author = models.CharField(max_length=200, blank=True)
    lead_director = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=11, choices=Purpose, default=Purpose.ASSURANCE)
    assurance = models.CharField("level of assurance", max_length=11, choices=Assurance, blank=True)
    risks = models.TextField("links to risks", blank=True)
    regulation = models.TextField("links to what the CQC looks at", blank=True)
    considered_by = models.TextField("who considered it before", blank=True)
    recommendation = models.TextField(blank=True)
    decisions_asked = models.TextField("what the committee is asked to decide", blank=True)
    opened_at = models.DateTimeField()
    told_of = models.DateField("the deadline of which the EDI leads were told", null=True, blank=True)
    held_because = models.TextField(blank=True)
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="papers_held")
    issued_at = models.DateTimeField(null=True, blank=True)
    # Nobody, where it issued itself at its deadline.
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="papers_issued")
    content = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    pdf = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    version = models.PositiveIntegerField(default=1)

    # The content is kept once: it never changes.
    history = HistoricalRecords(excluded_fields=["content"])
    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-meeting__quarter_starts_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=["draft", "held", "issued"]), name="a_known_paper_state"),
            models.CheckConstraint(
                condition=Q(purpose__in=["assurance", "decision", "information"])
                & Q(assurance__in=["", "substantial", "reasonable", "limited"]),
                name="a_known_purpose_and_assurance",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", issued_at__isnull=False, pdf__isnull=False)
                & ~Q(content="")
                & ~Q(content_hash="")
                | ~Q(state="issued")
                & Q(issued_at__isnull=True, issued_by__isnull=True, pdf__isnull=True, content="", content_hash=""),
                name="issued_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=Q(state="held", held_by__isnull=False) & ~Q(held_because="")
                | ~Q(state="held") & Q(held_by__isnull=True, held_because=""),
                name="held_back_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"Paper for {self.meeting}"

    @property
    def quarter(self) -> Quarter:
        """Reads the meeting."""
        return self.meeting.quarter

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED


class PaperNote(models.Model):
    """What the EDI lead writes under one heading of a paper; `place` is the heading's key."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="notes")
    place = models.CharField(max_length=60)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        ordering = ("paper", "pk")
        constraints = (
            models.UniqueConstraint(fields=["paper", "place"], name="one_note_a_heading"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(place=""), name="a_note_says_something"),
        )

    def __str__(self) -> str:
        return self.text


class DecisionQuerySet(models.QuerySet["Decision"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(paper__meeting__organisation=organisation).order_by("paper", "pk")


class Decision(models.Model):
    """What a meeting decided on a paper, for the plan as a whole or for one action; and what came of it."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="decisions")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    wording = models.TextField()
    lead = models.CharField("who does it", max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="decisions_recorded")
    recorded_at = models.DateTimeField()
    outcome = models.TextField("what came of it", blank=True)
    settled_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()
    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("paper", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(wording=""), name="a_decision_has_words"),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | ~Q(outcome=""), name="what_is_settled_says_what_came_of_it"
            ),
        )

    def __str__(self) -> str:
        return self.wording
