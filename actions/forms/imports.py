"""What is asked when a plan is brought in: the document, what its columns hold, and each action that is put right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from actions.documents.columns import Column
from actions.documents.plan import Said
from actions.forms.plans import STARTS, WhichPlanForm
from actions.models import PlanImport, PlanQuerySet
from indicators.spreadsheets.archives import MOST_BYTES

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


class ImportedPlanForm(WhichPlanForm):
    """Into which plan a document is brought: one that has no actions, whether it is there already or not."""

    taken = "The action plan for {year} has actions already. None is overwritten: enter another year."

    def in_the_way(self) -> PlanQuerySet:
        return super().in_the_way().with_actions()

    @property
    def years_taken(self) -> str:
        """The plans that have actions, such as 'WRES 2022, WRES 2021'."""
        plans = self.in_the_way().select_related("standard").order_by("-year", "standard__code")
        return ", ".join(f"{plan.standard.code} {plan.year}" for plan in plans)


class AboutImportForm(ImportedPlanForm):
    """The same of a document that was read. Its standard stays, because its indicators were found in that one."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, found: PlanImport, on: date) -> None:
        usual = found.starts_on == date(found.year, *STARTS)
        stands: dict[str, Any] = {"version": found.version, "standard": found.standard_id, "year": found.year}
        # The usual start is left to follow the year, should that be put right.
        stands["starts_on"] = None if usual else found.starts_on
        super().__init__(*args, organisation=found.organisation, on=on, initial=stands)
        self.fields["standard"].disabled, self.fields["standard"].widget = True, forms.HiddenInput()


class ImportForm(ImportedPlanForm):
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
