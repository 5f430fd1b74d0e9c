"""Positions of surveys: the gap beside the percentage, and few people behind it."""

from decimal import Decimal

import pytest

from indicators.changes import Change
from indicators.definitions import Definition
from indicators.figures import Figures, Reading
from indicators.positions import Position, position

HARASSED = Definition("percent_pair", "lower")


def reading(text: str) -> Reading:
    return Reading(Decimal(text), len(text.partition(".")[2]))


def pair(bme: str, white: str = "", respondents: tuple[int, int] = (3000, 5000)) -> Figures:
    known = dict(zip(("bme", "white"), respondents, strict=True))
    return Figures(reading(bme), white=reading(white) if white else None, respondents=known)


def place(definition: Definition, now: Figures, before: Figures | None = None) -> Position:
    years = {2021: now} if before is None else {2020: before, 2021: now}
    return position(definition, years, 2021, bme="BME")


def words(found: Position) -> str:
    return " ".join([found.headline, *found.sentences, *found.caveats])


@pytest.mark.parametrize(
    ("better", "before", "now", "headline", "gap"),
    [
        (
            "lower",
            ("30.0", "28.0"),
            ("26.0", "18.0"),
            "BME percentage down by more than chance, and the gap is wider: 30.0% in 2020, 26.0% in 2021",
            "The gap was 2.0 points in 2020, and is 8.0.",
        ),
        (
            "higher",
            ("48", "50.5"),
            ("54.0", "62.0"),
            "BME percentage up by more than chance, and the gap is wider: 48% in 2020, 54.0% in 2021",
            "The gap was 2.5 points in 2020, and is 8.0.",
        ),
        (
            "lower",
            ("30.0", "29.0"),
            ("20.0", "28.0"),
            "BME percentage down by more than chance, and the gap is wider: 30.0% in 2020, 20.0% in 2021",
            "The gap was 1.0 point in 2020, the other way round, and is 8.0.",
        ),
        (
            "lower",
            ("30.0", "20.0"),
            ("20.0", "18.0"),
            "Improved. Down 10.0 points from 30.0% in 2020; lower is better",
            "The gap was 10.0 points in 2020, and is 2.0.",
        ),
        (
            "lower",
            ("30.0", "28.0"),
            ("20.0", "18.0"),
            "Improved. Down 10.0 points from 30.0% in 2020; lower is better",
            "The gap was 2.0 points in 2020, and is 2.0.",
        ),
    ],
)
def test_a_percentage_is_not_called_improved_while_the_gap_grows(
    better: str, before: tuple[str, str], now: tuple[str, str], headline: str, gap: str
) -> None:
    years = [pair(*each) for each in (now, before)]

    found = place(Definition("percent_pair", better), *years)

    assert found.headline == headline
    assert found.sentences[-1] == gap
    assert (found.change is Change.IMPROVED) == headline.startswith("Improved")


@pytest.mark.parametrize("breaks", [(), (2021,)])
def test_a_gap_is_compared_only_where_both_years_have_one(breaks: tuple[int, ...]) -> None:
    before = pair("30.0") if not breaks else pair("30.0", "28.0")

    found = place(Definition("percent_pair", "lower", breaks=breaks), pair("26.0", "18.0"), before)

    assert "The gap was" not in words(found)


@pytest.mark.parametrize(
    ("bme", "white", "ours", "theirs"),
    [
        ("9.0", "12.0", True, False),
        ("10.0", "9.0", False, True),
        ("0.0", "10.0", True, False),
        ("10.0", "10.0", False, False),
    ],
)
def test_a_percentage_of_fewer_than_ten_people_has_a_caution(bme: str, white: str, ours: bool, theirs: bool) -> None:
    found = place(HARASSED, pair(bme, white, (100, 100)))

    caution = "; fewer than 10 people, so treat with caution."
    assert [sentence.endswith(caution) for sentence in found.sentences] == [ours, theirs]
