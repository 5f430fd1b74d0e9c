from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.printed import PrintedValue, PrintedValueError, read_printed

FORMS = [
    ("1.4", "1.4", 1, "number"),
    ("1.47", "1.47", 2, "number"),
    ("0.593", "0.593", 3, "number"),
    ("34.3 %", "34.3", 1, "percent"),
    ("0%", "0", 0, "percent"),
    ("-0.64%", "-0.64", 2, "percent"),
    ("\u22120.64%", "-0.64", 2, "percent"),
    ("36.5\u00a0%", "36.5", 1, "percent"),
    ("6,307", "6307", 0, "number"),
]
REFUSED = ["", "n/a", "50.3% (43.6% last year)", "1.4.7", ".5", "5.", "1,47", "63,07", "%", "1e3", "\u0661"]


@pytest.mark.parametrize(("text", "value", "places", "unit"), FORMS)
def test_a_printed_form_is_read(text: str, value: str, places: int, unit: str) -> None:
    found = read_printed(text)

    assert (found.value, found.places, found.unit) == (Decimal(value), places, unit)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_one_value_is_refused_with_advice(text: str) -> None:
    with pytest.raises(PrintedValueError, match="Give one number"):
        read_printed(text)


@pytest.mark.parametrize("text", ["0.12345678901", "123456"])
def test_what_a_score_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(PrintedValueError, match="at most 5 digits before the point and 10 after it"):
        read_printed(text)


@given(st.integers(-99999, 99999), st.integers(0, 4), st.sampled_from(["", "%", " %"]), st.booleans())
def test_what_is_printed_is_what_is_read(units: int, places: int, sign: str, commas: bool) -> None:
    value = Decimal(units).scaleb(-places)
    text = f"{value:,.{places}f}" if commas else f"{value:.{places}f}"

    found = read_printed(text + sign)

    assert found == PrintedValue(value, places, "percent" if sign else "number")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_printed(text)
    except PrintedValueError:
        return

    assert found.value.is_finite()
