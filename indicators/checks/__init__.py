"""Asks about figures that can be so and rarely are: the mistakes that organisations have published.

Each is a question and not a fault. Whoever submits puts the figure right, or says in a note why it is right.
"""

from collections.abc import Callable, Iterator, Mapping

from indicators.checks.across import across
from indicators.checks.against_before import against_before, respondents_off
from indicators.checks.case import Case, Check
from indicators.checks.within_year import missing_white, place_gone, within_year
from indicators.definitions import PAIRS, Definition, Shape
from indicators.figures import Figures

__all__ = ["Check", "checks"]

_Look = Callable[[Case], Iterator[Check]]
_SURVEY: tuple[_Look, ...] = (against_before, respondents_off, within_year)
LOOKS: Mapping[str, tuple[_Look, ...]] = {
    Shape.DISTRIBUTION: (against_before, place_gone, within_year),
    Shape.RATIO: (against_before, within_year),
    Shape.PERCENT_PAIR: _SURVEY,
    Shape.SCORE_PAIR: _SURVEY,
    Shape.PERCENT: _SURVEY,
    Shape.DIFFERENCE: (against_before, place_gone, within_year),
    Shape.NARRATIVE: (against_before,),
}


def checks(now: Mapping[int, tuple[Definition, Figures]], before: Mapping[int, Figures], *, year: int) -> list[Check]:
    """Everything to be asked about a year before it is submitted, by indicator.

    `before` holds the submitted figures of the year before, whole or in part; across a break in series nothing is
    compared. Each figure is asked about once, by the most telling check.
    """
    cases = [
        Case(definition, figures, None if year in definition.breaks else before.get(number), year)
        for number, (definition, figures) in sorted(now.items())
    ]
    found = [check for case in cases for look in LOOKS[case.shape] for check in look(case)]
    has_white = any(case.shape in PAIRS and case.now.white for case in cases)
    found += [check for case in cases for check in missing_white(case, has_white)]
    # A count that is asked about already need not be held against those of the other indicators too.
    asked_about = {check.number for check in found if "-base-" in check.field}
    found += [
        check for check in across(cases) if check.key != f"{check.number}-apart" or check.number not in asked_about
    ]
    return sorted(found, key=lambda check: check.number)
