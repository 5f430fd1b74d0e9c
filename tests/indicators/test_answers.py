"""What is typed and what it is read as: there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.answers import read, typed_of
from indicators.asked import asked
from indicators.definitions import Band, Definition, Place, Shape
from indicators.figures import computed, score_of

DEFINITIONS = [
    Definition(Shape.RATIO, "parity", "above", "below", number=2, top="white", numerator="In", denominator="Of"),
    Definition(Shape.PERCENT_PAIR, "lower", number=5, denominator="Respondents"),
    Definition(Shape.PERCENT, "higher", number=4, denominator="Respondents"),
    Definition(Shape.SCORE_PAIR, "higher", number=6, denominator="Respondents"),
    Definition(Shape.NARRATIVE, "higher", number=7),
    Definition(Shape.DIFFERENCE, "parity", number=9, places=(Place("board", "Board"), Place("voting", "Voting"))),
    Definition(Shape.DISTRIBUTION, "parity", number=1, places=(Place("c", "Clinical", (Band("5", "Band 5"),)),)),
]
by_shape = pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.shape)
texts = st.sampled_from(["", "0", "5", "12", "1,200", "34.3 %", "0.98", "-0.64%", "many", "1.5", "100%", "7"])


@by_shape
@given(data=st.data())
def test_what_is_read_without_fault_is_typed_again_alike(definition: Definition, data: st.DataObject) -> None:
    names = [field.name for field in asked(definition)]
    typed = data.draw(st.fixed_dictionaries(dict.fromkeys(names, texts)))
    once = read(definition, typed)
    if once.faults:
        return

    again = read(definition, typed_of(definition, once.figures, once.missing_reason))

    assert again == once


@by_shape
def test_nothing_typed_is_nothing_answered(definition: Definition) -> None:
    assert read(definition, {}).is_empty


@by_shape
def test_a_reason_alone_is_an_answer(definition: Definition) -> None:
    answer = read(definition, {f"{definition.number}-missing": "Too few staff"})

    assert not answer.faults
    assert answer.missing_reason == "Too few staff"
    assert score_of(definition, answer.figures) is None


@by_shape
def test_every_field_has_a_label_of_its_own(definition: Definition) -> None:
    labels = [field.label for field in asked(definition)]

    assert len(labels) == len(set(labels))


def test_a_percentage_is_printed_with_its_sign() -> None:
    answer = read(DEFINITIONS[1], {"5-value-bme": "41.8"})

    assert answer.figures.published is not None
    assert answer.figures.published.printed == "41.8%"


def test_what_was_published_stands_as_printed_beside_what_the_counts_come_to() -> None:
    typed = {
        "2-base-white": "2505",
        "2-count-white": "17",
        "2-base-bme": "725",
        "2-count-bme": "9",
        "2-published": "1.7",
    }
    definition = Definition(Shape.RATIO, "parity", "above", "below", number=2, top="bme")

    figures = read(definition, typed).figures

    assert str(score_of(definition, figures)) == "1.7"
    assert str(computed(definition, figures)) == "1.83"
