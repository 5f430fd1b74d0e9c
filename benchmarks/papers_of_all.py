"""How long the papers of 230 trusts take to be made, frozen and put into the outbox, through Celery on two workers.

    WRES_DATABASE_URL=postgres://... WRES_BROKER_URL=redis://... python benchmarks/papers_of_all.py

Into an empty database, which is filled: Kingston's published report 230 times under other codes, with eight members in
each committee, and every paper due. Then each worker gets a tick a minute. Measured is from the first tick to the last
issued paper; memory is the peak of each worker. The yardstick is the bare PDF of as many papers in one process of the
same run.

On 2026-11-24, two shared cores, Python 3.11: 27.2 s for 230 papers with 1,840 messages, as long as their PDFs take one
after the other (27.7 s), 174 KB each. The workers grew to 321 MB by the 23rd paper, and to 326 MB in all. The aim of
20 s is missed.
"""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from time import perf_counter, sleep

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

os.environ |= {
    "WRES_MODE": "test",
    "WRES_SECRET_KEY": "for this benchmark alone, and in no other place",
    "WRES_HOSTS": "testserver",
    "WRES_MAIL_URL": "memorymail://",
    "DJANGO_SETTINGS_MODULE": "wres_site.settings",
}

import django  # noqa: E402 (the settings come first)

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Membership, Role, User  # noqa: E402
from actions.services.deadlines import roll  # noqa: E402
from indicators.services.standards import load_standard  # noqa: E402
from outbox.models import Message  # noqa: E402
from reports import files  # noqa: E402
from reports.letters import ISSUED  # noqa: E402
from reports.loading import load  # noqa: E402
from reports.models import Meeting, Paper  # noqa: E402
from reports.report_file import parse  # noqa: E402
from reports.services.papers import content_of  # noqa: E402
from reports.timetable import open_drafts  # noqa: E402
from wres_site.celery import app  # noqa: E402

TRUSTS, MEMBERS, WORKERS, FEW = 230, 8, 2, 23
PATIENCE, A_MINUTE = 600, 60  # seconds
WORKER = ["worker", "--pool=solo", "--without-gossip", "--without-mingle", "--quiet"]

Worker = subprocess.Popen[bytes]


def main() -> None:
    load_trusts()
    open_papers()
    workers = [start_worker(number) for number in range(WORKERS)]
    try:
        sleep(5)  # until they listen
        report(*issue_all(workers))
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def load_trusts() -> None:
    call_command("migrate", verbosity=0)
    load_standard(ROOT / "indicators" / "standards" / "wres.toml")
    printed = (ROOT / "sample" / "kingston-wres-2021.toml").read_text(encoding="utf-8")
    for number in range(TRUSTS):
        trust = load(parse(printed.replace('"RAX"', f'"T{number:03}"'))).organisation
        people = [User(email=f"member{at}@trust{number}.example", name=f"Member {at}") for at in range(MEMBERS)]
        for user in User.objects.bulk_create(people):
            Membership.objects.create(user=user, organisation=trust, role=Role.COMMITTEE)
    roll(on=timezone.localdate())


def open_papers() -> None:
    """All of them due yesterday, and opened long enough ago."""
    open_drafts(now=timezone.localtime())
    assert Paper.objects.count() == TRUSTS
    yesterday = timezone.localdate() - timedelta(days=1)
    Meeting.objects.update(paper_due_on=yesterday, held_on=yesterday + timedelta(days=7))
    Paper.objects.update(told_of=yesterday, opened_at=timezone.now() - timedelta(days=7))


def start_worker(number: int) -> Worker:
    command = [sys.executable, "-m", "celery", "-A", "wres_site.celery:app", *WORKER, "-n", f"worker{number}@bench"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def peak(worker: Worker) -> float:
    """Megabytes at most so far."""
    return int(Path(f"/proc/{worker.pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def issue_all(workers: list[Worker]) -> tuple[float, list[float], list[float]]:
    """Seconds until all papers are issued, and the workers' memory when a tenth was and at the end."""
    began, ticks = perf_counter(), 0
    early: list[float] = []
    while (issued := Paper.objects.issued().count()) < TRUSTS:
        # As beat does each minute: a tick gives up after a while, so that mail is not kept waiting.
        if perf_counter() - began >= ticks * A_MINUTE:
            ticks += 1
            for _ in workers:
                app.send_task("tick")
        if issued >= FEW and not early:
            early = [peak(worker) for worker in workers]
        if perf_counter() - began > PATIENCE:
            raise TimeoutError(f"{issued} of {TRUSTS} papers were issued in {PATIENCE} s.")
        sleep(0.05)
    return perf_counter() - began, early, [peak(worker) for worker in workers]


def bare_pdfs() -> float:
    """Seconds for the PDFs alone, one after the other."""
    documents = [content_of(paper).document for paper in Paper.objects.issued()]
    began = perf_counter()
    for document in documents:
        files.pdf(document)
    return perf_counter() - began


def report(seconds: float, early: list[float], late: list[float]) -> None:
    messages = Message.objects.filter(kind=ISSUED).count()
    assert messages == TRUSTS * MEMBERS, messages
    size = sum(len(paper.pdf.content) for paper in Paper.objects.select_related("pdf") if paper.pdf) / TRUSTS / 1000
    plainly = bare_pdfs()
    print(f"{TRUSTS} papers made, frozen and put into the outbox with {messages:,} messages: {seconds:.1f} s")
    print(f"  {seconds / plainly:.1f} times their bare PDFs in one process ({plainly:.1f} s); {size:.0f} KB a PDF")
    print(f"  memory of the workers: {megabytes(early)} after {FEW} papers, {megabytes(late)} at the end")


def megabytes(found: list[float]) -> str:
    return " and ".join(f"{each:.0f} MB" for each in found)


if __name__ == "__main__":
    main()
