"""How long the plan of 5,000 actions takes to answer, beside one of 50: filters, groups, time line and spreadsheets.

    python benchmarks/finding.py

Makes both plans in a database in memory, with 60 leads, and for each action a deadline, two indicators, two leads and
six updates, and asks for each address as a signed-in person does. A page shows 50 rows in both, so what the larger one
takes more is the search. The yardstick is the small plan in the same run; the queries must be as many in both.

On 2026-11-24, two shared cores, Python 3.11, SQLite, best of 3: a page of the
large plan takes 76 to 153 ms, which is 1.4 to 2.6 times as long as one of the small; the .csv of all 5,000 takes 1.8 s.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

os.environ |= {
    "WRES_MODE": "test",
    "WRES_SECRET_KEY": "for this benchmark alone, and in no other place",
    "WRES_HOSTS": "testserver",
    "WRES_DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "wres_site.settings",
}

import django  # noqa: E402 (the settings come first)

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import Membership, Organisation, Role, User  # noqa: E402
from actions.models import Action, Deadline, Lead, Leadership, Plan, Update  # noqa: E402
from indicators.models import Indicator, Standard  # noqa: E402
from indicators.services.standards import load_standard  # noqa: E402

SMALL, LARGE, LEADS, UPDATES, TIMES = 50, 5_000, 60, 6, 3
FIRST = date(2021, 10, 1)
STATUSES = ("not_recorded", "on_track", "at_risk", "complete")
ADDRESSES = (
    "actions/",
    "actions/?group=indicator",
    "actions/?group=lead",
    "actions/?group=due",
    "actions/?only=overdue",
    "actions/?only=no_update&words=agreed",
    "actions/?indicator=5&due_to=2022-03-31",
    "actions/timeline/",
    "actions.csv",
)


def main() -> None:
    call_command("migrate", verbosity=0)
    standard = load_standard(ROOT / "indicators" / "standards" / "wres.toml")
    person = User.objects.create_user(email="reader@trust.example", name="Sam Field")
    client = Client()
    client.force_login(person)
    small, large = (make_trust(number, standard, person) for number in (SMALL, LARGE))
    for address in ADDRESSES:
        few, many = (asking(client, trust, address) for trust in (small, large))
        assert queries(few) == queries(many), f"{address} takes more queries for more actions"
        short, long = best_of(few), best_of(many)
        print(f"{address:40} {1000 * short:5.0f} ms, {1000 * long:5.0f} ms: {long / short:4.1f} times")


def make_trust(number: int, standard: Standard, person: User) -> Organisation:
    """A trust of the person's with a plan of so many actions, all of them with all that a list shows."""
    trust = Organisation.objects.create(ods_code=f"T{number}", name=f"Trust {number}", short_name=f"Trust {number}")
    Membership.objects.create(user=person, organisation=trust, role=Role.COMMITTEE)
    plan = Plan.objects.create(organisation=trust, standard=standard, year=2021, starts_on=FIRST)
    leads = Lead.objects.bulk_create(
        Lead(organisation=trust, name=f"Post {at}", address=f"post{at}@trust.example") for at in range(LEADS)
    )
    actions = Action.objects.bulk_create(
        Action(plan=plan, place=at, wording=f"Train the panels of group {at}", status=STATUSES[at % 4])
        for at in range(number)
    )
    fill(actions, leads)
    report(actions, person)
    return trust


def fill(actions: list[Action], leads: list[Lead]) -> None:
    """Deadlines, leads and indicators of the actions."""
    Deadline.objects.bulk_create(
        Deadline(action=action, due_on=day, first_due_on=day)
        for action in actions
        for day in [FIRST + timedelta(days=action.place % 400)]
    )
    Leadership.objects.bulk_create(
        Leadership(action=action, lead=leads[(7 * action.place + at) % LEADS], kind=kind, place=at)
        for action in actions
        for at, kind in enumerate(("accountable", "supporting"))
    )
    indicators, serves = list(Indicator.objects.order_by("number")), Action.indicators.through
    serves.objects.bulk_create(
        serves(action_id=action.pk, indicator_id=indicators[(action.place + at) % len(indicators)].pk)
        for action in actions
        for at in range(2)
    )


def report(actions: list[Action], person: User) -> None:
    Update.objects.bulk_create(
        Update(
            action=action,
            status_before="not_recorded",
            status="on_track",
            progress="We have met and agreed.",
            made_by=person,
            made_at=datetime(2021, 4 + at, 1, tzinfo=UTC),
            made_on=date(2021, 4 + at, 1),
        )
        for action in actions
        for at in range(UPDATES)
    )


def asking(client: Client, trust: Organisation, address: str) -> Callable[[], None]:
    def ask() -> None:
        answer = client.get(f"/{trust.ods_code}/{address}")
        assert answer.status_code == 200, answer.status_code

    return ask


def queries(ask: Callable[[], None]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def best_of(ask: Callable[[], None]) -> float:
    """The shortest of a few runs, in seconds: what else the machine does only ever adds."""
    taken = []
    for _ in range(TIMES):
        start = perf_counter()
        ask()
        taken.append(perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main()
