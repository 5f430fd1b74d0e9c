from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, Role, User
from indicators.models import Benchmark, Standard
from indicators.services.benchmarks import load_benchmarks
from tests.factories import ROOT, make_benchmark, make_organisation

Member = Callable[..., User]

SHIPPED: Path = ROOT / "indicators" / "standards" / "wres-benchmarks.csv"
PAGE = "/RYR/benchmarks/wres/"
ADD = f"{PAGE}add/"
TYPED = {
    "number": "2",
    "part": "score",
    "year": "2020",
    "scope": "South West London",
    "printed": "1.50",
    "source": "System report 2020, page 4",
}


@pytest.fixture
def figures(wres: Standard) -> None:
    load_benchmarks(SHIPPED, wres)


@pytest.fixture
def admin(wres: Standard, trust: Organisation, client: Client, member: Member, on: Callable[[str], None]) -> Client:
    on("2021-12-15")
    member(trust, Role.ADMIN, name="Alex Admin")
    return client


def words(answer: HttpResponse) -> str:
    return " ".join(unescape(answer.content.decode()).split())


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_them(figures: None, trust: Organisation, client: Client, member: Member, role: Role) -> None:
    member(trust, role)

    page = words(client.get(PAGE))

    assert "2. Appointment from shortlisting" in page
    assert "East of England: White vs BME" in page
    assert ("Add a figure" in page) is (role == Role.ADMIN)


def test_every_figure_has_its_source_and_how_well_it_is_verified(figures: None, admin: Client) -> None:
    page = words(admin.get(PAGE))

    assert page.count("Read in the source</span>") + page.count("which rounds it</span>") == 87
    assert "Read in a report about the source" in page
    assert ">hsj.co.uk<span" in page
    assert "style=" not in page


def test_a_year_without_a_figure_is_named(figures: None, admin: Client) -> None:
    page = words(admin.get(PAGE))

    assert "No figure has been found for 2017, 2018, 2019 and 2020." in page
    assert "No figure has been found for 2021." in page


def test_without_any_figure_the_page_says_so(admin: Client) -> None:
    assert "No national or regional figures are held" in words(admin.get(PAGE))


def test_an_unknown_standard_is_not_found(admin: Client) -> None:
    assert admin.get("/RYR/benchmarks/wdes/").status_code == 404
    assert admin.get("/RYR/benchmarks/wdes/add/").status_code == 404


def test_an_admin_adds_one(admin: Client, trust: Organisation) -> None:
    answer = admin.post(ADD, TYPED, follow=True)

    added = Benchmark.objects.get(organisation=trust)
    assert (added.text, added.group, added.unit, added.verified) == ("1.50", "White vs BME", "ratio", "own")
    assert added.added_by.name == "Alex Admin"
    page = words(answer)
    assert "Added to indicator 2: South West London, 2020: 1.50." in page
    assert "System report 2020, page 4" in page
    assert "Added by your organisation" in page


@pytest.mark.parametrize(
    ("changes", "group", "text"),
    [
        ({"number": "3"}, "BME vs White", "1.50"),
        ({"number": "5", "printed": "28.9 %"}, "BME", "28.9%"),
        ({"number": "5", "printed": "28.9"}, "BME", "28.9%"),
        ({"number": "5", "part": "white", "printed": "24%"}, "White", "24%"),
        ({"number": "9", "printed": "12.5%"}, "BME", "12.5%"),
    ],
)
def test_it_gets_the_group_and_the_unit_of_its_indicator(
    admin: Client, changes: dict[str, str], group: str, text: str
) -> None:
    admin.post(ADD, TYPED | changes)

    added = Benchmark.objects.get()
    assert (added.group, added.text) == (group, text)


