"""What is asked about an approval."""

from datetime import date
from typing import Any

from django import forms

from actions.models import Plan
from actions.services.since_meeting import ChangedSince, changed_since
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

    as_now = forms.BooleanField(
        label="Yes, it approved these actions as they stand now",
        required=False,
        widget=forms.CheckboxInput,
    )

    def __init__(self, *args: Any, plan: Plan, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.on = plan, on
        self.changed: list[ChangedSince] = []
        self.confirming = self.fields.pop("as_now")  # asked only where something was changed after the meeting

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day = cleaned.get("approved_on")
        # What is kept are the words of today, so that nothing can be otherwise where the meeting was today.
        self.changed = changed_since(self.plan, day) if day and day < self.on else []
        if not self.changed:
            return cleaned
        self.fields["as_now"] = self.confirming
        if not self.data.get(self.add_prefix("as_now")):
            self.add_error("as_now", "Tick the box if it approved these actions as they stand now.")
        return cleaned

    def clean_body(self) -> str:
        return " ".join(self.cleaned_data["body"].split())

    def clean_approved_on(self) -> date:
        day: date = self.cleaned_data["approved_on"]
        if day > self.on:
            raise forms.ValidationError("This day is still to come. Record the approval after the meeting.")
        return day
