"""Positions of boards and pay bands: differences that round to nothing, and each body of a board."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.definitions import Band, Definition, Place
from indicators.figures import Figures, Reading
from indicators.measures import Headcount
from indicators.positions import Position, position

BOARD = Definition("difference", "parity", places=(Place("board", "Whole board"), Place("voting", "Voting members")))
BANDS = Definition(
    "distribution",
    "parity",
    places=(Place("clinical", "Clinical", (Band("5", "Band 5", "lower"), Band("8a", "Band 8a", "upper"))),),
)


def reading(text: str) -> Reading:
    return Reading(Decimal(text), len(text.partition(".")[2]))


def place(definition: Definition, now: Figures, before: Figures | None = None) -> Position:
    years = {2021: now} if before is None else {2020: before, 2021: now}
    return position(definition, years, 2021, bme="BME")


def words(found: Position) -> str:
    return " ".join([found.headline, *found.sentences, *found.caveats])


@pytest.mark.parametrize(
    ("board", "said"),
    [
        # Workforce 42.9%: 429 of 1,000 against 42.94% of 1,700, 42.86% of 700, and the same.
        (Headcount(970, 730, 0), "the board has the same share"),
        (Headcount(400, 300, 0), "the board has the same share"),
        (Headcount(571, 429, 0), "the board has the same share"),
        (Headcount(561, 439, 0), "the board is 1.0 point above"),
    ],
)
def test_a_difference_that_rounds_to_nothing_is_the_same_share(board: Headcount, said: str) -> None:
    workforce = {("workforce", ""): Headcount(571, 429, 0)}
    now, before = (
        Figures(headcounts={("board", ""): found, ("voting", ""): found} | workforce)
        for found in (board, Headcount(12, 2, 1))
    )

    found = place(BOARD, now, before)

    assert found.sentences[1] == f"42.9% of the workforce are BME: {said}."
    assert not any(text in words(found) for text in ("0.0 points", "+0.0", "-0.0", "\N{MINUS SIGN}0.0"))
    if "same" in said:
        assert found.headline.endswith("\N{MINUS SIGN}29.6 points in 2020, the same share in 2021")
        assert found.sentences[2].endswith(" are BME, the same share as the workforce.")
        assert place(BOARD, now, now).headline == "The same share as the workforce in 2021, as in 2020"


def test_a_body_stands_beside_a_workforce_share_that_was_printed() -> None:
    figures = Figures(headcounts={("voting", ""): Headcount(11, 2, 0)}, published=reading("13.3"))

    printed = place(BOARD, replace(figures, workforce=reading("42.9")))

    assert printed.sentences[-1] == "Voting members: 2 of 13 are BME, 27.5 points below the workforce."
    assert place(BOARD, figures).sentences[-1] == "Voting members: 2 of 13 are BME."


@pytest.mark.parametrize(
    ("printed", "place_of_it"),
    [("0.0", "the same as that"), ("-0.04", "0.04 points below that"), ("-0", "the same as")],
)
def test_no_difference_printed_alone_is_no_side(printed: str, place_of_it: str) -> None:
    found = place(BOARD, Figures(difference=reading(printed)))

    assert found.sentences[0].startswith(f"The share of BME staff on the board is {place_of_it}")


def test_senior_bands_with_the_share_of_the_workforce_are_on_no_side_of_it() -> None:
    headcounts = {("clinical", "5"): Headcount(60, 40, 0), ("clinical", "8a"): Headcount(6, 4, 0)}

    found = place(BANDS, Figures(headcounts=headcounts))

    assert found.sentences[1] == "Upper bands: 40.0% are BME, the same share as the workforce."


def test_shares_are_rounded_half_up() -> None:
    headcounts = {("clinical", "5"): Headcount(302, 0, 49), ("clinical", "8a"): Headcount(0, 49, 0)}

    found = place(BANDS, Figures(headcounts=headcounts))

    assert found.sentences[0] == "12.3% of the workforce are BME in 2021."
    assert found.caveats == ("12.3% of the workforce are unknown. Read the shares with care.",)
