"""One trial: a trust with its leads, the mornings on which reminders fall due, and what became of each."""

import signal
import sys
import time
from collections import Counter
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (after the setup)
from django.db import OperationalError, connection  # noqa: E402

from accounts import clock as product_clock  # noqa: E402
from accounts.models import Organisation, Role  # noqa: E402
from actions.models import Reminder  # noqa: E402
from actions.working_days import may_send, working_day_from  # noqa: E402
from outbox.models import Heartbeat, Message  # noqa: E402
from tests.factories import make_action, make_lead, make_member, make_organisation, make_plan  # noqa: E402
from tests.faults import people, plainly  # noqa: E402
from tests.faults.faults import MORNINGS, SHORT, Fault  # noqa: E402
from tests.faults.machines import WEB_PORT, Clock, Postgres, Redis, Site, is_open, wait_until  # noqa: E402
from tests.faults.post_office import PostOffice  # noqa: E402

ENGLAND = ZoneInfo("Europe/London")
DUE = date(2022, 1, 31)
# Of the days from a deadline, those of its occasions: a year has the change to summer time and back in it.
OFFSETS = (-30, -7, 0, 7, 14, *range(28, 2000, 28))
ROUNDS, LEADS, FEW_LEADS = 3, 15, 8
UPDATES, FEW_UPDATES = 500, 20
WAITING = (Message.State.PENDING, Message.State.SENDING)
MINUTE = timedelta(minutes=1)
MOST_MINUTES = 10
# Nothing changes for so many seconds of the suite's own: what waits, waits for its time.
STILL = 1.5


