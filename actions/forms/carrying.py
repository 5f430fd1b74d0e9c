"""What is asked about each action that is carried forward, merged, split or closed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from actions.forms.readback import ReadBackForm, leads_field, leads_of, said_of_leads, said_of_timescale, seen_field
from actions.limits import LONGEST_TIMESCALE, LONGEST_WORDING
from actions.models import Action, leads_in_words
from actions.services.carrying import Ending, Next
from actions.statuses import GOES_ON, ClosedBecause
from actions.timescales import Timescale, read
from indicators.models import Indicator

CHOICES = {
    "carry": "Carry it on",
    "merge": "Merge it with another",
    "split": "Split it into several",
    "close": "Close it",
    "leave": "Leave it as it is",
}
WHEN_ENDED = ("leave", "carry", "split")
MOST_PARTS = 4


class OneForm(ReadBackForm):
    """About one action of the earlier plan."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": action.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs | {"prefix": f"action-{action.pk}"})
        self.action = action

    @property
    def number(self) -> str:
        return f"Action {self.action.place}"


class CarryForm(OneForm):
    """As what an action goes on. Its timescale keeps its dates as long as its words stay as they are."""

    kind = "carry"
    wording = forms.CharField(
        max_length=LONGEST_WORDING,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what will be done."},
    )
    indicators = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one indicator."},
    )
    leads = leads_field()
    leads_seen = seen_field()
    timescale = forms.CharField(
        max_length=LONGEST_TIMESCALE, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    timescale_seen = seen_field()

    def __init__(
        self, *args: Any, action: Action, valid: Mapping[int, Indicator], known: set[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, action=action, initial=self.of(action), **kwargs)
        self.valid, self.known = valid, known
        self.lost = [each.number for each in action.indicators.all() if each.number not in valid]
        self.fields["indicators"].choices = [  # type: ignore[attr-defined]
            (number, str(indicator)) for number, indicator in valid.items()
        ]
        self.label_fields()

    @staticmethod
    def of(action: Action) -> dict[str, Any]:
        return {
            "wording": action.wording,
            "indicators": [indicator.number for indicator in action.indicators.all()],
            "leads": leads_in_words((each.lead.name, each.kind) for each in action.leaderships.all()),
            "timescale": action.timescale,
        }

    def label_fields(self) -> None:
        """Each label names its action: a page has many of them."""
        labels = {
            "wording": "What will be done",
            "indicators": "Which indicators it is for",
            "leads": "Who leads it (optional)",
            "timescale": "By when (optional)",
        }
        for name, label in labels.items():
            if name in self.fields:
                self.fields[name].label = f"{self.number}: {label[:1].lower()}{label[1:]}"
        self.fields["timescale"].help_text = "Its dates go on as they are, unless you change these words."

    def clean_leads(self) -> Any:
        text = self.cleaned_data["leads"]
        words = leads_of(text, self.known)
        self.ask_once("leads", text, said_of_leads(words, self.known))
        return words

    def clean_timescale(self) -> str:
        return " ".join(self.cleaned_data["timescale"].split())

    def read_timescale(self, starts_on: date) -> None:
        """Reads words that were changed, once it is known when the next plan starts."""
        text = self.cleaned_data.get("timescale")
        self.understood: Timescale | None = None
        if text is None or text == " ".join(self.action.timescale.split()):
            return
        self.understood = read(text, plan_start=starts_on)
        self.ask_once("timescale", text, said_of_timescale(text, self.understood))

    def nexts(self, merged: list[Action]) -> list[Next]:
        return [self.next_of(self.cleaned_data["wording"], merged)]

    def next_of(self, wording: str, merged: list[Action]) -> Next:
        return Next(
            origins=(self.action, *merged),
            wording=wording,
            indicators=[self.valid[number] for number in self.cleaned_data["indicators"]],
            leads=self.cleaned_data["leads"],
            timescale=self.cleaned_data["timescale"],
            understood=self.understood,
        )


class SplitForm(CarryForm):
    """The parts that an action goes on as. What else belongs to it goes to each part, and is changed there."""

    kind = "split"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["wording"]
        parts = {}
        for part in range(1, MOST_PARTS + 1):
            needed = part <= 2
            parts[f"part_{part}"] = forms.CharField(
                label=f"{self.number}: part {part}{'' if needed else ' (optional)'}",
                initial=self.action.wording if part == 1 else "",
                max_length=LONGEST_WORDING,
                required=needed,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": f"Say what part {part} of action {self.action.place} is."},
            )
        self.fields = parts | self.fields
        self.parts = [self[name] for name in parts]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = [" ".join(each.split()).lower() for each in self.words_of(cleaned)]
        if len(set(words)) < len(words):
            self.add_error("part_2", "Two parts have the same words. Say what is different.")
        return cleaned

    @staticmethod
    def words_of(cleaned: Mapping[str, Any]) -> list[str]:
        found = (cleaned.get(f"part_{part}") for part in range(1, MOST_PARTS + 1))
        return [words for words in found if words]

    def nexts(self, merged: list[Action]) -> list[Next]:
        return [self.next_of(words, []) for words in self.words_of(self.cleaned_data)]


class MergeForm(OneForm):
    """Into which action that goes on."""

    kind = "merge"
    into = forms.TypedChoiceField(coerce=int, error_messages={"required": "Choose the action that it is merged into."})

    def __init__(self, *args: Any, others: Iterable[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(other.pk, f"{other.place}. {other.wording[:80]}") for other in others]
        self.fields["into"].label = f"Merge action {self.action.place} into"
        self.fields["into"].choices = [("", "Choose an action that goes on"), *offered]  # type: ignore[attr-defined]
        if not offered:
            self.fields["into"].help_text = "No action is carried on yet. Go back and choose one."


class CloseForm(OneForm):
    """Why an action ends and does not go on."""

    kind = "close"
    because = forms.ChoiceField(
        choices=[(each.value, each.label) for each in ClosedBecause if each not in GOES_ON],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is closed."},
    )
    words = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say in a sentence why it is closed. The committee will read it."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].label = f"Why is action {self.action.place} closed?"
        self.fields["words"].label = f"Action {self.action.place}: in a sentence"

    def ending(self) -> Ending:
        return Ending(self.action, self.cleaned_data["because"], self.cleaned_data["words"].strip())
