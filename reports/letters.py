"""The mails about a paper: to the EDI leads while it is a draft, and to the committee once it is issued."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import Membership, Organisation, Role
from actions.due import Recipient as Contact
from actions.due import contacts_of
from actions.sending_hours import wait_for_a_working_morning
from outbox import services as outbox
from outbox.models import Attachment, Message
from outbox.services import Letter
from reports.models import CommitteeAddress, Paper
from reports.papers.content import PaperContent

ISSUED, DRAFT = "paper", "paper_draft"
SUBJECTS = {
    "opened": "Draft paper for the {committee}: {quarter}",
    "due": "The paper for the {committee} is due: {quarter}",
    "issued_itself": "The paper for the {committee} is issued: {quarter}",
}


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets the paper; a member can sign in and read it as a page."""

    name: str
    address: str
    is_member: bool


def committee_of(organisation: Organisation) -> list[Recipient]:
    """The members of the committee and the extra addresses, each address once."""
    members = Membership.objects.of(organisation).filter(role=Role.COMMITTEE, user__is_active=True)
    people = [each.user for each in members.select_related("user")]
    found = {user.email: Recipient(user.name, user.email, is_member=True) for user in people}
    for extra in CommitteeAddress.objects.of(organisation):
        found.setdefault(extra.email.lower(), Recipient(extra.name, extra.email, is_member=False))
    return list(found.values())


def edi_leads(organisation: Organisation) -> list[Contact]:
    """Who keeps the plan, or else who manages its members."""
    return contacts_of([organisation])[organisation.pk]


def send_paper(paper: Paper, content: PaperContent, *, now: datetime) -> int:
    """One message to each recipient, in the transaction that issues the paper; says how many."""
    letters = {is_member: paper_letter(paper, content, is_member=is_member) for is_member in (True, False)}
    put_in = Envelope(paper, ISSUED, "issued", reply_address(paper), now)
    attached = [paper.pdf] if paper.pdf else []
    return sum(put_in(each, letters[each.is_member], attached) for each in committee_of(paper.meeting.organisation))


def paper_letter(paper: Paper, content: PaperContent, *, is_member: bool) -> Letter:
    organisation = paper.meeting.organisation
    return outbox.compose(
        "emails/paper",
        subject=f"Paper for the {organisation.committee_name}: race equality, {paper.quarter}",
        organisation=organisation,
        paper=paper,
        sentences=content.summary,
        page=page_of(paper) if is_member else "",
    )


def tell_edi_leads(paper: Paper, what: str, *, on: str, now: datetime) -> int:
    """One message to each EDI lead: that a draft is open, that its deadline is near, or that it issued itself.

    `what` names the template, and with `on` makes the message one that goes once.
    """
    organisation = paper.meeting.organisation
    leads = edi_leads(organisation)
    if not leads:
        return 0
    letter = outbox.compose(
        f"emails/paper_{what}",
        subject=SUBJECTS[what].format(quarter=paper.quarter, committee=organisation.committee_name),
        organisation=organisation,
        paper=paper,
        page=page_of(paper),
        recipients=len(committee_of(organisation)) if paper.is_issued else 0,
    )
    put_in = Envelope(paper, DRAFT, f"{what}:{on}", "", now)
    return sum(put_in(Recipient(each.name, each.address, is_member=True), letter, []) for each in leads)


@dataclass(frozen=True)
class Envelope:
    """What the messages about one thing share; `what` makes them go once."""

    paper: Paper
    kind: str
    what: str
    reply_to: str
    now: datetime

    def __call__(self, to: Recipient, letter: Letter, attachments: list[Attachment]) -> bool:
        """Whether the message is new."""
        message = outbox.put(
            organisation=self.paper.meeting.organisation,
            kind=self.kind,
            key=f"{self.kind}:{self.paper.pk}:{self.what}:{to.address}",
            recipient=to.name,
            address=to.address,
            reply_to=self.reply_to,
            letter=letter,
            attachments=attachments,
            now=self.now,
        )
        return message is not None


def reply_address(paper: Paper) -> str:
    """The first EDI lead; a committee member who answers should reach somebody."""
    leads = edi_leads(paper.meeting.organisation)
    return leads[0].address if leads else ""


def page_of(paper: Paper) -> str:
    return reverse("reports:paper", args=[paper.meeting.organisation.ods_code, paper.quarter.slug])


def refresh_issued(message: Message, now: datetime) -> str:
    """Nobody who left the committee in the meantime is written to, and nobody at night."""
    wait_for_a_working_morning(now)
    if any(each.address == message.address for each in committee_of(message.organisation)):
        return ""
    return "The recipient no longer gets the papers of the committee."


def refresh_draft(message: Message, now: datetime) -> str:
    """A draft that was issued in the meantime needs nobody's work, and a deadline that was moved is no more."""
    wait_for_a_working_morning(now)
    _, pk, what, on, _ = message.key.split(":", maxsplit=4)
    if not any(each.address == message.address for each in edi_leads(message.organisation)):
        return "The recipient no longer keeps the papers."
    if what == "issued_itself":
        return ""
    paper = Paper.objects.of(message.organisation).without_content().filter(pk=pk).select_related("meeting").first()
    if paper is None or paper.is_issued:
        return "The paper is issued by now."
    is_moved = what == "due" and on.partition("/")[0] != paper.meeting.paper_due_on.isoformat()
    return "The deadline of the paper was moved." if is_moved else ""
