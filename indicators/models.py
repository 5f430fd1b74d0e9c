"""Standards and their indicators, which are data, and what an organisation submitted for each year."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation

# The standard that the addresses of this app show; the code of the file that ships, not of a rule.
WRES = "WRES"


def validate_years(value: Any) -> None:
    if not isinstance(value, list) or not all(type(year) is int for year in value):
        raise ValidationError("Give a list of years, such as [2021].")


class Standard(models.Model):
    """A set of indicators that organisations report on, such as the WRES."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def of_standard(self, code: str) -> Self:
        return self.filter(standard__code=code)

    def valid_in(self, year: int) -> Self:
        return self.filter(Q(last_year__isnull=True) | Q(last_year__gte=year), first_year__lte=year)


class Indicator(models.Model):
    """One definition: what an indicator of a standard asks for in a range of years."""

    class Shape(models.TextChoices):
        DISTRIBUTION = "distribution", "Share in each pay band"
        RATIO = "ratio", "Relative likelihood"
        PERCENT_PAIR = "percent_pair", "Percentage of each group"
        DIFFERENCE = "difference", "Difference of two percentages"

    class Unit(models.TextChoices):
        RATIO = "ratio", "Ratio"
        PERCENT = "percent", "Percentage"

    class Group(models.TextChoices):
        WHITE = "white", "White"
        BME = "bme", "BME"

    class Better(models.TextChoices):
        PARITY = "parity", "Towards parity"
        HIGHER = "higher", "Higher"
        LOWER = "lower", "Lower"

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=80)
    wording = models.CharField(max_length=300)
    shape = models.CharField(max_length=12, choices=Shape)
    unit = models.CharField(max_length=7, choices=Unit)
    group_on_top = models.CharField(max_length=5, choices=Group, blank=True)
    better = models.CharField(max_length=6, choices=Better)
    source = models.CharField(max_length=80)
    above = models.CharField("who is at a disadvantage above parity", max_length=200, blank=True)
    below = models.CharField("who is at a disadvantage below parity", max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    breaks = models.JSONField(
        "years not comparable with the year before", default=list, blank=True, validators=[validate_years]
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("standard", "number", "first_year")
        constraints = (
            models.UniqueConstraint(fields=["standard", "number", "first_year"], name="one_definition_from_a_year"),
            models.CheckConstraint(condition=Q(number__gte=1), name="indicators_count_from_one"),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="indicator_years_in_order",
                violation_error_message="The last year is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(shape="ratio", unit="ratio") | (~Q(shape="ratio") & Q(unit="percent")),
                name="shape_and_unit_agree",
                violation_error_message="A ratio has the unit 'ratio', and every other shape 'percent'.",
            ),
            models.CheckConstraint(
                condition=Q(shape="ratio", group_on_top__in=["white", "bme"], above__gt="", below__gt="")
                | (~Q(shape="ratio") & Q(group_on_top="", above="", below="")),
                name="a_ratio_says_who",
                violation_error_message="A ratio, and nothing else, has group_on_top, above and below.",
            ),
            models.CheckConstraint(
                condition=Q(shape__in=["distribution", "ratio", "percent_pair", "difference"]),
                name="a_known_shape",
            ),
            models.CheckConstraint(condition=Q(better__in=["parity", "higher", "lower"]), name="a_known_better"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.subject}"


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

    history = HistoricalRecords()
    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("organisation", "standard", "-year")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "standard", "year"], name="one_submission_a_year"),
            models.CheckConstraint(condition=Q(period_start__lt=F("period_end")), name="submission_period_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "amended"])
                | Q(state="draft", submitted_on__isnull=True, submitted_printed=""),
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
    """One indicator in one submission: the value as printed, or why there is none."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="scores")
    printed = models.CharField("as published, to the letter", max_length=20, blank=True)
    value = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    places = models.PositiveSmallIntegerField("printed decimals", default=0)
    missing_reason = models.CharField("why there is no score", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "indicator")
        constraints = (
            models.UniqueConstraint(fields=["submission", "indicator"], name="one_score_an_indicator_and_submission"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, printed__gt="", missing_reason="")
                | Q(value__isnull=True, printed="", missing_reason__gt=""),
                name="a_score_or_the_reason_for_none",
            ),
            models.CheckConstraint(condition=Q(places__lte=4), name="places_that_a_score_can_hold"),
        )

    def __str__(self) -> str:
        return self.printed or self.missing_reason
