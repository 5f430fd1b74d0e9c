"""The short form of the fault suite; make faults runs all of it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import ROOT

# The suite starts servers of its own, so it is the same beside either database: once is enough.
pytestmark = [
    pytest.mark.skipif(settings.BROKER_ADDRESS.startswith("redis"), reason="a part of make test"),
    pytest.mark.skipif(
        not (shutil.which("redis-server") and list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))),
        reason="no PostgreSQL or no Redis on this machine",
    ),
]


def test_nothing_is_lost_or_sent_twice_while_things_break() -> None:
    command = [sys.executable, "-m", "tests.faults.run", "--short", "--json"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    assert ended.returncode == 0, ended.stderr[-2000:]
    found = json.loads(ended.stdout)
    assert (found["lost"], found["extra"], found["failed"], found["at_night"]) == (0, 0, 0, 0)
    assert found["again"] == found["cut_to_go_again"] == 3
    assert found["unknown"] <= found["may_be_unknown"]
    assert found["minutes"] <= 10
    assert found["updated"]["kept"] == found["updated"]["sent"] > 0
    assert found["plain"]["lost"] > 0
    assert found["plain"]["extra"] > 0
