"""What the entering of a year asks for, beside the figures themselves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from indicators.checks import Check
from indicators.forms.values import FIRST_YEAR
from indicators.models import Standard


class YearForm(forms.Form):
    """Which year is to be entered."""

    year = forms.IntegerField(
        label="Which year?",
        help_text="The year of the snapshot on 31 March. For example, 2022 covers 1 April 2021 to 31 March 2022.",
        error_messages={"required": "Enter a year, such as 2022.", "invalid": "Enter a year, such as 2022."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
    )

    def __init__(self, *args: Any, standard: Standard, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard, self.on = standard, on

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= self.on.year + 1:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {self.on.year + 1}.")
        if not self.standard.indicators.valid_in(year).exists():
            raise forms.ValidationError(f"The {self.standard} has no indicators for {year}. Enter another year.")
        return year


class NotesForm(forms.Form):
    """For each warning, why the figure is right; with the version of the draft that was checked."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, warnings: Iterable[Check], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings = list(warnings)
        for warning in self.warnings:
            self.fields[f"note-{warning.key}"] = forms.CharField(
                label="If the figure is right, say why",
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={
                    "required": f"Indicator {warning.number}: say why the figure is right, or go back and change it."
                },
            )

    @property
    def notes(self) -> dict[str, str]:
        return {warning.key: self.cleaned_data[f"note-{warning.key}"] for warning in self.warnings}

    @property
    def questions(self) -> list[tuple[Check, forms.BoundField]]:
        """Each warning with its field."""
        return [(warning, self[f"note-{warning.key}"]) for warning in self.warnings]


class AmendForm(NotesForm):
    """The same, with the reason for changing what was submitted."""

    reason = forms.CharField(
        label="Why are you amending the scores?",
        help_text="The reason is kept with the earlier figures, for everybody who may see them.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you are amending the scores."},
    )
