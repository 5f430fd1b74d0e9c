"""Reads one score as a report prints it, and keeps how many decimals were printed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Unit = Literal["percent", "number"]

MOST_DIGITS = 5  # before the point, and
MOST_PLACES = 10  # after it: what a score can hold, and more than anybody prints

# \s takes the no-break and thin spaces that reports put before the sign; a minus may be a hyphen.
FORM = re.compile(
    r"\s{0,2}(?P<minus>[-\u2212]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
    r"(?:\.(?P<places>[0-9]+))?\s{0,2}(?P<percent>%?)\s{0,2}"
)


class PrintedValueError(ValueError):
    """What is printed is not one value."""


@dataclass(frozen=True)
class PrintedValue:
    """A value and its printed decimals; 'number' is whatever stands without a percent sign."""

    value: Decimal
    places: int
    unit: Unit


def read_printed(text: str) -> PrintedValue:
    """The value of '1.47', '34.3 %', '-0.64%' or '6,307'; PrintedValueError for anything else."""
    match = FORM.fullmatch(text)
    if match is None:
        raise PrintedValueError(
            f"'{text}' is not one value. Give one number with digits on both sides of its point, "
            "such as 1.47, 34.3% or 6,307, without other words."
        )
    whole, places = match["whole"].replace(",", ""), match["places"] or ""
    if len(whole) > MOST_DIGITS or len(places) > MOST_PLACES:
        raise PrintedValueError(
            f"'{text}' is too long. Give at most {MOST_DIGITS} digits before the point and {MOST_PLACES} after it."
        )
    sign = "-" if match["minus"] else ""
    unit: Unit = "percent" if match["percent"] else "number"
    return PrintedValue(Decimal(f"{sign}{whole}.{places or '0'}"), len(places), unit)
