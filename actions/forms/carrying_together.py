"""All that is asked when a plan is carried forward, as one form to the page."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from actions.forms.carrying import CarryForm, CloseForm, MergeForm, SplitForm
from actions.forms.plans import StartField, checked_start
from actions.models import Action
from actions.services.carrying import Ending, Next
from indicators.models import Indicator


class NextPlanForm(forms.Form):
    """When the plan starts that is made."""

    starts_on = StartField(help_text="For example, 1 10 2022.")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "plan"})
        self.year = year
        self.fields["starts_on"].label = f"When does the {year} plan start?"

    def clean_starts_on(self) -> date:
        return checked_start(self.year, self.cleaned_data["starts_on"])


class CarryingForms:
    """All that is asked at once, as one form to the page: its errors stand in the order of the page."""

    def __init__(self, members: list[Any], plan_form: NextPlanForm | None, starts_on: date) -> None:
        self.plan_form, self.members, self._starts_on = plan_form, members, starts_on
        self.all: list[forms.Form] = [*([plan_form] if plan_form else []), *members]

    def is_valid(self) -> bool:
        """Every form is asked, so that all errors stand on the page at once."""
        for each in self.all:
            each.full_clean()
        for form in self.going_on:
            form.read_timescale(self.starts_on)
        return not self.errors

    @property
    def starts_on(self) -> date:
        found = self.plan_form and getattr(self.plan_form, "cleaned_data", {}).get("starts_on")
        return found or self._starts_on

    @property
    def errors(self) -> list[Any]:
        return [form.errors for form in self.all if form.errors]

    def non_field_errors(self) -> list[str]:
        return [str(message) for form in self.all for message in form.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        return (field for form in self.all for field in form)

    @property
    def going_on(self) -> list[CarryForm]:
        return [form for form in self.members if isinstance(form, CarryForm)]

    @property
    def versions(self) -> dict[int, int]:
        return {form.action.pk: form.cleaned_data["version"] for form in self.members}

    def going_on_as(self) -> list[Next]:
        merged: dict[int, list[Action]] = {}
        for form in self.members:
            if isinstance(form, MergeForm):
                merged.setdefault(form.cleaned_data["into"], []).append(form.action)
        return [one for form in self.going_on for one in form.nexts(merged.get(form.action.pk, []))]

    def ending(self) -> list[Ending]:
        return [form.ending() for form in self.members if isinstance(form, CloseForm)]


def forms_for(
    chosen: Iterable[tuple[Action, str]],
    typed: QueryDict | None,
    *,
    valid: Mapping[int, Indicator],
    known: set[str],
) -> list[Any]:
    """A form for each action that is not left as it is, in the order of the plan."""
    chosen = list(chosen)
    going_on = [action for action, choice in chosen if choice == "carry"]
    made: list[Any] = []
    for action, choice in chosen:
        if choice in ("carry", "split"):
            kind = CarryForm if choice == "carry" else SplitForm
            made.append(kind(typed, action=action, valid=valid, known=known))
        elif choice == "merge":
            made.append(MergeForm(typed, action=action, others=going_on))
        elif choice == "close":
            made.append(CloseForm(typed, action=action))
    return made
