"""What a meeting decided on a paper, what came of it, and how it comes back in the next paper."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, User
from actions.models import Action
from actions.quarters import Quarter
from reports.models import Decision, Paper
from reports.papers.composing import compose
from reports.services.papers import content_of
from tests.factories import make_action, make_decision, make_issued_paper, make_organisation, make_paper, make_plan
from tests.reports.committee.pages import PAPER, address, send, shows, text_of
from tests.reports.papers.reading import headings, table

ADD = f"{PAPER}decisions/add/"
Q4, NEXT = Quarter(2021, 4), Quarter(2022, 1)


@pytest.fixture
def issued(trust: Organisation, edi_lead: User, on: Callable[..., None], client: Client) -> Paper:
    """Its meeting was yesterday: today is 14 February 2022."""
    paper = make_issued_paper(trust)
    on("2022-02-14")
    client.force_login(edi_lead)
    return paper


def day(name: str, iso: str) -> dict[str, str]:
    year, month, number = iso.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def said_in_words(answer: Any) -> str:
    assert answer.status_code == 422
    return text_of(answer)


# ---- recording


def test_a_decision_is_recorded_about_an_action_with_who_does_it_by_when(
    issued: Paper, edi_lead: User, client: Client
) -> None:
    action = Action.objects.get()
    given = {"wording": "Report on panels.", "action": action.pk, "lead": "Head of HR"} | day("due_on", "2022-03-31")

    answer = send(client, ADD, **given)

    assert shows(answer, "The decision is recorded. It comes back in the next paper.")
    for words in ("Report on panels.", "Head of HR, by 31 March 2022", f"About action {action.place}:"):
        assert words in text_of(answer)
    decision = Decision.objects.get()
    assert (decision.action, decision.recorded_by, decision.due_on) == (action, edi_lead, date(2022, 3, 31))


def test_nothing_of_the_issued_paper_changes_with_a_decision(issued: Paper, client: Client) -> None:
    send(client, ADD, wording="Report on panels.")

    assert Paper.objects.get().content == issued.content
    assert "Report on panels." not in client.get(f"{PAPER}paper.docx").content.decode(errors="ignore")


def test_a_draft_takes_no_decision(paper: Paper, client: Client) -> None:
    answer = send(client, ADD, wording="Report on panels.")

    assert shows(answer, "The committee decides on an issued paper. Issue it first.")
    assert not Decision.objects.exists()


def test_a_decision_without_words_is_refused(issued: Paper, client: Client) -> None:
    assert "Write what the committee decided." in said_in_words(client.post(ADD, {"wording": " "}))


def test_a_decision_is_about_an_action_of_the_paper_s_plan_alone(
    issued: Paper, trust: Organisation, client: Client
) -> None:
    other = make_action(make_plan(trust, year=2019, starts_on=date(2019, 10, 1)))

    assert client.post(ADD, {"wording": "Report.", "action": other.pk}).status_code == 422


# ---- changing, and what came of it


def test_of_two_people_who_change_a_decision_the_second_sees_both(issued: Paper, client: Client) -> None:
    page = address("change_decision", make_decision(issued).pk)
    send(client, page, version=1, wording="Of the first.")

    answer = client.post(page, {"version": 1, "wording": "Of the second."})

    assert answer.status_code == 409
    for words in ("Of the first.", "Of the second."):
        assert shows(answer, words)
    assert Decision.objects.get().wording == "Of the first."
    send(client, page, version=2, wording="Of the second.")
    assert Decision.objects.get().wording == "Of the second."


def test_of_two_people_who_say_what_came_of_it_the_second_sees_both(issued: Paper, client: Client) -> None:
    page = address("outcome", make_decision(issued).pk)
    send(client, page, version=1, outcome="Of the first.")

    answer = client.post(page, {"version": 1, "outcome": "Of the second."})

    assert answer.status_code == 409
    for words in ("Of the first.", "Of the second."):
        assert shows(answer, words)
    assert Decision.objects.get().outcome == "Of the first."


def test_what_came_of_it_stands_beside_the_decision(issued: Paper, client: Client) -> None:
    page = address("outcome", make_decision(issued).pk)

    answer = send(client, page, version=1, outcome="It was reported.", **day("settled_on", "2022-02-14"))

    assert "It was reported." in text_of(answer)
    assert "14 February 2022." in text_of(answer)
    assert Decision.objects.get().settled_on == date(2022, 2, 14)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"outcome": ""}, "Say what came of it."),
        ({"outcome": "Done."} | day("settled_on", "2022-02-15"), "This day is still to come."),
        ({"outcome": "Done."} | day("settled_on", "2022-02-30"), "Enter a real date, such as 31 3 2022."),
        ({"outcome": "w" * 2001}, "Write 2,000 characters or fewer."),
    ],
)
def test_what_cannot_have_come_of_it_is_refused_in_words(
    issued: Paper, client: Client, answers: dict[str, str], said: str
) -> None:
    page = address("outcome", make_decision(issued).pk)

    assert said in said_in_words(client.post(page, {"version": 1} | answers))


def test_a_decision_is_removed_while_nothing_came_of_it(issued: Paper, client: Client) -> None:
    by_mistake, kept = make_decision(issued), make_decision(issued, outcome="It is begun.")

    assert shows(send(client, address("remove_decision", by_mistake.pk)), "The decision is removed.")
    answer = send(client, address("remove_decision", kept.pk))

    assert shows(answer, "Something came of this decision, so it stays on record.")
    assert list(Decision.objects.all()) == [kept]


# ---- in the next paper


def test_a_decision_comes_back_in_the_next_paper(issued: Paper, trust: Organisation) -> None:
    action = Action.objects.get()
    make_decision(issued, action=action, lead="Head of HR", due_on=date(2022, 3, 31), outcome="Begun.\nMore follows.")

    document = compose(make_paper(trust, Q4), on=date(2022, 4, 4), is_draft=True).document

    assert "Actions from last time" in headings(document)
    assert table(document, "From last time") == [
        [
            f"Report on panels.\nAbout the action: {action.wording}",
            "Head of HR",
            "31 March 2022",
            "Begun. More follows.",
        ]
    ]


@pytest.mark.parametrize(
    ("settled_on", "in_the_next", "in_the_one_after"),
    [
        (None, True, True),
        (date(2022, 2, 14), True, False),
        (date(2022, 4, 4), True, False),
    ],
)
def test_it_comes_back_until_a_paper_has_told_that_it_was_done(
    issued: Paper, trust: Organisation, settled_on: date | None, in_the_next: bool, in_the_one_after: bool
) -> None:
    make_decision(issued, settled_on=settled_on, outcome="Done." if settled_on else "")

    for quarter, comes_back in ((Q4, in_the_next), (NEXT, in_the_one_after)):
        document = content_of(make_issued_paper(trust, quarter)).document
        assert ("Actions from last time" in headings(document)) == comes_back


def test_what_was_done_in_a_quarter_without_a_paper_is_told_in_the_next_one(issued: Paper, trust: Organisation) -> None:
    make_decision(issued, settled_on=date(2022, 2, 14), outcome="Done.")

    document = compose(make_paper(trust, NEXT), on=NEXT.next.starts_on, is_draft=True).document

    assert "Actions from last time" in headings(document)


def test_a_paper_does_not_list_what_was_decided_on_itself_or_later(issued: Paper, trust: Organisation) -> None:
    make_decision(make_issued_paper(trust, Q4))

    document = compose(Paper.objects.get(pk=issued.pk), on=date(2022, 5, 1), is_draft=True).document

    assert "Actions from last time" not in headings(document)


def test_what_another_committee_decided_does_not_come_back_here(trust: Organisation, issued: Paper) -> None:
    make_decision(make_issued_paper(make_organisation()), wording="Of another trust.")

    document = compose(make_paper(trust, Q4), on=date(2022, 4, 4), is_draft=True).document

    assert "Of another trust." not in document.model_dump_json()
