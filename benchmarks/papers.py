"""How long the PDF of a quarterly paper takes to draw, of 22 actions and nine charts, and how much memory.

    python benchmarks/papers.py

No paper is like the one before it, word for word and chart for chart, as with the papers of 230 trusts: Typst keeps
what it has drawn. The yardstick is a million logarithms in the same run. Cold is a fresh process from its start to
the bytes, without Django. Memory is the peak of fresh processes that draw one, 23 and 230 papers.

On 2026-11-24, two shared and busy cores, Python 3.11, best of 20: 50 to 52 ms of CPU, half as long as the logarithms;
190 ms in a fresh process. Memory 66 MB for one paper, 135 MB for 23 and 140 MB for 230: what Typst keeps has a bound.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from math import log
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reports.documents.blocks import (  # noqa: E402 (the path comes first)
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Table,
)
from reports.documents.pdf import pdf_of  # noqa: E402

FONTS = sorted((ROOT / "var" / "frontend" / "nhsuk" / "fonts").glob("*.ttf"))
ACTIONS, CHARTS, TIMES, LOGARITHMS = 22, 9, 20, 1_000_000
RUNS = (1, 23, 230)
COLUMNS = (("Indicator", 3), ("Action", 6), ("Timescale", 2), ("Lead", 3), ("Status", 2))


def paper(number: int, charts: list[str]) -> Document:
    """A paper that no other number has."""
    facts = tuple(Fact(label=label, text=f"{label} of trust {number}") for label in ("Meeting", "Author", "Purpose"))
    figures = [block for at, svg in enumerate(charts, 1) for block in indicator(at, number, svg)]
    return Document(
        title=f"Race equality at trust {number}",
        subtitle="Paper for the EDI Committee",
        organisation=f"Trust {number}",
        author="Head of Equality, Diversity and Inclusion",
        running=f"WRES progress at trust {number}",
        dated_on=date(2022, 1, 12),
        blocks=(
            Facts(title="Front sheet", facts=facts),
            Callout(title="Summary", sentences=(f"The plan of trust {number} has {ACTIONS} actions.",)),
            Heading(level=2, text="Actions"),
            actions(number),
            Heading(level=2, text="Indicators"),
            *figures,
        ),
    )


def indicator(at: int, number: int, svg: str) -> tuple[Block, ...]:
    return (
        Heading(level=3, text=f"Indicator {at}"),
        Figure(
            title=f"Indicator {at} of trust {number}",
            alternative="As told above.",
            svg=svg.replace("Trust", f"{number}"),
        ),
        Callout(title="Small numbers", sentences=(f"Fewer than {number} events.",), is_caution=True),
    )


def actions(number: int) -> Table:
    columns = tuple(Column(title=title, width=width) for title, width in COLUMNS)
    rows = tuple(
        (
            Cell(text=f"{at}. Relative likelihood at trust {number}", is_header=True),
            Cell(text=f"Review {at} of trust {number}. " + "Managers are trained before they sit on a panel. " * 3),
            Cell(text=f"January {2022 + number}"),
            Cell(text=f"Head of Recruitment {number}"),
            Cell(text="On track", tone="green"),
        )
        for at in range(ACTIONS)
    )
    return Table(name="Actions", caption="Actions of the plan", columns=columns, rows=rows)


def drawn_charts() -> list[str]:
    """The large charts of nine indicators, as the pages draw them, in a process that knows Django."""
    made = subprocess.run([sys.executable, __file__, "--charts"], capture_output=True, text=True, check=True)
    return made.stdout.split("\0")[:-1]


def print_charts() -> None:
    os.environ |= {"WRES_MODE": "sample", "DJANGO_SETTINGS_MODULE": "wres_site.settings"}
    import django  # noqa: PLC0415 (the process that is measured goes without it)

    django.setup()
    from indicators.charts.through_years import Mark, Series, time_chart  # noqa: PLC0415
    from reports.indicator import svg_of  # noqa: PLC0415

    for at in range(CHARTS):
        marks = [
            tuple(Mark(2012 + year, from_ + year, f"{from_ + year}%", from_, from_ + 12) for year in range(10))
            for from_ in (20 + at, 30 + at)
        ]
        series = [Series("BME, Trust", marks[0]), Series("White, Trust", marks[1])]
        found = time_chart(key=f"c{at}", title="Shares", kind="percent", series=series, benchmark=None, aim=None)
        assert found
        print(svg_of(found), end="\0")


def best(act: Callable[[int], object]) -> float:
    """Milliseconds of CPU of the quickest run; each gets a number of its own."""
    taken = []
    for number in range(TIMES):
        began = process_time()
        act(number)
        taken.append(process_time() - began)
    return 1000 * min(taken)


def fresh_process(charts: list[str], papers: int) -> tuple[float, float]:
    """Milliseconds of CPU and megabytes at most of a process that draws so many papers."""
    command = [sys.executable, __file__, "--draw", str(papers)]
    said = subprocess.run(command, input="\0".join(charts), capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), float(said[1])


def draw(papers: int) -> None:
    charts = sys.stdin.read().split("\0")
    for number in range(papers):
        pdf_of(paper(number, charts), fonts=FONTS)
    # What getrusage gives would begin with the peak of the process that started this one.
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    print(1000 * process_time(), peak)


def main() -> None:
    charts = drawn_charts()
    papers = [paper(number, charts) for number in range(1000, 1000 + TIMES)]
    warm = best(lambda number: pdf_of(papers[number], fonts=FONTS))
    again = best(lambda _: pdf_of(papers[0], fonts=FONTS))
    yardstick = best(lambda _: [log(number) for number in range(1, LOGARITHMS)])
    size = len(pdf_of(papers[0], fonts=FONTS)) / 1000
    print(f"one paper: {warm:.0f} ms of CPU, the same one again {again:.0f} ms, {size:.0f} KB")
    print(f"  {warm / yardstick:.2f} times a million logarithms ({yardstick:.0f} ms)")
    for number in RUNS:
        taken, peak = fresh_process(charts, number)
        print(f"a fresh process, papers drawn: {number}: {taken:.0f} ms of CPU in all, {peak:.0f} MB at most")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--charts"]:
        print_charts()
    elif sys.argv[1:2] == ["--draw"]:
        draw(int(sys.argv[2]))
    else:
        main()
