"""What a meeting decided, and what came of it."""

from datetime import date
from textwrap import shorten
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from actions.models import Action
from nhsuk.widgets import DateInput
from reports.models import Decision, Paper

LONGEST = 3_000  # letters


class ActionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # the class takes none when it runs
    """The actions of a plan, each in one line with its number."""

    def label_from_instance(self, obj: Action) -> str:
        return f"{obj.place}. {shorten(obj.wording, 100, placeholder=' …')}"


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A decision on a paper as a whole, or on one of its actions."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    due_on = forms.DateField(
        label="By when? (optional)",
        help_text="For example, 31 3 2022.",
        required=False,
        widget=DateInput,
        error_messages={"invalid": "Enter a real date, such as 31 3 2022."},
    )

    class Meta:
        model = Decision
        fields = ("wording", "action", "lead", "due_on")
        labels = {
            "wording": "What did the committee decide?",
            "action": "Is it about one action? (optional)",
            "lead": "Who does it? (optional)",
        }
        help_texts = {
            "wording": "It comes back in the next paper, under 'Actions from last time'.",
            "lead": "A post, a team or the committee.",
        }
        error_messages = {"wording": {"required": "Write what the committee decided."}}
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "lead": forms.TextInput(attrs={"autocomplete": "off"}),
        }

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.paper = paper
        self.fields["wording"].validators.append(MaxLengthValidator(LONGEST, f"Write {LONGEST:,} characters or fewer."))
        self.initial["version"] = self.instance.version
        self.fields["action"] = ActionField(
            Action.objects.filter(plan=paper.plan_id).order_by("place", "pk"),
            label=self.fields["action"].label,
            empty_label="The plan as a whole",
            required=False,
        )


class OutcomeForm(forms.Form):
    """What came of a decision."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.CharField(
        label="What came of it?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what came of it.", "max_length": "Write 2,000 characters or fewer."},
    )
    settled_on = forms.DateField(
        label="On which day was it done? (optional)",
        help_text="Leave it empty while it is not done: it comes back in each paper until it is.",
        required=False,
        widget=DateInput,
        error_messages={"invalid": "Enter a real date, such as 31 3 2022."},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_settled_on(self) -> date | None:
        day: date | None = self.cleaned_data["settled_on"]
        if day and day > self.on:
            raise forms.ValidationError("This day is still to come. Leave it empty until it is done.")
        return day
