"""What is asked for a calendar."""

from django import forms


class CalendarForm(forms.Form):
    """Which deadlines a person wants in their calendar."""

    deadlines = forms.ChoiceField(
        label="Which deadlines do you want in your calendar?",
        choices=[("all", "All open deadlines of the plan"), ("mine", "Only those of actions that I lead or support")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose which deadlines you want.",
            "invalid_choice": "Choose which deadlines you want.",
        },
    )

    @property
    def is_mine(self) -> bool:
        return bool(self.cleaned_data["deadlines"] == "mine")
