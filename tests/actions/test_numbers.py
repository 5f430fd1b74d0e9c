"""Numbers in addresses and forms, whoever wrote them there."""

import pytest

from actions.numbers import number_in, numbers_in


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("9" * 18, 999_999_999_999_999_999),
        ("9" * 19, 0),
        ("9" * 5000, 0),
        ("", 0),
        ("-1", 0),
        ("1.5", 0),
        ("1e3", 0),
        ("\u00b2", 0),
        ("one", 0),
        (" 7", 0),
    ],
)
def test_what_is_no_number_counts_as_none(words: str, number: int) -> None:
    assert number_in(words) == number


def test_of_several_those_that_are_numbers_count() -> None:
    assert numbers_in(["3", "x", "", "3", "12"]) == {3, 12}
