"""How a page uses a form: its fields, its error summary, its layout, and dates in three boxes."""

from datetime import date
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from nhsuk.widgets import DateInput

STATES = [("late", "Late"), ("done", "Done")]


class ReviewForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(error_messages={"required": "Enter a name"})
    state = forms.ChoiceField(choices=STATES, widget=forms.RadioSelect, error_messages={"required": "Choose one"})
    due_on = forms.DateField(widget=DateInput, error_messages={"required": "Enter a date"})

    def clean(self) -> None:
        self.add_error(None, "Nothing <b>has</b> changed")


ReviewFormSet = forms.formset_factory(ReviewForm, extra=2)
EMPTY_FORMSET = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "Ann"}


class LaidOutForm(ReviewForm):
    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("What and when", "name", css_class="what", data_part="1"), Div("due_on", css_id="when")
    )


def page(source: str, **context: Any) -> str:
    return Template("{% load crispy_forms_tags %}" + source).render(Context(context))


def test_a_page_without_errors_has_no_error_summary() -> None:
    html = render_to_string("nhsuk/error_summary.html", {"form": ReviewForm()})

    assert html.strip() == ""


def test_the_error_summary_is_drawn_as_the_official_macro_draws_it(ours: Any, official: Any) -> None:
    form = ReviewForm({"version": ""})

    drawn = ours("nhsuk/error_summary.html", form=form)

    errors = [
        {"text": "Nothing <b>has</b> changed"},
        {"text": "This field is required."},
        {"text": "Enter a name", "href": "#id_name"},
        {"text": "Choose one", "href": "#id_state_0"},
        {"text": "Enter a date", "href": "#id_due_on_0"},
    ]
    told = {"titleText": "There is a problem", "errorList": errors}
    assert drawn == official("error-summary", "errorSummary", told)


@pytest.mark.parametrize("source", ["{{ form|crispy }}", "{% crispy form %}"])
def test_every_link_of_the_error_summary_leads_to_a_control_of_the_form(source: str) -> None:
    form = ReviewForm({"version": "1"})

    summary = render_to_string("nhsuk/error_summary.html", {"form": form})
    fields = page(source, form=form)

    links = [part.split('"')[0] for part in summary.split('href="#')[1:]]
    assert links == ["id_name", "id_state_0", "id_due_on_0"]
    assert all(fields.count(f'id="{link}"') == 1 for link in links)


@pytest.mark.parametrize("source", ["{{ form|crispy }}", "{% crispy form %}"])
def test_a_form_leaves_the_form_tag_and_the_button_to_its_page(source: str) -> None:
    html = page(source, form=ReviewForm())

    assert "<form" not in html
    assert "<button" not in html
    assert html.count('name="version"') == 1
    assert html.count("nhsuk-form-group") == 6  # name, state, and the date with its three boxes


def test_a_field_says_once_that_it_is_wrong_and_what_describes_it() -> None:
    form = ReviewForm({"name": ""})
    form.fields["name"].help_text = "In full"

    html = page("{{ form.name|as_crispy_field }}", form=form)

    assert html.count("aria-invalid") == 1
    assert html.count("aria-describedby") == 1
    assert 'aria-describedby="id_name-hint id_name-error"' in html


def test_a_control_says_whether_it_must_be_answered() -> None:
    form = ReviewForm()
    form.fields["name"].required = False

    assert "required" in page("{{ form.state|as_crispy_field }}", form=form)
    assert "required" not in page("{{ form.name|as_crispy_field }}", form=form)


def test_radios_are_never_called_invalid_one_by_one() -> None:
    html = page("{{ form.state|as_crispy_field }}", form=ReviewForm({"state": ""}))

    assert "Choose one" in html
    assert "aria-invalid" not in html


def test_the_fields_of_a_layout_stand_in_its_groups() -> None:
    html = page("{% crispy form %}", form=LaidOutForm())

    group, _, rest = html.partition("</fieldset>")
    assert '<fieldset class="nhsuk-fieldset what"' in group
    assert 'data-part="1"' in group
    assert "What and when</legend>" in group
    assert 'name="name"' in group
    assert 'id="when"' in rest
    assert 'name="due_on_day"' in rest


@pytest.mark.parametrize("source", ["{{ formset|crispy }}", "{% crispy formset %}"])
def test_a_formset_draws_its_management_form_and_each_of_its_forms(source: str) -> None:
    html = page(source, formset=ReviewFormSet())

    assert html.count('name="form-TOTAL_FORMS"') == 1
    assert 'name="form-0-due_on_day"' in html
    assert 'name="form-1-due_on_day"' in html


def test_the_errors_of_a_formset_lead_to_the_fields_of_its_forms() -> None:
    formset = ReviewFormSet(EMPTY_FORMSET)

    html = page("{{ formset|as_crispy_errors }}", formset=formset)

    assert 'href="#id_form-0-state_0"' in html
    assert 'href="#id_form-0-name"' not in html


@pytest.mark.parametrize(
    ("boxes", "answer"),
    [
        (("31", "3", "2027"), date(2027, 3, 31)),
        ((" 31 ", "03", "2027"), date(2027, 3, 31)),
        (("31", "2", "2027"), None),
        (("31", "", "2027"), None),
        (("3", "3", "27"), None),
        (("1", "2-3", "2027"), None),
        (("", "", ""), None),
    ],
)
def test_three_boxes_answer_with_the_date_that_they_say_or_with_none(
    boxes: tuple[str, str, str], answer: date | None
) -> None:
    day, month, year = boxes
    form = ReviewForm({"due_on_day": day, "due_on_month": month, "due_on_year": year})

    form.is_valid()

    assert form.cleaned_data.get("due_on") == answer
    assert ("due_on" in form.errors) == (answer is None)


def test_three_boxes_show_again_what_was_typed_though_it_is_no_date() -> None:
    form = ReviewForm({"due_on_day": "31", "due_on_month": "2", "due_on_year": "2027"})

    html = page("{{ form.due_on|as_crispy_field }}", form=form)

    assert [part.split('"')[0] for part in html.split('value="')[1:]] == ["31", "2", "2027"]


def test_three_boxes_show_the_date_that_a_row_already_has() -> None:
    form = ReviewForm(initial={"due_on": date(2027, 3, 31)})

    html = page("{{ form.due_on|as_crispy_field }}", form=form)

    assert [part.split('"')[0] for part in html.split('value="')[1:]] == ["31", "3", "2027"]


def test_three_boxes_with_the_date_of_before_are_no_change() -> None:
    boxes = {"due_on_day": "31", "due_on_month": "3", "due_on_year": "2027"}

    form = ReviewForm(boxes, initial={"due_on": date(2027, 3, 31)})

    assert "due_on" not in form.changed_data
