"""Which file to bring in."""

from typing import Any

from django import forms

from indicators.spreadsheets.archives import MOST_BYTES


class UploadForm(forms.Form):
    """One spreadsheet; what is in it is read by the service, and its faults come back here."""

    file = forms.FileField(
        label="Spreadsheet",
        help_text="An .xlsx or .csv file of up to 5 MB.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file.", "invalid": "Choose a file.", "missing": "Choose a file."},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        found: Any = self.cleaned_data["file"]
        if (found.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                "This file is larger than 5 MB. Take out what is not needed, and choose it again."
            )
        return found
