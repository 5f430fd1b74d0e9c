"""Putting right what was read of a document: one action, a split, the indicators of several."""

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
from actions.imported import ImportedAction
from actions.limits import LONGEST_TIMESCALE, LONGEST_WORDING
from actions.models import PlanImport
from actions.services.reading import Reading, reading_of
from actions.statuses import Status
from actions.timescales import read
from indicators.models import Indicator

AS_TYPED, NONE = "typed", "none"


class MendForm(ReadBackForm):
    """One action, put right. A choice that was offered goes before what is typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    wording = forms.CharField(
        label="What will be done?",
        max_length=LONGEST_WORDING,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what will be done."},
    )
    numbers = forms.TypedMultipleChoiceField(
        label="Which indicators is it for?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one indicator."},
    )
    timescale_choice = forms.ChoiceField(
        label="Which timescale belongs to this action?", required=False, widget=forms.RadioSelect
    )
    timescale = forms.CharField(
        label="Timescale (optional)",
        help_text="In the words of the plan. Leave it empty if none is printed: it is then asked about later.",
        max_length=LONGEST_TIMESCALE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lead_choice = forms.ChoiceField(label="Who leads this action?", required=False, widget=forms.RadioSelect)
    leads = leads_field("Leads (optional)")
    status = forms.ChoiceField(
        label="Status",
        help_text="Leave it at 'Not recorded' if the document says none.",
        choices=[(status.value, status.label) for status in Status],
        error_messages={"required": "Choose a status."},
    )
    timescale_seen = seen_field()
    leads_seen = seen_field()

    def __init__(
        self, *args: Any, indicators: Sequence[Indicator], action: ImportedAction, starts_on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.starts_on = starts_on
        self.offered: dict[str, tuple[Sequence[str], str]] = {}
        self.fields["numbers"].choices = numbered(indicators)  # type: ignore[attr-defined]
        self.offer("timescale", action.choices("timescale"), action.timescale, "None of these belongs to it")
        self.offer("lead", action.choices("lead"), action.leads, "None of these leads it")

    def offer(self, part: str, choices: Sequence[str], now: str, none: str) -> None:
        """Offers what it could be, where the document leaves it open; else there is nothing to choose."""
        name = f"{part}_choice"
        if not choices:
            del self.fields[name]
            return
        given = [(str(at), " / ".join(text.split("\n"))) for at, text in enumerate(choices)]
        typed = "Something else, as written below"
        self.fields[name].choices = [*given, (NONE, none), (AS_TYPED, typed)]  # type: ignore[attr-defined]
        at_now = next((str(at) for at, text in enumerate(choices) if text == now), "")
        self.fields[name].initial = at_now or (AS_TYPED if now else NONE)
        self.offered[part] = choices, now

    def chosen(self, part: str, typed: str) -> str:
        """What was chosen; or what was typed, where that is asked for, or the words were changed and the choice not."""
        choices, before = self.offered.get(part, ((), ""))
        name = f"{part}_choice"
        choice = self.cleaned_data.get(name) or AS_TYPED
        is_as_shown = name in self.fields and choice == self.fields[name].initial
        if choice == AS_TYPED or (is_as_shown and typed.split() != before.split()):
            return typed
        return "" if choice == NONE else choices[int(choice)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        timescale = cleaned["timescale"] = self.chosen("timescale", cleaned.get("timescale", ""))
        leads = cleaned["leads"] = self.chosen("lead", cleaned.get("leads", ""))
        if timescale:
            understood = read(timescale, plan_start=self.starts_on)
            self.ask_once("timescale", timescale, said_of_timescale(timescale, understood))
        if not leads.strip():
            return cleaned
        try:
            named = leads_of(leads)
        except forms.ValidationError as error:
            self.add_error("leads", error)
        else:
            # What is new is plain here: before an import hardly any lead is known.
            known = {name.lower() for name in (*named.accountable, *named.supporting)}
            self.ask_once("leads", leads, said_of_leads(named, known))
        return cleaned

    @property
    def reading(self) -> Reading | None:
        """How the timescale in the box is read."""
        return reading_of(str(self["timescale"].value() or "")[:LONGEST_TIMESCALE], starts_on=self.starts_on)

    def parts(self) -> dict[str, Any]:
        """The parts of the action, as they are kept."""
        cleaned = self.cleaned_data
        status = cleaned["status"] if cleaned["status"] != Status.NOT_RECORDED else ""
        return {
            "wording": "\n".join(line.strip() for line in cleaned["wording"].splitlines() if line.strip()),
            "numbers": tuple(sorted(cleaned["numbers"])),
            "timescale": " ".join(cleaned["timescale"].split()),
            "leads": cleaned["leads"].strip(),
            "status": status,
        }

    @classmethod
    def about(cls, found: PlanImport, action: ImportedAction, indicators: Sequence[Indicator]) -> "MendForm":
        given = {
            "version": found.version,
            "wording": action.wording,
            "numbers": list(action.numbers),
            "timescale": action.timescale,
            "leads": action.leads,
            "status": action.status or Status.NOT_RECORDED,
            # What is doubtful about these words stands beside them already.
            "timescale_seen": " ".join(action.timescale.split()),
            "leads_seen": " ".join(action.leads.split()),
        }
        return cls(initial=given, indicators=indicators, action=action, starts_on=found.starts_on)


class SplitForm(forms.Form):
    """Where one action ends and the next begins."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    wording = forms.CharField(
        label="The actions",
        help_text="Put an empty line where one action ends and the next begins.",
        max_length=2 * LONGEST_WORDING,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Write the actions, with an empty line between them."},
    )

    def clean_wording(self) -> list[str]:
        text = "\n".join(line.strip() for line in self.cleaned_data["wording"].splitlines())
        parts = [part.strip() for part in text.split("\n\n") if part.strip()]
        if len(parts) < 2:
            raise forms.ValidationError("Put an empty line where one action ends and the next begins.")
        return parts


class IndicatorsForm(forms.Form):
    """The indicators of several actions at once."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    numbers = forms.TypedMultipleChoiceField(
        label="Which indicators are they for?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one indicator."},
    )

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = numbered(indicators)  # type: ignore[attr-defined]


def numbered(indicators: Sequence[Indicator]) -> list[tuple[int, str]]:
    return [(each.number, f"{each.number}. {each.subject}") for each in indicators]
