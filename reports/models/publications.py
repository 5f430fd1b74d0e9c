"""The report that a trust publishes of a year: editions, each frozen when it becomes public."""

from typing import Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.models import Plan

IN_PREPARATION = ["draft", "approved"]
READABLE = ["published", "replaced"]
EVER_PUBLIC = ["published", "replaced", "withdrawn"]
NOT_PUBLIC = Q(published_at=None, published_by=None, content="", content_hash="")
PUBLIC = Q(published_at__isnull=False, published_by__isnull=False) & ~Q(content="") & ~Q(content_hash="")
NOT_WITHDRAWN = Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
WITHDRAWN = Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")


class PublicationQuerySet(models.QuerySet["Publication"]):
    def of(self, organisation: Organisation) -> Self:
        """The newest year first, and of a year the newest edition."""
        return self.filter(plan__organisation=organisation).order_by("-plan__year", "plan__standard", "-edition")

    def in_preparation(self) -> Self:
        return self.filter(state__in=IN_PREPARATION)

    def ever_public(self) -> Self:
        """What a stranger may ask for: what is public, and what was and has to say what became of it."""
        return self.filter(state__in=EVER_PUBLIC)

    def readable(self) -> Self:
        """What a stranger can read: what is public, and what was replaced, at an address of its own."""
        return self.filter(state__in=READABLE)

    def of_report(self, ods_code: str, standard: str, year: int) -> Self:
        """The editions of one report, the newest first."""
        found = self.filter(plan__organisation__ods_code=ods_code, plan__standard__code=standard, plan__year=year)
        return found.order_by("-edition")

    def without_content(self) -> Self:
        """For a list: the content of a report can be large."""
        return self.defer("content")


class Publication(models.Model):
    """One edition of the report of a plan's year.

    `content` is what was published, as text to the letter (reports.documents.frozen), and `content_hash` its SHA-256.
    Page and files are drawn from it and never from live rows. `approved_as` is the hash of the report as it was
    composed when it was approved, so that a later change can be noticed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved, not public yet"
        PUBLISHED = "published", "Public"
        REPLACED = "replaced", "Replaced by a later edition"
        WITHDRAWN = "withdrawn", "Withdrawn"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="publications")
    edition = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    introduction = models.TextField("in place of the usual introduction", blank=True)
    progress = models.TextField("what was done since last year", blank=True)
    approved_by = models.CharField("the body that approved it", max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_as = models.CharField("fingerprint of what was approved", max_length=64, blank=True)
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="published")
    content = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="publications_withdrawn"
    )
    withdrawn_because = models.TextField("why it was withdrawn", blank=True)
    version = models.PositiveIntegerField(default=1)

    # The content is kept once: it never changes.
    history = HistoricalRecords(excluded_fields=["content"])
    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-plan__year", "plan", "-edition")
        constraints = (
            models.UniqueConstraint(fields=["plan", "edition"], name="one_edition_a_number"),
            models.UniqueConstraint(fields=["plan"], condition=Q(state="published"), name="one_public_edition_a_plan"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state__in=IN_PREPARATION), name="one_edition_in_preparation"
            ),
            models.CheckConstraint(condition=Q(edition__gte=1), name="editions_count_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=[*IN_PREPARATION, *EVER_PUBLIC]), name="a_known_publication_state"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", approved_by="", approved_on=None, approved_as="")
                | ~Q(state="draft") & Q(approved_on__isnull=False) & ~Q(approved_by="") & ~Q(approved_as=""),
                name="approved_by_a_body_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=IN_PREPARATION) & NOT_PUBLIC | Q(state__in=EVER_PUBLIC) & PUBLIC,
                name="published_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") & WITHDRAWN | ~Q(state="withdrawn") & NOT_WITHDRAWN,
                name="withdrawn_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan.standard} {self.plan.year}, edition {self.edition}"

    @property
    def is_in_preparation(self) -> bool:
        return self.state in IN_PREPARATION

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED
