"""What is asked about a plan as a whole."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Organisation
from actions.models import Plan
from indicators.models import Standard
from nhsuk.widgets import DateInput

FIRST_YEAR = 2015  # of the oldest standard
STARTS = (10, 1)  # boards approve in September, and plans are published in October
MOST_AREAS, LONGEST_AREA = 20, 300


class ChangePlanForm(forms.Form):
    """When a plan starts, and what it puts first."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    starts_on = forms.DateField(
        label="When does the plan start?",
        help_text="Timescales such as 'within six months' count from here. For example, 1 10 2022.",
        widget=DateInput,
        error_messages={
            "required": "Enter the day on which the plan starts.",
            "invalid": "Enter a real date, such as 1 10 2022.",
        },
    )
    areas_of_focus = forms.CharField(
        label="Areas of focus (optional)",
        help_text="One on each line.",
        max_length=MOST_AREAS * LONGEST_AREA,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    year: int

    def clean_areas_of_focus(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["areas_of_focus"].splitlines()]
        areas = [line for line in lines if line]
        if len(areas) > MOST_AREAS or any(len(area) > LONGEST_AREA for area in areas):
            raise forms.ValidationError(
                f"Enter at most {MOST_AREAS} areas, each with at most {LONGEST_AREA} characters."
            )
        return areas

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        year, starts_on = cleaned.get("year", getattr(self, "year", None)), cleaned.get("starts_on")
        if year and starts_on and starts_on.year not in (year, year + 1):
            self.add_error("starts_on", f"A plan for {year} starts in {year} or {year + 1}. Enter another day.")
        return cleaned

    @classmethod
    def about(cls, plan: Plan) -> "ChangePlanForm":
        given = {"version": plan.version, "starts_on": plan.starts_on, "areas_of_focus": "\n".join(plan.areas_of_focus)}
        return cls(initial=given)

    @classmethod
    def answered(cls, plan: Plan, answers: Any) -> "ChangePlanForm":
        form = cls(answers)
        form.year = plan.year
        return form


class StartPlanForm(ChangePlanForm):
    """An empty plan: of which standard and year."""

    standard = forms.ModelChoiceField(
        label="Standard",
        queryset=Standard.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose a standard."},
    )
    year = forms.IntegerField(  # type: ignore[assignment]  # a field here, and a number where the plan exists
        label="Year",
        help_text="The year of the report that the plan answers, such as 2022.",
        error_messages={"required": "Enter a year, such as 2022.", "invalid": "Enter a year, such as 2022."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4", "autocomplete": "off"}),
    )
    field_order = ("standard", "year", "starts_on", "areas_of_focus")

    def __init__(self, *args: Any, organisation: Organisation, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.organisation, self.on = organisation, on
        standards = Standard.objects.of(organisation).order_by("code")
        self.fields["standard"].queryset = standards  # type: ignore[attr-defined]
        if len(standards) == 1:
            self.fields["standard"].widget = forms.HiddenInput()
            self.fields["standard"].initial = standards[0].pk
        year = next_year(organisation, on)
        self.fields["year"].initial, self.fields["starts_on"].initial = year, date(year, *STARTS)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= self.on.year + 1:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {self.on.year + 1}.")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        standard, year = cleaned.get("standard"), cleaned.get("year")
        if standard and year:
            if Plan.objects.of(self.organisation).filter(standard=standard, year=year).exists():
                self.add_error("year", f"There is an action plan for {year} already. Add to that one.")
            elif not standard.indicators.valid_in(year).exists():
                self.add_error("year", f"The {standard} has no indicators for {year}. Enter another year.")
        return cleaned


def next_year(organisation: Organisation, on: date) -> int:
    """The year after the newest plan, or this year where there is none."""
    newest = Plan.objects.of(organisation).first()
    return min(newest.year + 1, on.year + 1) if newest else on.year


def a_year_on(plan: Plan, year: int) -> date:
    """When the plan of a later year starts, if it starts on the same day; 29 February becomes the 28th."""
    before = plan.starts_on
    day = 28 if (before.month, before.day) == (2, 29) else before.day
    return before.replace(year=before.year + year - plan.year, day=day)
