"""What the pages of the Model Employer ladder ask for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from accounts.models import Organisation
from indicators.forms.values import FIRST_YEAR, SHORT
from indicators.ladder import ends_on
from indicators.models import StaffInPostGoal
from nhsuk.widgets import DateInput

MOST = 100_000  # people in one band, so that a slip of the finger is caught
YEARS_AHEAD = 20


def people_field(label: str, **options: Any) -> forms.IntegerField:
    wrong = "Enter a whole number of people, such as 48."
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
        widget=forms.TextInput(attrs=SHORT),
        **options,
    )


def day_field(label: str, **options: Any) -> forms.DateField:
    wrong = "Enter a date with day, month and year, such as 30 9 2021."
    return forms.DateField(
        label=label, widget=DateInput, error_messages={"required": wrong, "invalid": wrong}, **options
    )


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]
    """The band, the number to reach and the year of a goal."""

    target = people_field("Target")
    target_year = forms.IntegerField(
        label="By the end of which year?",
        help_text="The target is to be reached by 31 December of this year.",
        error_messages={"required": "Enter a year, such as 2025.", "invalid": "Enter a year, such as 2025."},
        widget=forms.TextInput(attrs=SHORT),
    )

    class Meta:
        model = StaffInPostGoal
        fields = ("band", "target", "target_year")
        help_texts = {"band": "For example: 8A, 9 or VSM."}
        error_messages = {"band": {"required": "Enter the pay band, such as 8A."}}
        widgets = {"band": forms.TextInput(attrs={"class": "nhsuk-input--width-10", "autocomplete": "off"})}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["target"].help_text = f"{self.instance.organisation.bme_label} staff to be in post."

    def clean_band(self) -> str:
        return " ".join(self.cleaned_data["band"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        band, year = cleaned.get("band"), cleaned.get("target_year")
        if year is not None and not FIRST_YEAR <= year <= self.on.year + YEARS_AHEAD:
            self.add_error("target_year", f"Enter a year up to {self.on.year + YEARS_AHEAD}.")
        elif year is not None and (first := self.first_day()) and ends_on(year) <= first:
            self.add_error("target_year", f"Enter a year that ends after the first reading, of {first:%-d %B %Y}.")
        others = StaffInPostGoal.objects.of(self.instance.organisation).exclude(pk=self.instance.pk)
        if band and year and others.filter(band__iexact=band, target_year=year).exists():
            self.add_error("band", f"Band {band} has a goal for {year} already. Change that one.")
        return cleaned

    def first_day(self) -> date | None:
        """The day of the first reading, from which the line starts."""
        first = self.instance.readings.earliest("counted_on") if self.instance.readings.exists() else None
        return first.counted_on if first else None


class NewGoalForm(GoalForm):
    """The same, with the reading from which the line starts."""

    number = people_field("In post at the start")
    counted_on = day_field("When were they counted?", help_text="The line to the target starts on this day.")
    field_order = ("band", "number", "counted_on", "target", "target_year")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, instance=StaffInPostGoal(organisation=organisation), **kwargs)
        self.fields["number"].help_text = f"{organisation.bme_label} staff in post in the band."

    def first_day(self) -> date | None:
        return self.cleaned_data.get("counted_on")

    def clean_counted_on(self) -> date:
        return not_later(self.cleaned_data["counted_on"], self.on)


class ReadingsForm(forms.Form):
    """One day, and for each goal how many were in post on it; an empty box is a band that was not counted."""

    counted_on = day_field(
        "When were they counted?",
        help_text="Usually the last day of a quarter. To correct a reading, enter the same date again.",
    )

    def __init__(self, *args: Any, goals: Sequence[StaffInPostGoal], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals, self.on = goals, on
        for goal in goals:
            self.fields[f"goal-{goal.pk}"] = people_field(label_of(goal), help_text=known_of(goal), required=False)

    def clean_counted_on(self) -> date:
        return not_later(self.cleaned_data["counted_on"], self.on)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if not self.numbers:
            raise forms.ValidationError("Enter the number of at least one band.")
        starts = [(min(days), goal.band) for goal in self.numbers if (days := days_of(goal))]
        start, band = max(starts, default=(cleaned["counted_on"], ""))
        if cleaned["counted_on"] < start:
            words = f"The line of band {band} starts on {start:%-d %B %Y}. Enter that day or a later one."
            self.add_error("counted_on", words)
        return cleaned

    @property
    def numbers(self) -> dict[StaffInPostGoal, int]:
        """Each goal that was counted."""
        given = {goal: self.cleaned_data.get(f"goal-{goal.pk}") for goal in self.goals}
        return {goal: number for goal, number in given.items() if number is not None}


def label_of(goal: StaffInPostGoal) -> str:
    """Two goals of one band differ by their year."""
    return f"Band {goal.band}, by {goal.target_year}"


def days_of(goal: StaffInPostGoal) -> list[date]:
    return [reading.counted_on for reading in goal.readings.all()]


def known_of(goal: StaffInPostGoal) -> str:
    latest = max(goal.readings.all(), key=lambda reading: reading.counted_on, default=None)
    return f"Target: {goal.target}. " + (f"Last reading: {latest}." if latest else "No reading yet.")


def not_later(day: date, on: date) -> date:
    if day > on:
        raise forms.ValidationError(f"Enter a date up to today, {on:%-d %B %Y}.")
    return day
