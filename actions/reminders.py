"""Who is to be reminded of what: every occasion whose day has come and that has no row yet.

It keeps no memory of when it last ran, so a morning without a scheduler heals itself. Of several occasions that
were missed for one deadline the newest is sent, and the others are put on record as superseded. Everything for one
address in an organisation goes into one message a day.
"""

import logging
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction

from accounts.models import Organisation
from actions import emails
from actions.choices import choices, had_their_day, had_their_week, week_of
from actions.due import Due, Planned, Recipient, Upcoming, all_due, contacts_of
from actions.models import Action, Lead, Reminder
from actions.newly_due import organisations_with_news
from actions.occasions import Occasion
from actions.sending_hours import wait_for_a_working_morning
from actions.working_days import may_send, working_day_from
from outbox import services as outbox
from outbox.models import Message

KIND = "reminders"

logger = logging.getLogger(__name__)

# What makes a reminder unique: action, day that counts, occasion and address.
Key = tuple[int, date, str, str]


def plan(*, now: datetime) -> int:
    """Writes the reminders that are due now, for every organisation; says how many messages carry them."""
    if not may_send(now):
        return 0
    had_theirs = had_their_week(choices(), kind=KIND, on=now.date()) | had_their_day(kind=KIND, on=now.date())
    news = organisations_with_news(on=now.date(), had_theirs=had_theirs)
    if not news:
        return 0
    by_recipient: dict[tuple[Organisation, Recipient], list[Due]] = defaultdict(list)
    for due in all_due(on=now.date(), until=now.date(), among=Action.objects.filter(plan__organisation__in=news)):
        for recipient in due.occasions:
            if (due.action.plan.organisation_id, recipient.address) not in had_theirs:
                by_recipient[due.action.plan.organisation, recipient].append(due)
    known = recorded([due for dues in by_recipient.values() for due in dues])
    return sum(
        attempt(organisation, recipient, dues, known, now=now)
        for (organisation, recipient), dues in by_recipient.items()
    )


def attempt(
    organisation: Organisation, recipient: Recipient, dues: list[Due], known: set[Key], *, now: datetime
) -> int:
    """A recipient whose message cannot be written does not keep the others from theirs."""
    try:
        return write(organisation, recipient, dues, known, now=now)
    except Exception as error:
        logger.error("a reminder in %s could not be written: %s", organisation.ods_code, type(error).__name__)  # noqa: TRY400
        return 0


def recorded(dues: list[Due]) -> set[Key]:
    """The occasions of these actions that have a row; what was dropped before it went is as if it had none."""
    rows = Reminder.objects.counting().filter(action__in={due.action.pk for due in dues})
    return set(rows.values_list("action", "due_on", "occasion", "address"))


def missing(due: Due, recipient: Recipient, known: set[Key]) -> list[Occasion]:
    return [
        occasion
        for occasion in due.occasions[recipient]
        if (due.action.pk, due.due_on, occasion.name, recipient.address) not in known
    ]


def write(organisation: Organisation, recipient: Recipient, dues: list[Due], known: set[Key], *, now: datetime) -> int:
    """One message to one recipient with a row for each occasion, or nothing: 1 or 0."""
    rows = [
        (occasion == due.occasions[recipient][-1], row_for(due, recipient, occasion))
        for due in dues
        for occasion in missing(due, recipient, known)
    ]
    carried = [row for newest, row in rows if newest]
    if not rows:
        return 0
    with transaction.atomic():
        message = put_digest(organisation, recipient, dues, now=now) if carried else None
        if carried and message is None:  # This address had its message today: the rest waits for the next one.
            return 0
        for row in carried:
            row.message, row.state = message, Reminder.State.IN_MESSAGE
        if message:
            # What an older message would have said, the newer one does: if it never goes, nor do these count as told.
            Reminder.objects.filter(message__in=Message.objects.waiting_like(message)).update(message=message)
            outbox.supersede(message)
        put_on_record(rows=[row for _, row in rows])
    return int(bool(carried))


def put_on_record(*, rows: list[Reminder]) -> None:
    """An occasion that was dropped before, and so was never sent, is taken up again in its row."""
    Reminder.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["action", "due_on", "occasion", "address"],
        update_fields=["state", "message", "day"],
    )


def row_for(due: Due, recipient: Recipient, occasion: Occasion) -> Reminder:
    return Reminder(
        action=due.action,
        due_on=due.due_on,
        occasion=occasion.name,
        day=occasion.day,
        address=recipient.address,
        state=Reminder.State.SUPERSEDED,
    )


