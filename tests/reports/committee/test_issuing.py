"""Issuing a paper by hand, and the issued paper: its page, its files, who was sent it, and quarters side by side."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from accounts.models import Organisation, Role, User
from actions.models import Action
from actions.quarters import Quarter
from actions.statuses import Status
from outbox.models import Message
from outbox.services import pause
from reports.documents.frozen import hash_of
from reports.models import Paper
from reports.services.papers import content_of
from tests.factories import (
    NOW,
    make_committee_address,
    make_issued_paper,
    make_member,
    make_paper,
    make_plan,
    make_update,
)
from tests.reports.committee.pages import HOME, PAPER, address, send, shows, text_of

ISSUE = f"{PAPER}issue/"


def download(client: Client, ending: str) -> Any:
    return client.get(f"{PAPER}paper.{ending}")


# ---- issuing


def test_the_page_that_asks_lists_who_gets_it(
    trust: Organisation, paper: Paper, committee_member: User, client: Client
) -> None:
    make_committee_address(trust, name="The secretary", email="secretary@trust.example")

    asked = client.get(ISSUE)

    assert shows(asked, "It goes to 2 people, from 8am on working days:")
    assert shows(asked, "Helen Marsh, helen@trust.example")
    assert shows(asked, "The secretary, secretary@trust.example")
    assert not Paper.objects.get().is_issued


def test_where_nobody_gets_it_that_is_said_before(paper: Paper, client: Client) -> None:
    assert shows(client.get(ISSUE), "Nobody gets it")


def test_where_mail_is_paused_that_is_said_before(trust: Organisation, paper: Paper, client: Client) -> None:
    pause(organisation=trust, now=NOW)

    assert shows(client.get(ISSUE), "Mail is paused, so it waits until mail is resumed.")


def test_issued_it_stands_as_it_was_with_whoever_issued_it(
    paper: Paper, edi_lead: User, committee_member: User, client: Client
) -> None:
    answer = send(client, ISSUE)

    assert answer.redirect_chain == [(PAPER, 302)]
    assert shows(answer, "The paper is issued. It goes to 1 person, from 8am on working days.")
    assert shows(answer, "5 January 2022, 09:00, by Ada Obi. It is fixed")
    assert shows(answer, "helen@trust.example")
    found = Paper.objects.get()
    assert (found.issued_by, found.content_hash) == (edi_lead, hash_of(found.content))
    assert [message.address for message in Message.objects.all()] == ["helen@trust.example"]
    for offered in ("Issue the paper", "Hold it back", "Add commentary", "Change the front sheet"):
        assert offered not in text_of(answer)


def test_it_is_not_issued_twice(paper: Paper, committee_member: User, client: Client) -> None:
    send(client, ISSUE)

    answer = send(client, ISSUE)

    assert shows(answer, "The paper is issued already.")
    assert Message.objects.count() == 1


def test_it_is_not_issued_before_its_quarter_is_over(
    paper: Paper, client: Client, on: Callable[..., None], edi_lead: User
) -> None:
    on("2021-12-31")
    client.force_login(edi_lead)

    answer = send(client, ISSUE)

    assert shows(answer, "Q3 2021/22 ends on 31 December 2021. Issue the paper after that.")
    assert not Paper.objects.get().is_issued


def test_one_that_is_held_back_may_be_issued_by_hand(paper: Paper, client: Client) -> None:
    send(client, address("hold"), because="We wait for the survey.")

    send(client, ISSUE)

    found = Paper.objects.get()
    assert (found.state, found.held_because, found.held_by) == ("issued", "", None)


# ---- the issued paper


def test_the_pdf_is_that_which_was_sent(paper: Paper, committee_member: User, client: Client) -> None:
    send(client, ISSUE)
    Action.objects.update(wording="Other words.")

    answer = download(client, "pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="RXY-WRES-2021-22-Q3.pdf"' in answer.headers["Content-Disposition"]
    assert answer.content == bytes(Message.objects.get().attachments.get().content)


def test_page_word_and_excel_are_drawn_from_what_was_issued(paper: Paper, client: Client) -> None:
    send(client, ISSUE)
    before = [download(client, ending).content for ending in ("docx", "xlsx")]
    Action.objects.update(wording="Other words.")

    page, word, excel = client.get(PAPER), download(client, "docx").content, download(client, "xlsx").content

    assert [word, excel] == before
    assert shows(page, "Train the panels.")
    assert not shows(page, "Other words.")
    cells = [cell.text for table in docx.Document(io.BytesIO(word)).tables for cell in table._cells]
    assert any("Train the panels." in text for text in cells)
    book = CalamineWorkbook.from_filelike(io.BytesIO(excel))
    rows = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert any("Train the panels." in str(cell) for cell in rows)


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_a_draft_comes_as_a_file_too(paper: Paper, client: Client, ending: str) -> None:
    assert download(client, ending).status_code == 200


def test_a_file_of_another_kind_is_no_address(paper: Paper, client: Client) -> None:
    assert download(client, "odt").status_code == 404


# ---- side by side


def test_side_by_side_the_numbers_are_those_of_the_papers(trust: Organisation, edi_lead: User, client: Client) -> None:
    first = make_issued_paper(trust)
    make_update(Action.objects.get(), by=edi_lead, on=first.meeting.held_on, status=Status.COMPLETE)
    second = make_issued_paper(trust, Quarter(2021, 4))
    Action.objects.update(status=Status.OFF_TRACK)

    found = client.get(f"{HOME}quarters/").context["found"]

    assert found.papers == [first, second]
    assert found.totals == [(paper, len(content_of(paper).standings)) for paper in (first, second)]
    for paper in (first, second):
        shown = {counted.words: dict(numbers)[paper] for counted, numbers in found.rows if dict(numbers)[paper]}
        assert shown == {each.words: each.number for each in content_of(paper).ratings if each.number}
    assert {counted.words: [number for _, number in numbers] for counted, numbers in found.rows}["Complete"] == [0, 1]


def test_side_by_side_stands_no_draft_and_no_more_than_a_year(
    trust: Organisation, edi_lead: User, client: Client
) -> None:
    make_plan(trust, year=2019, starts_on=Quarter(2020, 1).starts_on)
    assert shows(client.get(f"{HOME}quarters/"), "No paper is issued yet.")
    quarters = [Quarter(2020, 3), Quarter(2020, 4), Quarter(2021, 1), Quarter(2021, 2), Quarter(2021, 3)]
    for quarter in quarters:
        make_issued_paper(trust, quarter)
    make_paper(trust, Quarter(2021, 4))

    found = client.get(f"{HOME}quarters/").context["found"]

    assert [paper.quarter for paper in found.papers] == quarters[1:]


def test_an_overview_of_the_committee_leads_to_each_paper(trust: Organisation, edi_lead: User, client: Client) -> None:
    make_member(trust, Role.COMMITTEE)
    make_issued_paper(trust)
    make_paper(trust, Quarter(2021, 4))

    page = text_of(client.get(HOME))

    assert f'href="{PAPER}"' in page
    assert f'href="{HOME}2021-22-Q4/"' in page
    assert "To be finished" in page
