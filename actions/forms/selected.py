"""What is asked about several actions at once."""

from collections.abc import Sequence
from datetime import date
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
from actions.forms.updates import AnswersForm
from actions.limits import LONGEST_TIMESCALE
from actions.models import Action
from actions.models.leads import leads_in_words
from actions.services.reading import Reading, reading_of
from actions.timescales import read

SHOWN = 150  # characters of the wording


class SelectedForm(forms.Form):
    """Which of the actions are meant, and the version of each that the person saw."""

    def __init__(self, *args: Any, actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = {str(action.pk): action for action in actions}
        self.fields["action"] = forms.MultipleChoiceField(
            label="Actions to change",
            help_text="Untick what should stay as it is.",
            choices=[(pk, self.label_of(action)) for pk, action in self.actions.items()],
            initial=list(self.actions),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one action."},
        )
        for action in actions:
            version = forms.IntegerField(initial=action.version, widget=forms.HiddenInput)
            self.fields[version_name(action.pk)] = version

    def label_of(self, action: Action) -> str:
        words = action.wording if len(action.wording) <= SHOWN else f"{action.wording[:SHOWN]}..."
        return f"{action.place}. {words} ({self.now_of(action)})"

    def now_of(self, action: Action) -> str:
        """What stands now in place of what is asked."""
        return action.status_words

    def clean(self) -> dict[str, Any]:
        """The answers as the services take them, with the actions themselves and the versions by action."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [self.actions[pk] for pk in cleaned.pop("action", [])]
        versions = {int(pk): cleaned.pop(version_name(pk), 0) for pk in self.actions}
        return cleaned | {"actions": chosen, "versions": {each.pk: versions[each.pk] for each in chosen}}


class SelectedStatusForm(SelectedForm, AnswersForm):
    """One status for all, with the words that it needs said once."""


class SelectedLeadsForm(SelectedForm, ReadBackForm):
    """Who leads them from now on, in words as they are printed."""

    leads = leads_field()
    leads_seen = seen_field()
    keeps_support = forms.BooleanField(
        label="Keep those who support them now",
        help_text="Without the tick, only those whom you enter lead and support these actions.",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, known: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["leads"].label, self.fields["leads"].required = "Who leads them?", True
        self.fields["leads"].error_messages["required"] = "Enter who leads them."

    def now_of(self, action: Action) -> str:
        named = leads_in_words((each.lead.name, each.kind) for each in action.leaderships.all())
        return named.replace("\n", ", ") or "no lead yet"

    def clean_leads(self) -> Any:
        text = self.cleaned_data["leads"]
        words = leads_of(text, self.known)
        if not words.accountable:
            raise forms.ValidationError("Enter who leads them.")
        self.ask_once("leads", text, said_of_leads(words, self.known))
        return words

    def clean(self) -> dict[str, Any]:
        return {name: value for name, value in super().clean().items() if name != "leads_seen"}


class SelectedTimescaleForm(SelectedForm, ReadBackForm):
    """When they are due, in words as they are printed, read as for one action."""

    timescale = forms.CharField(
        label="When are they due?",
        help_text="For example: by the end of March 2022, quarterly, or January 2022 and ongoing.",
        max_length=LONGEST_TIMESCALE,
        error_messages={"required": "Enter when they are due."},
    )
    timescale_seen = seen_field()
    reason = forms.CharField(
        label="Why does the date change? (optional)",
        help_text="Needed if a date that was set before moves or goes. It is shown with the first date.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def now_of(self, action: Action) -> str:
        return action.timescale or "no timescale"

    @property
    def starts_on(self) -> date:
        return next(iter(self.actions.values())).plan.starts_on

    @property
    def reading(self) -> Reading | None:
        """How the words in the box are read."""
        return reading_of(str(self["timescale"].value() or "")[:LONGEST_TIMESCALE], starts_on=self.starts_on)

    def clean_timescale(self) -> str:
        text: str = self.cleaned_data["timescale"]
        understood = read(text, plan_start=self.starts_on)
        if not (understood.due or understood.repeat or understood.ongoing):
            raise forms.ValidationError("These words do not say when they are due. Change them.")
        self.ask_once("timescale", text, said_of_timescale(text, understood))
        return text

    def clean(self) -> dict[str, Any]:
        return {name: value for name, value in super().clean().items() if name != "timescale_seen"}


def version_name(pk: int | str) -> str:
    return f"version-{pk}"
