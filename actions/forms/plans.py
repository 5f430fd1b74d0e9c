"""What is asked about a plan as a whole."""

from datetime import date
from itertools import chain
from typing import Any

from django import forms

from accounts.models import Organisation
from actions.models import Plan, PlanQuerySet
from indicators.models import Standard, Submission
from nhsuk.widgets import DateInput

FIRST_YEAR = 2015  # of the oldest standard
STARTS = (10, 1)  # boards approve in September, and plans are published in October
MOST_AREAS, LONGEST_AREA = 20, 300


class StartField(forms.DateField):
    """The day on which a plan starts, from which its timescales count."""

    def __init__(self, **kwargs: Any) -> None:
        asked: dict[str, Any] = {
            "label": "When does the plan start?",
            "help_text": "Timescales such as 'within six months' count from here. For example, 1 10 2022.",
            "widget": DateInput,
            "error_messages": {
                "required": "Enter the day on which the plan starts.",
                "invalid": "Enter a real date, such as 1 10 2022.",
            },
        }
        super().__init__(**asked | kwargs)


class AreasField(forms.CharField):
    """The areas of focus, one on each line, as a list."""

    def __init__(self, **kwargs: Any) -> None:
        asked: dict[str, Any] = {
            "label": "Areas of focus (optional)",
            "help_text": "One on each line.",
            "max_length": MOST_AREAS * LONGEST_AREA,
            "required": False,
            "widget": forms.Textarea(attrs={"rows": 5}),
        }
        super().__init__(**asked | kwargs)

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        areas = [line for line in lines if line]
        if len(areas) > MOST_AREAS or any(len(area) > LONGEST_AREA for area in areas):
            raise forms.ValidationError(
                f"Enter at most {MOST_AREAS} areas, each with at most {LONGEST_AREA} characters."
            )
        return areas


def checked_start(year: int, starts_on: date) -> date:
    if starts_on.year not in (year, year + 1):
        raise forms.ValidationError(f"A plan for {year} starts in {year} or {year + 1}. Enter another day.")
    return starts_on


class ChangePlanForm(forms.Form):
    """When a plan starts, and what it puts first."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    starts_on = StartField()
    areas_of_focus = AreasField()

    def __init__(self, typed: Any = None, *, plan: Plan) -> None:
        areas = "\n".join(plan.areas_of_focus)
        stands = {"version": plan.version, "starts_on": plan.starts_on, "areas_of_focus": areas}
        super().__init__(typed, initial=stands)
        self.plan = plan

    def clean_starts_on(self) -> date:
        return checked_start(self.plan.year, self.cleaned_data["starts_on"])


class WhichPlanForm(forms.Form):
    """Of which standard and year a plan is, and when it starts."""

    taken = "There is an action plan for {year} already. Add to that one."

    standard = forms.ModelChoiceField(
        label="Standard",
        queryset=Standard.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose a standard."},
    )
    year = forms.IntegerField(
        label="Year",
        help_text="The year of the report that the plan answers, such as 2022.",
        error_messages={"required": "Enter a year, such as 2022.", "invalid": "Enter a year, such as 2022."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4", "autocomplete": "off"}),
    )
    starts_on = StartField(
        label="When does the plan start? (optional)",
        help_text="Timescales such as 'within six months' count from here. "
        "If you leave this empty, the plan starts on 1 October of its year.",
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.on = organisation, on
        standards = Standard.objects.of(organisation).order_by("code")
        self.fields["standard"].queryset = standards  # type: ignore[attr-defined]
        if len(standards) == 1:
            self.fields["standard"].widget = forms.HiddenInput()
            self.fields["standard"].initial = standards[0].pk
        self.fields["year"].initial = self.free_year(standards[0]) if standards else on.year

    def in_the_way(self) -> PlanQuerySet:
        """The plans whose years cannot be chosen."""
        return Plan.objects.of(self.organisation)

    def free_year(self, standard: Standard) -> int:
        """The first one from the newest report or plan on; where there is none up to next year, the newest before."""
        taken = set(self.in_the_way().filter(standard=standard).values_list("year", flat=True))
        reported = Submission.objects.of(self.organisation).filter(standard=standard).values_list("year", flat=True)
        newest, last = max({*taken, *reported}, default=self.on.year), self.on.year + 1
        years = chain(range(newest, last + 1), range(last, FIRST_YEAR - 1, -1))
        return next((year for year in years if year not in taken), last)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= self.on.year + 1:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {self.on.year + 1}.")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        standard, year = cleaned.get("standard"), cleaned.get("year")
        if year and "starts_on" in cleaned:
            self.settle_start(year, cleaned)
        if standard and year:
            if self.in_the_way().filter(standard=standard, year=year).exists():
                self.add_error("year", self.taken.format(year=year))
            elif not standard.indicators.valid_in(year).exists():
                self.add_error("year", f"The {standard} has no indicators for {year}. Enter another year.")
        return cleaned

    def settle_start(self, year: int, cleaned: dict[str, Any]) -> None:
        """The day that was typed where the year can have it, or the usual one of the year."""
        try:
            cleaned["starts_on"] = checked_start(year, cleaned["starts_on"] or date(year, *STARTS))
        except forms.ValidationError as error:
            self.add_error("starts_on", error)


class StartPlanForm(WhichPlanForm):
    """An empty plan."""

    areas_of_focus = AreasField()


def a_year_on(plan: Plan, year: int) -> date:
    """When the plan of a later year starts, if it starts on the same day; 29 February becomes the 28th."""
    before = plan.starts_on
    day = 28 if (before.month, before.day) == (2, 29) else before.day
    return before.replace(year=before.year + year - plan.year, day=day)
