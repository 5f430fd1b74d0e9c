import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.access import Access
from accounts.models import Organisation, Role, User
from indicators import policies
from indicators.models import Standard
from tests.factories import make_organisation
from tests.indicators.records import KINGSTON, draft, record

Member = Callable[..., User]

SCORES = "/RAX/indicators/"
YEARS = "/RAX/submissions/wres/"
RATIOS = {2: "1.2", 3: "1.2", 4: "1.2"}


@pytest.fixture
def browser(client: Client, kingston: Organisation, member: Member) -> Client:
    """Signed in as a member of Kingston's committee."""
    member(kingston, Role.COMMITTEE)
    return client


def words(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def test_every_value_stands_as_published_in_its_row_and_year(browser: Client) -> None:
    cells = re.findall(r">(\d{4})</span>([^<]*)</td>", words(browser, SCORES))

    printed = [(str(year), KINGSTON[year][number]) for number in range(2, 10) for year in KINGSTON]
    assert len(printed) == 40
    assert cells == printed


def test_a_row_has_its_number_wording_and_position(browser: Client) -> None:
    page = words(browser, SCORES)

    assert "4. Relative likelihood of White staff accessing non-mandatory training and CPD" in page
    assert "Further from parity: 0.98 in 2020, 0.76 in 2021" in page
    assert "White staff are less likely than BME staff to access non-mandatory training." in page


def test_it_says_that_a_score_may_come_from_counts(browser: Client) -> None:
    assert "as it was published, or as the counts come to." in words(browser, SCORES)


def test_an_indicator_that_the_report_leaves_out_is_named(browser: Client) -> None:
    assert "Not in the published report" in words(browser, SCORES)


def test_every_chart_has_ids_of_its_own_and_no_inline_style(browser: Client) -> None:
    page = words(browser, SCORES)

    titles = [part.split('"')[0] for part in page.split('<title id="')[1:]]
    assert len(titles) == len(set(titles)) == 8
    assert "style=" not in page


def test_before_the_first_submission_the_page_says_so(
    wres: Standard, trust: Organisation, client: Client, member: Member
) -> None:
    member(trust, Role.ADMIN)

    page = words(client, "/RYR/indicators/")

    assert "A Hospital NHS Trust has not submitted any scores yet." in page


def test_one_year_shows_what_was_submitted_and_when(browser: Client) -> None:
    page = words(browser, f"{YEARS}2021/")

    assert "1 April 2020 to 31 March 2021" in page
    assert "August 2021" in page
    assert "0.76" in page
    assert "Not in the published report" in page


def test_a_year_without_a_recorded_date_says_so(browser: Client) -> None:
    assert "> Not recorded <" in words(browser, f"{YEARS}2017/")


@pytest.mark.parametrize(
    ("year", "linked", "not_linked"),
    [(2017, [2018], [2016, 2019]), (2019, [2018, 2020], [2017, 2021]), (2021, [2020], [2022])],
)
def test_a_year_links_to_its_neighbours(browser: Client, year: int, linked: list[int], not_linked: list[int]) -> None:
    page = words(browser, f"{YEARS}{year}/")

    assert all(f'href="{YEARS}{other}/"' in page for other in linked)
    assert not any(f'href="{YEARS}{other}/"' in page for other in not_linked)


def test_a_year_without_submission_is_not_found(browser: Client) -> None:
    assert browser.get(f"{YEARS}2016/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(role, 200 if role == Role.ADMIN else 404) for role in Role])
def test_a_draft_is_for_those_who_enter_it(
    trust: Organisation, client: Client, member: Member, role: Role, status: int
) -> None:
    draft(trust, 2022, {"2-published": "1.05"})
    member(trust, role)

    response = client.get("/RYR/submissions/wres/2022/")

    assert response.status_code == status


@pytest.mark.parametrize(("role", "may"), [(role, role == Role.ADMIN) for role in Role])
def test_only_an_admin_enters_scores(role: Role, may: bool) -> None:
    access = Access(User(), Organisation(), frozenset({role.value}))

    assert policies.can_enter_scores(access) is may


@pytest.mark.parametrize("name", ["scores", "submission"])
def test_another_organisation_is_not_found(browser: Client, name: str) -> None:
    make_organisation(ods_code="RJ1")
    year = {"year": 2021, "standard": "WRES"} if name == "submission" else {}

    response = browser.get(reverse(f"indicators:{name}", kwargs={"ods_code": "RJ1", **year}))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["scores", "submission"])
def test_a_page_is_only_read(browser: Client, name: str) -> None:
    year = {"year": 2021, "standard": "WRES"} if name == "submission" else {}

    response = browser.post(reverse(f"indicators:{name}", kwargs={"ods_code": "RAX", **year}))

    assert response.status_code == 405


@pytest.mark.parametrize("address", ["/RYR/indicators/", "/RYR/submissions/wres/2021/"])
def test_the_queries_do_not_grow_with_the_rows(
    trust: Organisation,
    client: Client,
    member: Member,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
) -> None:
    member(trust)
    record(trust, 2021, RATIOS)
    with CaptureQueriesContext(connection) as one_year:
        client.get(address)
    another = make_organisation()
    for year in range(2017, 2040):
        record(trust, year, RATIOS)
        record(another, year, RATIOS)

    with django_assert_num_queries(len(one_year)):
        client.get(address)