class Trial:
    """The machines, and what a fault may do with them."""

    def __init__(
        self, postgres: Postgres, redis: Redis, clock: Clock, post: PostOffice, site: Site, *, short: bool, silent: bool
    ) -> None:
        self.postgres, self.redis, self.clock, self.post, self.site = postgres, redis, clock, post, site
        self.silent = silent
        self.mornings = SHORT if short else MORNINGS * ROUNDS
        self.leads = FEW_LEADS if short else LEADS
        self.days = [working_day_from(DUE + timedelta(days=days)) for days in OFFSETS[: len(self.mornings)]]
        self.gates = Path(site.environment["FAULTS_GATES"])
        # How many messages a fault may leave unknown: it cut or killed between the dot and the record.
        self.may_be_unknown = 0
        # Message-IDs of what the mail server took without an answer, while the rule was to send that again.
        self.cut_to_go_again: list[str] = []
        self.minutes: list[int] = []

    def run(self) -> dict[str, Any]:
        self.say(f"{self.leads} leads, {len(self.days)} days on which reminders fall due")
        self.make_trust()
        self.site.start("worker-1", "worker-2", "beat-1", "beat-2")
        for day, fault in zip(self.days, self.mornings, strict=True):
            self.break_on(day, fault)
        updated = self.update_with_redis_frozen()
        return self.counted() | {"updated": asdict(updated), "plain": plainly.counted(self.postgres.address, self.post)}

    def make_trust(self) -> None:
        call_command("migrate", verbosity=0)
        trust = make_organisation(name="A Trust", short_name="A Trust")
        plan = make_plan(trust)
        make_member(trust, Role.EDI_LEAD, email="edi.lead@trust.example")
        for number in range(self.leads):
            lead = make_lead(trust, name=f"Post {number}", address=f"lead{number}@trust.example")
            make_action(plan, due_on=DUE, lead=lead, wording=f"Do thing {number}")

    def break_on(self, day: date, fault: Fault) -> None:
        """The morning of a day: a little before 8 nothing goes; from 8 on it does, and the fault happens."""
        self.be_at(day, 7, 59, 50)
        self.wait_for_a_tick()
        began = time.monotonic()
        fault(self)
        self.be_at(day, 8, 0, 1)
        self.minutes.append(self.settle())
        self.set_rule(sends_again=False)
        here = f"{time.monotonic() - began:.0f} s here"
        self.say(f"{day}: {fault.__doc__} All else gone after {self.minutes[-1]} minutes ({here}).")

    def set_rule(self, *, sends_again: bool) -> None:
        """What the organisation does with mail that may have arrived."""
        Organisation.objects.update(resends_unknown=sends_again)
        self.post.cut = self.cut_to_go_again if sends_again else []

    def update_with_redis_frozen(self) -> people.Updated:
        self.site.start("web")
        wait_until(lambda: is_open(WEB_PORT), within=60, what="the site answers")
        self.redis.process.send_signal(signal.SIGSTOP)
        updated = people.update(WEB_PORT, times=UPDATES if len(self.days) > len(SHORT) else FEW_UPDATES)
        self.redis.process.send_signal(signal.SIGCONT)
        self.site.kill("web")
        self.say(
            f"{updated.kept} of {updated.sent} updates kept while Redis is frozen, slowest {updated.slowest:.2f} s"
        )
        return updated

    # ---- time

    def now(self) -> datetime:
        return ask(product_clock.now).astimezone(UTC)

    def be_at(self, day: date, *at: int) -> None:
        """Time passes until then, if it is not past."""
        ahead = datetime(day.year, day.month, day.day, *at, tzinfo=ENGLAND).astimezone(UTC) - self.now()
        if not Heartbeat.objects.exists():
            self.clock.be_set(ahead)
        elif ahead > timedelta(0):
            self.clock.go_on(ahead)

    def wait_for_a_tick(self) -> None:
        since = self.now()

        def has_ticked() -> bool:
            self.site.supervise()
            return ask(lambda: Heartbeat.objects.filter(ticked_at__gte=since).exists())

        wait_until(has_ticked, within=60, what="a tick")

    def settle(self) -> int:
        """Lets minutes pass until nothing waits; says how many it took."""
        due = self.leads * (len(self.minutes) + 1)
        wait_until(lambda: self.is_planned(due), within=60, what="the reminders of this morning are written")
        for minutes in range(MOST_MINUTES + 1):
            if self.comes_to_rest():
                return minutes
            self.clock.go_on(MINUTE)
        waiting = ask(lambda: list(Message.objects.filter(state__in=WAITING).values("state", "reason", "attempts")))
        raise TimeoutError(f"Still waiting {MOST_MINUTES} minutes after recovery: {waiting[:3]}")

    def is_held(self) -> bool:
        self.site.supervise()
        return ask(lambda: Heartbeat.objects.filter(held=Heartbeat.Held.CLOCK).exists())

    def is_planned(self, due: int) -> bool:
        self.site.supervise()
        return ask(lambda: Reminder.objects.filter(address__startswith="lead").count()) >= due

    def comes_to_rest(self) -> bool:
        """Whether nothing waits any more, or False where what waits stands still."""
        before, since = self.waiting(), time.monotonic()
        while before and time.monotonic() - since < STILL:
            self.site.supervise()
            time.sleep(0.1)
            if (after := self.waiting()) != before:
                before, since = after, time.monotonic()
        return not before

    def waiting(self) -> list[tuple[int, str, int]]:
        found = Message.objects.filter(state__in=WAITING).order_by("pk")
        return ask(lambda: list(found.values_list("pk", "state", "attempts")))

    # ---- what was sent

    def counted(self) -> dict[str, Any]:
        taken, states = self.post.taken, dict(Message.objects.values_list("message_id", "state"))
        unknown = {each for each, state in states.items() if state == Message.State.UNKNOWN}
        carried = Reminder.objects.filter(state=Reminder.State.IN_MESSAGE, address__startswith="lead")
        reached = {
            (address, due_on, occasion)
            for address, due_on, occasion, message in carried.values_list(
                "address", "due_on", "occasion", "message__message_id"
            )
            if message in taken or message in unknown
        }
        # Each cut may bring one more letter under the Message-ID of the first, where that is the rule; no other may.
        twice = taken - Counter(set(taken))
        again = twice & Counter(self.cut_to_go_again)
        occasions = self.leads * len(self.days)
        said_to_be_sent = [each for each, state in states.items() if state == Message.State.SENT]
        return {
            "occasions": occasions,
            "messages": len(states),
            "sent": len(taken),
            "lost": occasions - len(reached) + sum(each not in taken for each in said_to_be_sent),
            "extra": (twice - again).total(),
            "again": again.total(),
            "cut_to_go_again": len(self.cut_to_go_again),
            "unknown": len(unknown),
            "unknown_but_taken": len(unknown & set(taken)),
            "may_be_unknown": self.may_be_unknown,
            "failed": sum(state == Message.State.FAILED for state in states.values()),
            "at_night": sum(not may_send(moment.astimezone(ENGLAND)) for moment in self.times()),
            "minutes": max(self.minutes),
        }

    def times(self) -> list[datetime]:
        return list(Message.objects.exclude(sent_at=None).values_list("sent_at", flat=True))

    def report(self, found: dict[str, Any]) -> str:
        plain, updated = found["plain"], found["updated"]
        return "\n".join(
            [
                "",
                f"{found['occasions']} occasions, {found['messages']} messages",
                f"sent {found['sent']}, lost {found['lost']}, extra {found['extra']}, unknown {found['unknown']}",
                f"  of the unknown, {found['unknown_but_taken']} had been taken; cuts, kills and restarts between dot "
                f"and record may leave {found['may_be_unknown']}",
                f"  sent again by rule, under the Message-ID of the first: {found['again']}, after "
                f"{found['cut_to_go_again']} cuts",
                f"  failed {found['failed']}, at night or on a day off {found['at_night']}",
                f"  all else gone within {found['minutes']} minutes of recovery",
                f"  Redis frozen: {updated['kept']} of {updated['sent']} kept, slowest {updated['slowest']:.2f} s",
                f"the plain design, {plain['occasions']} occasions: sent {plain['sent']}, lost {plain['lost']}, "
                f"extra {plain['extra']}",
            ]
        )

    def say(self, words: str) -> None:
        if not self.silent:
            print(words, file=sys.stderr, flush=True)  # noqa: T201 (what it is run for)

    def end(self) -> None:
        self.site.stop()
        self.post.close()
        self.redis.process.kill()
        connection.close()
        self.postgres.control("stop", "immediate")


def ask(question: Any) -> Any:
    """The database's answer, once it is there again."""
    for _ in range(100):
        try:
            return question()
        except OperationalError:
            connection.close()
            time.sleep(0.1)
    raise TimeoutError("The database does not answer.")
