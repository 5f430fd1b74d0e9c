from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.access import Access
from accounts.models import Organisation, Role, User
from indicators import policies
from indicators.models import Target
from tests.factories import make_organisation, make_target
from tests.indicators.records import record_typed
from tests.indicators.years import counts

Member = Callable[..., User]

PAGE = "/RAX/targets/wres/"
ADD = f"{PAGE}add/"
TYPED = {"number": "2", "year": "2023", "printed": "1.00", "note": "Trust Board, September 2021"}
SETS = (Role.ADMIN, Role.EDI_LEAD)


@pytest.fixture
def browser(kingston: Organisation, client: Client, member: Member, on: Callable[[str], None]) -> Client:
    """Signed in as Kingston's EDI lead."""
    on("2021-12-15")
    member(kingston, Role.EDI_LEAD)
    return client


def words(answer: HttpResponse) -> str:
    return " ".join(unescape(answer.content.decode()).split())


@pytest.mark.parametrize(("role", "may"), [(role, role in SETS) for role in Role])
def test_an_admin_or_an_edi_lead_sets_them(role: Role, may: bool) -> None:
    assert policies.can_set_targets(Access(User(), Organisation(), frozenset({role.value}))) is may


def test_before_the_first_one_the_page_says_so(browser: Client) -> None:
    assert "No target is set yet." in words(browser.get(PAGE))


def test_a_target_stands_beside_the_latest_score(browser: Client, kingston: Organisation) -> None:
    make_target(kingston)
    make_target(kingston, number=5, year=2022, printed="35%", value=35, places=0)
    make_target(kingston, number=1, printed="50%", value=50, places=0)

    page = words(browser.get(PAGE))

    assert "1.05 in 2021; the target is 1.00 by 2023. 0.05 above the target, so further from parity." in page
    assert "41.8% in 2021; the target is 35% by 2022. 6.8 points to go." in page
    assert "No score to compare yet; the target is 50% by 2023." in page


def test_a_difference_in_points_is_not_held_against_a_percentage(browser: Client, kingston: Organisation) -> None:
    record_typed(kingston, 2022, {"9-difference": "-29.6"})
    make_target(kingston, number=9, printed="25%", value=25, places=0)

    page = words(browser.get(PAGE))

    assert "13.3% in 2021; the target is 25% by 2023. 11.7 points below the target." in page
    assert "54.6" not in page


def test_a_score_from_counts_is_held_as_it_is_printed(browser: Client, kingston: Organisation) -> None:
    record_typed(kingston, 2022, counts(3, {"base": (2505, 725, 0), "count": (17, 9, 0)}))
    make_target(kingston, number=3)

    assert "1.83 in 2022; the target is 1.00 by 2023. 0.83 above the target" in words(browser.get(PAGE))


def test_a_target_is_added(browser: Client) -> None:
    answer = browser.post(ADD, TYPED, follow=True)

    target = Target.objects.get()
    assert (str(target), target.value, target.places) == ("1.00 by 2023", Decimal(1), 2)
    assert "The target for indicator 2 is added: 1.00 by 2023." in words(answer)
    assert "Agreed: Trust Board, September 2021" in words(answer)


@pytest.mark.parametrize(
    ("typed", "printed"), [("35", "35%"), ("35%", "35%"), ("35.5 %", "35.5 %"), (" 35 % ", "35 %")]
)
def test_a_percentage_has_its_sign(browser: Client, typed: str, printed: str) -> None:
    browser.post(ADD, TYPED | {"number": "5", "printed": typed})

    assert Target.objects.get().printed == printed


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"number": ""}, "number", "Choose an indicator."),
        ({"year": ""}, "year", "Enter a year, such as 2022."),
        ({"year": "20223"}, "year", "Enter a year from 2015 to 2041."),
        ({"printed": ""}, "printed", "Enter the target, such as 1.00 or 25%."),
        ({"printed": "5%"}, "printed", "'5%' is a percentage. Enter a number, such as 1.61."),
        ({"printed": "0"}, "printed", "A ratio is more than 0. Enter a number, such as 1.61."),
        ({"number": "5", "printed": "120%"}, "printed", "Enter a percentage from 0 to 100, such as 28.9%."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_set(
    browser: Client, changes: dict[str, str], field: str, message: str
) -> None:
    answer = browser.post(ADD, TYPED | changes)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [message]}
    assert not Target.objects.exists()


