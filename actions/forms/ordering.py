"""Which action goes where."""

from typing import Any

from django import forms

from actions.models import Action, Plan

SHORT = {"inputmode": "numeric", "class": "nhsuk-input--width-3", "autocomplete": "off"}


class MoveForm(forms.Form):
    """The number that an action has, and the number that it is to have."""

    place = forms.IntegerField(
        label="Move action number",
        min_value=1,
        error_messages={"required": "Enter the number of an action.", "invalid": "Enter a number, such as 12."},
        widget=forms.TextInput(attrs=SHORT),
    )
    turn = forms.IntegerField(
        label="To be number",
        min_value=1,
        max_value=100_000,
        error_messages={"required": "Enter the number that it is to have.", "invalid": "Enter a number, such as 1."},
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean_place(self) -> int:
        place: int = self.cleaned_data["place"]
        if not Action.objects.filter(plan=self.plan, place=place).exists():
            raise forms.ValidationError(f"The plan has no action {place}.")
        return place
