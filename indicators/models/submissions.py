"""What an organisation submitted for each year: scores, the counts behind them, and what was changed since."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation
from indicators.models.standards import Indicator, Standard

PARTS = ["white", "bme", "unknown", "workforce", "difference"]


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def of_standard(self, code: str) -> Self:
        return self.filter(standard__code=code)

    def submitted(self) -> Self:
        return self.exclude(state=Submission.State.DRAFT)


class Submission(models.Model):
    """What an organisation reported of a standard for one year."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        AMENDED = "amended", "Amended since it was submitted"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="submissions")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="submissions")
    year = models.PositiveSmallIntegerField()
    period_start = models.DateField()
    period_end = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    submitted_printed = models.CharField("when submitted, as the report says it", max_length=60, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )

    history = HistoricalRecords()
    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("organisation", "standard", "-year")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "standard", "year"], name="one_submission_a_year"),
            models.CheckConstraint(condition=Q(period_start__lt=F("period_end")), name="submission_period_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "amended"])
                | Q(state="draft", submitted_on__isnull=True, submitted_by__isnull=True, submitted_printed=""),
                name="a_draft_was_not_submitted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard_id} {self.year}"


class ScoreQuerySet(models.QuerySet["Score"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(submission__organisation=organisation)

    def of_standard(self, code: str) -> Self:
        return self.filter(submission__standard__code=code)

    def submitted(self) -> Self:
        return self.exclude(submission__state=Submission.State.DRAFT)


class Score(models.Model):
    """One indicator in one submission: the value as printed or computed, or why there is none."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="scores")
    printed = models.CharField("as published, to the letter", max_length=20, blank=True)
    value = models.DecimalField(max_digits=15, decimal_places=10, null=True, blank=True)
    places = models.PositiveSmallIntegerField("printed decimals", default=0)
    missing_reason = models.CharField("why there is no score", max_length=200, blank=True)
    is_computed = models.BooleanField("from the counts, and not printed", default=False)
    narrative = models.TextField(blank=True)

    history = HistoricalRecords()
    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "indicator")
        constraints = (
            models.UniqueConstraint(fields=["submission", "indicator"], name="one_score_an_indicator_and_submission"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, printed__gt="", missing_reason="", narrative="")
                | Q(value__isnull=True, printed="", missing_reason__gt="", narrative="")
                | Q(value__isnull=True, printed="", missing_reason="", narrative__gt=""),
                name="a_score_or_words_or_the_reason_for_none",
            ),
            models.CheckConstraint(condition=Q(places__lte=10), name="places_that_a_score_keeps"),
        )

    def __str__(self) -> str:
        return self.printed or self.missing_reason or self.narrative


class Figure(models.Model):
    """One part of what stands behind a score: a group of a ratio or a pair, or another value printed beside it.

    A group of a ratio has both counts; one of a survey its respondents, and the White one its value, because the BME
    value is the score itself.
    """

    class Part(models.TextChoices):
        WHITE = "white", "White"
        BME = "bme", "BME"
        UNKNOWN = "unknown", "Unknown"
        WORKFORCE = "workforce", "Percentage of the workforce"
        DIFFERENCE = "difference", "Difference in points"

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="figures")
    part = models.CharField(max_length=10, choices=Part)
    printed = models.CharField("as published, to the letter", max_length=20, blank=True)
    value = models.DecimalField(max_digits=15, decimal_places=10, null=True, blank=True)
    places = models.PositiveSmallIntegerField("printed decimals", default=0)
    numerator = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ("score", "part")
        constraints = (
            models.UniqueConstraint(fields=["score", "part"], name="one_figure_a_part"),
            models.CheckConstraint(condition=Q(part__in=PARTS), name="a_known_part"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(denominator__isnull=False, numerator__lte=F("denominator")),
                name="no_more_counted_than_there_were",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True, printed="") | Q(value__isnull=False, printed__gt=""),
                name="a_figure_with_its_print",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(denominator__isnull=False), name="a_figure_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.part}: {self.printed or f'{self.numerator} of {self.denominator}'}"


class BandCount(models.Model):
    """The staff of one pay band, or the members of one body where `band` is empty: White, BME and unknown."""

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="band_counts")
    place = models.CharField("workforce or body", max_length=20)
    band = models.CharField(max_length=20, blank=True)
    white = models.PositiveIntegerField()
    bme = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ("score", "pk")
        constraints = (models.UniqueConstraint(fields=["score", "place", "band"], name="one_count_a_band"),)

    def __str__(self) -> str:
        return f"{self.place} {self.band}: {self.white}, {self.bme}, {self.unknown}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(submission__organisation=organisation)


class Draft(models.Model):
    """What has been typed of a year and not been submitted: every field as typed, also what cannot be read.

    A year that was submitted has one while it is being amended.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="draft")
    typed = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")

    history = HistoricalRecords()
    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Draft of {self.submission_id}"


class AcceptedWarning(models.Model):
    """A figure that looked wrong when it was submitted, and why it is right."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="accepted_warnings")
    number = models.PositiveSmallIntegerField("of the indicator")
    key = models.CharField("which check", max_length=60)
    text = models.CharField("what was warned of", max_length=500)
    note = models.CharField("why the figure is right", max_length=500)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    history = HistoricalRecords()

    class Meta:
        ordering = ("submission", "number", "pk")
        constraints = (models.CheckConstraint(condition=Q(note__gt=""), name="a_warning_is_accepted_with_a_note"),)

    def __str__(self) -> str:
        return self.text


class Amendment(models.Model):
    """A change after submission: who, when, why, and each figure before and after.

    `changes` is a list of {number, label, before, after}: what each field said, as it would be typed.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="amendments")
    reason = models.CharField(max_length=1000)
    changes = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("submission", "-made_at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(reason__gt=""), name="an_amendment_has_a_reason"),)

    def __str__(self) -> str:
        return self.reason


class UploadQuerySet(models.QuerySet["Upload"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)


class Upload(models.Model):
    """A spreadsheet as it was read, to be looked at before anything of it is written. The file itself is not kept.

    `cells` is what indicators.uploads makes of it; `year` is the year of a filled-in form, and empty for past years.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="uploads")
    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="uploads")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    file_name = models.CharField(max_length=200)
    cells = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    made_at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.file_name
