"""What others scored: national and regional figures, each with its year, its scope and how well it is verified."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation
from indicators.models.standards import Standard


class BenchmarkQuerySet(models.QuerySet["Benchmark"]):
    def of(self, organisation: Organisation) -> Self:
        """Those that ship with the service and those that the organisation added for itself."""
        return self.filter(Q(organisation__isnull=True) | Q(organisation=organisation))

    def of_standard(self, code: str) -> Self:
        return self.filter(standard__code=code)

    def comparable(self) -> Self:
        """Those that can stand beside a score: the same measure of the same group."""
        return self.exclude(part=Benchmark.Part.OTHER)


class Benchmark(models.Model):
    """One published figure of many organisations for one year. A year that nobody published has none."""

    class Part(models.TextChoices):
        """What a benchmark may be compared with: the score itself, the White figure beside it, or nothing here."""

        SCORE = "score", "The score"
        WHITE = "white", "The White figure"
        OTHER = "other", "Another figure about the indicator"

    class Verified(models.TextChoices):
        READ = "yes", "Read in the source"
        ROUNDED = "yes-rounded", "Read in the source, which rounds it"
        SECONDARY = "yes-secondary", "Read in a report about the source"
        OWN = "own", "Added by your organisation"

    class Unit(models.TextChoices):
        RATIO = "ratio", "Ratio"
        PERCENT = "percent", "Percentage"
        PERCENT_OF_TRUSTS = "percent of trusts", "Percentage of trusts"
        COUNT = "count", "People"
        COUNT_OF_TRUSTS = "count of trusts", "Trusts"
        SCORE = "score", "Mean score"

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="benchmarks")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="benchmarks"
    )
    number = models.PositiveSmallIntegerField("indicator")
    measure = models.CharField("what is measured, where it is not the score", max_length=60, blank=True)
    part = models.CharField(max_length=5, choices=Part)
    group = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    scope = models.CharField("of which organisations", max_length=80)
    value = models.DecimalField(max_digits=15, decimal_places=10)
    places = models.PositiveSmallIntegerField("printed decimals")
    unit = models.CharField(max_length=20, choices=Unit)
    source = models.CharField("where it is published", max_length=500)
    verified = models.CharField(max_length=13, choices=Verified)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()
    objects = BenchmarkQuerySet.as_manager()

    class Meta:
        ordering = ("standard", "number", "measure", "scope", "group", "year", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["standard", "number", "measure", "group", "scope", "year"],
                condition=Q(organisation__isnull=True),
                name="one_benchmark_a_year",
            ),
            models.UniqueConstraint(
                fields=["organisation", "standard", "number", "measure", "group", "scope", "year"],
                condition=Q(organisation__isnull=False),
                name="one_benchmark_of_ones_own_a_year",
            ),
            models.CheckConstraint(condition=Q(part__in=["score", "white", "other"]), name="a_known_benchmark_part"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, added_by__isnull=True) & ~Q(verified="own")
                | Q(organisation__isnull=False, added_by__isnull=False, verified="own"),
                name="a_benchmark_of_ones_own_says_so",
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope}, {self.year}: {self.text}"

    @property
    def text(self) -> str:
        """'1.61', '28.9%', '325'."""
        sign = "%" if self.unit in (self.Unit.PERCENT, self.Unit.PERCENT_OF_TRUSTS) else ""
        return f"{self.value:,.{self.places}f}{sign}"
