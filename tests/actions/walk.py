"""A trust with actions, and days on which its scheduler runs, is away, runs twice or is overtaken by another.

What ought to have come of a day is worked out here anew from the rows of leads, members and deadlines.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.mail.backends import locmem
from django.db import connection

from accounts.models import Role
from actions import reminders
from actions.models import Action, Deadline, Lead, Reminder, ReminderChoice
from actions.quarters import Quarter
from actions.recurrence import SHORTEST
from actions.services import deadlines, links, moving
from actions.services.dating import EndedError
from actions.timescales import Repeat
from outbox.delivery import deliver
from outbox.models import Message
from tests.factories import make_action, make_lead, make_member, make_organisation, make_plan, make_user

ENGLAND = ZoneInfo("Europe/London")
State = Message.State
# An action, the day that counts, the occasion and the address: what is told at most once.
Key = tuple[int, date, str, str]


class MailServer(locmem.EmailBackend):
    """Keeps what it takes, except while it is away."""

    is_away = False

    def open(self) -> bool:
        if MailServer.is_away:
            raise ConnectionRefusedError
        return True


@dataclass(frozen=True)
class Asked:
    """An action as it is drawn: whose it is, its first day from the start of the walk, and how it repeats."""

    lead: int | None
    due_in: int
    repeat: str = ""
    ongoing: bool = False


@dataclass(frozen=True)
class Contact:
    """An EDI lead as drawn: the days before that they chose, or none, and whether they want one message a week."""

    email: str
    before: list[int] | None = None
    weekly: bool = False


@dataclass(frozen=True)
class World:
    """What is there when the walk begins."""

    starts_on: date
    rules: dict[str, Any]
    addresses: list[str]
    contacts: list[Contact]
    actions: list[Asked]


@dataclass(frozen=True)
class Day:
    """A day on which the scheduler runs, so many days after the last one, and what happens before it and later on."""

    after: int
    event: tuple[str, int, int] | None = None
    later: tuple[str, int, int] | None = None
    is_away: bool = False
    is_overtaken: bool = False
    hour: int = 8


class Walk:
    """The rows of a world, and what was sent so far: to whom on which day, and each occasion in which message."""

    def __init__(self, world: World) -> None:
        self.trust = make_organisation(**world.rules)
        self.day, self.by = world.starts_on, make_user()
        self.sent_on: dict[int, tuple[str, datetime]] = {}
        self.told_in: dict[Key, int] = {}
        self.weekly = {each.email for each in world.contacts if each.weekly}
        plan = make_plan(self.trust, starts_on=world.starts_on - timedelta(days=100))
        for contact in world.contacts:
            user = make_member(self.trust, Role.EDI_LEAD, email=contact.email)
            ReminderChoice.objects.create(user=user, before=contact.before, weekly=contact.weekly)
        self.leads = [make_lead(self.trust, address=address) for address in world.addresses]
        for asked in world.actions:
            day = world.starts_on + timedelta(days=asked.due_in)
            lead = None if asked.lead is None else self.leads[asked.lead]
            make_action(
                plan,
                due_on=None if asked.ongoing else day,
                lead=lead,
                ongoing=asked.ongoing,
                repeat=asked.repeat,
                repeats_from=day if asked.repeat else None,
            )

    def at(self, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.day, time(hour, minute), tzinfo=ENGLAND)

    def tick(self, now: datetime) -> int:
        """As the product's tick does it; says how many messages were written."""
        deadlines.roll(on=now.date())
        written = reminders.plan(now=now)
        self.deliver(now)
        return written

    def deliver(self, now: datetime) -> None:
        kind = reminders.KIND
        deliver(clock=lambda: now, refreshers={kind: reminders.refresh}, seals={kind: links.seal})
        for message in Message.objects.filter(state=State.SENT).exclude(pk__in=self.sent_on):
            self.sent_on[message.pk] = (message.address, now)

    def happen(self, name: str, number: int, days: int) -> None:
        """Something changes: an action's date or status, or a lead's address."""
        action = list(Action.objects.of(self.trust))[number % Action.objects.of(self.trust).count()]
        if name == "move" and (deadline := action.deadlines.unmet().first()):
            given = {"version": action.version, "reason": "Late.", "by": self.by, "at": self.at(1)}
            with suppress(moving.MoveError, EndedError):
                moving.move_deadline(deadline=deadline, to=self.day + timedelta(days=days), **given)
        elif name == "change status":
            Action.objects.filter(pk=action.pk).update(status="complete" if action.status != "complete" else "on_track")
        elif name == "change address":
            lead = self.leads[number % len(self.leads)]
            Lead.objects.filter(pk=lead.pk).update(address=f"{days % 3}@trust.example")

    # ---- what ought to have come

    def come(self) -> dict[tuple[int, date, str], list[tuple[date, str]]]:
        """Of each action, day that counts and address, the occasions that have come, the earliest first."""
        contacts = list(self.trust.memberships.values_list("user__email", flat=True))
        found: dict[tuple[int, date, str], list[tuple[date, str]]] = {}
        for action in Action.objects.open().filter(plan__organisation=self.trust):
            leads = [lead.address.lower() for lead in action.leads.all()]
            asked = leads if leads and all(leads) else contacts
            for due_on, days_of in self.days_that_count(action):
                for address in {*asked, *contacts}:
                    days = days_of(address, address in asked)
                    past = sorted((due_on + timedelta(days=n), name) for n, name in days.items())
                    if past := [(day, name) for day, name in past if day <= self.day]:
                        found[action.pk, due_on, address] = past
        return found

    def days_that_count(self, action: Action) -> Iterator[tuple[date, Callable[[str, bool], dict[int, str]]]]:
        apart = SHORTEST[Repeat(action.repeat)] if action.repeat else None
        for due_on in Deadline.objects.unmet().filter(action=action).values_list("due_on", flat=True):
            yield due_on, lambda address, is_asked: self.days_of_deadline(address, apart, is_asked=is_asked)
        if action.ongoing:
            yield Quarter.of(self.day).ends_on, lambda _, is_asked: {-14: "no update"} if is_asked else {}

    def days_of_deadline(self, address: str, apart: int | None, *, is_asked: bool) -> dict[int, str]:
        """The days from a deadline on which this address hears of it, each with its name."""
        if not is_asked:
            days = {self.trust.escalate_after: "escalation"}
        else:
            chosen = ReminderChoice.objects.filter(user__email=address, before__isnull=False).first()
            days = {-n: f"{n} days before" for n in (chosen.before if chosen else self.trust.remind_before)}
            days |= {0: "on the day"} | {n: f"{n} days after" for n in self.trust.remind_after}
            days |= {n: f"{n} days after" for n in range(max(days), 1000, 28) if n > max(days)}
        return {n: name for n, name in days.items() if apart is None or 2 * abs(n) <= apart}


@contextmanager
def overtaken(by: Callable[[], object]) -> Iterator[None]:
    """Another planner does all of its work when this one has read and is about to write."""
    has_begun = []

    def before(execute: Any, sql: str, *given: Any) -> Any:
        if sql.startswith("SAVEPOINT") and not has_begun:
            has_begun.append(True)
            by()
        return execute(sql, *given)

    with connection.execute_wrapper(before):
        yield


def rows() -> list[Any]:
    """Everything that a planner writes."""
    told = Reminder.objects.order_by("pk").values_list("pk", "occasion", "day", "address", "state", "message")
    return [*told, *Message.objects.order_by("pk").values_list("pk", "state", "reason", "subject", "text")]
