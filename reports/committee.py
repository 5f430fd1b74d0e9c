"""The mail that tells the committee how a quarter went, once, when the quarter has ended."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import Membership, Role
from actions.due import contacts_of
from actions.models import Plan
from actions.quarters import Quarter
from actions.sending_hours import wait_for_a_working_morning
from actions.working_days import may_send
from outbox import services as outbox
from outbox.models import Message
from reports import summary
from reports.progress import progress_of

KIND = "quarter"
MOST_LISTED = 10


def plan(*, now: datetime) -> int:
    """Writes to each committee whose last quarter has ended and who was not told yet; says how many messages."""
    if not may_send(now):
        return 0
    quarter = Quarter.of(now.date()).previous
    told = Message.objects.filter(kind=KIND, key__contains=f":{quarter.slug}:").values("organisation")
    committees = Membership.objects.filter(role=Role.COMMITTEE, user__is_active=True)
    waiting = (
        Plan.objects.in_force(on=quarter.ends_on)
        .filter(organisation__in=committees.values("organisation"))
        .exclude(organisation__in=told)
        .select_related("organisation", "standard")
    )
    newest = {each.organisation_id: each for each in reversed(waiting)}
    return sum(write(each, quarter, now=now) for each in newest.values())


@transaction.atomic
def write(each: Plan, quarter: Quarter, *, now: datetime) -> int:
    """One message to each committee member of the plan's organisation, all or none."""
    organisation = each.organisation
    progress = progress_of(each, quarter, on=now.date())
    contacts = contacts_of([organisation])[organisation.pk]
    letter = outbox.compose(
        "emails/quarter",
        subject=f"{quarter}: progress of the race equality plan, {organisation.short_name}",
        organisation=organisation,
        quarter=quarter,
        sentences=summary.sentences(progress),
        parts=(("Completed", progress.completed), ("At risk or off track", progress.exceptions)),
        most=MOST_LISTED,
        page=reverse("reports:quarter", args=[organisation.ods_code, quarter.slug]),
    )
    members = Membership.objects.of(organisation).filter(role=Role.COMMITTEE, user__is_active=True)
    put = [
        outbox.put(
            organisation=organisation,
            kind=KIND,
            key=f"{KIND}:{organisation.ods_code}:{quarter.slug}:{member.user.email}",
            recipient=member.user.name,
            address=member.user.email,
            reply_to=contacts[0].address if contacts else "",
            letter=letter,
            now=now,
        )
        for member in members.select_related("user")
    ]
    return sum(message is not None for message in put)


def refresh(message: Message, now: datetime) -> str:
    """Nobody who left the committee in the meantime is written to, and nobody at night."""
    wait_for_a_working_morning(now)
    members = Membership.objects.of(message.organisation).filter(role=Role.COMMITTEE)
    if members.filter(user__email=message.address, user__is_active=True).exists():
        return ""
    return "The recipient is no longer a member of the committee."
