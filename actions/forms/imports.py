"""What is asked when a plan is brought in: the document, what its columns hold, and each action that is put right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from accounts.models import Organisation
from actions.documents.columns import Column
from actions.documents.plan import Said
from actions.forms.plans import FIRST_YEAR, STARTS
from actions.models import Action
from indicators.models import Standard, Submission
from indicators.spreadsheets.archives import MOST_BYTES
from nhsuk.widgets import DateInput

COLUMN_NAMES = {
    Column.ACTION: "Actions",
    Column.INDICATOR: "Indicators",
    Column.TIMESCALE: "Timescales",
    Column.LEAD: "Leads",
    Column.SUPPORT: "Who supports",
    Column.STATUS: "Status",
    Column.SCORE: "Scores (not brought in)",
    Column.LEFT_OUT: "Something else (not brought in)",
}


class AboutImportForm(forms.Form):
    """Of which year the plan is, and when it starts."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    standard = forms.ModelChoiceField(
        label="Standard",
        queryset=Standard.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose a standard."},
    )
    year = forms.IntegerField(
        label="Year",
        help_text="The year of the report that the plan answers, such as 2021.",
        error_messages={"required": "Enter a year, such as 2021.", "invalid": "Enter a year, such as 2021."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4", "autocomplete": "off"}),
    )
    starts_on = forms.DateField(
        label="When does the plan start?",
        help_text="Timescales such as 'within six months' count from here. For example, 1 10 2021.",
        widget=DateInput,
        error_messages={
            "required": "Enter the day on which the plan starts.",
            "invalid": "Enter a real date, such as 1 10 2021.",
        },
    )

    def __init__(self, *args: Any, organisation: Organisation, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.on = organisation, on
        standards = Standard.objects.of(organisation).order_by("code")
        self.fields["standard"].queryset = standards  # type: ignore[attr-defined]
        if len(standards) == 1:
            self.fields["standard"].widget = forms.HiddenInput()
            self.fields["standard"].initial = standards[0].pk
        newest = Submission.objects.of(organisation).order_by("-year").values_list("year", flat=True).first()
        year = newest or on.year
        self.fields["year"].initial, self.fields["starts_on"].initial = year, date(year, *STARTS)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= self.on.year + 1:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {self.on.year + 1}.")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        standard, year, starts_on = cleaned.get("standard"), cleaned.get("year"), cleaned.get("starts_on")
        if standard and year:
            actions = Action.objects.of(self.organisation).filter(plan__standard=standard, plan__year=year)
            if actions.exists():
                self.add_error(
                    "year", f"The action plan for {year} has actions already. None is overwritten: enter another year."
                )
            elif not standard.indicators.valid_in(year).exists():
                self.add_error("year", f"The {standard} has no indicators for {year}. Enter another year.")
        if year and starts_on and starts_on.year not in (year, year + 1):
            self.add_error("starts_on", f"A plan for {year} starts in {year} or {year + 1}. Enter another day.")
        return cleaned


class ImportForm(AboutImportForm):
    """A document or pasted text; what is in it is read by the service, and its faults come back here."""

    file = forms.FileField(
        label="Document",
        help_text="A Word document (.docx), an Excel workbook (.xlsx) or a CSV file of up to 5 MB.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.csv"}),
    )
    pasted = forms.CharField(
        label="Or paste the table",
        help_text="Copy the whole table in Word or Excel, with its row of headings, and paste it here.",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("file", "pasted", "standard", "year", "starts_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file, pasted = cleaned.get("file"), (cleaned.get("pasted") or "").strip()
        if not file and not pasted:
            self.add_error("file", "Choose a document, or paste the table.")
        elif file and pasted:
            self.add_error("file", "Choose a document or paste the table, not both.")
        elif file and (file.size or 0) > MOST_BYTES:
            self.add_error("file", "This file is larger than 5 MB. Copy the plan alone into a new document.")
        elif file and self.errors:
            self.add_error("file", f"Choose this file again, nothing of it is kept yet: {file.name}")
        return cleaned


class ColumnsForm(forms.Form):
    """What each column of a table holds."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    has_headings = forms.BooleanField(
        label="The first row shown is headings, and no action",
        required=False,
        widget=forms.CheckboxInput,
    )

    def __init__(self, *args: Any, headings: Sequence[str], columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [f"column_{at}" for at in range(len(headings))]
        for at, (name, text) in enumerate(zip(self.names, headings, strict=True)):
            self.fields[name] = forms.ChoiceField(
                label=f"Column {at + 1}: {text[:60]}" if text else f"Column {at + 1}",
                choices=[(column.value, words) for column, words in COLUMN_NAMES.items()],
                initial=columns[at] if at < len(columns) else Column.LEFT_OUT.value,
                error_messages={"required": "Choose what this column holds."},
            )
        self.order_fields(["version", *self.names, "has_headings"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        said = [cleaned.get(name) for name in self.names]
        if said.count(Column.ACTION.value) != 1:
            self.add_error(self.names[0], "Choose one column that holds the actions.")
        elif max(said.count(Column.TIMESCALE.value), said.count(Column.STATUS.value)) > 1:
            self.add_error(self.names[0], "Choose at most one column of timescales, and one of statuses.")
        return cleaned

    @property
    def said(self) -> Said:
        columns = tuple(Column(self.cleaned_data[name]) for name in self.names)
        return Said(columns, self.cleaned_data["has_headings"])
