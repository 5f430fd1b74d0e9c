"""What an EDI lead writes on a draft: its front sheet, the commentary under a heading, and why it is held back."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from reports.models import Meeting, Paper, PaperNote
from tests.factories import make_decision, make_issued_paper, make_member, make_organisation, make_plan
from tests.reports.committee.pages import PAPER, address, front_sheet, send, shows, text_of

SUMMARY = f"{PAPER}notes/summary/"


def kept() -> Paper:
    return Paper.objects.get()


# ---- the front sheet


def test_the_front_sheet_is_what_the_paper_says(paper: Paper, client: Client) -> None:
    lines = {"author": "Amara Osei", "purpose": "decision", "assurance": "limited", "risks": "Risk 12\nRisk 13"}

    answer = send(client, address("front_sheet"), **front_sheet(**lines))

    assert shows(answer, "The front sheet is saved.")
    for words in ("Amara Osei", "For decision", "Limited", "Risk 12<br>Risk 13"):
        assert words in text_of(answer)
    assert (kept().version, kept().purpose) == (2, "decision")


def test_of_two_people_who_write_the_front_sheet_the_second_sees_both(paper: Paper, client: Client) -> None:
    send(client, address("front_sheet"), **front_sheet(author="Of the first", assurance="limited"))

    answer = client.post(address("front_sheet"), front_sheet(author="Of the second"))

    assert answer.status_code == 409
    assert shows(answer, "Of the first")
    assert shows(answer, "Limited")
    assert 'value="Of the second"' in text_of(answer)
    assert kept().author == "Of the first"
    send(client, address("front_sheet"), **front_sheet(version=2, author="Of the second"))
    assert kept().author == "Of the second"


@pytest.mark.parametrize(
    ("lines", "said"),
    [({"purpose": ""}, "This field is required."), ({"author": "A" * 201}, "200 characters")],
)
def test_a_front_sheet_that_cannot_be_is_refused_in_words(
    paper: Paper, client: Client, lines: dict[str, str], said: str
) -> None:
    answer = client.post(address("front_sheet"), front_sheet(**lines))

    assert answer.status_code == 422
    assert shows(answer, said)


# ---- commentary


def test_commentary_stands_under_its_heading_and_without_words_there_is_none(paper: Paper, client: Client) -> None:
    answer = send(client, SUMMARY, version=0, text="Panels are trained.\n\nMore in April.")
    assert shows(answer, "The commentary on 'Summary' is saved.")
    assert "<p>Panels are trained.</p><p>More in April.</p>" in text_of(answer)
    assert "Panels are trained." in text_of(client.get(SUMMARY))

    answer = send(client, SUMMARY, version=1, text="  ")

    assert "Panels are trained." not in text_of(answer)
    assert not PaperNote.objects.exists()


def test_of_two_people_who_write_a_commentary_the_second_sees_both(paper: Paper, client: Client) -> None:
    send(client, SUMMARY, version=0, text="Of the first.")

    answer = client.post(SUMMARY, {"version": 0, "text": "Of the second."})

    assert answer.status_code == 409
    for words in ("Of the first.", "Of the second."):
        assert shows(answer, words)
    assert PaperNote.objects.get().text == "Of the first."
    send(client, SUMMARY, version=1, text="Of the second.")
    assert PaperNote.objects.get().text == "Of the second."


def test_whoever_writes_over_a_commentary_that_was_taken_away_is_told(paper: Paper, client: Client) -> None:
    send(client, SUMMARY, version=0, text="Of the first.")
    send(client, SUMMARY, version=1, text="")

    answer = client.post(SUMMARY, {"version": 1, "text": "Of the second."})

    assert answer.status_code == 409
    assert shows(answer, "None")


def test_so_is_whoever_writes_over_one_that_was_taken_away_and_written_anew(paper: Paper, client: Client) -> None:
    for version, text in ((0, "Of the first."), (1, ""), (0, "Written anew.")):
        send(client, SUMMARY, version=version, text=text)

    answer = client.post(SUMMARY, {"version": 1, "text": "Of the second."})

    assert answer.status_code == 409
    assert PaperNote.objects.get().text == "Written anew."


@pytest.mark.parametrize("place", ["no-such-place", "action-0"])
def test_a_heading_that_the_paper_has_not_takes_no_commentary(paper: Paper, client: Client, place: str) -> None:
    for answer in (client.get(f"{PAPER}notes/{place}/"), client.post(f"{PAPER}notes/{place}/", {"version": 0})):
        assert answer.status_code == 404


@pytest.mark.parametrize(("version", "text", "said"), [(0, "w" * 10_001, "Write 10,000 characters or fewer.")])
def test_a_commentary_that_is_too_long_is_refused_in_words(
    paper: Paper, client: Client, version: int, text: str, said: str
) -> None:
    answer = client.post(SUMMARY, {"version": version, "text": text})

    assert answer.status_code == 422
    assert shows(answer, said)


def test_every_heading_with_a_place_takes_commentary(paper: Paper, client: Client) -> None:
    headings = [line.split("/")[0] for line in text_of(client.get(PAPER)).split(f'href="{PAPER}notes/')[1:]]

    assert {"summary", "changed"} <= set(headings)
    for place in headings:
        assert client.get(f"{PAPER}notes/{place}/").status_code == 200


@pytest.mark.parametrize(
    ("page", "version"),
    [
        (f"{PAPER}front-sheet/", 4),
        (f"{PAPER}meeting/", 5),
        (SUMMARY, 6),
        (f"{PAPER}notes/changed/", 0),
        ("change_decision", 7),
        ("outcome", 7),
    ],
)
def test_a_page_says_which_version_it_shows(paper: Paper, client: Client, page: str, version: int) -> None:
    Paper.objects.update(version=4)
    Meeting.objects.update(version=5)
    PaperNote.objects.create(paper=paper, place="summary", text="Panels are trained.", version=6)
    decision = make_decision(paper, version=7)

    shown = text_of(client.get(page if "/" in page else address(page, decision.pk)))

    assert f'<input type="hidden" name="version" value="{version}"' in shown


# ---- an issued paper is written on no more


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        (SUMMARY, {"version": 0, "text": "Late."}),
        (f"{PAPER}front-sheet/", front_sheet(author="Late.")),
        (f"{PAPER}hold/", {"because": "Late."}),
        (f"{PAPER}let-go/", {}),
    ],
)
def test_an_issued_paper_says_why_it_cannot_be_changed(
    edi_lead: User, client: Client, page: str, answers: dict[str, object]
) -> None:
    before = make_issued_paper(edi_lead.memberships.get().organisation)

    answer = send(client, page, **answers)

    assert answer.redirect_chain == [(PAPER, 302)]
    assert "issued" in text_of(answer).partition("nhsuk-notification-banner")[2][:600]
    assert "Late." not in text_of(answer)
    after = kept()
    assert (after.version, after.content, after.state) == (before.version, before.content, "issued")


# ---- holding back


def test_a_paper_is_held_back_with_a_reason_and_let_go(paper: Paper, client: Client) -> None:
    answer = send(client, address("hold"), because="We wait for the survey.")
    assert shows(answer, "Ada Obi held it back: We wait for the survey.")
    assert kept().state == "held"

    answer = send(client, address("let_go"))

    assert shows(answer, "It is issued by itself at 5pm on 4 February 2022, unless somebody holds it back.")
    assert (kept().state, kept().held_because, kept().held_by) == ("draft", "", None)


@pytest.mark.parametrize(
    ("day", "by_hand", "is_said"),
    [("2022-02-04", False, False), ("2022-02-05", False, True), ("2022-02-05", True, False)],
)
def test_whoever_lets_a_paper_go_after_its_deadline_is_told_that_it_is_issued(
    paper: Paper, edi_lead: User, client: Client, on: Callable[..., None], day: str, by_hand: bool, is_said: bool
) -> None:
    Organisation.objects.update(issues_papers_by_hand=by_hand)
    send(client, address("hold"), because="We wait for the survey.")
    on(day)
    client.force_login(edi_lead)
    assert shows(client.get(PAPER), "so once it is let go it is issued in the next minutes.") == is_said

    answer = send(client, address("let_go"))

    assert shows(answer, "Its deadline has passed, so it is issued in the next minutes.") == is_said


def test_holding_back_needs_a_reason(paper: Paper, client: Client) -> None:
    answer = client.post(address("hold"), {"because": " "})

    assert answer.status_code == 422
    assert shows(answer, "Say why the paper is held back.")


def test_what_is_held_back_is_not_held_back_again_and_what_is_not_is_not_let_go(paper: Paper, client: Client) -> None:
    assert shows(send(client, address("let_go")), "The paper is not held back.")
    send(client, address("hold"), because="We wait for the survey.")

    answer = send(client, address("hold"), because="Another reason.")

    assert shows(answer, "The paper is held back already.")
    assert kept().held_because == "We wait for the survey."


def test_what_somebody_writes_stays_in_their_trust(paper: Paper, client: Client) -> None:
    other = make_organisation()
    make_plan(other)
    client.force_login(make_member(other, Role.EDI_LEAD))

    assert client.post(SUMMARY, {"version": 0, "text": "Theirs."}).status_code == 404
    assert not PaperNote.objects.exists()
