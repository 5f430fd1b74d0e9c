"""The mails about a paper: to the committee once it is issued, and to the EDI leads while it is a draft."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.conf import settings
from django.core import mail

from accounts.models import Membership, Organisation, Role, User
from outbox.delivery import deliver
from outbox.models import Message
from reports.letters import committee_of, tell_edi_leads
from reports.models import CommitteeAddress, Paper
from reports.services.meetings import set_days
from reports.services.papers import issue
from tests.factories import make_committee_address, make_issued_paper, make_kingston, make_member, make_paper
from tests.reports.timekeeping import clock_at
from wres_site.tick import REFRESHERS, SEALS

pytestmark = pytest.mark.django_db

State = Message.State
ADA, HELEN, SECRETARY = "ada@trust.example", "helen@trust.example", "secretary@trust.example"
MORNING = clock_at("2022-01-06")
PAGE = f"{settings.SITE_ADDRESS}/RAX/committee/2021-22-Q3/"


@pytest.fixture
def kingston() -> Organisation:
    """With an EDI lead, a committee member, and the committee's secretary, who does not sign in."""
    kingston = make_kingston()
    make_member(kingston, Role.EDI_LEAD, email=ADA, name="Ada Obi")
    make_member(kingston, Role.COMMITTEE, email=HELEN, name="Helen Marsh")
    make_committee_address(kingston, email=SECRETARY)
    return kingston


@pytest.fixture
def draft(kingston: Organisation) -> Paper:
    return make_paper(kingston)


def to(address: str) -> Message:
    return Message.objects.get(address=address)


def send(clock: Callable[[], datetime] = MORNING) -> None:
    deliver(clock=clock, refreshers=REFRESHERS, seals=SEALS)


# ---- to the committee


def test_a_member_gets_the_summary_and_a_link_and_the_secretary_no_link(kingston: Organisation) -> None:
    make_issued_paper(kingston)

    for form in ("text", "html"):
        member, secretary = getattr(to(HELEN), form), getattr(to(SECRETARY), form)
        assert PAGE in member
        assert "/committee/" not in secretary
        for words in (member, secretary):
            assert "is attached as a PDF." in words
            assert "The plan has 22 actions:" in words
        assert "Answer this message if you no longer want them." in secretary


def test_each_address_gets_it_once_with_the_pdf_and_answers_reach_the_edi_lead(kingston: Organisation) -> None:
    make_committee_address(kingston, email=HELEN.title(), name="Helen again")
    User.objects.filter(pk=make_member(kingston, Role.COMMITTEE).pk).update(is_active=False)

    paper = make_issued_paper(kingston)

    found = list(Message.objects.order_by("address"))
    assert [message.address for message in found] == [HELEN, SECRETARY]
    for message in found:
        assert message.subject == f"Paper for the {kingston.committee_name}: race equality, Q3 2021/22"
        assert message.reply_to == ADA
        assert message.attachments.get() == paper.pdf
    assert [recipient.is_member for recipient in committee_of(kingston)] == [True, False]


def test_it_goes_on_a_working_morning_as_one_letter_of_text_html_and_pdf(kingston: Organisation) -> None:
    paper = make_issued_paper(kingston)

    send(clock_at("2022-01-06", "06:00"))
    assert mail.outbox == []
    send(clock_at("2022-01-06", "08:00"))

    letter = next(each for each in mail.outbox if each.to == [HELEN])
    assert letter.reply_to == [ADA]
    assert letter.body == to(HELEN).text
    assert [part.content for part in letter.alternatives] == [to(HELEN).html]
    (attached,) = letter.attachments
    assert (attached.get_filename(), attached.get_content_type()) == ("RAX-WRES-2021-22-Q3.pdf", "application/pdf")
    assert attached.get_payload(decode=True) == bytes(paper.pdf.content)


def test_no_score_and_no_count_of_people_is_in_a_mail(kingston: Organisation) -> None:
    """A mail is forwarded; what it says of the indicators are words and numbers of actions and indicators alone."""
    make_issued_paper(kingston)

    said = to(HELEN).text.partition("attached as a PDF.")[2].partition("http")[0]

    assert "%" not in said
    assert not re.search(r"\d\.\d", said)
    assert not re.search(r"\d+ (BME|White|staff|people|members)", said)


@pytest.mark.parametrize("who", ["a member who left", "an address that was removed", "somebody who cannot sign in"])
def test_somebody_who_was_removed_before_it_went_is_skipped_with_the_reason(kingston: Organisation, who: str) -> None:
    make_issued_paper(kingston)
    address = SECRETARY if who == "an address that was removed" else HELEN
    if who == "a member who left":
        Membership.objects.filter(user__email=HELEN).delete()
    CommitteeAddress.objects.filter(email=address).delete()
    if who == "somebody who cannot sign in":
        User.objects.filter(email=HELEN).update(is_active=False)

    send()

    assert (to(address).state, to(address).reason) == (
        State.SKIPPED,
        "The recipient no longer gets the papers of the committee.",
    )
    other = HELEN if address == SECRETARY else SECRETARY
    assert to(other).state == State.SENT


# ---- to the EDI leads


@pytest.mark.parametrize("what", ["opened", "due"])
def test_an_edi_lead_is_led_to_the_draft(draft: Paper, what: str) -> None:
    tell_edi_leads(draft, what, on="2022-02-04", now=MORNING())

    message = to(ADA)
    for words in (message.text, message.html):
        assert PAGE in words
        assert "It is issued by itself at 5pm on 4 February 2022, unless you hold it back." in words
    assert message.attachments.count() == 0


@pytest.mark.parametrize("what", ["opened", "due"])
def test_mail_about_a_draft_is_skipped_where_it_is_issued_meanwhile(draft: Paper, what: str) -> None:
    tell_edi_leads(draft, what, on="2022-02-04", now=MORNING())
    issue(paper=draft, by=None, now=MORNING())

    send()

    assert (to(ADA).state, to(ADA).reason) == (State.SKIPPED, "The paper is issued by now.")


def test_mail_that_it_issued_itself_goes(draft: Paper) -> None:
    issue(paper=draft, by=None, now=MORNING())
    tell_edi_leads(draft, "issued_itself", on="2021-22-Q3", now=MORNING())

    send()

    assert to(ADA).state == State.SENT


def test_mail_of_a_deadline_that_was_moved_meanwhile_is_skipped(draft: Paper) -> None:
    tell_edi_leads(draft, "due", on="2022-02-04", now=MORNING())
    set_days(meeting=draft.meeting, version=1, held_on=date(2022, 2, 25), paper_due_on=date(2022, 2, 18))

    send()

    assert (to(ADA).state, to(ADA).reason) == (State.SKIPPED, "The deadline of the paper was moved.")
