"""How long planning takes over 20,000 open actions with 60,000 recipients, and how many messages a second go out.

    python benchmarks/reminders.py                                   a database in memory
    WRES_DATABASE_URL=postgres://... python benchmarks/reminders.py  an empty database, which is filled

200 trusts with 100 actions each, every action with three leads of its own and overdue for 20 days: the occasions that
have come are on record for each, 300,000 in all. Then nothing new is due, and the planner has to find that out. The
yardstick is reading the keys of those rows in the same run. Two trusts alone show that the queries do not grow.

Delivery: 1,000 messages, by one worker, to a mail server on this machine. The yardstick is the same number of letters
handed to the same server in the same way, a connection each, with nothing put on record.

On 2026-11-24, two shared cores, Python 3.11, SQLite: planning takes 0.44 s in 8 queries, 1.3 times as long as reading
the keys; 291 messages a second, 1.7 times as long as plainly.
"""

import os
import smtplib
import socket
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

os.environ |= {
    "WRES_MODE": "test",
    "WRES_SECRET_KEY": "for this benchmark alone, and in no other place",
    "WRES_HOSTS": "testserver",
    "DJANGO_SETTINGS_MODULE": "wres_site.settings",
}
os.environ.setdefault("WRES_DATABASE_URL", "sqlite://:memory:")

import django  # noqa: E402 (the settings come first)
from aiosmtpd.controller import Controller  # noqa: E402
from aiosmtpd.handlers import Sink  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import Organisation  # noqa: E402
from actions import occasions, reminders  # noqa: E402
from actions.models import Action, Deadline, Lead, Leadership, Plan, Reminder  # noqa: E402
from indicators.models import Standard  # noqa: E402
from indicators.services.standards import load_standard  # noqa: E402
from outbox.delivery import deliver  # noqa: E402
from outbox.models import Message  # noqa: E402
from outbox.services import Letter, put  # noqa: E402

TRUSTS, FEW, ACTIONS, LEADS, TIMES = 200, 2, 100, 3, 3
NOW = datetime(2022, 2, 1, 9, tzinfo=UTC)
DUE = date(2022, 1, 12)
MESSAGES = 1_000


def main() -> None:
    call_command("migrate", verbosity=0)
    standard = load_standard(ROOT / "indicators" / "standards" / "wres.toml")
    for number in range(FEW):
        make_trust(number, standard)
    few = queries(lambda: reminders.plan(now=NOW))
    for number in range(FEW, TRUSTS):
        make_trust(number, standard)
    many = queries(lambda: reminders.plan(now=NOW))
    assert few == many, f"{few} queries for {FEW} trusts, and {many} for {TRUSTS}"
    assert not Message.objects.exists(), "Something was due."
    planning, reading = best_of(lambda: reminders.plan(now=NOW)), best_of(read_keys)
    print(f"{Action.objects.count():,} actions, {Lead.objects.count():,} recipients, {many} queries, nothing new due:")
    print(f"  planned in {planning:.2f} s, {planning / reading:.1f} times reading the keys ({reading:.2f} s)")
    measure_delivery()


def make_trust(number: int, standard: Standard) -> None:
    trust = Organisation.objects.create(ods_code=f"T{number:03}", name=f"Trust {number}", short_name=f"Trust {number}")
    plan = Plan.objects.create(organisation=trust, standard=standard, year=2021, starts_on=date(2021, 10, 1))
    actions = Action.objects.bulk_create(Action(plan=plan, place=at, wording=f"Do thing {at}") for at in range(ACTIONS))
    leads = Lead.objects.bulk_create(
        Lead(organisation=trust, name=f"Post {at}", address=f"post{at}@trust{number}.example")
        for at in range(ACTIONS * LEADS)
    )
    Deadline.objects.bulk_create(Deadline(action=action, due_on=DUE, first_due_on=DUE) for action in actions)
    of_action = [(action, leads[at * LEADS : (at + 1) * LEADS]) for at, action in enumerate(actions)]
    Leadership.objects.bulk_create(
        Leadership(action=action, lead=lead, kind="accountable", place=place)
        for action, own in of_action
        for place, lead in enumerate(own)
    )
    Reminder.objects.bulk_create(
        Reminder(action=action, due_on=DUE, occasion=each.name, day=each.day, address=lead.address, state="superseded")
        for action, own in of_action
        for lead in own
        for each in occasions.of_deadline(DUE, until=NOW.date())
    )


def read_keys() -> None:
    list(Reminder.objects.order_by().values_list("action", "due_on", "occasion", "address"))


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def best_of(act: Callable[[], object]) -> float:
    """Seconds of the quickest run."""
    return min(seconds(act) for _ in range(TIMES))


def measure_delivery() -> None:
    trust = Organisation.objects.earliest("pk")
    letter = Letter("2 actions to update", "Please update. " * 40, "<p>Please update.</p>" * 40)
    for number in range(MESSAGES):
        put(
            organisation=trust,
            kind="test",
            key=f"{number}",
            recipient="A",
            address=f"post{number}@trust.example",
            reply_to="",
            letter=letter,
            now=NOW,
        )
    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    delivering = seconds(lambda: deliver(clock=lambda: NOW, refreshers={}, budget=timedelta(minutes=10)))
    assert Message.objects.filter(state=Message.State.SENT).count() == MESSAGES
    plainly = seconds(lambda: hand_plainly(controller.port))
    controller.stop()
    print(f"{MESSAGES / delivering:.0f} messages a second, {delivering / plainly:.1f} times as long as plainly")


def hand_plainly(port: int) -> None:
    for _ in range(MESSAGES):
        hand_one(port)


def hand_one(port: int) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@trust.example", "b@trust.example", "2 actions to update"
    letter.set_content("Please update. " * 40)
    letter.add_alternative("<p>Please update.</p>" * 40, subtype="html")
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as server:
        server.send_message(letter)


def seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main()
