"""Boxes in which people write as they print: what was understood is said back once, before anything is saved."""

from collections.abc import Collection
from typing import Any

from django import forms

from actions.lead_names import key_of
from actions.lead_words import LeadWords, read_leads
from actions.limits import LONGEST_LEADS, LONGEST_NAME
from actions.timescales import Timescale, understood_as

SAVE_AGAIN = "If that is right, save again. If not, change the words."


class ReadBackForm(forms.Form):
    """A form that answers 'is this what you meant?' where it has a doubt; the same words sent again are the answer."""

    data: Any

    def ask_once(self, name: str, text: str, said: str) -> None:
        """Puts what was understood beside the box, unless it stood there when the words were sent."""
        key, seen = self.add_prefix(f"{name}_seen"), " ".join(text.split())
        if said and self.data.get(key) != seen:
            self.add_error(name, f"{said} {SAVE_AGAIN}")
            self.data = self.data.copy()
            self.data[key] = seen


class SeenInput(forms.HiddenInput):
    """Remembers for which words the reading was shown."""


def seen_field() -> forms.CharField:
    return forms.CharField(required=False, widget=SeenInput)


def leads_field(label: str = "Who leads it? (optional)") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="Posts, teams, networks or committees, one on each line. For those who help, write "
        "'with support from' and then who, such as: Head of Recruitment with support from MEGA.",
        max_length=LONGEST_LEADS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def said_of_leads(words: LeadWords, known: Collection[str]) -> str:
    """What was understood, where there is a doubt or a name that is not known yet; `known` are names."""
    named = [*words.accountable, *words.supporting]
    keys = keys_of(known)
    new = [name for name in named if key_of(name) not in keys]
    if not words.doubts and not new:
        return ""
    added = f" New, and will be added to the leads: {listed(new)}." if new else ""
    doubts = "".join(f" {doubt}" for doubt in words.doubts)
    return f"Understood as: {leads_understood(words)}.{doubts}{added}"


def leads_understood(words: LeadWords) -> str:
    """'led by A and B, with support from C'."""
    led = f"led by {listed(words.accountable)}" if words.accountable else "nobody leads it"
    return f"{led}, with support from {listed(words.supporting)}" if words.supporting else led


def listed(names: Collection[str]) -> str:
    """'A', 'A and B', 'A; B and C': the names themselves have commas."""
    *others, last = names
    return f"{'; '.join(others)} and {last}" if others else last


def keys_of(names: Collection[str]) -> set[str]:
    """By which leads are told apart, whatever their capitals and dashes."""
    return {key_of(name) for name in names}


def leads_of(text: str, known: Collection[str] = ()) -> LeadWords:
    """Nobody, where nothing is written; the names of `known` leads are told apart however odd they are.

    ValidationError where a name is longer than one can be.
    """
    words = read_leads(text, known=keys_of(known))
    long = [name for name in (*words.accountable, *words.supporting) if len(name) > LONGEST_NAME]
    if long:
        raise forms.ValidationError(
            f"'{long[0][:40]}...' is too long for the name of one lead. Put each lead on a line of its own."
        )
    return words


def said_of_timescale(text: str, understood: Timescale) -> str:
    """What was understood of the words, where there is a doubt."""
    if not text or not understood.doubts:
        return ""
    said = understood_as(understood)
    return " ".join([*([f"{said}."] if said else []), *understood.doubts])
