"""Says what lies between a score and its target."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import log


@dataclass(frozen=True, slots=True)
class Dated:
    """A value of one year, with its printed decimals and the words in which it is printed."""

    year: int
    value: Decimal
    places: int
    text: str


def said(score: Dated | None, target: Dated, *, unit: str, better: str) -> str:
    """'1.05 in 2021; the target is 1.00 by 2023. 0.05 above the target, so further from parity.'"""
    if score is None:
        return f"No score to compare yet; the target is {target.text} by {target.year}."
    verb = "was" if score.year > target.year else "is"
    facts = f"{score.text} in {score.year}; the target {verb} {target.text} by {target.year}."
    places = max(score.places, target.places)
    return f"{facts} {between(score.value, target.value, places=places, unit=unit, better=better)}"


def between(score: Decimal, target: Decimal, *, places: int, unit: str, better: str) -> str:
    """Whether the target is reached, and how far it is where not; a percentage is 0 to 100.

    Towards parity, a ratio has reached its target when it is no further from 1: |ln(score)| <= |ln(target)|, on either
    side. A percentage that should come nearer to another one has no better side of its own, so it is only placed.
    What lies between is said to so many decimals; where nothing is left of it, the two are printed alike.
    """
    apart = abs(score - target).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()
    if not apart or reached(score, target, unit=unit, better=better):
        return "The target is reached."
    points = " point" if apart == 1 else " points"
    distance = f"{apart:f}{points if unit == 'percent' else ''}"
    side = "above" if score > target else "below"
    if better != "parity":
        return f"{distance} to go."
    return f"{distance} {side} the target{', so further from parity' if unit == 'ratio' else ''}."


def reached(score: Decimal, target: Decimal, *, unit: str, better: str) -> bool:
    if score == target:
        return True
    if better == "higher":
        return score > target
    if better == "lower":
        return score < target
    # To nine decimals, because 0.80 and 1.25 are equally far and their logarithms are not, to the last bit.
    return unit == "ratio" and score > 0 and round(abs(log(score)), 9) <= round(abs(log(target)), 9)
