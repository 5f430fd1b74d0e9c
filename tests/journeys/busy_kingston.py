"""Kingston with everything that a page can show, some of it in words without an end."""

from datetime import date, timedelta

from accounts.models import Membership, Organisation, Role, User
from actions.models import Action, Evidence, Lead
from outbox.models import Message
from reports.services.papers import issue, write_note
from tests.factories import (
    NOW,
    Q3,
    TODAY,
    make_approval,
    make_approved,
    make_attachment,
    make_benchmark,
    make_committee_address,
    make_decision,
    make_evidence,
    make_goal,
    make_import,
    make_kingston,
    make_link,
    make_member,
    make_message,
    make_move,
    make_paper,
    make_published,
    make_spelling,
    make_target,
    make_update,
    make_upload,
    make_user,
)
from tests.indicators.records import draft
from tests.indicators.years import whole_year
from tests.kept import Kept

LONG_WORD = "w" * 300
LONG_BAND = "B" * 20
LONG_ADDRESS = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.example"


def make_edi_lead(kingston: Organisation) -> User:
    """Somebody who may do everything, as in a small trust."""
    lead = make_member(kingston, Role.EDI_LEAD, name="N" * 150, email=LONG_ADDRESS)
    Membership.objects.create(user=lead, organisation=kingston, role=Role.ADMIN)
    return lead


def make_busy_kingston() -> None:
    kingston = make_kingston()
    edi_lead = make_edi_lead(kingston)
    first, second, *others = Action.objects.of(kingston)
    make_approval(first.plan, body="B" * 200, by=edi_lead)
    Action.objects.filter(pk=first.pk).update(wording=f"{LONG_WORD} {first.wording}")
    for action, status in zip([first, second], ["at_risk", "complete"], strict=True):
        make_update(action, by=edi_lead, status=status, progress=f"{LONG_WORD} and more.\nAnd a second line.")
    for action, status in zip(others, ["on_track", "off_track", "closed", "not_started"], strict=False):
        make_update(action, by=edi_lead, status=status, progress="As was agreed.")
    make_move(first.deadlines.get(), by=edi_lead, reason=LONG_WORD)
    post = first.leads.earliest("pk")
    Lead.objects.filter(pk=post.pk).update(name="L" * 200, holder="H" * 150, address=LONG_ADDRESS)
    make_spelling(kingston, post, name="S" * 200)
    make_link(kingston, post, address=LONG_ADDRESS)
    make_link(kingston, post, expires_at=NOW + timedelta(hours=-1), made_at=NOW - timedelta(days=61))
    make_evidence(first, by=edi_lead, name=f"{LONG_WORD}.pdf", title=LONG_WORD[:200])
    make_evidence(first, by=edi_lead, address=f"https://{'h' * 60}.example/{LONG_WORD}")
    Evidence.objects.filter(pk=make_evidence(first, by=edi_lead).pk).update(removed_at=NOW)
    waiting = Action.objects.of(kingston).filter(status="not_recorded").earliest("place")
    make_update(waiting, by=make_user(), status="complete", progress=LONG_WORD, needs_confirming=True)
    make_evidence(waiting, address=f"https://trust.example/{LONG_WORD}")
    for state in ("pending", "sent", "failed", "unknown", "skipped"):
        attached = [make_attachment(kingston, name=f"{LONG_WORD[:196]}.pdf"), make_attachment(kingston)]
        message = make_message(kingston, recipient="R" * 200, address=LONG_ADDRESS, attachments=attached)
        given = {"state": state, "reason": f"The server said {LONG_WORD}."}
        if state == "sent":
            given |= {"sent_at": NOW, "handed_over_at": NOW}
        Message.objects.filter(pk=message.pk).update(**given)
    draft(kingston, 2022, whole_year() | {"2-count-bme": "12o", "3-missing": LONG_WORD}, by=edi_lead)
    make_upload(kingston)
    make_import(kingston)
    make_figures_to_compare(kingston)
    make_papers(kingston, edi_lead)
    for words in ("The first edition.", f"The second edition.\n{LONG_WORD}"):
        make_published(kingston, introduction=words)
    make_approved(kingston, introduction=LONG_WORD)


def make_papers(kingston: Organisation, edi_lead: User) -> None:
    """An issued one with decisions, and a draft of the quarter after it, both with long words wherever people write."""
    make_member(kingston, Role.COMMITTEE, name="C" * 150, email=f"c{LONG_ADDRESS[1:]}")
    make_committee_address(kingston, name="S" * 150, email=f"s{LONG_ADDRESS[1:]}")
    lines = {"author": "A" * 200, "lead_director": "D" * 200, "risks": LONG_WORD, "decisions_asked": LONG_WORD}
    for quarter in (Q3, Q3.next):
        paper = make_paper(kingston, quarter, **lines)
        for place in ("summary", "changed"):
            write_note(paper=paper, place=place, version=0, text=f"{LONG_WORD}\n\nAnd more.")
        if quarter == Q3:
            issue(paper=paper, by=edi_lead, now=paper.opened_at)
            first = Action.objects.earliest("place")
            make_decision(paper, wording=LONG_WORD, action=first, lead="L" * 200, due_on=TODAY)
            make_decision(paper, outcome=LONG_WORD, settled_on=TODAY)


def make_figures_to_compare(kingston: Organisation) -> None:
    make_benchmark(scope="England NHS trusts", year=2018)
    make_benchmark(scope="England NHS trusts", year=2020)
    make_benchmark(kingston, scope="S" * 80, source=LONG_WORD)
    make_target(kingston, note="W" * 200)
    readings = [(date(2021, 9, 30), 48), (date(2021, 12, 31), 50)]
    make_goal(kingston, *readings, band=LONG_BAND, target=100_000, place=9)


BUSY_KINGSTON = Kept(make_busy_kingston, at=NOW)