def test_an_indicator_has_one_target_a_year(browser: Client, kingston: Organisation) -> None:
    make_target(kingston)
    other = make_target(kingston, year=2025)
    taken = {"year": ["There is a target for 2023 already, 1.00. Change that one."]}

    added = browser.post(ADD, TYPED)
    changed = browser.post(f"/RAX/targets/{other.pk}/", TYPED)

    assert added.context["form"].errors == changed.context["form"].errors == taken
    assert browser.post(ADD, TYPED | {"number": "3"}).status_code == 302


def test_a_target_of_another_organisation_is_not_in_the_way(browser: Client) -> None:
    make_target(make_organisation())

    assert browser.post(ADD, TYPED).status_code == 302


def test_a_target_is_changed_and_its_history_kept(browser: Client, kingston: Organisation) -> None:
    target = make_target(kingston)

    answer = browser.post(f"/RAX/targets/{target.pk}/", {"year": "2024", "printed": "1.10", "note": ""}, follow=True)

    target.refresh_from_db()
    assert (str(target), target.value) == ("1.10 by 2024", Decimal("1.1"))
    assert target.history.count() == 2
    assert "The target for indicator 2 is changed: 1.10 by 2024." in words(answer)


def test_the_form_of_a_target_shows_what_it_is(browser: Client, kingston: Organisation) -> None:
    target = make_target(kingston, note="Trust Board")

    page = words(browser.get(f"/RAX/targets/{target.pk}/"))

    assert all(f'value="{value}"' in page for value in ("2023", "1.00", "Trust Board"))
    assert "2. Appointment from shortlisting" in page


def test_a_target_is_removed_after_being_asked(browser: Client, kingston: Organisation) -> None:
    target = make_target(kingston)
    address = f"/RAX/targets/{target.pk}/remove/"

    assert "Remove the target 1.00 by 2023?" in words(browser.get(address))
    assert Target.objects.exists()

    answer = browser.post(address, follow=True)

    assert not Target.objects.exists()
    assert "The target for indicator 2 is removed: 1.00 by 2023." in words(answer)


@pytest.mark.parametrize("role", [role for role in Role if role not in SETS])
def test_others_read_and_do_not_set(kingston: Organisation, client: Client, member: Member, role: Role) -> None:
    target = make_target(kingston)
    member(kingston, role)
    addresses = [ADD, f"/RAX/targets/{target.pk}/", f"/RAX/targets/{target.pk}/remove/"]

    page = words(client.get(PAGE))

    assert "the target is 1.00 by 2023" in page
    assert "Add a target" not in page
    assert all(address not in page for address in addresses)
    assert [client.get(address).status_code for address in addresses] == [403] * 3
    assert [client.post(address, TYPED).status_code for address in addresses] == [403] * 3


def test_an_unknown_standard_is_not_found(browser: Client) -> None:
    assert browser.get("/RAX/targets/wdes/").status_code == browser.get("/RAX/targets/wdes/add/").status_code == 404


def test_the_queries_do_not_grow_with_the_targets(
    browser: Client, kingston: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_target(kingston)
    with CaptureQueriesContext(connection) as one:
        browser.get(PAGE)
    for number in range(2, 10):
        for year in (2024, 2025):
            make_target(kingston, number=number, year=year, printed="1", places=0)

    with django_assert_num_queries(len(one)):
        browser.get(PAGE)
