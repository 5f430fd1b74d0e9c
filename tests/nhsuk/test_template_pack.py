"""The template pack against its oracle: the official macros draw the same HTML for every kind of field."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import distribution
from typing import Any

import pytest
from django import forms
from django.conf import settings

from nhsuk.widgets import DateInput

HINT, ERROR = "As it stands on <form> 'B'.", "Enter what stands on <form> 'B'."
CHOICES = [("red", "Red & late"), ("blue", "Blue")]
LABEL = {"text": "Answer", "size": "s"}
INPUT = ("input", "input")


@dataclass
class Kind:
    """A kind of field: how a form asks it, what the macro of its component is told, and what is answered."""

    make: Callable[..., forms.Field]
    macro: tuple[str, str]
    told: dict[str, Any]
    data: dict[str, Any] = field(default_factory=lambda: {"answer": "7 < 8"})


def text(widget: type[forms.Widget] = forms.TextInput, /, **attrs: Any) -> Callable[..., forms.Field]:
    return lambda **asked: forms.CharField(widget=widget(attrs), **asked)


def asking(field_type: type[forms.Field], **limits: Any) -> Callable[..., forms.Field]:
    return lambda **asked: field_type(**limits, **asked)


def labelled(**told: Any) -> dict[str, Any]:
    return {"label": LABEL, "value": "7 < 8", **told}


def group(*items: dict[str, Any]) -> dict[str, Any]:
    return {"idPrefix": "id_answer", "fieldset": {"legend": LABEL}, "items": items}


KINDS = {
    "text": Kind(text(), INPUT, labelled()),
    "text of a size and a purpose": Kind(
        text(size=10, autocomplete="postal-code", inputmode="text"),
        INPUT,
        labelled(width=10, autocomplete="postal-code", inputmode="text"),
    ),
    "text of a class": Kind(text(**{"class": "nhsuk-u-width"}), INPUT, labelled(classes="nhsuk-u-width")),
    "text with a limit": Kind(asking(forms.CharField, max_length=9), INPUT, labelled(attributes={"maxlength": "9"})),
    "text described by more of the page": Kind(
        text(**{"aria-describedby": "unit"}), INPUT, labelled(describedBy="unit")
    ),
    "email": Kind(
        asking(forms.EmailField),
        INPUT,
        labelled(type="email", value="a@trust.example", attributes={"maxlength": "320"}),
        {"answer": "a@trust.example"},
    ),
    "whole number": Kind(
        asking(forms.IntegerField, min_value=1),
        INPUT,
        labelled(value="12", inputmode="numeric"),
        {"answer": "12"},
    ),
    "number with decimals": Kind(
        asking(forms.DecimalField, decimal_places=2),
        INPUT,
        labelled(value="1.50", inputmode="decimal"),
        {"answer": "1.50"},
    ),
    "date in one box": Kind(asking(forms.DateField), INPUT, labelled(value="31/03/2027"), {"answer": "31/03/2027"}),
    "password": Kind(
        text(forms.PasswordInput, autocomplete="new-password"),
        ("password-input", "passwordInput"),
        {"label": LABEL, "autocomplete": "new-password"},
    ),
    "textarea": Kind(text(forms.Textarea), ("textarea", "textarea"), labelled()),
    "textarea of three rows": Kind(text(forms.Textarea, rows=3), ("textarea", "textarea"), labelled(rows=3)),
    "file": Kind(asking(forms.FileField, widget=forms.FileInput), ("file-upload", "fileUpload"), {"label": LABEL}),
    "select": Kind(
        asking(forms.ChoiceField, choices=CHOICES),
        ("select", "select"),
        {
            "label": LABEL,
            "items": [
                {"value": "red", "text": "Red & late"},
                {"value": "blue", "text": "Blue", "selected": True},
            ],
        },
        {"answer": "blue"},
    ),
    "radios": Kind(
        asking(forms.ChoiceField, choices=CHOICES, widget=forms.RadioSelect),
        ("radios", "radios"),
        group(
            {"id": "id_answer_0", "value": "red", "text": "Red & late"},
            {"id": "id_answer_1", "value": "blue", "text": "Blue", "checked": True},
        ),
        {"answer": "blue"},
    ),
    "checkboxes": Kind(
        asking(forms.MultipleChoiceField, choices=CHOICES, widget=forms.CheckboxSelectMultiple),
        ("checkboxes", "checkboxes"),
        group(
            {"id": "id_answer_0", "value": "red", "text": "Red & late", "checked": True},
            {"id": "id_answer_1", "value": "blue", "text": "Blue", "checked": True},
        ),
        {"answer": ["red", "blue"]},
    ),
    "date in three boxes": Kind(
        asking(forms.DateField, widget=DateInput),
        ("date-input", "dateInput"),
        group(
            {"id": "id_answer_0", "name": "answer_day", "label": "Day", "value": "31", "width": 2},
            {"id": "id_answer_1", "name": "answer_month", "label": "Month", "value": "3", "width": 2},
            {"id": "id_answer_2", "name": "answer_year", "label": "Year", "value": "2027", "width": 4},
        ),
        {"answer_day": "31", "answer_month": "3", "answer_year": "2027"},
    ),
}


def answered(answer: forms.Field, data: dict[str, Any], *errors: str) -> forms.Form:
    form: forms.Form = type("OneFieldForm", (forms.Form,), {"answer": answer})(data)
    form.errors.clear()
    for error in errors:
        form.add_error("answer", error)
    return form


@pytest.mark.parametrize("required", [True, False], ids=["required", "optional"])
@pytest.mark.parametrize("error", ["", ERROR], ids=["right", "wrong"])
@pytest.mark.parametrize("hint", ["", HINT], ids=["no hint", "hint"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_field_is_drawn_as_the_official_macro_draws_it(
    kind: Kind, hint: str, error: str, required: bool, ours: Any, official: Any
) -> None:
    answer = kind.make(label="Answer", help_text=hint, required=required)
    form = answered(answer, kind.data, *filter(None, [error]))

    drawn = ours("nhsuk/field.html", field=form["answer"])

    told = {"id": "id_answer", "name": "answer", "hint": hint, "errorMessage": error, **kind.told}
    assert drawn == official(*kind.macro, told)


@pytest.mark.parametrize("error", ["", ERROR], ids=["right", "wrong"])
@pytest.mark.parametrize("hint", ["", HINT], ids=["no hint", "hint"])
@pytest.mark.parametrize("ticked", [True, False])
def test_a_single_checkbox_is_drawn_as_the_official_macro_draws_it(
    ticked: bool, hint: str, error: str, ours: Any, official: Any
) -> None:
    answer = forms.BooleanField(label="Answer", help_text=hint)
    form = answered(answer, {"answer": "on"} if ticked else {}, *filter(None, [error]))

    drawn = ours("nhsuk/field.html", field=form["answer"])

    item = {"id": "id_answer", "value": "", "text": "Answer", "checked": ticked}
    if hint:
        item["hint"] = {"text": hint, "id": "id_answer-hint"}
    told = {"idPrefix": "id_answer", "name": "answer", "errorMessage": error, "items": [item]}
    assert drawn == official("checkboxes", "checkboxes", told)


def test_the_errors_of_a_field_stand_in_one_message(ours: Any, official: Any) -> None:
    form = answered(forms.CharField(label="Answer"), {"answer": "7"}, "Too <short>.", "Too plain.")

    drawn = ours("nhsuk/field.html", field=form["answer"])

    error = {"html": "Too &lt;short&gt;.<br>Too plain."}
    told = {"label": LABEL, "id": "id_answer", "name": "answer", "value": "7", "errorMessage": error}
    assert drawn == official(*INPUT, told)


def test_the_oracle_belongs_to_the_frontend_that_package_json_names() -> None:
    package = json.loads((settings.BASE_DIR / "package.json").read_text())
    frontend = package["dependencies"]["nhsuk-frontend"]

    oracle = distribution("nhsuk-frontend-jinja")

    assert f"| {frontend} | {oracle.version} |" in (oracle.read_text("METADATA") or "")
