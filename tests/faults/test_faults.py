"""The short form of the fault suite; make faults runs all of it."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from tests.factories import ROOT

pytestmark = pytest.mark.skipif(
    not settings.BROKER_ADDRESS.startswith("redis"), reason="needs PostgreSQL and Redis: make test-postgres"
)


def test_nothing_is_lost_or_sent_twice_while_things_break() -> None:
    command = [sys.executable, "-m", "tests.faults.run", "--short", "--json"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    assert ended.returncode == 0, ended.stderr[-2000:]
    found = json.loads(ended.stdout)
    assert (found["lost"], found["extra"], found["failed"], found["at_night"]) == (0, 0, 0, 0)
    assert found["unknown"] <= found["may_be_unknown"]
    assert found["minutes"] <= 10
    assert found["updated"]["kept"] == found["updated"]["sent"] > 0
    assert found["plain"]["lost"] > 0
    assert found["plain"]["extra"] > 0