def test_it_stands_in_the_table_of_its_like(figures: None, admin: Client, trust: Organisation) -> None:
    admin.post(ADD, TYPED | {"number": "9", "scope": "england  NHS trusts", "printed": "12.5%"})

    added = Benchmark.objects.get(organisation=trust)
    assert (added.scope, added.measure, added.group) == ("England NHS trusts", "Whole board", "BME board members")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"number": ""}, "number", "Choose an indicator."),
        ({"part": ""}, "part", "Choose which figure it is."),
        ({"part": "white"}, "part", "Indicator 2 has one figure for all. Choose the score."),
        ({"year": ""}, "year", "Enter a year, such as 2022."),
        ({"year": "last"}, "year", "Enter a year, such as 2022."),
        ({"year": "2022"}, "year", "Enter a year from 2015 to 2021."),
        ({"year": "2015"}, "year", "Indicator 2 was not asked for in 2015. Enter another year."),
        ({"scope": " "}, "scope", "Say which organisations it is about, such as London."),
        ({"printed": ""}, "printed", "Enter the value, such as 1.61 or 28.9%."),
        ({"printed": "1.54%"}, "printed", "'1.54%' is a percentage. Enter a number, such as 1.61."),
        ({"printed": "0.00"}, "printed", "A ratio is more than 0. Enter a number, such as 1.61."),
        ({"number": "5", "printed": "289%"}, "printed", "Enter a percentage from 0 to 100, such as 28.9%."),
        ({"source": ""}, "source", "Say where it is published, so that others can check it."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(
    admin: Client, changes: dict[str, str], field: str, message: str
) -> None:
    answer = admin.post(ADD, TYPED | changes)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [message]}
    assert not Benchmark.objects.exists()


def test_a_value_that_is_no_value_is_explained(admin: Client) -> None:
    assert "'about 1.5' is not one value." in words(admin.post(ADD, TYPED | {"printed": "about 1.5"}))


def test_a_year_that_ships_is_not_added_again(figures: None, admin: Client) -> None:
    answer = admin.post(ADD, TYPED | {"scope": "England NHS trusts"})

    message = "England NHS trusts has a figure for 2020 already, 1.61. It came with the service, and stays."
    assert answer.context["form"].errors == {"year": [message]}


def test_a_year_that_was_added_is_not_added_again(admin: Client) -> None:
    admin.post(ADD, TYPED)

    answer = admin.post(ADD, TYPED | {"scope": "SOUTH WEST LONDON"})

    message = "South West London has a figure for 2020 already, 1.50. Remove that one first."
    assert answer.context["form"].errors == {"year": [message]}


def test_what_another_organisation_added_is_not_seen_and_not_in_the_way(admin: Client) -> None:
    make_benchmark(make_organisation(), scope="South West London", year=2020)

    assert "South West London" not in words(admin.get(PAGE))
    assert admin.post(ADD, TYPED).status_code == 302


def test_an_admin_removes_one_after_being_asked(admin: Client, trust: Organisation) -> None:
    own = make_benchmark(trust, scope="Our system")
    address = f"/RYR/benchmarks/{own.pk}/remove/"

    assert f'href="{address}"' in words(admin.get(PAGE))
    assert "Remove 1.61 for Our system in 2021?" in words(admin.get(address))
    assert Benchmark.objects.exists()

    answer = admin.post(address, follow=True)

    assert not Benchmark.objects.exists()
    assert "Removed from indicator 2: Our system, 2021: 1.61." in words(answer)


def test_what_ships_is_not_an_organisations_to_remove(admin: Client) -> None:
    shipped = make_benchmark()

    assert admin.post(f"/RYR/benchmarks/{shipped.pk}/remove/").status_code == 404
    assert "/remove/" not in words(admin.get(PAGE))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_others_neither_add_nor_remove(trust: Organisation, client: Client, member: Member, role: Role) -> None:
    own = make_benchmark(trust)
    member(trust, role)

    assert client.get(ADD).status_code == 403
    assert client.post(ADD, TYPED).status_code == 403
    assert client.post(f"/RYR/benchmarks/{own.pk}/remove/").status_code == 403
    assert "/remove/" not in words(client.get(PAGE))
    assert Benchmark.objects.count() == 1


def test_the_queries_do_not_grow_with_the_figures(
    wres: Standard, admin: Client, trust: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_benchmark()
    with CaptureQueriesContext(connection) as one:
        admin.get(PAGE)
    load_benchmarks(SHIPPED, wres)
    for _ in range(5):
        make_benchmark(trust)

    with django_assert_num_queries(len(one)):
        admin.get(PAGE)
