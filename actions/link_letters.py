"""A link on its own, for a lead who lost the one in a reminder or needs one before the next."""

from datetime import datetime

from actions import emails
from actions.due import contacts_of
from actions.models import Lead
from outbox import services as outbox
from outbox.models import Message

KIND = "link"


class NobodyToSendItToError(Exception):
    """The lead has no email address."""


def send_link(*, lead: Lead, at: datetime) -> Message | None:
    """Puts a message with a new link into the outbox; None where somebody did that within the same minute."""
    if not lead.address:
        raise NobodyToSendItToError(f"{lead.name} has no email address. Enter one first.")
    organisation = lead.organisation
    contacts = contacts_of([organisation])[organisation.pk]
    return outbox.put(
        organisation=organisation,
        kind=KIND,
        key=f"{KIND}:{lead.pk}:{at:%Y-%m-%dT%H:%M}",
        recipient=lead.holder or lead.name,
        address=lead.address,
        reply_to=contacts[0].address if contacts else "",
        letter=emails.link_letter(lead),
        now=at,
    )


def refresh(message: Message, now: datetime) -> str:
    """It goes only where the lead is still reached."""
    lead = Lead.objects.of(message.organisation).filter(pk=message.key.split(":")[1])
    return "" if lead.filter(address__iexact=message.address).exists() else "The lead has another address by now."
