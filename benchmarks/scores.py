"""Times the arithmetic of 230 organisations, 10 years and 9 indicators: 20,700 scores with intervals and changes.

Run it from the root of the repository: `python benchmarks/scores.py`. It needs no database and no Django.
On 2026-11-23, on two shared cores and Python 3.11: 0.21 s, about 10 microseconds a score, which was 3 to 4 times as
long as a million logarithms.
"""

import sys
from collections.abc import Callable
from math import log
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from indicators.changes import Pair, percent_change, ratio_change
from indicators.measures import (
    Headcount,
    Proportion,
    bme_share,
    board_difference,
    distance_from_parity,
    gap,
    has_few_events,
    ratio,
    within_four_fifths,
)
from indicators.statistics import Sample, is_beyond_chance, katz, newcombe, wilson

ORGANISATIONS, YEARS, BANDS = 230, 10, 32
RATIOS = {2: (1_200, 800), 3: (2_505, 725), 4: (1_900, 1_100)}
SURVEYED = {5: "lower", 6: "lower", 7: "higher", 8: "lower"}
ROUNDS, LOGARITHMS = 5, 1_000_000

Samples = tuple[Sample, Sample]  # BME, White
Staff = tuple[list[Headcount], Headcount]  # the bands, the board


def main() -> None:
    """Prints the best of five rounds, in seconds and beside a fixed loop of the same process."""
    ratios, surveys, staff = prepare(Random(20_261_123))
    seconds = best_of(lambda: work(ratios, surveys, staff))
    yardstick = best_of(take_logarithms)
    scores = ORGANISATIONS * YEARS * 9
    print(f"{scores:,} scores: {seconds:.3f} s, {1e6 * seconds / scores:.1f} microseconds each")
    print(f"{LOGARITHMS:,} logarithms: {yardstick:.3f} s; the scores take {seconds / yardstick:.1f} times as long")


def prepare(random: Random) -> tuple[list[list[Pair]], list[tuple[str, list[Samples]]], list[list[Staff]]]:
    """The counts of each series of years: of three ratios, four surveyed pairs and one staff per organisation."""
    ratios = [
        [Pair(proportion(random, top), proportion(random, bottom)) for _ in range(YEARS)]
        for _ in range(ORGANISATIONS)
        for top, bottom in RATIOS.values()
    ]
    surveys = [
        (better, [(sample(random, 600), sample(random, 1_500)) for _ in range(YEARS)])
        for _ in range(ORGANISATIONS)
        for better in SURVEYED.values()
    ]
    staff = [
        [([headcount(random, 300) for _ in range(BANDS)], headcount(random, 9)) for _ in range(YEARS)]
        for _ in range(ORGANISATIONS)
    ]
    return ratios, surveys, staff


def proportion(random: Random, most: int) -> Proportion:
    base = random.randint(most // 4, most)
    return Proportion(random.randint(0, base // 2), base)


def sample(random: Random, most: int) -> Sample:
    return Sample(round(random.uniform(5, 60), 1), random.randint(most // 4, most))


def headcount(random: Random, most: int) -> Headcount:
    return Headcount(random.randint(1, most), random.randint(0, most // 2), random.randint(0, most // 10))


def work(ratios: list[list[Pair]], surveys: list[tuple[str, list[Samples]]], staff: list[list[Staff]]) -> None:
    """All nine indicators of every organisation and year, each with the change against the year before."""
    for pairs in ratios:
        score_ratios(pairs)
    for better, samples in surveys:
        score_surveys(samples, better)
    for years in staff:
        score_staff(years)


def score_ratios(pairs: list[Pair]) -> None:
    before = None
    for pair in pairs:
        value = ratio(pair.top, pair.bottom)
        if value is not None:
            distance_from_parity(value)
            within_four_fifths(value)
        katz(pair.top, pair.bottom)
        is_beyond_chance(pair.top, pair.bottom)
        has_few_events(pair.top, pair.bottom)
        ratio_change(before, pair, is_break=False)
        before = pair


def score_surveys(samples: list[Samples], better: str) -> None:
    before = None
    for bme, white in samples:
        gap(bme.percent, white.percent)
        wilson(bme.count, bme.respondents)
        wilson(white.count, white.respondents)
        newcombe(bme, white)
        percent_change(before, bme, better=better, is_break=False)
        before = bme


def score_staff(years: list[Staff]) -> None:
    """Indicators 1 and 9, which change by plain points: staff and boards are everyone and not a sample."""
    shares_before: list[float | None] = []
    difference_before = None
    for bands, board in years:
        workforce = sum(bands, start=Headcount(0, 0, 0))
        shares = [bme_share(band) for band in bands]
        for band in bands:
            wilson(band.bme, band.total)
        for now, before in zip(shares, shares_before, strict=False):
            if now is not None and before is not None:
                gap(now, before)
        difference = board_difference(board, workforce)
        if difference is not None and difference_before is not None:
            gap(difference, difference_before)
        shares_before, difference_before = shares, difference


def take_logarithms() -> None:
    for x in range(1, LOGARITHMS + 1):
        log(x)


def best_of(run: Callable[[], None]) -> float:
    """The shortest of five runs, in seconds: what else the machine does only ever adds."""
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        run()
        taken.append(perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main()
