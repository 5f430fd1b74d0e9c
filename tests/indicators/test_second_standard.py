"""Another standard is a data file: it is entered, submitted, amended, shown and brought in without a line of code."""

from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from indicators.definitions import Shape
from indicators.models import Draft, Indicator, Score, Standard
from indicators.services.standards import load_standard
from tests.factories import make_benchmark, make_target
from tests.indicators.test_entering import words
from tests.indicators.years import counts

FILE = Path(__file__).parent / "every-shape.toml"
YEARS = "/RYR/submissions/able/"
TYPED = (
    counts(1, {"staff.one": (500, 40, 30), "staff.two": (300, 20, 10), "staff.three": (100, 5, 5)})
    | counts(2, {"base": (900, 120, 30), "count": (180, 20, 4)})
    | {"3-value-white": "24.1%", "3-value-bme": "33.0%", "3-respondents-white": "800", "3-respondents-bme": "120"}
    | {"4-value-bme": "71.4%", "4-respondents-bme": "90"}
    | {"5-value-white": "7.1", "5-value-bme": "6.6"}
    | {"6-narrative": "A network meets each month.\nIt reports to the board."}
    | counts(7, {"board": (12, 1, 2), "voting": (10, 1, 1), "workforce": (900, 65, 45)})
)


@pytest.fixture
def able(db: None) -> Standard:
    return load_standard(FILE)


@pytest.fixture
def entered(
    able: Standard, trust: Organisation, client: Client, member: Callable[..., User], on: Callable[..., None]
) -> Client:
    """A year of it, submitted through the pages."""
    on("2022-06-01")
    member(trust, Role.ADMIN)
    client.post(f"{YEARS}start/", {"year": "2022"})
    client.post(f"{YEARS}2022/check/", {"version": Draft.objects.get().version, **TYPED})
    client.post(f"{YEARS}2022/submit/", {"version": Draft.objects.get().version})
    return client


def test_the_file_has_every_shape(able: Standard) -> None:
    assert set(able.indicators.values_list("shape", flat=True)) == set(Shape)


def test_every_shape_is_entered_and_submitted(entered: Client) -> None:
    scores = {score.indicator.number: str(score) for score in Score.objects.select_related("indicator")}

    assert scores == {
        1: "6.4%",
        2: "1.20",
        3: "33.0%",
        4: "71.4%",
        5: "6.6",
        6: "A network meets each month.\nIt reports to the board.",
        7: "6.7%",
    }


def test_every_shape_is_in_the_table_in_the_words_of_the_standard(entered: Client) -> None:
    page = words(entered.get("/RYR/indicators/able/"))

    assert "Disabled applicants are less likely than non-disabled applicants to be appointed." in page
    assert "33.0% of Disabled staff who answered in 2022" in page
    assert "24.1% of Non-disabled staff who answered: a gap of 8.9 points" in page
    assert "BME" not in page
    assert "Reported in words in 2022" in page


@pytest.mark.parametrize("number", range(1, 8))
def test_every_shape_has_its_page(entered: Client, number: int) -> None:
    for ending in ("/", ".csv"):
        assert entered.get(f"/RYR/indicators/able/{number}{ending}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/RYR/indicators/able/",
        *(f"/RYR/indicators/able/{number}{ending}" for number in range(1, 8) for ending in ("/", ".csv")),
        *(f"/RYR/indicators/able/{number}.svg" for number in (1, 2, 3, 4, 5, 7)),
        f"{YEARS}2022/",
        f"{YEARS}2022/enter/",
        f"{YEARS}2022/check/",
        "/RYR/targets/able/",
        "/RYR/benchmarks/able/",
    ],
)
def test_no_page_names_the_group_of_the_wres(entered: Client, able: Standard, address: str) -> None:
    entered.post(f"{YEARS}start/", {"year": "2022"})
    organisation = Organisation.objects.get(ods_code="RYR")
    for part in ("score", "white"):
        make_benchmark(standard=able, number=3, part=part, group="Disabled", unit="percent")
    make_target(organisation, standard=able, number=3, printed="25%", value=25, places=0)

    page = entered.get(address)

    assert page.status_code == 200
    assert [name for name in ("BME", "White") if name in unescape(page.content.decode())] == []


