"""What the pages of targets ask for."""

from typing import Any

from django import forms

from accounts.models import Organisation
from indicators.forms.values import ValueForm
from indicators.models import Standard, Target

AHEAD = 20  # years: nobody plans further, and '20223' is caught


class TargetForm(ValueForm):
    """A new target."""

    note = forms.CharField(
        label="Where was it agreed? (optional)",
        help_text="For example: Trust Board, September 2021.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, organisation: Organisation, standard: Standard, until: int, **kwargs: Any) -> None:
        super().__init__(*args, standard=standard, until=until, **kwargs)
        self.target = Target(organisation=organisation, standard=standard)
        self.fields["year"].label = "By which year?"
        self.fields["year"].help_text = "The year of the snapshot on 31 March."
        self.fields["printed"].label = "Target"
        self.fields["printed"].help_text = "As it stands in your plan, such as 1.00 or 25%."
        self.fields["printed"].error_messages = {"required": "Enter the target, such as 1.00 or 25%."}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        others = Target.objects.of(self.target.organisation).exclude(pk=self.target.pk)
        number, year = self.indicator.number, cleaned["year"]
        if other := others.filter(standard=self.standard, number=number, year=year).first():
            self.add_error("year", f"There is a target for {year} already, {other.printed}. Change that one.")
        return cleaned

    def save(self) -> Target:
        self.target.number, self.target.year = self.indicator.number, self.cleaned_data["year"]
        self.target.value, self.target.places = self.value.value, self.value.places
        self.target.printed, self.target.note = self.as_printed(), self.cleaned_data["note"]
        self.target.save()
        return self.target

    def as_printed(self) -> str:
        """With the percent sign that the unit has, also where it was not typed."""
        typed = " ".join(self.cleaned_data["printed"].split())
        return f"{typed}%" if self.indicator.unit == "percent" and not typed.endswith("%") else typed


class ChangeTargetForm(TargetForm):
    """Another year, value or note for a target; another indicator is another target."""

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        kwargs["initial"] = {"year": target.year, "printed": target.printed, "note": target.note}
        super().__init__(*args, organisation=target.organisation, standard=target.standard, **kwargs)
        del self.fields["number"]
        self.target = target

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["number"] = self.target.number
        return super().clean()
