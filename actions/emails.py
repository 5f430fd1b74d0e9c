"""The words of a reminder: one digest with everything that asks for one recipient's attention."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.models import Organisation
from actions.due import Due, Recipient
from actions.models import Action, Lead
from outbox.private_links import place_for
from outbox.services import Letter, compose

MOST_LISTED = 25


@dataclass(frozen=True)
class Line:
    """One action in a digest: where to update it, why it is here, and who leads it."""

    action: Action
    address: str
    needs_sign_in: bool
    why: str
    leads: str


@dataclass(frozen=True)
class PrivateList:
    """All open actions of a lead, behind a place for its private link."""

    name: str
    address: str


def digest(organisation: Organisation, recipient: Recipient, dues: list[Due], *, on: date) -> Letter:
    """One message about all of these, the most urgent first, each action once."""
    first_of_each = {due.action.pk: due for due in reversed(dues)}
    ordered = sorted(first_of_each.values(), key=lambda due: (due.due_on, due.action.place))
    lines = [line_for(organisation, recipient, due, on) for due in ordered[:MOST_LISTED]]
    count = "1 action" if len(ordered) == 1 else f"{len(ordered)} actions"
    posts = {lead.pk: lead for due in ordered if (lead := post_of(recipient, due))}
    return compose(
        "emails/digest",
        subject=f"{count} to update: {organisation.short_name} race equality plan",
        organisation=organisation,
        recipient=recipient,
        count=count,
        lines=lines,
        more=len(ordered) - len(lines),
        lists=[PrivateList(lead.name, place_for(f"{lead.pk}")) for lead in posts.values()],
        page=reverse("actions:plan", args=[organisation.ods_code]),
        choose=reverse("actions:own_reminders", args=[organisation.ods_code]),
        stands_in=not all(post_of(recipient, due) for due in ordered),
    )


def link_letter(lead: Lead) -> Letter:
    """The private link of a lead and nothing else."""
    return compose(
        "emails/link",
        subject=f"Your actions in the race equality plan of {lead.organisation.short_name}",
        lead=lead,
        organisation=lead.organisation,
        address=place_for(f"{lead.pk}"),
    )


def post_of(recipient: Recipient, due: Due) -> Lead | None:
    """As which lead the recipient is written to; None in place of somebody who cannot be reached."""
    accountable = due.action.accountable  # type: ignore[attr-defined]
    leads = [leadership.lead for leadership in accountable]
    return next((lead for lead in leads if lead.address.lower() == recipient.address), None)


def line_for(organisation: Organisation, recipient: Recipient, due: Due, on: date) -> Line:
    """A lead updates through its private link; whoever stands in has an account."""
    page = reverse("actions:update", args=[organisation.ods_code, due.action.pk])
    lead = post_of(recipient, due)
    address = place_for(f"{lead.pk}/{due.action.pk}") if lead else f"{settings.SITE_ADDRESS}{page}"
    names = "; ".join(leadership.lead.name for leadership in due.action.accountable)  # type: ignore[attr-defined]
    return Line(due.action, address, lead is None, why(due, on), names or "nobody yet")


def why(due: Due, on: date) -> str:
    day = f"{due.due_on.day} {due.due_on:%B %Y}"
    if due.for_quarter:
        return f"No update yet this quarter. The quarter ends on {day}."
    if due.due_on < on:
        return f"Overdue. It was due on {day}."
    return "Due today." if due.due_on == on else f"Due on {day}."
