"""Finds the words for an indicator by its shape."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from indicators.definitions import Definition, Shape
from indicators.figures import Figures
from indicators.positions.ratios import ratio_position
from indicators.positions.saying import Position, in_own_words
from indicators.positions.surveys import survey_position
from indicators.positions.workforces import board_position, distribution_position


def position(definition: Definition, years: Mapping[int, Figures], year: int, *, bme: str) -> Position:
    """The position in a year, compared with the year before; `bme` is the organisation's own word for BME.

    A change is called improved or worsened only where counts show that it is more than chance.
    """
    if year not in years:
        return Position(f"No score for {year}")
    found = PLACES[Shape(definition.shape)](definition, years, year)
    return replace(
        found,
        sentences=tuple(in_own_words(text, bme) for text in found.sentences),
        caveats=tuple(in_own_words(text, bme) for text in found.caveats),
    )


def _narrative(definition: Definition, years: Mapping[int, Figures], year: int) -> Position:
    return Position(f"Reported in words in {year}" if years[year].narrative else f"No report for {year}")


PLACES: dict[Shape, Callable[[Definition, Mapping[int, Figures], int], Position]] = {
    Shape.RATIO: ratio_position,
    Shape.PERCENT_PAIR: survey_position,
    Shape.SCORE_PAIR: survey_position,
    Shape.PERCENT: survey_position,
    Shape.DIFFERENCE: board_position,
    Shape.DISTRIBUTION: distribution_position,
    Shape.NARRATIVE: _narrative,
}
