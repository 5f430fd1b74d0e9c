"""The whole tracker on one machine for a first try: database, sample, site, worker and timetable together."""

import secrets
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import clock
from reports.sample import PEOPLE, load_sample

STOP_WITHIN = 10


class Command(BaseCommand):
    help = "Runs the tracker with Kingston's 2021 report, without services. Stop it with Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000")

    def handle(self, *args: Any, **options: Any) -> None:
        port = port_number(options["port"])
        if not settings.SAMPLE:
            raise CommandError("This command is for sample mode: set WRES_MODE=sample.")
        if taken(port):
            raise CommandError(f"Port {port} is in use. Choose another: make run PORT={8001 if port == 8000 else 8000}")
        make_folders()
        call_command("migrate", verbosity=0)
        call_command("load_standards", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        password = sample_password()
        load_sample(password=password, on=clock.today())
        self.supervise(port, password)

    def supervise(self, port: int, password: str) -> None:
        """Runs the children until Ctrl-C, or until one of them ends by itself, and then ends them all."""
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, signal.default_int_handler)
        children = [subprocess.Popen(command) for command in (web(port), worker())]
        try:
            wait_until_it_answers(port, children)
            self.say_hello(port, password)
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            raise CommandError("The site or its worker stopped. The lines above say why.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        finally:
            end(children)

    def say_hello(self, port: int, password: str) -> None:
        people = "".join(f"  {person.email:<34}{person.what}\n" for person in PEOPLE)
        self.stdout.write(
            f"\nThe race equality tracker runs at http://127.0.0.1:{port}/ as on {clock.today():%-d %B %Y}.\n\n"
            f"Sign in as one of these, each with the password {password}\n{people}\n"
            f"Mail stays on this machine: http://127.0.0.1:{port}/mail/\nStop with Ctrl-C.\n"
        )
        self.stdout.flush()


def port_number(text: str) -> int:
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise CommandError(f"'{text}' is not a port. Give a number from 1024 to 65535: make run PORT=8001")
    return int(text)


def taken(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def make_folders() -> None:
    for folder in (settings.BROKER_DIR / "queue", settings.BROKER_DIR / "control", settings.SAMPLE_MAIL_DIR):
        folder.mkdir(parents=True, exist_ok=True)


def sample_password() -> str:
    """One password for the sample people of this folder, made once and kept beside the database."""
    path = settings.VAR_DIR / "sample-password"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(9))
        path.chmod(0o600)
    return str(path.read_text())


def web(port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "wres_site.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4",
        "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip


def worker() -> list[str]:
    # The embedded timetable stops with its worker, so there is one process to end.
    return [
        sys.executable, "-m", "celery", "--quiet", "--app", "wres_site", "worker", "--beat", "--pool", "solo",
        "--schedule", str(settings.VAR_DIR / "timetable"), "--without-gossip", "--without-mingle",
        "--loglevel", "warning",
    ]  # fmt: skip


def wait_until_it_answers(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(100):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0 or children[0].poll() is not None:
                return
        time.sleep(0.2)


def end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            child.kill()
