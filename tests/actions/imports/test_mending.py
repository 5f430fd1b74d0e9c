"""Putting right what was read, one part at a time, before anything is recorded."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation
from actions.models import PlanImport
from tests.actions.documents.documents import docx_of
from tests.actions.imports.importing import (
    FOUR,
    HEAD,
    actions_read,
    address,
    bring,
    choose,
    mend,
    post,
    row_of,
    the_import,
    words,
)


@pytest.fixture
def doubtful(edi_lead: Client) -> Client:
    """Four actions beside two timescales."""
    bring(edi_lead, ["2", FOUR, ["March 2022", "", "June 2022"], "HR"])
    return edi_lead


def test_an_action_is_put_right_and_no_longer_to_look_at(doubtful: Client) -> None:
    page = mend(doubtful, 2, timescale_choice="1", wording="Publish the figures each year")

    assert (actions_read()[1].timescale, actions_read()[1].wording) == ("June 2022", "Publish the figures each year")
    assert "To look at" not in row_of(page, 2)
    assert "4 actions read. 3 to look at." in words(page)


def test_the_form_offers_what_it_could_be_and_the_one_that_was_read(doubtful: Client) -> None:
    form = doubtful.get(address("rows/1/")).context["form"]

    assert [label for _, label in form.fields["timescale_choice"].choices] == [
        "March 2022",
        "June 2022",
        "None of these belongs to it",
        "Something else, as written below",
    ]
    assert form["timescale_choice"].value() == "0"


@pytest.mark.parametrize(
    ("given", "timescale"),
    [
        ({"timescale_choice": "1"}, "June 2022"),
        ({"timescale_choice": "none"}, ""),
        ({"timescale_choice": "typed", "timescale": "May 2023"}, "May 2023"),
        ({"timescale": "May 2023"}, "May 2023"),  # the words were changed, and the choice was not
        ({"timescale_choice": "1", "timescale": "May 2023"}, "June 2022"),
    ],
)
def test_what_was_chosen_or_typed_last_counts(doubtful: Client, given: dict[str, str], timescale: str) -> None:
    mend(doubtful, 1, **given)

    assert actions_read()[0].timescale == timescale


def test_after_saving_the_next_one_to_look_at_is_shown(doubtful: Client) -> None:
    page = mend(doubtful, 2, then="next")

    assert page.request["PATH_INFO"] == address("rows/3/")


def test_after_the_last_one_the_preview_is_shown(edi_lead: Client) -> None:
    bring(edi_lead, ["2", "Train", "", "HR"])

    page = mend(edi_lead, 1, then="next")

    assert "Nothing left to look at." in words(page)


def test_a_doubtful_timescale_is_read_back_once_before_it_is_saved(doubtful: Client) -> None:
    asked = mend(doubtful, 1, timescale_choice="typed", timescale="By 2023")

    assert asked.status_code == 422
    assert "Understood as: due 31 December 2023" in words(asked)
    assert actions_read()[0].timescale == "March 2022"

    mend(doubtful, 1, timescale_choice="typed", timescale="By 2023", timescale_seen="By 2023")

    assert actions_read()[0].timescale == "By 2023"


def test_the_form_shows_how_the_timescale_is_read_and_reads_it_as_one_types(edi_lead: Client) -> None:
    bring(edi_lead, ["2", "Train the chairs", "February 2022 and ongoing", "HR"])

    page = edi_lead.get(address("rows/1/"))

    assert words(page).count("Understood as: due 28 February 2022, then continuing") == 1
    assert "/RYR/timescales/reading/?starts_on=2021-10-01" in page.content.decode()


@pytest.mark.parametrize("step", ["", "rows/1/"])
def test_that_no_date_could_be_read_is_said_once(edi_lead: Client, step: str) -> None:
    bring(edi_lead, ["2", "Train the chairs", "Recruitment manager to determine.", "HR"])

    shown = words(edi_lead.get(address(step)))

    assert shown.count("No date could be read") == 1


def test_that_no_date_could_be_read_is_still_said_of_what_was_looked_at(edi_lead: Client) -> None:
    bring(edi_lead, ["2", "Train the chairs", "Recruitment manager to determine.", "HR"])

    mend(edi_lead, 1)

    assert "No date could be read" in row_of(edi_lead.get(address()), 1)


def test_what_is_doubtful_about_a_timescale_is_said_once(edi_lead: Client) -> None:
    bring(edi_lead, ["2", "Train the chairs", "By 2023", "HR"])

    shown = words(edi_lead.get(address("rows/1/")))

    assert shown.count("has no month: read as 31 December 2023") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"wording": ""}, "Say what will be done."),
        ({"numbers": []}, "Choose at least one indicator."),
        ({"timescale_choice": "typed", "timescale": "t" * 301}, "300 characters"),
        ({"leads": "L" * 201}, "too long for the name of one lead"),
    ],
)
def test_what_cannot_be_recorded_is_asked_for_again(doubtful: Client, given: dict[str, Any], said: str) -> None:
    page = mend(doubtful, 1, **given)

    assert page.status_code == 422
    assert said in words(page)
    assert the_import().version == 1


def test_a_block_is_right_as_it_stands(doubtful: Client) -> None:
    page = post(doubtful, "accept/", key=["1", "2", "3"])

    assert "4 actions read. 1 to look at." in words(page)
    assert [action.seen for action in actions_read()] == [True, True, True, False]


def test_an_action_is_split(edi_lead: Client) -> None:
    bring(edi_lead, ["2", ["Train the chairs.", "Publish the figures."], "May 2022", "HR"])

    post(edi_lead, "rows/1/split/", wording="Train the chairs.\n\nPublish the figures.")

    assert [(each.wording, each.timescale) for each in actions_read()] == [
        ("Train the chairs.", "May 2022"),
        ("Publish the figures.", "May 2022"),
    ]
    assert len({each.key for each in actions_read()}) == 2


def test_a_split_without_an_empty_line_is_asked_for_again(doubtful: Client) -> None:
    page = post(doubtful, "rows/1/split/", wording="Train the chairs.\nPublish.")

    assert page.status_code == 422
    assert "Put an empty line where one action ends" in words(page)


def test_an_action_becomes_a_part_of_the_one_above(doubtful: Client) -> None:
    post(doubtful, "rows/2/join/")

    assert [action.wording for action in actions_read()] == [
        "Train the chairs\nPublish the figures",
        "Ask the network",
        "Write it up",
    ]


def test_an_action_is_left_out(doubtful: Client) -> None:
    post(doubtful, "rows/4/remove/")

    assert [action.key for action in actions_read()] == [1, 2, 3]


def test_an_action_that_was_not_read_is_added_behind_its_indicator(edi_lead: Client) -> None:
    bring(edi_lead, ["2", "Train", "May 2022", "HR"], ["3", "Ask", "May 2022", "HR"])

    post(edi_lead, "rows/new/", wording="Publish", numbers=["2"], status="not_recorded")

    assert [action.wording for action in actions_read()] == ["Train", "Publish", "Ask"]
    assert actions_read()[1].timescale == ""


def test_actions_without_an_indicator_are_given_one_together(edi_lead: Client) -> None:
    bring(edi_lead, ["Culture", ["* Train", "* Ask"], "May 2022", "HR"])
    page = edi_lead.get(address())
    assert "2 cannot be brought in yet" in words(page)
    assert "Bring in 2 actions" not in words(page)

    page = post(edi_lead, "indicators/?key=1&key=2", numbers=["7", "8"])

    assert [action.numbers for action in actions_read()] == [(7, 8), (7, 8)]
    assert "Bring in 2 actions" in words(page)


def test_columns_are_said_and_the_document_is_read_again(edi_lead: Client) -> None:
    choose(edi_lead, docx_of(["Area", "Details", "Person"], ["2", "Train the chairs", "Head of HR"]))

    page = post(edi_lead, "columns/0/", column_0="indicator", column_1="action", column_2="lead", has_headings="on")

    assert "1 action read." in words(page)
    assert [(each.numbers, each.leads) for each in actions_read()] == [((2,), "Head of HR")]


def test_columns_are_said_of_a_table_without_headings(edi_lead: Client) -> None:
    choose(edi_lead, docx_of(["2", "Train", "HR"], ["3", "Ask", "OD"]))

    post(edi_lead, "columns/0/", column_0="indicator", column_1="action", column_2="lead")

    assert [each.wording for each in actions_read()] == ["Train", "Ask"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"column_1": "left_out"}, "Choose one column that holds the actions."),
        ({"column_0": "action"}, "Choose one column that holds the actions."),
        ({"column_0": "timescale", "column_2": "timescale"}, "Choose at most one column of timescales"),
        ({"column_0": "other"}, "Select a valid choice"),
    ],
)
def test_columns_that_make_no_plan_are_asked_for_again(edi_lead: Client, given: dict[str, str], said: str) -> None:
    bring(edi_lead, ["2", "Train", "May 2022", "HR"])
    columns = {"column_0": "indicator", "column_1": "action", "column_2": "timescale", "column_3": "lead"}

    page = post(edi_lead, "columns/0/", **columns | given)

    assert page.status_code == 422
    assert said in words(page)


def test_the_year_and_the_start_are_changed_and_timescales_read_anew(edi_lead: Client) -> None:
    bring(edi_lead, ["2", "Train", "Within six months", "HR"])
    standard = str(the_import().standard_id)

    page = post(
        edi_lead,
        "about/",
        standard=standard,
        year="2020",
        starts_on_day="1",
        starts_on_month="4",
        starts_on_year="2020",
    )

    assert "For the WRES action plan 2020, which starts on 1 April 2020." in words(page)
    assert "Understood as: due 1 October 2020" in row_of(page, 1)


def test_somebody_who_was_slower_sees_how_the_action_stands_and_keeps_what_they_typed(doubtful: Client) -> None:
    form = doubtful.get(address("rows/1/")).context["form"]
    mend(doubtful, 1, wording="Train all chairs")
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    typed = {name: value for name, value in typed.items() if value is not None} | {"wording": "Train new chairs"}

    page = doubtful.post(address("rows/1/"), typed)

    assert page.status_code == 409
    assert "Train all chairs" in words(page)
    assert page.context["form"]["wording"].value() == "Train new chairs"
    assert actions_read()[0].wording == "Train all chairs"

    again = doubtful.post(address("rows/1/"), typed | {"version": str(the_import().version)}, follow=True)

    assert again.status_code == 200
    assert actions_read()[0].wording == "Train new chairs"


@pytest.mark.parametrize("step", ["accept/", "rows/1/join/", "rows/1/remove/", "confirm/"])
def test_a_button_on_an_old_page_changes_nothing(doubtful: Client, step: str) -> None:
    mend(doubtful, 1)

    page = doubtful.post(address(step), {"version": "1", "key": "2"})

    assert page.status_code == 409
    assert "Somebody else changed this import" in words(page)
    assert len(actions_read()) == 4


@pytest.mark.parametrize("step", ["rows/99/", "rows/99/split/", "columns/99/"])
def test_what_is_not_there_is_not_found(doubtful: Client, step: str) -> None:
    assert doubtful.get(address(step)).status_code == 404


def test_what_is_confirmed_can_no_longer_be_put_right(doubtful: Client, trust: Organisation) -> None:
    post(doubtful, "confirm/")

    assert doubtful.get(address("rows/1/")).status_code == 404
    assert post(doubtful, "rows/1/remove/").status_code == 404
    assert post(doubtful, "forget/").status_code == 404
    assert PlanImport.objects.of(trust).count() == 1


def test_bringing_in_nothing_leaves_nothing(doubtful: Client) -> None:
    page = doubtful.post(address("forget/"), follow=True)

    assert "Nothing of the document is brought in." in words(page)
    assert not PlanImport.objects.exists()


def test_the_first_heading_of_columns_is_that_of_the_table(edi_lead: Client) -> None:
    bring(edi_lead, ["2", "Train", "May 2022", "HR"])

    form = edi_lead.get(address("columns/0/")).context["form"]

    labels = [form.fields[name].label for name in form.names]
    assert labels == [f"Column {at}: {words}" for at, words in enumerate(HEAD, 1)]
    assert [form[name].value() for name in form.names] == ["indicator", "action", "timescale", "lead"]
