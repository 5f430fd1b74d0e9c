"""What is asked about an action: its words, whom it is for, who leads it, and by when."""

from typing import Any

from django import forms

from actions.forms.readback import (
    ReadBackForm,
    leads_field,
    leads_of,
    said_of_leads,
    said_of_timescale,
    seen_field,
)
from actions.limits import LONGEST_TIMESCALE, LONGEST_WORDING
from actions.models import Action, Lead, Plan, Spelling, leads_in_words
from actions.services.reading import Reading, reading_of
from actions.timescales import Timescale, read
from indicators.models import Indicator


class IndicatorsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The indicators of a plan's year, each with its number and subject."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class ActionForm(ReadBackForm):
    """The words, indicators and leads of an action."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    wording = forms.CharField(
        label="What will be done?",
        help_text="As it will stand in the published plan.",
        max_length=LONGEST_WORDING,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what will be done."},
    )
    indicators = IndicatorsField(
        label="Which indicators is it for?",
        queryset=Indicator.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one indicator."},
    )
    leads = leads_field()
    leads_seen = seen_field()

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["indicators"].queryset = plan.indicators  # type: ignore[attr-defined]
        self.known = known_leads(plan)

    def clean_leads(self) -> Any:
        text = self.cleaned_data["leads"]
        words = leads_of(text, self.known)
        self.ask_once("leads", text, said_of_leads(words, self.known))
        return words

    @classmethod
    def about(cls, action: Action) -> "ActionForm":
        return cls(plan=action.plan, initial=stands(action))


class NewActionForm(ActionForm):
    """The same of an action that does not exist yet, with its timescale in the words of the plan."""

    timescale = forms.CharField(
        label="By when? (optional)",
        help_text="In the words of the plan, such as: January 2022, Quarterly, or March 2022 and ongoing.",
        max_length=LONGEST_TIMESCALE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    timescale_seen = seen_field()
    understood: Timescale

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]

    @property
    def reading(self) -> Reading | None:
        """How the timescale in the box is read."""
        return reading_of(str(self["timescale"].value() or "")[:LONGEST_TIMESCALE], starts_on=self.plan.starts_on)

    def clean_timescale(self) -> str:
        text = " ".join(self.cleaned_data["timescale"].split())
        self.understood = read(text, plan_start=self.plan.starts_on)
        self.ask_once("timescale", text, said_of_timescale(text, self.understood))
        return text


def stands(action: Action) -> dict[str, Any]:
    """The action as the form shows it; reads `indicators` and `leaderships`."""
    return {
        "version": action.version,
        "wording": action.wording,
        "indicators": [indicator.pk for indicator in action.indicators.all()],
        "leads": leads_in_words((each.lead.name, each.kind) for each in action.leaderships.all()),
    }


def known_leads(plan: Plan) -> set[str]:
    """The names and spellings of the organisation's leads, in small letters."""
    organisation = plan.organisation_id
    names = Lead.objects.filter(organisation=organisation).values_list("name", flat=True)
    spellings = Spelling.objects.filter(organisation=organisation).values_list("name", flat=True)
    return {name.lower() for name in (*names, *spellings)}