def test_no_cell_of_its_form_names_the_group_of_the_wres(entered: Client) -> None:
    entered.post(f"{YEARS}start/", {"year": "2022"})

    form = ZipFile(BytesIO(b"".join(entered.get(f"{YEARS}2022/form.xlsx"))))

    assert [name for name in form.namelist() if b"BME" in form.read(name)] == []


def test_a_change_of_it_while_typing_names_its_own_group(entered: Client) -> None:
    entered.post(f"{YEARS}start/", {"year": "2022"})

    assert "Disabled 16.67% (20 of 120)" in words(entered.post(f"{YEARS}2022/comes-to/2/", TYPED))


def test_its_group_stands_where_the_wres_says_bme(entered: Client) -> None:
    entered.post(f"{YEARS}start/", {"year": "2022"})

    entry = words(entered.get(f"{YEARS}2022/enter/"))
    shares = words(entered.get("/RYR/indicators/able/1/"))
    figures = words(entered.get("/RYR/indicators/able/3/"))

    assert "Disabled share" in entry
    assert "Disabled 16.67% (20 of 120)" in entry
    assert "Above 1.00, Disabled staff are under-represented in the higher bands." in shares
    assert "Respondents: Disabled" in figures


@pytest.mark.parametrize(("number", "is_ratio"), [(2, True), (3, False), (6, False)])
def test_the_four_fifths_range_is_never_called_a_rule_of_it(entered: Client, number: int, is_ratio: bool) -> None:
    said = "NHS England set this range in 2019 for WRES indicator 3. Elsewhere it is a local yardstick."

    assert (said in words(entered.get(f"/RYR/indicators/able/{number}/"))) == is_ratio


def test_the_four_fifths_range_is_told_of_where_there_is_a_ratio(entered: Client) -> None:
    said = "NHS England set this range in 2019 for WRES indicator 3. Elsewhere it is a local yardstick."
    assert words(entered.get("/RYR/indicators/able/")).count(said) == 1

    Score.objects.filter(indicator__number=2).delete()
    Indicator.objects.filter(number=2).delete()

    assert said not in words(entered.get("/RYR/indicators/able/"))


def test_each_indicator_of_a_submitted_year_leads_to_its_page(entered: Client) -> None:
    assert all(
        f'href="/RYR/indicators/able/{number}/"' in entered.get(f"{YEARS}2022/").content.decode()
        for number in range(1, 8)
    )


def test_a_year_that_is_not_submitted_leads_to_no_page_of_an_indicator(
    able: Standard, trust: Organisation, client: Client, member: Callable[..., User], on: Callable[..., None]
) -> None:
    on("2022-06-01")
    member(trust, Role.ADMIN)
    client.post(f"{YEARS}start/", {"year": "2022"})

    assert 'href="/RYR/indicators/able/1/"' not in client.get(f"{YEARS}2022/").content.decode()


def test_an_amendment_begins_with_what_was_submitted(entered: Client) -> None:
    entered.post(f"{YEARS}start/", {"year": "2022"})

    assert Draft.objects.get().typed == {name: text.replace(",", "") for name, text in TYPED.items()}


def test_its_deadline_is_data_too(entered: Client) -> None:
    assert "31 August 2022" in words(entered.get(f"{YEARS}2022/"))


def test_both_standards_stand_side_by_side(entered: Client, wres: Standard) -> None:
    page = words(entered.get("/RYR/indicators/"))

    assert "NHS Workforce Race Equality Standard" in page
    assert "A standard of the tests" in page
    assert Indicator.objects.of_standard("ABLE").count() == 7
