"""A worker is killed while it issues a paper: there is none, or a whole one, and it goes to the committee once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounts.models import Role
from tests.factories import ROOT, make_member, make_organisation, make_paper

pytestmark = pytest.mark.django_db(transaction=True)

NOTHING = {"state": "draft", "is_hashed": False, "attachments": 0, "mail": {}, "attached": 0}
WHOLE = {"state": "issued", "is_hashed": True, "attachments": 1, "mail": {"paper": 1, "paper_draft": 1}, "attached": 1}


def test_what_is_left_is_nothing_or_whole_and_the_next_tick_makes_it_whole_once(tmp_path: Path) -> None:
    trust = make_organisation()
    make_member(trust, Role.COMMITTEE)
    make_member(trust, Role.EDI_LEAD)
    make_paper(trust)
    database = address_of_database(tmp_path / "killed.sqlite3")

    seen = [run(place, database) for place in ("drawn", "all but committed", "committed", "nowhere")]

    assert [code for code, _ in seen] == [-signal.SIGKILL, -signal.SIGKILL, -signal.SIGKILL, 0]
    assert [found for _, found in seen] == [[NOTHING], [NOTHING], [NOTHING], [WHOLE, WHOLE, WHOLE]]


def run(place: str, database: str) -> tuple[int, list[dict[str, Any]]]:
    """How the worker ended, and what it found at its start and after each tick."""
    environment = os.environ | {"WRES_DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "wres_site.settings"}
    command = [sys.executable, "-m", "tests.reports.killed", place]
    ended = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, timeout=60, check=False)
    return ended.returncode, [json.loads(line) for line in ended.stdout.splitlines()]


def address_of_database(file: Path) -> str:
    """The database of the test for another process. SQLite's is in the memory of this one, so it gets a copy."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
        return f"sqlite:///{file}"
    given = connection.settings_dict
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"
