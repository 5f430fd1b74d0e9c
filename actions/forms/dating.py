"""What is asked about when an action is due, and why a deadline moves."""

from datetime import date
from typing import Any, Self

from django import forms

from actions.limits import LONGEST_TIMESCALE
from actions.models import Action
from actions.services.reading import Reading, reading_of
from actions.timescales import Repeat, Timescale
from actions.timescales.saying import EVERY
from nhsuk.widgets import DateInput

YEARS = range(2000, 2100)
WRONG_DATE = "Enter a date with day, month and year, such as 31 3 2022."
NOT_READ = "These words do not say when it is due. Set it by hand, or change the words."
NO_WORDS = "There are no words to read. Enter what the plan says, or set it by hand."
NOTHING_SET = "Enter when it is due, choose how often it repeats, or tick that it continues."


def day_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=DateInput, error_messages={"required": WRONG_DATE, "invalid": WRONG_DATE}, **options
    )


def not_absurd(day: date | None) -> date | None:
    if day and day.year not in YEARS:
        raise forms.ValidationError(f"Enter a year from {YEARS.start} to {YEARS.stop - 1}.")
    return day


class TimescaleForm(forms.Form):
    """The words as printed, and either their reading or dates that are set whatever the words say."""

    READ, BY_HAND = "read", "by_hand"

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label="Timescale, as the plan says it",
        help_text="For example: by the end of March 2022, quarterly, or January 2022 and ongoing.",
        max_length=LONGEST_TIMESCALE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"Shorten the timescale to {LONGEST_TIMESCALE} characters or fewer."},
    )
    how = forms.ChoiceField(
        label="When is it due?",
        choices=[(READ, "As it is understood from these words"), (BY_HAND, "I set it by hand, whatever the words say")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the words say when it is due, or you do."},
    )
    due = day_field("Due on", help_text="If it repeats, the day on which it is first due.", required=False)
    repeat = forms.ChoiceField(
        label="How often does it repeat?",
        choices=[("", "It does not repeat"), *((repeat.value, f"Every {EVERY[repeat]}") for repeat in Repeat)],
        required=False,
    )
    until = day_field("Repeats until (optional)", help_text="The last day on which it can be due.", required=False)
    ongoing = forms.BooleanField(label="It continues: ask for an update each quarter", required=False)
    reason = forms.CharField(
        label="Why does the date change? (optional)",
        help_text="Needed if a date that was set before moves or goes. It is shown with the first date.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action

    def clean_words(self) -> str:
        return str(self.cleaned_data["words"]).replace("\r\n", "\n")

    def clean_due(self) -> date | None:
        return not_absurd(self.cleaned_data["due"])

    def clean_until(self) -> date | None:
        return not_absurd(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("how") == self.BY_HAND:
            self.check_dates(cleaned)
        elif cleaned.get("how") == self.READ and "words" in cleaned:
            reading = self.read(cleaned["words"])
            if reading is None or not says_when(reading.understood):
                self.add_error("how", NOT_READ if reading else NO_WORDS)
        return cleaned

    def read(self, words: str) -> Reading | None:
        return reading_of(words, starts_on=self.action.plan.starts_on)

    @property
    def reading(self) -> Reading | None:
        """How the words in the box are read."""
        return self.read(str(self["words"].value() or "")[:LONGEST_TIMESCALE])

    def check_dates(self, cleaned: dict[str, Any]) -> None:
        due, repeat, until = cleaned.get("due"), cleaned.get("repeat"), cleaned.get("until")
        if "due" in self.errors:
            return
        if repeat and not due:
            self.add_error("due", "Enter the day on which it is first due.")
        elif not (due or cleaned.get("ongoing")):
            self.add_error("due", NOTHING_SET)
        if until and not repeat:
            self.add_error("until", "Choose how often it repeats, or leave this empty.")
        elif until and due and until <= due:
            self.add_error("until", "Enter a day after the one on which it is first due.")

    @property
    def decided(self) -> dict[str, Any]:
        """What a valid form says, as the service takes it."""
        cleaned = self.cleaned_data
        by_hand = cleaned["how"] == self.BY_HAND
        reading = None if by_hand else self.read(cleaned["words"])
        understood = reading.understood if reading else set_by_hand(cleaned)
        return {
            "version": cleaned["version"],
            "printed": cleaned["words"],
            "understood": understood,
            "is_set_by_hand": by_hand,
            "reason": cleaned["reason"],
        }

    @classmethod
    def about(cls, action: Action) -> Self:
        """The form as the action stands; with dates that come from nowhere, it is asked which they are."""
        deadline = next(iter(action.open_deadlines), None)  # type: ignore[attr-defined]
        is_read = bool(action.timescale) and not action.is_set_by_hand
        initial = {
            "version": action.version,
            "words": action.timescale,
            "how": cls.READ if is_read else cls.BY_HAND,
            "due": action.repeats_from or (deadline.due_on if deadline else None),
            "repeat": action.repeat,
            "until": action.repeats_until,
            "ongoing": action.ongoing,
        }
        return cls(initial=initial, action=action)


def says_when(understood: Timescale) -> bool:
    return bool(understood.due or understood.repeat or understood.ongoing)


def set_by_hand(cleaned: dict[str, Any]) -> Timescale:
    repeat = Repeat(cleaned["repeat"]) if cleaned["repeat"] else None
    return Timescale(cleaned["due"], repeat, cleaned["ongoing"], (), cleaned["until"] if repeat else None)


class WordsForm(forms.Form):
    """Words to be read as one types them, by the name of their box, and the day on which the plan starts."""

    starts_on = forms.DateField()
    words = forms.CharField(required=False)
    timescale = forms.CharField(required=False)

    def clean_starts_on(self) -> date | None:
        return not_absurd(self.cleaned_data["starts_on"])

    @property
    def reading(self) -> Reading | None:
        words = self.cleaned_data["words"] or self.cleaned_data["timescale"]
        return reading_of(words[:LONGEST_TIMESCALE], starts_on=self.cleaned_data["starts_on"])


class MoveForm(forms.Form):
    """Another day for a deadline, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = day_field("Which day is it due now?")
    reason = forms.CharField(
        label="Why does it move?",
        help_text="One sentence. It stands beside the first date, for everybody who reads the plan.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it moves."},
    )

    def clean_to(self) -> date | None:
        return not_absurd(self.cleaned_data["to"])
