"""The filters of the plan: what the address asks for, what it finds, and how many each choice would show.

A plain form and not django-filter's: no filter here is the bare lookup of a field that it would write by itself, and
each choice is counted with all filters but its own, for which it has no word.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Q
from django.http import QueryDict

from actions.models import ActionQuerySet, Lead, Plan
from actions.models.actions import (
    HAS_DOUBTS,
    IS_OPEN,
    IS_UNCHECKED,
    IS_UNCONFIRMED,
    is_overdue,
    is_silent,
    is_unreached,
)
from actions.quarters import Quarter
from actions.statuses import Status
from indicators.models import Indicator
from nhsuk.widgets import DateInput

GROUPS = {
    "": "As printed",
    "indicator": "Indicator",
    "status": "Status",
    "lead": "Lead",
    "due": "Month due",
}
# What an action may ask for; all but the last two are asked of open actions alone.
ONLY: dict[str, tuple[str, Callable[[date], Q]]] = {
    "overdue": ("Overdue", lambda on: is_overdue(on=on)),
    "no_update": ("No update this quarter", lambda on: is_silent(Quarter.of(on))),
    "no_lead": ("No lead with an email address", lambda on: is_unreached()),
    "unclear": ("Timescale not clear", lambda on: HAS_DOUBTS),
    "unchecked": ("Not checked since it was brought in", lambda on: IS_UNCHECKED),
    "to_confirm": ("Complete, to be confirmed", lambda on: IS_UNCONFIRMED),
    "open": ("Not complete or closed yet", lambda on: IS_OPEN),
}


DUE = ("due_from", "due_to")
MOST_WORDS = 10


class DateInAddress(DateInput):
    """Day, month and year in boxes; an address that somebody writes may have them as one ISO date."""

    def value_from_datadict(  # type: ignore[override]  # as in DateInput
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> str | None:
        return super().value_from_datadict(data, files, name) or data.get(name)


def day(label: str, hint: str) -> forms.DateField:
    error = f"{label}: enter a date, such as 31 3 2022."
    return forms.DateField(
        label=label, help_text=hint, required=False, widget=DateInAddress, error_messages={"invalid": error}
    )


def several(label: str, hint: str = "") -> forms.MultipleChoiceField:
    error = f"{label}: '%(value)s' is not in the list. Choose from the list."
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": error},
    )


@dataclass(frozen=True)
class Active:
    """A filter that is on, in words, and the query of the address without it."""

    words: str
    without: str


class PlanFilters(forms.Form):
    """What to show of a plan, and in which groups. What cannot be understood is said, and the rest is used."""

    year = forms.CharField(required=False, widget=forms.HiddenInput)
    standard = forms.CharField(required=False, widget=forms.HiddenInput)
    group = forms.ChoiceField(
        required=False,
        choices=list(GROUPS.items()),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "The plan cannot be grouped by '%(value)s'. It is shown as printed."},
    )
    words = forms.CharField(
        label="Words",
        help_text="In the action, its timescale, the names of its leads or its updates.",
        required=False,
        max_length=200,
        error_messages={"max_length": "Words: use 200 letters or fewer."},
    )
    lead = forms.ChoiceField(
        label="Lead",
        help_text="Finds the actions that the lead leads, and those that it only supports.",
        required=False,
        error_messages={"invalid_choice": "Lead: the one in the address is not in this plan. Choose from the list."},
    )
    due_from = day("Due from", "For example, 1 1 2022.")
    due_to = day("Due to", "For example, 31 3 2022.")
    only = several("Only actions that are", "Where you choose several, all must apply.")
    status = several("Status")
    indicator = several("Indicator")

    def __init__(
        self,
        data: QueryDict,
        *,
        actions: ActionQuerySet,
        indicators: Iterable[Indicator],
        leads: Iterable[Lead],
        on: date,
    ) -> None:
        """`actions` are all of the plan; `indicators` and `leads` what can be chosen."""
        super().__init__(data)
        self.actions, self.on = actions, on
        names = {str(lead.pk): lead.name for lead in leads}
        subjects = {str(each.number): f"{each.number}. {each.subject}" for each in indicators}
        self.offered: dict[str, dict[str, str]] = {
            "only": {name: label for name, (label, _) in ONLY.items()},
            "status": {status.value: status.label for status in Status},
            "indicator": subjects,
            "lead": names,
        }
        for name, labels in self.offered.items():
            self.choices(name, labels)
        self.full_clean()

    def choices(self, name: str, labels: dict[str, str]) -> None:
        first = [("", "Any lead")] if name == "lead" else []
        self.fields[name].choices = [*first, *labels.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("due_from"), cleaned.get("due_to")
        if first and last and last < first:
            self.add_error("due_to", "Due to: this is before the first day. Enter the same day or a later one.")
        return cleaned

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"]).split()
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"Words: use {MOST_WORDS} words or fewer.")
        return " ".join(words)

    def hold_against(self, plan: Plan) -> None:
        """Says so where the plan that is shown is another one than the address asks for."""
        is_shown = {"year": str(plan.year), "standard": plan.standard.code.lower()}
        for name, shown in is_shown.items():
            asked = self.cleaned_data.get(name, "")
            if asked and asked.lower() != shown:
                words = f"of {asked}" if name == "year" else f"for '{asked}'"
                self.add_error(name, f"There is no plan {words}. The {plan.standard.code} {plan.year} plan is shown.")

    @property
    def grouping(self) -> str:
        return str(self.cleaned_data.get("group", ""))

    @property
    def grouping_words(self) -> str:
        """What the list is grouped by: as printed, that is by indicator."""
        return GROUPS[self.grouping or "indicator"].lower()

    @property
    def chosen(self) -> dict[str, list[str]]:
        """What is filtered by, as the address says it; nothing of what could not be understood."""
        found = {name: self.cleaned_data.get(name) for name in (*FILTERS, *DUE)}
        return {name: as_texts(value) for name, value in found.items() if value}

    def narrow(self, *, without: str = "") -> ActionQuerySet:
        """The actions that are asked for; or with all filters but one."""
        actions = self.actions
        for name in self.chosen:
            if name != without and name in FILTERS:
                actions = FILTERS[name](actions, self.cleaned_data[name], self.on)
        first, last = (self.cleaned_data.get(name) for name in DUE)
        # Together, because one deadline has to be within both.
        return actions.due_between(first or date.min, last or date.max) if first or last else actions

    def query(self, *, group: str | None = None, without: tuple[str, str] = ("", ""), adding: str = "") -> str:
        """The query of an address with these filters: in another group, without one of the values, or one more."""
        grouped = self.grouping if group is None else group
        kept = {"year": self.cleaned_data.get("year"), "standard": self.cleaned_data.get("standard"), "group": grouped}
        asked: dict[str, list[str]] = {name: [value] for name, value in kept.items() if value}
        for name, values in self.chosen.items():
            asked[name] = [value for value in values if (name, value) != without]
        if adding:
            asked["only"] = [*asked.get("only", []), adding]
        return urlencode(asked, doseq=True)

    @property
    def nothing(self) -> str:
        """The query without any filter, in the same group."""
        kept = {name: self.cleaned_data.get(name) for name in ("year", "standard", "group")}
        return urlencode({name: value for name, value in kept.items() if value})

    @property
    def active(self) -> list[Active]:
        return [
            Active(self.in_words(name, value), self.query(without=(name, value)))
            for name, values in self.chosen.items()
            for value in values
        ]

    def in_words(self, name: str, value: str) -> str:
        label = self.fields[name].label
        if name in DUE:
            said = date.fromisoformat(value)
            return f"{label} {said.day} {said:%B %Y}"
        text = self.offered.get(name, {}).get(value, value)
        return text if name == "only" else f"{label}: {text}"

    def count_choices(self) -> None:
        """Puts beside each choice how many actions it would show with the other filters, in four queries."""
        counts = {
            "only": self.narrow().aggregate(
                **{name: Count("pk", filter=condition(self.on)) for name, (_, condition) in ONLY.items()}
            ),
            "status": tally(self.narrow(without="status"), "status"),
            "indicator": tally(self.narrow(without="indicator"), "indicators__number"),
            "lead": tally(self.narrow(without="lead"), "leaderships__lead"),
        }
        self.counted = counts["only"]
        for name, labels in self.offered.items():
            counted = {value: f"{label} ({counts[name].get(value, 0):,})" for value, label in labels.items()}
            self.choices(name, counted)

    @property
    def quick(self) -> list[tuple[str, int, str]]:
        """What actions ask for that is not filtered by yet: its words, how many, and the query that adds it."""
        on = self.chosen.get("only", [])
        return [
            (label, self.counted[name], self.query(adding=name))
            for name, label in self.offered["only"].items()
            if self.counted[name] and name not in on and name != "open"
        ]


def as_texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    return [value.isoformat() if isinstance(value, date) else str(value)]


def tally(actions: ActionQuerySet, field: str) -> dict[str, int]:
    """How many of the actions have each value."""
    return {
        str(value): number
        for value, number in actions.order_by().values_list(field).annotate(Count("pk", distinct=True))
    }


def with_all(actions: ActionQuerySet, names: list[str], on: date) -> ActionQuerySet:
    for name in names:
        actions = actions.filter(ONLY[name][1](on))
    return actions


# How each field narrows what is shown.
FILTERS: dict[str, Callable[[ActionQuerySet, Any, date], ActionQuerySet]] = {
    "words": lambda actions, words, on: actions.saying(words),
    "only": with_all,
    "status": lambda actions, statuses, on: actions.filter(status__in=statuses),
    "indicator": lambda actions, numbers, on: actions.serving(map(int, numbers)),
    "lead": lambda actions, lead, on: actions.led_by(Lead.objects.filter(pk=lead)),
}
