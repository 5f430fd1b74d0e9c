"""Takes the plain design through faults of the same kinds, and counts."""

import subprocess
import sys
import time

import psycopg

from tests.faults.machines import ROOT
from tests.faults.post_office import PostOffice

LEADS = 20
DAYS = ("two at once", "killed after the dot", "the mail server is away", "the scheduler is away", "nothing breaks")


def counted(address: str, post: PostOffice) -> dict[str, int]:
    """sent, lost and extra, of as many occasions."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA plain")
        connection.execute("CREATE TABLE plain.reminder (pk serial PRIMARY KEY, day text, sent boolean DEFAULT false)")
        for day in DAYS:
            for _ in range(LEADS):
                connection.execute("INSERT INTO plain.reminder (day) VALUES (%s)", [day])
    go_through_days(address, post)
    taken = {each: times for each, times in post.taken.items() if each.startswith("<plain-")}
    occasions = LEADS * len(DAYS)
    return {
        "occasions": occasions,
        "sent": len(taken),
        "lost": occasions - len(taken),
        "extra": sum(taken.values()) - len(taken),
    }


def go_through_days(address: str, post: PostOffice) -> None:
    def start(day: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.faults.plain", address, str(post.port), day]
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)

    for process in [start("two at once"), start("two at once")]:
        process.wait()
    before, killed = len(post.letters), start("killed after the dot")
    while len(post.letters) < before + 3 and killed.poll() is None:
        time.sleep(0.005)
    killed.kill()
    killed.wait()
    start("killed after the dot").wait()
    post.close()
    start("the mail server is away").wait()
    post.open()
    # Of the day on which the scheduler was away nobody thinks again.
    start("nothing breaks").wait()
