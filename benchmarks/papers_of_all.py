"""How long the papers of 230 trusts take to be made, frozen and put into the outbox, through Celery on two workers.

    python benchmarks/papers_of_all.py

Starts a PostgreSQL and a Redis of its own, loads Kingston's published report 230 times under other codes, with eight
members in each committee, and lets all papers fall due. Then each worker gets a tick a minute. Measured is from the
first tick to the last issued paper; memory is the peak of each worker. The yardstick is the bare PDF of as many papers
in one process of the same run.

On 2026-11-24, two shared cores, Python 3.11: 27.2 s for 230 papers with 1,840 messages, as long as their PDFs take one
after the other (27.7 s), 174 KB each. The workers grew to 321 MB by the 23rd paper, and to 326 MB in all. The aim of
20 s is missed.
"""

import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter, sleep

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.faults.machines import Postgres, Redis  # noqa: E402 (the path comes first)

TRUSTS, MEMBERS, WORKERS, FEW = 230, 8, 2, 23
PATIENCE, A_MINUTE = 600, 60  # seconds
SETTINGS = {
    "WRES_MODE": "test",
    "WRES_SECRET_KEY": "for this benchmark alone, and in no other place",
    "WRES_HOSTS": "testserver",
    "DJANGO_SETTINGS_MODULE": "wres_site.settings",
    "WRES_MAIL_URL": "memorymail://",
}


def prepare(postgres: Postgres, redis: Redis) -> None:
    os.environ |= SETTINGS | {"WRES_DATABASE_URL": postgres.address, "WRES_BROKER_URL": redis.address}
    import django  # noqa: PLC0415 (the settings come first)

    django.setup()


def load_trusts() -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from accounts.models import Membership, Role, User  # noqa: PLC0415
    from actions.services.deadlines import roll  # noqa: PLC0415
    from indicators.services.standards import load_standard  # noqa: PLC0415
    from reports.loading import load  # noqa: PLC0415
    from reports.report_file import parse  # noqa: PLC0415

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
    from django.utils import timezone  # noqa: PLC0415

    from reports.models import Meeting, Paper  # noqa: PLC0415
    from reports.timetable import open_drafts  # noqa: PLC0415

    open_drafts(now=timezone.localtime())
    assert Paper.objects.count() == TRUSTS
    yesterday = timezone.localdate() - timedelta(days=1)
    Meeting.objects.update(paper_due_on=yesterday, held_on=yesterday + timedelta(days=7))
    Paper.objects.update(told_of=yesterday, opened_at=timezone.now() - timedelta(days=7))


def start_worker(number: int, log: Path) -> subprocess.Popen[bytes]:
    words = ["worker", "--pool=solo", "--without-gossip", "--without-mingle", "-n", f"worker{number}@bench"]
    with log.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "wres_site.celery:app", *words], cwd=ROOT, stdout=file, stderr=file
        )


def peak(process: subprocess.Popen[bytes]) -> float:
    """Megabytes at most so far."""
    return int(Path(f"/proc/{process.pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def issue_all(workers: list[subprocess.Popen[bytes]]) -> tuple[float, list[float]]:
    """Seconds until all papers are issued, and the workers' memory when a tenth was and at the end."""
    from reports.models import Paper  # noqa: PLC0415
    from wres_site.celery import app  # noqa: PLC0415

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
    return perf_counter() - began, [*early, *(peak(worker) for worker in workers)]


def bare_pdfs() -> float:
    """Seconds for the PDFs alone, one after the other."""
    from reports import files  # noqa: PLC0415
    from reports.models import Paper  # noqa: PLC0415
    from reports.services.papers import content_of  # noqa: PLC0415

    documents = [content_of(paper).document for paper in Paper.objects.issued()]
    began = perf_counter()
    for document in documents:
        files.pdf(document)
    return perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="wres-papers-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        postgres, redis = Postgres(folder), Redis()
        workers: list[subprocess.Popen[bytes]] = []
        try:
            prepare(postgres, redis)
            load_trusts()
            open_papers()
            workers = [start_worker(number, folder / "workers.log") for number in range(WORKERS)]
            sleep(5)  # until they listen
            report(*issue_all(workers))
        finally:
            for process in [*workers, redis.process]:
                process.kill()
                process.wait()
            postgres.control("stop", "immediate")


def report(seconds: float, memory: list[float]) -> None:
    from outbox.models import Message  # noqa: PLC0415
    from reports.models import Paper  # noqa: PLC0415

    messages = Message.objects.filter(kind="paper").count()
    assert messages == TRUSTS * MEMBERS, messages
    size = sum(len(paper.pdf.content) for paper in Paper.objects.select_related("pdf") if paper.pdf) / TRUSTS / 1000
    plainly = bare_pdfs()
    early, late = memory[: len(memory) // 2], memory[len(memory) // 2 :]
    print(f"{TRUSTS} papers made, frozen and put into the outbox with {messages:,} messages: {seconds:.1f} s")
    print(f"  {seconds / plainly:.1f} times their bare PDFs in one process ({plainly:.1f} s); {size:.0f} KB a PDF")
    print(f"  memory of the workers: {megabytes(early)} after {FEW} papers, {megabytes(late)} at the end")


def megabytes(found: list[float]) -> str:
    return " and ".join(f"{each:.0f} MB" for each in found)


if __name__ == "__main__":
    main()
