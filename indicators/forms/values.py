"""What benchmarks and targets both ask for: an indicator, a year, and a value as it is printed."""

from typing import Any

from django import forms

from indicators.models import Indicator, Standard
from indicators.printed import PrintedValue, PrintedValueError, read_printed

FIRST_YEAR = 2015  # of the oldest standard
SHORT = {"inputmode": "numeric", "class": "nhsuk-input--width-4", "autocomplete": "off"}


def read_value(text: str, unit: str) -> PrintedValue:
    """The value of what was typed, if it is one of this unit; ValidationError says what to type instead."""
    try:
        value = read_printed(text)
    except PrintedValueError as error:
        raise forms.ValidationError(str(error)) from error
    if unit != "percent" and value.unit == "percent":
        raise forms.ValidationError(f"'{text}' is a percentage. Enter a number, such as 1.61.")
    if unit == "ratio" and value.value <= 0:
        raise forms.ValidationError("A ratio is more than 0. Enter a number, such as 1.61.")
    if unit == "percent" and not 0 <= value.value <= 100:
        raise forms.ValidationError("Enter a percentage from 0 to 100, such as 28.9%.")
    if value.value < 0:
        raise forms.ValidationError("Enter a number of 0 or more.")
    return value


class ValueForm(forms.Form):
    """Which indicator, which year, and the value; once it is valid, `indicator` and `value` are what was meant."""

    year = forms.IntegerField(
        label="Year",
        error_messages={"required": "Enter a year, such as 2022.", "invalid": "Enter a year, such as 2022."},
        widget=forms.TextInput(attrs=SHORT),
    )
    printed = forms.CharField(
        label="Value",
        max_length=20,
        error_messages={"required": "Enter the value, such as 1.61 or 28.9%."},
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "autocomplete": "off"}),
    )
    field_order: tuple[str, ...] = ("number", "year", "printed")
    indicator: Indicator
    value: PrintedValue

    def __init__(self, *args: Any, standard: Standard, until: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard, self.until = standard, until
        measured = standard.indicators.exclude(unit="words").order_by("number", "first_year")
        self.definitions = list(measured.select_related("standard"))
        subjects = {each.number: str(each) for each in self.definitions}
        self.fields["number"] = forms.TypedChoiceField(
            label="Indicator",
            choices=[("", "Choose an indicator"), *subjects.items()],
            coerce=int,
            error_messages={"required": "Choose an indicator."},
        )
        self.order_fields(self.field_order)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= self.until:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {self.until}.")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"number", "year", "printed"} <= cleaned.keys():
            self.read(cleaned["number"], cleaned["year"], cleaned["printed"])
        return cleaned

    def read(self, number: int, year: int, printed: str) -> None:
        found = [each for each in self.definitions if each.number == number and holds(each, year)]
        if not found:
            self.add_error("year", f"Indicator {number} was not asked for in {year}. Enter another year.")
            return
        self.indicator = found[0]
        try:
            self.value = read_value(printed, self.indicator.unit)
        except forms.ValidationError as error:
            self.add_error("printed", error)


def holds(indicator: Indicator, year: int) -> bool:
    return indicator.first_year <= year and (indicator.last_year is None or year <= indicator.last_year)
