from decimal import Decimal

import pytest

from indicators.targets import Dated, between, said

AIM = Dated(2023, Decimal(1), 2, "1.00")


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
        ("percent", "lower", "26.9", "25.9", "1 point to go."),
        ("percent", "higher", "72.9", "80", "7.1 points to go."),
        ("percent", "higher", "60", "80", "20 points to go."),
        ("percent", "higher", "81", "80", "The target is reached."),
        ("percent", "parity", "13.3", "20", "6.7 points below the target."),
        ("percent", "parity", "26.0", "20", "6 points above the target."),
        ("percent", "parity", "20.0", "20", "The target is reached."),
        ("score", "higher", "6.4", "7", "0.6 to go."),
        ("score", "higher", "6", "7", "1 to go."),
    ],
)
def test_what_lies_between_is_said_in_the_unit_of_the_indicator(
    unit: str, better: str, score: str, target: str, words: str
) -> None:
    assert between(Decimal(score), Decimal(target), places=2, unit=unit, better=better) == words


@pytest.mark.parametrize(
    ("score", "target", "better", "words"),
    [
        (
            Dated(2022, Decimal("13.3333"), 1, "13.3%"),
            Dated(2023, Decimal(25), 0, "25%"),
            "parity",
            "11.7 points below",
        ),
        (Dated(2022, Decimal("13.3333"), 1, "13.3%"), Dated(2023, Decimal(25), 2, "25.00%"), "parity", "11.67 points"),
        (Dated(2022, Decimal(36), 0, "36%"), Dated(2023, Decimal("28.95"), 1, "28.9%"), "lower", "7.1 points to go"),
        (Dated(2022, Decimal("35.04"), 1, "35.0%"), Dated(2023, Decimal(35), 0, "35%"), "lower", "is reached"),
    ],
)
def test_what_lies_between_is_as_fine_as_the_finer_of_the_two_is_printed(
    score: Dated, target: Dated, better: str, words: str
) -> None:
    assert words in said(score, target, unit="percent", better=better)


def test_a_ratio_from_counts_is_not_said_finer_than_it_is_printed() -> None:
    score = Dated(2022, Decimal("1.8292"), 2, "1.83")

    assert "0.83 above the target" in said(score, AIM, unit="ratio", better="parity")


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (None, "No score to compare yet; the target is 1.00 by 2023."),
        (Dated(2021, Decimal("1.05"), 2, "1.05"), "1.05 in 2021; the target is 1.00 by 2023."),
        (Dated(2023, Decimal("1.05"), 2, "1.05"), "1.05 in 2023; the target is 1.00 by 2023."),
        (Dated(2024, Decimal("1.05"), 2, "1.05"), "1.05 in 2024; the target was 1.00 by 2023."),
    ],
)
def test_both_stand_with_their_years(score: Dated | None, words: str) -> None:
    assert said(score, AIM, unit="ratio", better="parity").startswith(words)
