"""The fault suite: reminders go out over simulated months while everything that can break does.

    make faults                           all of it, some minutes
    python -m tests.faults.run --short    a short form of it, as in make test

It starts a PostgreSQL, a Redis, two workers, two beats, ticks of cron and a mail server of its own. On each day on
which reminders fall due, some faults happen while they go out; then it counts how long it takes, in simulated minutes,
until nothing waits any more. At the end it compares what the mail server took with what was due.

Lost is what was due and was neither taken nor is shown to an administrator as unknown. Extra is what was taken twice,
except by an organisation's rule to send again what may not have arrived: that is counted apart, and must be as many as
were cut off, each under the Message-ID of the first.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.faults.machines import ROOT, Clock, Postgres, Redis, Site, free_port
from tests.faults.post_office import PostOffice


def prepare(folder: Path) -> tuple[Postgres, Redis, Clock, PostOffice]:
    """The machines, and the settings of a site on them: before Django reads these."""
    postgres, redis, post = Postgres(folder), Redis(), PostOffice(free_port())
    clock = Clock(postgres.address)
    clock.make()
    post.open()
    gates = folder / "gates"
    gates.mkdir()
    os.environ |= {
        "WRES_MODE": "test",
        "WRES_SECRET_KEY": "for the fault suite alone, and in no other place",
        "WRES_HOSTS": "testserver",
        "WRES_DATABASE_URL": postgres.address,
        "WRES_CLOCK_OF_DATABASE": "true",
        "WRES_BROKER_URL": redis.address,
        "WRES_MAIL_URL": f"smtp://127.0.0.1:{post.port}",
        "WRES_MAIL_TIMEOUT": "2",
        "DJANGO_SETTINGS_MODULE": "wres_site.settings",
        "PYTHONPATH": str(ROOT),
        "FAULTS_GATES": str(gates),
    }
    return postgres, redis, clock, post


def main() -> int:
    parser = argparse.ArgumentParser(description="Break everything while reminders go out, and count.")
    parser.add_argument("--short", action="store_true", help="a few leads, days and faults")
    parser.add_argument("--json", action="store_true", help="print what was counted as JSON, for a test")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wres-faults-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        machines = prepare(folder)
        from tests.faults.trial import Trial  # noqa: PLC0415 (Django reads its settings at this import)

        site = Site({"FAULTS_GATES": os.environ["FAULTS_GATES"]}, ROOT / "var" / "faults.log")
        trial = Trial(*machines, site, short=asked.short, silent=asked.json)
        try:
            found = trial.run()
        finally:
            trial.end()
    print(json.dumps(found) if asked.json else trial.report(found))  # noqa: T201 (what it is run for)
    return 0 if is_as_required(found) else 1


def is_as_required(found: dict[str, Any]) -> bool:
    updated = found["updated"]
    return (
        found["lost"] == found["extra"] == found["failed"] == found["at_night"] == 0
        and found["again"] == found["cut_to_go_again"]
        and found["unknown"] <= found["may_be_unknown"]
        and updated["kept"] == updated["sent"]
    )


if __name__ == "__main__":
    sys.exit(main())
