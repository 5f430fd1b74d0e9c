from decimal import Decimal

import pytest

from indicators.targets import Dated, between, said


@pytest.mark.parametrize(
    ("unit", "better", "score", "target", "words"),
    [
        ("ratio", "parity", "1.05", "1.00", "0.05 above the target, so further from parity."),
        ("ratio", "parity", "1.00", "1.00", "The target is reached."),
        ("ratio", "parity", "1.05", "1.10", "The target is reached."),
        ("ratio", "parity", "0.95", "1.10", "The target is reached."),
        ("ratio", "parity", "0.76", "1.10", "0.34 below the target, so further from parity."),
        ("ratio", "parity", "0.80", "1.25", "The target is reached."),
        ("ratio", "parity", "0.00", "1.25", "1.25 below the target, so further from parity."),
        ("percent", "lower", "41.8", "35", "6.8 points to go."),
        ("percent", "lower", "35.0", "35", "The target is reached."),
        ("percent", "lower", "30", "35", "The target is reached."),
        ("percent", "higher", "72.9", "80", "7.1 points to go."),
        ("percent", "higher", "81", "80", "The target is reached."),
        ("percent", "parity", "13.3", "20", "6.7 points below the target."),
        ("percent", "parity", "26.0", "20", "6 points above the target."),
        ("percent", "parity", "20.0", "20", "The target is reached."),
        ("score", "higher", "6.4", "7", "0.6 to go."),
    ],
)
def test_what_lies_between_is_said_in_the_unit_of_the_indicator(
    unit: str, better: str, score: str, target: str, words: str
) -> None:
    assert between(Decimal(score), Decimal(target), unit=unit, better=better) == words


AIM = Dated(2023, Decimal(1), "1.00")


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (None, "No score yet; the target is 1.00 by 2023."),
        (Dated(2021, Decimal("1.05"), "1.05"), "1.05 in 2021; the target is 1.00 by 2023."),
        (Dated(2023, Decimal("1.05"), "1.05"), "1.05 in 2023; the target is 1.00 by 2023."),
        (Dated(2024, Decimal("1.05"), "1.05"), "1.05 in 2024; the target was 1.00 by 2023."),
    ],
)
def test_both_stand_with_their_years(score: Dated | None, words: str) -> None:
    assert said(score, AIM, unit="ratio", better="parity").startswith(words)
