"""What the figures of one indicator come to, in the words that stand beside them while they are typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.answers import Answer
from indicators.definitions import Definition, Shape
from indicators.figures import RATIO_PLACES, Figures, has_difference_alone, rounded, score_of, share_of
from indicators.measures import share
from indicators.positions import position

NOTHING_YET = "Nothing entered yet."


@dataclass(frozen=True, slots=True)
class ComesTo:
    """A score with what it says, and the BME share of each row of a table, by the row's key."""

    score: str = ""
    lines: tuple[str, ...] = ()
    shares: Mapping[str, str] | None = None


def comes_to(definition: Definition, answer: Answer, before: Figures | None, *, year: int, bme: str) -> ComesTo:
    """What an answer comes to beside the submitted figures of the year before."""
    if answer.is_empty:
        return ComesTo(lines=(NOTHING_YET,))
    if answer.missing_reason:
        return ComesTo("No score", (answer.missing_reason,))
    found = score_of(definition, answer.figures)
    years = {year: answer.figures} if before is None else {year - 1: before, year: answer.figures}
    said = position(definition, years, year, bme=bme)
    lines = (f"{said.headline}.", *likelihoods(definition, answer.figures, bme), *said.sentences)
    return ComesTo(score_text(definition, answer.figures) if found else "", lines, shares(answer.figures))


def score_text(definition: Definition, figures: Figures) -> str:
    """The score with its unit: '1.83', '41.8%'."""
    found = score_of(definition, figures)
    if found is None:
        return ""
    sign = "" if definition.shape in (Shape.RATIO, Shape.SCORE_PAIR) else "%"
    return f"{found}{' points' if has_difference_alone(definition, figures) else sign}"


def likelihoods(definition: Definition, figures: Figures, bme: str) -> tuple[str, ...]:
    """'White 20.0% (240 of 1,200), BME 12.5% (100 of 800).': the two percentages whose ratio is the score."""
    if definition.shape != Shape.RATIO or not figures.white_count or not figures.bme_count:
        return ()
    parts = [
        f"{name} {rounded(share(found.count, found.base), RATIO_PLACES)}% ({found.count:,} of {found.base:,})"
        for name, found in ((definition.groups.white, figures.white_count), (bme, figures.bme_count))
        if found.base
    ]
    return (f"{', '.join(parts)}.",) if parts else ()


def shares(figures: Figures) -> dict[str, str]:
    """The BME share of each place and band in percent, by the key of its row."""
    return {
        ".".join(part for part in where if part): f"{found}%"
        for where, headcount in figures.headcounts.items()
        if (found := share_of(headcount))
    }
