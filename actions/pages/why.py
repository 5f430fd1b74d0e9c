"""Why somebody did or did not get a message about an action: rule by rule, and occasion by occasion."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, Organisation
from actions import reminders
from actions.due import Due, Recipient, all_due, contacts_of
from actions.models import Action, Deadline, Lead, Leadership, Reminder
from actions.quarters import Quarter
from actions.working_days import working_day_from
from outbox.models import Message

AHEAD = timedelta(days=60)
MOST_MEANT = 10
TO_COME = "To come, unless it is done, closed or moved first"


@dataclass(frozen=True)
class Rule:
    """One thing that must hold for a reminder to go, and how it is."""

    holds: bool
    words: str


@dataclass(frozen=True)
class Told:
    """One occasion to remind one address: what became of it, or will."""

    day: date
    occasion: str
    due_on: date
    address: str
    words: str
    message: Message | None = None


def rules_of(action: Action, *, on: date) -> list[Rule]:
    """In the order in which the planner asks."""
    return [open_rule(action), *day_rules(action, on=on), *recipient_rules(action), mail_rule(action)]


def open_rule(action: Action) -> Rule:
    if action.is_open:
        return Rule(True, f"It is open: {action.status_words}.")
    return Rule(False, f"It is {action.status_words.lower()}, so nobody is reminded of it any more.")


def day_rules(action: Action, *, on: date) -> list[Rule]:
    unmet = Deadline.objects.unmet().filter(action=action)
    rules = [Rule(True, f"It is due on {deadline.due_on:%-d %B %Y}, and that is not met yet.") for deadline in unmet]
    if action.ongoing:
        quarter = Quarter.of(on)
        silent = Action.objects.filter(pk=action.pk).silent(quarter).exists()
        found = "has none yet" if silent else "has one"
        rules.append(Rule(silent, f"It is ongoing, so it needs an update each quarter. {quarter} {found}."))
    return rules or [Rule(False, "It has no deadline that is still to be met, so there is no day to remind of.")]


def recipient_rules(action: Action) -> list[Rule]:
    leads = [each.lead for each in action.leaderships.select_related("lead").filter(kind=Leadership.Kind.ACCOUNTABLE)]
    rules = [
        Rule(True, f"{lead.name} leads it, and is written to at {lead.address}.")
        if lead.address
        else Rule(False, f"{lead.name} leads it and has no email address.")
        for lead in leads
    ]
    if leads and all(rule.holds for rule in rules):
        return rules
    contacts = contacts_of([action.plan.organisation])[action.plan.organisation_id]
    nobody = [] if leads else [Rule(False, "No lead is recorded.")]
    if not contacts:
        return [*rules, *nobody, Rule(False, "There is no EDI lead and no admin to write to instead.")]
    names = " and ".join(contact.name for contact in contacts)
    return [*rules, *nobody, Rule(True, f"So {names} gets its reminders instead.")]


def mail_rule(action: Action) -> Rule:
    paused_at = action.plan.organisation.mail_paused_at
    if paused_at:
        return Rule(False, f"Mail is paused since {timezone.localdate(paused_at):%-d %B %Y}. What becomes due waits.")
    return Rule(True, "Mail is not paused. It goes out from 8am on working days, one message a day to each address.")


def who_is_meant(organisation: Organisation, words: str) -> list[str]:
    """Of each lead and member whose name or address holds these words, what they are written to about, and why."""
    held = Q(name__icontains=words) | Q(holder__icontains=words) | Q(address__icontains=words)
    leads = Lead.objects.of(organisation).filter(held).with_load()[:MOST_MEANT]
    stand_ins = {contact.address for contact in contacts_of([organisation])[organisation.pk]}
    members = Membership.objects.of(organisation).filter(user__is_active=True).select_related("user")
    found = members.filter(Q(user__name__icontains=words) | Q(user__email__icontains=words))[:MOST_MEANT]
    return [about_lead(lead) for lead in leads] + [
        about_member(membership, stands_in=membership.user.email in stand_ins) for membership in found
    ]


def about_lead(lead: Any) -> str:
    actions = "1 open action" if lead.leading == 1 else f"{lead.leading} open actions"
    if not lead.leading:
        return f"{lead.name} leads no open action, so it is not reminded of any."
    if not lead.address:
        return f"{lead.name} leads {actions} and has no email address, so the EDI leads get its reminders."
    return f"{lead.name} leads {actions}, and is written to at {lead.address}."


def about_member(membership: Membership, *, stands_in: bool) -> str:
    who = f"{membership.user.name}, {membership.get_role_display()}, at {membership.user.email}"
    if stands_in:
        return f"{who}: written to about actions whose lead cannot be reached, and told of deadlines that stay unmet."
    return f"{who}: reminded only of actions led by a post with this address."


def told(action: Action, *, on: date) -> list[Told]:
    """What comes in the next 60 days, the next first, and then what became of each occasion so far, the last first."""
    rows = Reminder.objects.filter(action=action).select_related("message")
    dues = all_due(on=on, until=on + AHEAD, among=Action.objects.filter(pk=action.pk))
    known = reminders.recorded(dues)
    ahead = [item for due in dues for recipient in due.occasions for item in to_come(due, recipient, known, on=on)]
    past = sorted(map(as_told, rows), key=lambda each: (each.day, each.address), reverse=True)
    return sorted(ahead, key=lambda each: (each.day, each.address)) + past


def as_told(row: Reminder) -> Told:
    if row.state == Reminder.State.IN_MESSAGE and row.message:
        words, day = row.message.get_state_display(), timezone.localdate(row.message.created_at)
    else:
        words, day = row.get_state_display(), row.day
    return Told(day, row.occasion, row.due_on, row.address, words, row.message)


def to_come(due: Due, recipient: Recipient, known: set[reminders.Key], *, on: date) -> list[Told]:
    waiting = reminders.newest_of_the_past(reminders.missing(due, recipient, known), on)
    return [
        Told(working_day_from(max(each.day, on)), each.name, due.due_on, recipient.address, TO_COME) for each in waiting
    ]
