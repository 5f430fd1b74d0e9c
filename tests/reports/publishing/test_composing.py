"""The published report of Kingston, as its print has it, and reports of trusts that have less or more."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Organisation
from indicators.models import Standard
from reports.documents.frozen import frozen
from reports.publishing.composing import Approved, Edition, Words, compose
from reports.report_file import parse
from tests.factories import KINGSTON_FILE, make_action, make_goal, make_lead, make_organisation, make_plan
from tests.indicators.records import record, record_typed
from tests.reports.publishing.documents import ON, composed_of, plan_of, table, under, words_of

pytestmark = pytest.mark.django_db

PRINTED = parse(KINGSTON_FILE.read_text(encoding="utf-8"))


def test_parts_stand_in_the_order_of_the_printed_report(kingston: Organisation) -> None:
    headings = [block.text for block in composed_of(kingston).document.blocks if block.kind == "heading"]

    parts = [
        "Introduction",
        "What the WRES is",
        "2021 data and action plan",
        "Areas of focus",
        "Kingston 2021 WRES data",
        "What changed",
        "WRES 2021 action plan",
        "Model Employer goals",
    ]
    assert [text for text in headings if not text.startswith("Indicator ")] == parts
    assert next(text for text in headings if text.startswith("Indicator ")) == "Indicator 1: Staff in each pay band"


@pytest.mark.parametrize("row", PRINTED.scores, ids=lambda row: f"indicator {row.indicator}")
def test_every_printed_score_stands_in_its_year(row: Any, kingston: Organisation) -> None:
    found = table(composed_of(kingston).document, "Scores")[row.indicator - 1]

    assert found[0].casefold().startswith(f"{row.indicator}. {row.title[:40]}".casefold())
    assert found[1:] == [row.printed[year] for year in range(2017, 2022)]


@pytest.mark.parametrize("place", range(len(PRINTED.actions)))
def test_every_printed_action_stands_in_its_place(place: int, kingston: Organisation) -> None:
    printed = PRINTED.actions[place]

    indicator, score, action, timescale, lead = table(composed_of(kingston).document, "Action plan")[place]

    assert action == printed.text
    assert timescale == (printed.timescale or "None given")
    assert [name.removeprefix("with support from ") for name in lead.split("\n")] == [*printed.leads, *printed.support]
    scores = {row.indicator: row.printed[2021] for row in PRINTED.scores}
    assert all(f"{number}. " in indicator and scores[number] in score for number in printed.indicators)


def test_period_submission_and_areas_of_focus_are_said_as_printed(kingston: Organisation) -> None:
    document = composed_of(kingston).document

    facts = next(block for block in document.blocks if block.kind == "facts")
    assert [(fact.label, fact.text) for fact in facts.facts] == [
        ("Period", "1 April 2020 to 31 March 2021"),
        ("Staff counted on", "31 March 2021"),
        ("Staff survey", "Autumn 2020"),
        ("Submitted", "August 2021"),
    ]
    assert under(document, "focus")[0].items == tuple(PRINTED.report.areas_of_focus)


def test_a_move_away_from_parity_is_never_called_progress(kingston: Organisation) -> None:
    paragraphs = [
        block.text for block in under(composed_of(kingston).document, "indicator-4") if hasattr(block, "text")
    ]

    assert paragraphs == [
        "Further from parity: 0.98 in 2020, 0.76 in 2021. White staff are less likely than BME staff to access "
        "non-mandatory training. Outside the range 0.80 to 1.25."
    ]


def test_each_indicator_with_a_score_has_a_chart_and_its_words(kingston: Organisation) -> None:
    figures = [block for block in composed_of(kingston).document.blocks if block.kind == "figure"]

    assert [figure.title for figure in figures] == [f"Indicator {number}, 2017 to 2021" for number in range(2, 10)]
    assert "0.98 in 2020, 0.76 in 2021" in figures[2].alternative


def test_the_trust_introduces_itself_and_says_what_it_did(kingston: Organisation) -> None:
    words = Words(introduction="We are Kingston.\n\nWe report.", progress="We trained the panels.")

    document = composed_of(kingston, words).document

    assert [block.text for block in under(document, "introduction")] == ["We are Kingston.", "We report."]
    assert [block.text for block in under(document, "progress")] == ["We trained the panels."]


def test_who_approved_it_is_among_the_facts(kingston: Organisation) -> None:
    edition = Edition(2, Approved("Trust Board", date(2021, 9, 29)), is_draft=False)

    document = compose(plan_of(kingston), Words(), on=ON, edition=edition).document

    assert "Trust Board, 29 September 2021" in words_of(document)
    assert "15 December 2021" in words_of(document)
    assert document.subtitle == "Scores and action plan, edition 2"


def test_a_draft_says_that_it_is_one(kingston: Organisation) -> None:
    assert composed_of(kingston).document.notice == "Draft. Not published."


def test_all_nine_rows_use_the_label_of_the_organisation(kingston: Organisation) -> None:
    Organisation.objects.update(bme_label="global majority")

    words = words_of(composed_of(kingston).document)

    assert (
        "BME" not in words.replace("aimed at BME staff", "").replace("BME representative", "").split("action plan")[1]
    )
    assert len(table(composed_of(kingston).document, "Scores")) == 9


def test_a_missing_score_says_why() -> None:
    trust = make_organisation()
    record_typed(trust, 2021, {"2-missing": "Too few appointments to publish this year", "3-missing": "Not recorded"})
    make_plan(trust)

    document = composed_of(trust).document

    assert [row[1] for row in table(document, "Scores")[1:3]] == ["No score", "Not recorded"]
    assert "Indicator 2, 2021: Too few appointments to publish this year" in words_of(document)
    assert under(document, "indicator-2")[0].text == ("No score for 2021. Too few appointments to publish this year.")


def test_of_one_year_the_chart_names_that_year() -> None:
    trust = make_organisation()
    record(trust, 2021, {2: "1.05"})
    make_plan(trust)

    document = composed_of(trust).document

    assert [block.title for block in document.blocks if block.kind == "figure"] == ["Indicator 2, 2021"]
    assert "2021 to 2021" not in words_of(document)


def test_a_plan_without_scores_or_actions_can_be_looked_at() -> None:
    trust = make_organisation()
    make_plan(trust)

    words = words_of(composed_of(trust).document)

    assert "No figures were submitted for 2021" in words
    assert "The plan has no actions." in words


def test_only_the_report_of_the_wres_has_the_ladder() -> None:
    trust = make_organisation()
    make_goal(trust)
    make_plan(trust, standard=Standard.objects.create(code="WDES", name="NHS Workforce Disability Equality Standard"))

    composed = composed_of(trust)

    assert "Model Employer" not in words_of(composed.document)
    assert composed.hidden == ()


def test_later_years_are_not_in_the_report(kingston: Organisation) -> None:
    before = frozen(composed_of(kingston).document)
    record(kingston, 2022, {2: "1.51"})

    assert frozen(composed_of(kingston).document) == before


def test_it_costs_the_same_queries_for_any_number_of_actions(
    kingston: Organisation, django_assert_num_queries: Any
) -> None:
    plan = plan_of(kingston)
    for number in range(20):
        make_action(plan, lead=make_lead(kingston), indicators=(number % 9 + 1,), place=100 + number)

    with django_assert_num_queries(13):
        compose(plan, Words(), on=ON)
