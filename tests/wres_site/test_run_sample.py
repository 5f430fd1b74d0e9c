"""Starting the sample: what is said when it cannot."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import ROOT


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {"WRES_MODE": "sample", "WRES_VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"]} | environment
    command = [sys.executable, "manage.py", "run_sample", *arguments]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("day", ["nonsense", "15/12/2021", "2021-13-40"])
def test_what_is_not_a_day_is_said_with_an_example(day: str, tmp_path: Path) -> None:
    ended = run(tmp_path, WRES_TODAY=day)

    assert ended.returncode != 0
    assert "make run ON=2021-12-15" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("port", ["abc", "80", "80000", "-1"])
def test_what_is_not_a_port_is_said_with_an_example(port: str, tmp_path: Path) -> None:
    ended = run(tmp_path, f"--port={port}")

    assert "make run PORT=8001" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        ended = run(tmp_path, f"--port={held.getsockname()[1]}")

    assert "is in use" in ended.stderr
    assert not (tmp_path / "wres.sqlite3").exists()


def test_it_runs_in_sample_mode_alone(tmp_path: Path) -> None:
    ended = run(tmp_path, WRES_MODE="test", WRES_SECRET_KEY="for this test", WRES_DATABASE_URL="sqlite:///:memory:")

    assert "set WRES_MODE=sample" in ended.stderr
