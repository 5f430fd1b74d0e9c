"""Who may do what with the committee's papers, as a table of role and verb."""

import pytest
from django.test import Client

from accounts.access import Access
from accounts.models import Organisation, Role, User
from actions.quarters import Quarter
from reports import policies
from reports.models import Paper
from tests.factories import (
    make_issued_paper,
    make_member,
    make_paper,
)
from tests.reports.committee.pages import HOME, PAPER, shows, text_of

EVERYBODY = set(Role)
KEEP, DRAFTS = {Role.EDI_LEAD}, {Role.EDI_LEAD, Role.ADMIN}

# A page, who may open it, and whether the paper on it is issued.
ADDRESSES: dict[str, tuple[str, set[Role], bool]] = {
    "home": (HOME, EVERYBODY, False),
    "side by side": (f"{HOME}quarters/", EVERYBODY, True),
    "draft": (PAPER, DRAFTS, False),
    "draft as PDF": (f"{PAPER}paper.pdf", DRAFTS, False),
    "draft as Word": (f"{PAPER}paper.docx", DRAFTS, False),
    "issued": (PAPER, EVERYBODY, True),
    "issued as PDF": (f"{PAPER}paper.pdf", EVERYBODY, True),
    "issued as Excel": (f"{PAPER}paper.xlsx", EVERYBODY, True),
    "days": (f"{PAPER}meeting/", KEEP, False),
    "front sheet": (f"{PAPER}front-sheet/", KEEP, False),
    "commentary": (f"{PAPER}notes/summary/", KEEP, False),
    "hold": (f"{PAPER}hold/", KEEP, False),
    "issue": (f"{PAPER}issue/", KEEP, False),
    "add a decision": (f"{PAPER}decisions/add/", KEEP, True),
    "add an address": (f"{HOME}addresses/add/", KEEP, False),
}


@pytest.mark.parametrize("what", ADDRESSES)
def test_who_opens_what(trust: Organisation, client: Client, what: str) -> None:
    address, allowed, is_issued = ADDRESSES[what]
    make_issued_paper(trust) if is_issued else make_paper(trust)

    answers = {}
    for role in Role:
        client.force_login(make_member(trust, role))
        answers[role] = client.get(address).status_code

    assert answers == {role: 200 if role in allowed else 403 for role in Role}


@pytest.mark.parametrize("verb", ["meeting", "front-sheet", "notes/summary", "hold", "let-go", "issue"])
def test_nobody_but_an_edi_lead_does_something_with_a_draft(trust: Organisation, client: Client, verb: str) -> None:
    make_paper(trust)

    for role in EVERYBODY - KEEP:
        client.force_login(make_member(trust, role))
        assert client.post(f"{PAPER}{verb}/", {"version": 0, "text": "x", "because": "x"}).status_code == 403

    paper = Paper.objects.get()
    assert (paper.state, paper.version, paper.notes.count()) == ("draft", 1, 0)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_issued", [False, True])
def test_the_policies_are_a_table(role: Role, is_issued: bool) -> None:
    paper = Paper(state="issued" if is_issued else "held")
    access = Access(User(), Organisation(), frozenset({role.value}))

    assert policies.can_keep_papers(access) == (role in KEEP)
    assert policies.can_read_drafts(access) == (role in DRAFTS)
    assert policies.can_read_paper(access, paper) == (is_issued or role in DRAFTS)


def test_a_committee_member_hears_of_a_draft_and_is_led_to_issued_papers_alone(
    trust: Organisation, committee_member: User, client: Client
) -> None:
    make_issued_paper(trust)
    make_paper(trust, Quarter(2021, 4))
    client.force_login(committee_member)

    page = client.get(HOME)

    assert shows(page, "Paper on Q4 2021/22")
    assert f'href="{PAPER}"' in text_of(page)
    for offered in (f"{HOME}2021-22-Q4/", "Set the days", "Add an address", "Change the days"):
        assert offered not in text_of(page)
    issued = text_of(client.get(PAPER))
    for offered in ("Record a decision", "Who was sent the paper", "Add commentary"):
        assert offered not in issued


def test_without_a_paper_there_is_no_page_of_one(trust: Organisation, edi_lead: User, client: Client) -> None:
    assert client.get(PAPER).status_code == 404
