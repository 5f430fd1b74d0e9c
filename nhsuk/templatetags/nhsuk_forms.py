"""What the template pack asks of a form: which component a field is, its control, where its errors lead."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

from nhsuk.widgets import DateInput

register = template.Library()

# The first that fits is taken, so a widget stands above the one it inherits from.
COMPONENTS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateInput, "date-input"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password-input"),
    (forms.FileInput, "file-upload"),
    (forms.Widget, "input"),
)
TEMPLATES = {
    "date-input": "nhsuk/fields/date_input.html",
    "checkboxes": "nhsuk/fields/choices.html",
    "radios": "nhsuk/fields/choices.html",
    "checkbox": "nhsuk/fields/checkbox.html",
    "password-input": "nhsuk/fields/password_input.html",
}
WIDTHS = frozenset({"2", "3", "4", "5", "10", "20", "30"})
DATE_PARTS = (("Day", "2"), ("Month", "2"), ("Year", "4"))


class Control(NamedTuple):
    """One of the several boxes or buttons of a field."""

    id: str
    label: str
    html: SafeString


class Problem(NamedTuple):
    """An error and the id of the control where it is put right, or none."""

    message: str
    control_id: str


@register.filter
def component(field: BoundField) -> str:
    """The NHS component that asks for a field, as the design system names it."""
    return next(name for kind, name in COMPONENTS if isinstance(field.field.widget, kind))


@register.filter
def field_template(field: BoundField) -> str:
    return TEMPLATES.get(component(field), "nhsuk/fields/single.html")


@register.filter
def control_id(field: BoundField) -> str:
    return str(field.field.widget.attrs.get("id") or field.auto_id or field.html_name)


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of what is read out with a field, in the order in which the page shows them."""
    hint = f"{control_id(field)}-hint" if field.help_text else ""
    error = f"{control_id(field)}-error" if field.errors else ""
    # The hint of a single checkbox stands under it, and so after the error.
    shown = [error, hint] if component(field) == "checkbox" else [hint, error]
    return " ".join(filter(None, [field.field.widget.attrs.get("aria-describedby", ""), *shown]))


@register.filter
def control(field: BoundField) -> SafeString:
    """The one control of a field: Django's own, with the classes and the description of its component."""
    widget = field.field.widget
    if isinstance(widget, forms.NumberInput):
        widget = _as_text(widget)
    # Django adds no description of its own where it finds one, and leaves out what is False.
    attrs = {"class": _classes(field), "aria-describedby": described_by(field) or False, **_extras(field)}
    return field.as_widget(widget, attrs)


def _as_text(widget: forms.NumberInput) -> forms.TextInput:
    """A number as text: a browser's number box drops what it cannot read, and scrolling alters it."""
    keyboard = "decimal" if "step" in widget.attrs else "numeric"
    kept = {name: value for name, value in widget.attrs.items() if name not in {"min", "max", "step"}}
    return forms.TextInput({"inputmode": keyboard, **kept})


def _classes(field: BoundField) -> str:
    name = component(field)
    attrs = field.field.widget.attrs
    if name == "checkbox":
        return "nhsuk-checkboxes__input"
    if name == "file-upload":
        return "nhsuk-file-upload__input"
    if name == "password-input":
        own, name = "nhsuk-password-input__input nhsuk-js-password-input-input", "input"
    else:
        own = attrs.get("class", "")
    width = f"nhsuk-input--width-{attrs['size']}" if str(attrs.get("size")) in WIDTHS else ""
    error = f"nhsuk-{name}--error" if field.errors else ""
    return " ".join(filter(None, [f"nhsuk-{name}", error, width, own]))


def _extras(field: BoundField) -> dict[str, Any]:
    name, attrs = component(field), field.field.widget.attrs
    if name == "textarea":
        # Ten rows and forty columns are Django's defaults, not a wish of the form.
        return {"cols": False, "rows": "5" if attrs.get("rows") == "10" else attrs.get("rows")}
    if name == "password-input":
        autocomplete = attrs.get("autocomplete", "current-password")
        return {"spellcheck": "false", "autocapitalize": "none", "autocomplete": autocomplete}
    return {"size": False}


@register.filter
def choices(field: BoundField) -> list[Control]:
    """The radios or checkboxes of a field."""
    css_class = f"nhsuk-{component(field)}__input"
    return [_drawn(field, choice.data, choice.data["label"], css_class) for choice in field.subwidgets]


@register.filter
def date_parts(field: BoundField) -> list[Control]:
    """The boxes for day, month and year of a field."""
    error = " nhsuk-input--error" if field.errors else ""
    boxes = zip(field.subwidgets[0].data["subwidgets"], DATE_PARTS, strict=True)
    return [
        _drawn(field, box, label, f"nhsuk-input nhsuk-date-input__input nhsuk-input--width-{width}{error}")
        for box, (label, width) in boxes
    ]


def _drawn(field: BoundField, widget: dict[str, Any], label: str, css_class: str) -> Control:
    # A radio may not be called invalid (ARIA), and the error describes the group as a whole.
    attrs = {**widget["attrs"], "class": css_class, "aria-invalid": False}
    bound = BoundWidget(field.field.widget, {**widget, "attrs": attrs}, field.form.renderer)
    return Control(id=attrs["id"], label=label, html=bound.tag())


@register.filter
def problems(form: "forms.BaseForm | forms.BaseFormSet[Any]") -> list[Problem]:
    """Every error of a form or formset in the order of the page."""
    if isinstance(form, forms.BaseFormSet):
        own = [Problem(str(message), "") for message in form.non_form_errors()]
        return own + [problem for member in form.forms for problem in problems(member)]
    own = [Problem(str(message), "") for message in form.non_field_errors()]
    return own + [problem for field in form for problem in _problems_of(field)]


def _problems_of(field: BoundField) -> Iterator[Problem]:
    # Django names no id where a field has several controls: the first of them ends in _0.
    first = "" if field.is_hidden else field.id_for_label or f"{control_id(field)}_0"
    return (Problem(str(message), first) for message in field.errors)


@register.filter
def page_numbers(page: "Page[Any]") -> list[int | str]:
    """The first, the last and the neighbouring pages, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
