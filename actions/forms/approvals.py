"""What is asked about an approval."""

from datetime import date
from typing import Any

from django import forms

from nhsuk.widgets import DateInput


class ApprovalForm(forms.Form):
    """Who approved the plan, and when."""

    body = forms.CharField(
        label="Who approved it?",
        help_text="The body, such as Trust Board or People Committee.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter who approved the plan, such as Trust Board."},
    )
    approved_on = forms.DateField(
        label="On which day?",
        help_text="The day of the meeting. For example, 29 9 2022.",
        widget=DateInput,
        error_messages={
            "required": "Enter the day on which the plan was approved.",
            "invalid": "Enter a real date, such as 29 9 2022.",
        },
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_body(self) -> str:
        return " ".join(self.cleaned_data["body"].split())

    def clean_approved_on(self) -> date:
        day: date = self.cleaned_data["approved_on"]
        if day > self.on:
            raise forms.ValidationError("This day is still to come. Record the approval after the meeting.")
        return day
