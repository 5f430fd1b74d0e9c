"""Choosing a document: what is read, what is refused, and what is asked."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, User
from actions.models import Action, Lead, PlanImport
from tests.actions.documents.documents import docx_of
from tests.actions.documents.kingston import kingston_docx
from tests.actions.documents.test_word import REFUSED
from tests.actions.imports.importing import (
    ABOUT,
    FOUR,
    HEAD,
    IMPORT,
    actions_read,
    address,
    bring,
    choose,
    post,
    row_of,
    the_import,
    words,
)
from tests.factories import make_action, make_import, make_plan, make_submission


def test_a_document_is_read_and_nothing_is_recorded_yet(edi_lead: Client) -> None:
    page = choose(edi_lead, kingston_docx())

    assert page.status_code == 200
    assert "22 actions read. 17 to look at." in words(page)
    assert not Action.objects.exists()
    assert not Lead.objects.exists()


def test_the_preview_stands_under_its_indicators_as_the_plan_will(edi_lead: Client) -> None:
    page = choose(edi_lead, kingston_docx())

    assert [[each.number for each, _ in block.indicators] for block in page.context["blocks"]] == [
        [2],
        [3],
        [4],
        [5, 6, 7, 8],
        [9],
    ]


def test_the_preview_says_what_was_left_out(edi_lead: Client) -> None:
    page = words(choose(edi_lead, kingston_docx()))

    assert "Table 1, 'WRES Indicator Kingston 2017" in page
    assert "Table 2, 'Trust Score': This column is not brought in." in page


def test_each_part_says_how_it_was_understood_and_what_is_doubtful(edi_lead: Client) -> None:
    bring(edi_lead, ["2", FOUR, ["By 2023", "", "March 2022 and ongoing"], "EMC with support from MEGA"])
    page = edi_lead.get(address())

    assert "Understood as: due 31 December 2023" in row_of(page, 1)
    assert "Timescale: Taken by where it stands" in row_of(page, 1)
    assert "has no month" in row_of(page, 1)
    assert "None given in the plan" in row_of(page, 2)
    assert "Timescale: No timescale stands right beside this action" in row_of(page, 2)
    assert "EMC with support from MEGA" in row_of(page, 2)


def test_pasted_text_is_read_alike(edi_lead: Client) -> None:
    page = choose(edi_lead, name="", pasted="\t".join(HEAD) + "\n2\tTrain the chairs\tMarch 2022\tHead of HR")

    assert "1 action read. Nothing left to look at." in words(page)
    assert the_import().file_name == "Pasted text"


@pytest.mark.parametrize(("name", "content", "said"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_leaves_nothing(
    edi_lead: Client, name: str, content: bytes, said: str
) -> None:
    page = choose(edi_lead, content, name)

    assert page.status_code == 422
    assert re.search(said, words(page))
    assert not PlanImport.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Choose a document, or paste the table."),
        ({"pasted": "a\tb"}, "Choose a document or paste the table, not both."),
        ({"year": ""}, "Enter a year, such as 2022."),
        ({"year": "1999"}, "Enter a year from 2015 to 2022."),
        ({"year": "2015"}, "The WRES has no indicators for 2015."),
        ({"starts_on_month": "13"}, "Enter a real date, such as 1 10 2022."),
        ({"starts_on_year": "2030"}, "A plan for 2021 starts in 2021 or 2022."),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    edi_lead: Client, given: dict[str, str], said: str
) -> None:
    page = choose(edi_lead, docx_of(HEAD, ["2", "Train", "", ""]), **given)

    assert page.status_code == 422
    assert said in words(page)
    assert page.context["form"]["starts_on"].value() == (
        f"{given.get('starts_on_year', '2021')}-{given.get('starts_on_month', '10')}-1"
    )


def test_the_year_offered_is_the_first_one_whose_plan_has_no_actions(edi_lead: Client, trust: Organisation) -> None:
    make_submission(trust, year=2021)
    offered = [edi_lead.get(IMPORT).context["form"]["year"].value()]

    plan = make_plan(trust, year=2021)
    offered.append(edi_lead.get(IMPORT).context["form"]["year"].value())
    make_action(plan)
    offered.append(edi_lead.get(IMPORT).context["form"]["year"].value())

    assert offered == [2021, 2021, 2022]


def test_a_start_that_is_left_empty_is_that_of_the_year_also_when_the_year_is_put_right(edi_lead: Client) -> None:
    choose(edi_lead, kingston_docx(), starts_on_day="", starts_on_month="", starts_on_year="")
    first = the_import().starts_on

    shown = edi_lead.get(address("about/")).context["form"]["starts_on"].value()
    post(edi_lead, "about/", year="2022", starts_on_day="", starts_on_month="", starts_on_year="")

    assert (first, shown, the_import().starts_on) == (date(2021, 10, 1), None, date(2022, 10, 1))


def test_a_plan_that_has_actions_is_never_overwritten(edi_lead: Client, trust: Organisation) -> None:
    make_action(make_plan(trust, year=2021))

    page = choose(edi_lead, kingston_docx())

    assert "The action plan for 2021 has actions already. None is overwritten" in words(page)


def test_the_start_of_a_plan_that_is_there_is_kept(edi_lead: Client, trust: Organisation) -> None:
    plan = make_plan(trust, year=2021)

    choose(edi_lead, kingston_docx(), starts_on_month="11")

    assert the_import().starts_on == plan.starts_on


def test_it_is_kept_too_where_another_year_is_chosen_later(edi_lead: Client, trust: Organisation) -> None:
    make_plan(trust, year=2022, starts_on=date(2022, 11, 1))
    choose(edi_lead, kingston_docx())

    post(edi_lead, "about/", year="2022", starts_on_day="", starts_on_month="", starts_on_year="")

    assert the_import().starts_on == date(2022, 11, 1)


def test_a_document_without_a_plan_leads_to_its_columns(edi_lead: Client) -> None:
    page = choose(edi_lead, docx_of(["Area", "Person"], ["2", "Ada"]))

    assert "No table in it was understood as a plan." in words(page)
    assert "Say what its columns hold" in words(page)
    assert "Discard this import" in words(page)


def test_what_a_document_says_is_shown_as_text(edi_lead: Client) -> None:
    page = choose(edi_lead, docx_of(HEAD, ["2", "<script>alert(1)</script>", "<b>x</b>", "<i>y</i>"]), "<u>.docx")

    for marked in ("<script>alert", "<b>x", "<i>y", "<u>.docx"):
        assert marked not in page.content.decode()


def test_imports_that_wait_are_listed_and_old_ones_go(edi_lead: Client, trust: Organisation) -> None:
    old = make_import(trust)
    PlanImport.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=31))
    waiting = make_import(trust)

    assert "Not brought in yet" in words(edi_lead.get(IMPORT))
    choose(edi_lead, kingston_docx())

    assert set(PlanImport.objects.values_list("pk", flat=True)) == {waiting.pk, the_import().pk}


def test_a_list_of_imports_reads_none_of_their_documents(
    edi_lead: Client, trust: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_import(trust)

    with django_assert_max_num_queries(15) as asked:
        edi_lead.get(IMPORT)

    assert not any('"actions_planimport"."tables"' in each["sql"] for each in asked.captured_queries)


def test_pasted_text_is_kept_while_somebody_signs_in_again(edi_lead: Client) -> None:
    user = User.objects.get(name="Edie Lead")
    edi_lead.logout()
    typed = ABOUT | {"typed_by": str(user.pk), "pasted": "Indicator\tAction"}
    edi_lead.post(IMPORT, typed, headers={"referer": f"http://testserver{IMPORT}"})
    session = edi_lead.session["held"]
    edi_lead.force_login(user)
    later = edi_lead.session
    later["held"] = session
    later.save()

    page = edi_lead.get(IMPORT)

    assert page.context["form"]["pasted"].value() == "Indicator\tAction"
    assert "You were signed out." in words(page)


def test_the_queries_of_the_preview_do_not_grow_with_its_actions(
    edi_lead: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (3, 150):
        bring(edi_lead, *[["2", f"Do thing {at}", "March 2022", f"Head of {at}"] for at in range(number)])
        with django_assert_max_num_queries(14):
            edi_lead.get(address())


def test_a_long_plan_is_shown_in_pages_and_what_to_look_at_leads_to_the_right_one(edi_lead: Client) -> None:
    bring(edi_lead, *[["2", f"Do thing {at}", "March 2022", "HR" if at < 119 else ""] for at in range(120)])

    first: Any = edi_lead.get(address())

    assert len(first.context["page"]) == 100
    assert '<a href="?page=2#action-120">120. Do thing 119</a>' in first.content.decode()
    assert len(edi_lead.get(address("?page=2")).context["page"]) == 20
    assert len(actions_read()) == 120


def test_a_form_that_is_refused_says_that_its_file_is_to_be_chosen_again(edi_lead: Client) -> None:
    page = choose(edi_lead, docx_of(HEAD, ["2", "Train the chairs", "March 2022", "HR"]), year="1999")

    assert page.status_code == 422
    assert "Choose this file again, nothing of it is kept yet: plan.docx" in words(page)
