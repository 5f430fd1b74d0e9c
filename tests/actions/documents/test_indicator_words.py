import pytest

from actions.documents.grids import Line, lines_of
from actions.documents.indicator_words import lines_that_name
from tests.actions.documents.reading import WRES

NAMED = {
    "5": (5,),
    "2)": (2,),
    "5-8": (5, 6, 7, 8),
    "5 \u2013 8": (5, 6, 7, 8),
    "2/3": (2, 3),
    "5, 6, 7 & 8": (5, 6, 7, 8),
    "Indicator 2": (2,),
    "WRES Indicators 2,3 and 4": (2, 3, 4),
    "Metric 9": (9,),
    "WRES 5 & 6": (5, 6),
    "Indicator 5 and Indicator 6": (5, 6),
    "Indicator 1: Percentage of staff in each band": (1,),
    "All": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "All WRES indicators": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "2. Relative likelihood of white applicants being appointed from shortlisting": (2,),
    "Relative likelihood of staff entering the formal disciplinary process": (3,),
    "Percentage of staff experiencing harassment, bullying or abuse from staff in last 12 months": (6,),
    "BME Board Membership": (9,),
    "5. Harassment, bullying or abuse from the public\n6. Harassment, bullying or abuse from staff": (5, 6),
    "9. BME board membership\n12 months to March": (9,),
}


@pytest.mark.parametrize(("text", "numbers"), NAMED.items())
def test_indicators_are_found_by_number_and_by_wording(text: str, numbers: tuple[int, ...]) -> None:
    named = WRES.named(lines_of(text))

    assert (named.numbers, named.doubts) == (numbers, ())


@pytest.mark.parametrize("text", ["Improving our culture", "WRES 2021", "2021", "5%", "2 of 15 directors", "34.3%"])
def test_what_names_no_indicator_is_a_doubt_and_not_a_guess(text: str) -> None:
    named = WRES.named(lines_of(text))

    assert named.numbers == ()
    assert "No indicator of the standard is recognised" in named.doubts[0]


def test_a_number_that_the_standard_lacks_is_a_doubt() -> None:
    named = WRES.named(lines_of("Indicator 12"))

    assert (named.numbers, named.doubts) == ((), ("The standard has no indicator 12.",))


def test_a_number_beside_the_wording_of_another_indicator_is_a_doubt() -> None:
    named = WRES.named(lines_of("3. Staff believing that the trust provides equal opportunities for promotion"))

    assert named.numbers == (3,)
    assert named.doubts == ("The number is 3, but the wording is nearer to indicator 7.",)


def test_nothing_names_nothing() -> None:
    assert WRES.named(lines_of("")).doubts == ()


def test_of_the_text_above_a_table_the_line_that_names_indicators_counts() -> None:
    assert lines_that_name(["Action plan", "Indicator 2: Shortlisting", "What we will do"]) == [
        Line("Indicator 2: Shortlisting")
    ]
