"""Standards and their indicators: data, read from files."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from indicators.definitions import SHAPE_NAMES, UNITS, Band, Definition, Groups, Place, Shape, Tier, TierNames

# The standard that is shown where an address names none; the code of a file that ships, not of a rule.
WRES = "WRES"


def validate_years(value: Any) -> None:
    if not isinstance(value, list) or not all(type(year) is int for year in value):
        raise ValidationError("Give a list of years, such as [2021].")


def validate_places(value: Any) -> None:
    """A list of places with key and label, each with its bands, if it has any, in the same form."""
    try:
        places_from(value)
    except (TypeError, KeyError, ValueError) as error:
        raise ValidationError(
            "Give each place and each band a key and a label, each key once, and a tier that is lower, middle or upper."
        ) from error


def validate_tiers(value: Any) -> None:
    if not isinstance(value, dict) or not set(value) <= set(Tier):
        raise ValidationError("Give names for lower, middle and upper, such as { upper = 'Bands 8a and above' }.")


def places_from(value: list[dict[str, Any]]) -> tuple[Place, ...]:
    """The places that a JSON field holds; TypeError, KeyError or ValueError for any other form."""
    places = tuple(
        Place(str(place["key"]), str(place["label"]), tuple(_band(band) for band in place.get("bands", [])))
        for place in value
    )
    for keys in ([place.key for place in places], *([band.key for band in place.bands] for place in places)):
        if len(set(keys)) < len(keys) or any("-" in key or "." in key for key in keys):
            raise ValueError("a key stands twice, or is not plain")
    return places


def _band(value: dict[str, Any]) -> Band:
    tier = value.get("tier", "")
    return Band(str(value["key"]), str(value["label"]), Tier(tier).value if tier else "")


class StandardQuerySet(models.QuerySet["Standard"]):
    def of(self, organisation: Organisation) -> Self:
        """Those that an organisation may report on: all that are loaded."""
        return self.all()


class Standard(models.Model):
    """A set of indicators that organisations report on, such as the WRES, and what it calls its groups."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    bme_name = models.CharField("the group that it is about", max_length=40, default="BME")
    white_name = models.CharField("the group that it is compared with", max_length=40, default="White")
    unknown_name = models.CharField("those who are in neither", max_length=40, default="Unknown")

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    @property
    def groups(self) -> Groups:
        return Groups(self.bme_name, self.white_name, self.unknown_name)


class SubmissionDeadline(models.Model):
    """The day by which a year's figures were to be submitted nationally, where it has been read."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="deadlines")
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    class Meta:
        ordering = ("standard", "year")
        constraints = (models.UniqueConstraint(fields=["standard", "year"], name="one_submission_deadline_a_year"),)

    def __str__(self) -> str:
        return f"{self.due_on:%-d %B %Y}"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def of(self, organisation: Organisation) -> Self:
        """Those that an organisation may report on: all that are loaded."""
        return self.all()

    def of_standard(self, code: str) -> Self:
        return self.filter(standard__code=code)

    def valid_in(self, year: int) -> Self:
        return self.filter(Q(last_year__isnull=True) | Q(last_year__gte=year), first_year__lte=year)


class Indicator(models.Model):
    """One definition: what an indicator of a standard asks for in a range of years."""

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
    shape = models.CharField(max_length=12, choices=SHAPE_NAMES)
    unit = models.CharField(max_length=7, choices={unit: unit for unit in sorted(set(UNITS.values()))})
    group_on_top = models.CharField(max_length=5, choices=Group, blank=True)
    better = models.CharField(max_length=6, choices=Better)
    source = models.CharField(max_length=80)
    question = models.CharField("the question that was answered", max_length=300, blank=True)
    numerator = models.CharField("who is counted", max_length=120, blank=True)
    denominator = models.CharField("of whom they are counted", max_length=120, blank=True)
    places = models.JSONField("workforces and their bands", default=list, blank=True, validators=[validate_places])
    tiers = models.JSONField("names of the tiers of bands", default=dict, blank=True, validators=[validate_tiers])
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
                condition=Q(shape="ratio", unit="ratio")
                | Q(shape="score_pair", unit="score")
                | Q(shape="narrative", unit="words")
                | Q(shape__in=["distribution", "percent_pair", "difference", "percent"], unit="percent"),
                name="a_unit_that_the_shape_has",
                violation_error_message="A ratio has the unit 'ratio', a score_pair 'score', a narrative 'words', "
                "and every other shape 'percent'.",
            ),
            models.CheckConstraint(
                condition=Q(shape="ratio", group_on_top__in=["white", "bme"], above__gt="", below__gt="")
                | (~Q(shape="ratio") & Q(group_on_top="", above="", below="")),
                name="a_ratio_says_who",
                violation_error_message="A ratio, and nothing else, has group_on_top, above and below.",
            ),
            models.CheckConstraint(condition=Q(shape__in=list(SHAPE_NAMES)), name="a_shape_that_is_known"),
            models.CheckConstraint(condition=Q(better__in=["parity", "higher", "lower"]), name="a_known_better"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.subject}"

    @property
    def definition(self) -> Definition:
        """The indicator as plain values; reads its standard, so select it with the indicator."""
        return Definition(
            shape=Shape(self.shape),
            better=self.better,
            above=self.above,
            below=self.below,
            breaks=frozenset(self.breaks),
            number=self.number,
            subject=self.subject,
            top=self.group_on_top,
            numerator=self.numerator,
            denominator=self.denominator,
            places=places_from(self.places),
            tiers=TierNames(**self.tiers),
            groups=self.standard.groups,
        )
