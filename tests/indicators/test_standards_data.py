import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from indicators.management.commands import load_standards
from indicators.models import Indicator, Standard
from indicators.services.standards import StandardFileError, load_standard

pytestmark = pytest.mark.django_db

RATIO = {
    "number": 1,
    "subject": "Appointment",
    "wording": "Relative likelihood of appointment",
    "shape": "ratio",
    "unit": "ratio",
    "group_on_top": "white",
    "better": "parity",
    "source": "workforce data",
    "above": "BME applicants are less likely to be appointed",
    "below": "White applicants are less likely to be appointed",
    "first_year": 2016,
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a standard's file with one indicator for each of the changes to RATIO."""

    def written(*changes: dict[str, Any]) -> Path:
        lines = ['code = "TEST"', 'name = "A standard"']
        for change in changes:
            fields = RATIO | change
            lines += ["[[indicators]]", *(f"{name} = {json.dumps(value)}" for name, value in fields.items())]
        path = tmp_path / "test.toml"
        path.write_text("\n".join(lines))
        return path

    return written


def test_the_wres_has_its_nine_indicators(wres: Standard) -> None:
    shapes = [indicator.shape for indicator in wres.indicators.order_by("number")]

    ratios, pairs = ["ratio"] * 3, ["percent_pair"] * 4
    assert shapes == ["distribution", *ratios, *pairs, "difference"]


@pytest.mark.parametrize(("number", "group"), [(2, "white"), (3, "bme"), (4, "white")])
def test_a_ratio_knows_the_group_on_top(wres: Standard, number: int, group: str) -> None:
    assert wres.indicators.get(number=number).group_on_top == group


@pytest.mark.parametrize(
    ("number", "better"),
    [(2, "parity"), (5, "lower"), (6, "lower"), (7, "higher"), (8, "lower"), (9, "parity")],
)
def test_an_indicator_knows_what_is_better(wres: Standard, number: int, better: str) -> None:
    assert wres.indicators.get(number=number).better == better


def test_nothing_is_claimed_for_2015(wres: Standard) -> None:
    assert not Indicator.objects.of_standard("WRES").valid_in(2015).exists()


def test_an_unverified_break_is_not_seeded(wres: Standard) -> None:
    assert wres.indicators.get(number=7).breaks == []


def test_the_command_loads_every_file_twice_as_once() -> None:
    out = StringIO()

    call_command("load_standards", stdout=out)
    before = list(Indicator.objects.values())
    call_command("load_standards", stdout=out)

    assert list(Indicator.objects.values()) == before
    assert out.getvalue() == "WRES: 9 indicators. 88 national and regional figures.\n" * 2


def test_a_changed_file_changes_the_indicator_and_keeps_its_row(write: Callable[..., Path]) -> None:
    before = load_standard(write({"breaks": [2021]})).indicators.get()

    after = load_standard(write({"subject": "Being appointed"})).indicators.get()

    assert (after.pk, after.subject, after.breaks) == (before.pk, "Being appointed", [])


def test_an_indicator_can_end_and_be_followed(write: Callable[..., Path]) -> None:
    load_standard(write({"last_year": 2021}, {"first_year": 2022, "subject": "Newer"}))

    assert Indicator.objects.valid_in(2021).get().subject == "Appointment"
    assert Indicator.objects.valid_in(2022).get().subject == "Newer"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([{"shape": "round"}], "test.toml, indicator 1: shape: Value 'round' is not a valid choice"),
        ([{"number": "one"}], "test.toml, indicator one: give each indicator a whole 'number'"),
        ([{"wordign": "x"}], "test.toml, indicator 1: there is no field 'wordign'"),
        ([{"wording": ""}], "test.toml, indicator 1: wording: This field cannot be blank"),
        ([{"breaks": ["2021"]}], "test.toml, indicator 1: breaks: Give a list of years"),
        ([{"breaks": 2021}], "test.toml, indicator 1: breaks: Give a list of years"),
        ([{"below": ""}], "indicator 1: A ratio, and nothing else, has group_on_top, above and below."),
        ([{"unit": "percent"}], "indicator 1: A ratio has the unit 'ratio'"),
        ([{"last_year": 2015}], "indicator 1: The last year is before the first."),
        ([{}, {}], "indicator 1: two definitions hold in 2016"),
        ([{}, {"first_year": 2022}], "indicator 1: two definitions hold in 2022"),
        ([], "test.toml: give 'indicators' at the top of the file"),
    ],
)
def test_an_error_names_its_place_in_the_file(
    write: Callable[..., Path], changes: list[dict[str, Any]], message: str
) -> None:
    with pytest.raises(StandardFileError, match=message):
        load_standard(write(*changes))


def test_a_file_that_is_not_toml_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('code = "TEST"\nname =\n')

    with pytest.raises(StandardFileError, match=r"broken.toml: .*line 2"):
        load_standard(path)


def test_a_faulty_file_loads_nothing(write: Callable[..., Path]) -> None:
    with pytest.raises(StandardFileError):
        load_standard(write({}, {"number": 2, "shape": "round"}))

    assert not Standard.objects.exists()


def test_a_definition_does_not_vanish_with_its_line(write: Callable[..., Path]) -> None:
    load_standard(write({}, {"number": 2}))

    with pytest.raises(StandardFileError, match="indicator 2: the database has it from 2016 and the file not"):
        load_standard(write({}))


def test_the_command_says_what_is_wrong(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = write({"shape": "round"})
    monkeypatch.setattr(load_standards, "STANDARDS", path.parent)

    with pytest.raises(CommandError, match=r"test\.toml, indicator 1: shape"):
        call_command("load_standards")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"shape": "round", "unit": "percent"}, "a_shape_that_is_known|a_ratio_says_who|a_unit_that_the_shape_has"),
        ({"better": "worse"}, "a_known_better"),
        ({"unit": "percent"}, "a_unit_that_the_shape_has"),
        ({"above": ""}, "a_ratio_says_who"),
        ({"number": 0}, "indicators_count_from_one"),
        ({"last_year": 2015}, "indicator_years_in_order"),
    ],
)
def test_the_database_refuses_what_no_indicator_can_be(changes: dict[str, Any], constraint: str) -> None:
    standard = Standard.objects.create(code="TEST", name="A standard")

    with pytest.raises(IntegrityError, match=constraint):
        Indicator.objects.create(standard=standard, **(RATIO | changes))
