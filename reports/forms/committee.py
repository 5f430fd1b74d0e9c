"""When the committee meets, and who else gets its papers."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Organisation
from actions.working_days import is_working_day
from nhsuk.widgets import DateInput
from reports.models import CommitteeAddress, Meeting

LATEST = 270  # days after a quarter's end: a later day is a slip of the year


class MeetingForm(forms.Form):
    """The day of a meeting and the deadline of its paper."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    held_on = forms.DateField(
        label="When does the committee meet?",
        help_text="For example, 9 2 2022.",
        widget=DateInput,
        error_messages={"required": "Enter the day of the meeting.", "invalid": "Enter a real date, such as 9 2 2022."},
    )
    paper_due_on = forms.DateField(
        label="By when is its paper to be ready?",
        help_text=(
            "The EDI leads are reminded three working days before. The paper is issued by itself at 5pm on this day, "
            "unless it is held back or your trust issues papers by hand."
        ),
        widget=DateInput,
        error_messages={
            "required": "Enter the deadline of the paper.",
            "invalid": "Enter a real date, such as 2 2 2022.",
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.quarter, self.on = meeting, meeting.quarter, on

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        self.check_after_quarter(day, "The meeting reads the quarter")
        if not is_working_day(day):
            raise forms.ValidationError(f"{day:%-d %B %Y} is a weekend or a bank holiday. Choose a working day.")
        return day

    def clean_paper_due_on(self) -> date:
        day: date = self.cleaned_data["paper_due_on"]
        self.check_after_quarter(day, "The paper is about the quarter")
        # With a day that is past, a draft would be issued within a minute, and nobody meant that.
        if day < self.on and day != self.meeting.paper_due_on:
            raise forms.ValidationError(f"{day:%-d %B %Y} has passed. Enter today or a later day.")
        return day

    def check_after_quarter(self, day: date, why: str) -> None:
        ends_on = self.quarter.ends_on
        if day <= ends_on:
            raise forms.ValidationError(f"{why}, which ends on {ends_on:%-d %B %Y}. Enter a later day.")
        if (day - ends_on).days > LATEST:
            raise forms.ValidationError(f"This is more than nine months after {self.quarter}. Check the year.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        held_on, paper_due_on = cleaned.get("held_on"), cleaned.get("paper_due_on")
        if held_on and paper_due_on and paper_due_on > held_on:
            self.add_error("paper_due_on", "The paper has to be ready by the day of the meeting, or before it.")
        return cleaned


class CommitteeAddressForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody who gets every paper without signing in."""

    class Meta:
        model = CommitteeAddress
        fields = ("name", "email")
        labels = {"name": "Name", "email": "Email address"}
        help_texts = {"name": "Of the person or the office, such as Committee secretary."}
        error_messages = {
            "name": {"required": "Enter the name."},
            "email": {
                "required": "Enter the email address.",
                "invalid": "Enter an email address, such as name@trust.nhs.uk.",
            },
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organisation = organisation

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip()
        if CommitteeAddress.objects.of(self.instance.organisation).filter(email__iexact=email).exists():
            raise forms.ValidationError("This address gets the papers already.")
        return email