def put_digest(organisation: Organisation, recipient: Recipient, dues: list[Due], *, now: datetime) -> Message | None:
    contacts = contacts_of([organisation])[organisation.pk]
    return outbox.put(
        organisation=organisation,
        kind=KIND,
        key=f"{KIND}:{organisation.ods_code}:{now.date()}:{recipient.address}",
        recipient=recipient.name,
        address=recipient.address,
        reply_to=contacts[0].address if contacts else "",
        letter=emails.digest(organisation, recipient, dues, on=now.date()),
        now=now,
    )


def refresh(message: Message, now: datetime) -> str:
    """Draws a digest anew as it is now, before it goes, or says why it need not go at all.

    Raises NotNowError at night and on days off: what a mail server put off does not come then either.
    """
    wait_for_a_working_morning(now)
    organisation = message.organisation
    if newer := newer_digest(message):
        message.reminders.update(message=newer)
        return "A newer message to the same address lists what is still due."
    mine = dues_of(message, on=now.date())
    wanted = {(due.action.pk, due.due_on) for due in mine}
    rows = list(message.reminders.all())
    stale = [row.pk for row in rows if (row.action_id, row.due_on) not in wanted]
    message.reminders.filter(pk__in=stale).update(state=Reminder.State.DROPPED)
    # What was dropped when a mail server put the message off, and is due again, goes with it after all.
    message.reminders.exclude(pk__in=stale).update(state=Reminder.State.IN_MESSAGE)
    if len(stale) == len(rows):
        return "Everything in it was dealt with, moved or given to somebody else before it went."
    letter = emails.digest(organisation, Recipient(message.recipient, message.address), mine, on=now.date())
    message.subject, message.text, message.html = letter.subject, letter.text, letter.html
    return ""


def dues_of(message: Message, *, on: date) -> list[Due]:
    """What is due now of this message's recipient; who stands in for others may be asked about any action."""
    organisation = message.organisation
    actions = Action.objects.of(organisation)
    if message.address not in {contact.address for contact in contacts_of([organisation])[organisation.pk]}:
        actions = actions.led_by(Lead.objects.of(organisation).filter(address__iexact=message.address))
    dues = all_due(on=on, until=on, among=actions)
    return [due for due in dues if any(recipient.address == message.address for recipient in due.occasions)]


def newer_digest(message: Message) -> Message | None:
    """After days without a mail server one address may have several waiting; the newest says it all."""
    same = Message.objects.of(message.organisation).filter(kind=KIND, address=message.address)
    return same.filter(created_at__gt=message.created_at).needed().first()


def upcoming(organisation: Organisation, *, on: date, days: int) -> list[Upcoming]:
    """What will go out in the next days unless something changes, by day and recipient, each once."""
    until = on + timedelta(days=days)
    dues = all_due(on=on, until=until, among=Action.objects.of(organisation))
    known = recorded(dues)
    found = [
        Upcoming(working_day_from(max(occasion.day, on)), recipient, due, occasion)
        for due in dues
        for recipient in due.occasions
        for occasion in newest_of_the_past(missing(due, recipient, known), on)
    ]
    return sorted(
        (item for item in once_a_week(found, on=on) if item.send_on <= until),
        key=lambda item: (
            item.send_on,
            item.recipient.address,
            item.recipient.name,
            item.due.due_on,
            item.due.action.place,
        ),
    )


def once_a_week(items: list[Upcoming], *, on: date) -> list[Upcoming]:
    """Of those who want one message a week, what comes after it moves to the next week."""
    chosen = choices()
    of_week = {(address, week_of(on)): date.min for _, address in had_their_week(chosen, kind=KIND, on=on)}
    found = []
    for item in sorted(items, key=lambda item: item.send_on):
        day, address = item.send_on, item.recipient.address
        while address in chosen.weekly and of_week.setdefault((address, week_of(day)), day) != day:
            day = working_day_from(week_of(day) + timedelta(days=7))
        found.append(replace(item, send_on=day))
    return found


def planned(organisation: Organisation, *, on: date, days: int, whom: str = "") -> list[Planned]:
    """The same as the messages that carry it: one a day to each address; only to names and addresses with `whom`."""
    items = upcoming(organisation, on=on, days=days)
    days_and_addresses = groupby(items, key=lambda item: (item.send_on, item.recipient))
    return [
        Planned(send_on, recipient, [item.due for item in carried])
        for (send_on, recipient), carried in days_and_addresses
        if whom.lower() in f"{recipient.name} {recipient.address}".lower()
    ]


def newest_of_the_past(waiting: list[Occasion], on: date) -> list[Occasion]:
    past = [occasion for occasion in waiting if occasion.day <= on]
    return past[-1:] + [occasion for occasion in waiting if occasion.day > on]
