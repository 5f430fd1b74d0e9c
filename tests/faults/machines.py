"""What the fault suite starts and breaks: a PostgreSQL and a Redis of its own, workers, beats and cron."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
STAGED = "tests.faults.staged"
DEVNULL = subprocess.DEVNULL


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


WEB_PORT = free_port()
WEB = f"127.0.0.1:{WEB_PORT}"


def is_open(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def wait_until(holds: Callable[[], object], *, within: float, what: str) -> None:
    until = time.monotonic() + within
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(f"Not within {within:.0f} seconds: {what}.")
        time.sleep(0.05)


class Postgres:
    """A cluster in a folder of its own. It will not run as root, so root becomes the user of Debian's package."""

    def __init__(self, folder: Path) -> None:
        self.data, self.port = folder / "postgres", free_port()
        self.programs = Path(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1]).parent
        self.data.mkdir()
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(folder, "postgres")
            shutil.chown(self.data, "postgres")
        self.run("initdb", "--auth=trust", "--username=postgres", "-D", str(self.data))
        self.control("start")

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *words: str) -> None:
        command = [*self.user, str(self.programs / program), *words]
        subprocess.run(command, check=True, stdout=DEVNULL, stderr=DEVNULL, cwd="/")

    def control(self, what: str, mode: str = "fast") -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data}"
        words = ["-o", options, "-l", str(self.data / "log")] if what != "stop" else []
        self.run("pg_ctl", what, "-w", "-D", str(self.data), "-m", mode, *words)


class Redis:
    """A server that keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=DEVNULL, cwd=tempfile.gettempdir())
        wait_until(lambda: self.say("ping") == "PONG", within=10, what="Redis answers")

    def say(self, *words: str) -> str:
        command = ["redis-cli", "-p", str(self.port), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


class Site:
    """Processes of the site, by what they are: each can be killed, frozen and started again."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment, self.log = os.environ | environment, log.open("ab")
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *names: str) -> None:
        for name in names:
            celery = [sys.executable, "-m", "celery", "-A", f"{STAGED}:app"]
            schedule = f"--schedule={self.environment['FAULTS_GATES']}/schedule-of-{name}"
            command = {
                "worker": [*celery, "worker", "--pool=solo", "--without-gossip", "--without-mingle", "-n", f"{name}@f"],
                "beat": [*celery, "beat", schedule, "--pidfile="],
                "web": [sys.executable, "-m", "gunicorn", "--no-control-socket", "--bind", WEB, "wres_site.wsgi"],
            }[name.split("-")[0]]
            self.running[name] = self.run(command)

    def run(self, command: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=self.log, stderr=self.log)

    def cron(self) -> subprocess.Popen[bytes]:
        """One tick of cron, in a process of its own."""
        return self.run([sys.executable, "-m", STAGED])

    def kill(self, *names: str) -> None:
        for name in names:
            process = self.running.pop(name)
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()

    def supervise(self) -> None:
        """What ended is started again, as a supervisor does."""
        for name in [name for name, process in self.running.items() if process.poll() is not None]:
            self.start(name)

    def stop(self) -> None:
        self.kill(*self.running)
        self.log.close()

    def name_of(self, pid: int) -> str:
        return next(name for name, process in self.running.items() if process.pid == pid)


class Clock:
    """The database's clock as the suite sets it: the machine's, so far ahead."""

    def __init__(self, address: str) -> None:
        self.address = address

    def make(self) -> None:
        """The function of the suite is found before PostgreSQL's own, by everything that asks what time it is."""
        self.do(
            "CREATE SCHEMA sim",
            "CREATE TABLE sim.clock (ahead interval NOT NULL, up interval NOT NULL)",
            "INSERT INTO sim.clock VALUES ('0', '0')",
            "CREATE FUNCTION sim.statement_timestamp() RETURNS timestamptz LANGUAGE sql AS "
            "'SELECT pg_catalog.clock_timestamp() + ahead FROM sim.clock'",
            "ALTER DATABASE postgres SET search_path = public, sim, pg_catalog",
        )

    def go_on(self, span: timedelta) -> None:
        """Time passes: for the machine's steady clock too."""
        self.do("UPDATE sim.clock SET ahead = ahead + %(span)s, up = up + %(span)s", span=span)

    def be_set(self, span: timedelta) -> None:
        """Somebody sets the clock; the steady one does not know."""
        self.do("UPDATE sim.clock SET ahead = ahead + %(span)s", span=span)

    def do(self, *statements: str, **values: object) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement, values or None)
