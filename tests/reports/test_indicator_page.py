"""The page of one indicator: what it says of its scores, and what stands beside them."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, Role, User
from tests.factories import (
    make_action,
    make_benchmark,
    make_member,
    make_organisation,
    make_plan,
    make_target,
    make_update,
)
from tests.indicators.records import draft, record, record_typed
from tests.indicators.years import BANDS, counts, pair

Member = Callable[..., User]

KENT = counts(3, {"base": (2505, 725, 0), "count": (17, 9, 0)})
FAR = {"base": (1200, 800, 0), "count": (240, 100, 0)}
EVEN = {"base": (1000, 1000, 0), "count": (500, 500, 0)}


def address(number: int, *, kind: str = "/", code: str = "RXY") -> str:
    return f"/{code}/indicators/wres/{number}{kind}"


def words(response: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def page_of(client: Client, number: int, *, code: str = "RXY") -> str:
    response = client.get(address(number, code=code))
    assert response.status_code == 200
    return words(response)


# ---- what it says


def test_kingstons_training_is_further_from_parity_and_never_called_improved(
    kingston: Organisation, client: Client, member: Member
) -> None:
    member(kingston, Role.COMMITTEE)

    page = page_of(client, 4, code="RAX")

    assert "0.76 in 2021" in page
    assert "Further from parity: 0.98 in 2020, 0.76 in 2021." in page
    assert "White staff are less likely than BME staff to access non-mandatory training." in page
    assert "Outside the range 0.80 to 1.25." in page
    assert "improved" not in page.lower()


def test_a_ratio_is_computed_from_counts_with_what_chance_may_do(trust: Organisation, client: Client) -> None:
    record_typed(trust, 2020, KENT)

    page = page_of(client, 3)

    assert "1.83 in 2020" in page
    assert "BME staff are more likely than White staff to enter the formal disciplinary process." in page
    assert "95% interval 0.82 to 4.09: cannot be told from chance; fewer than 10 events" in page
    assert "9 of 725" in page


def test_the_christies_counts_come_to_what_it_prints_as_three_times(trust: Organisation, client: Client) -> None:
    record_typed(trust, 2021, counts(2, {"base": (10000, 10000, 0), "count": (4699, 1465, 0)}))

    page = page_of(client, 2)

    assert "3.21 in 2021" in page
    assert "1,465 of 10,000" in page


@pytest.mark.parametrize(
    ("number", "before", "now", "headline"),
    [
        (2, counts(2, FAR), counts(2, EVEN), "Improved. Closer to parity: 1.60 in 2020, 1.00 in 2021."),
        (2, counts(2, EVEN), counts(2, FAR), "Worsened. Further from parity: 1.00 in 2020, 1.60 in 2021."),
        (2, counts(2, FAR), counts(2, FAR | {"count": (240, 105, 0)}), "No clear change since 2020: 1.60, now 1.52."),
        (5, pair(5, "25%", "42%"), pair(5, "25%", "30%"), "Improved. "),
        (5, pair(5, "25%", "30%"), pair(5, "25%", "42%"), "Worsened. "),
        (5, pair(5, "25%", "30%"), pair(5, "25%", "31%"), "No clear change since 2020"),
    ],
)
def test_a_change_has_a_word_where_counts_show_more_than_chance(
    trust: Organisation, client: Client, number: int, before: dict[str, str], now: dict[str, str], headline: str
) -> None:
    record_typed(trust, 2020, before)
    record_typed(trust, 2021, now)

    page = page_of(client, number)

    assert headline in page
    assert "cannot be tested" not in page


@pytest.mark.parametrize(("number", "is_said"), [(2, True), (3, True), (5, False)])
def test_where_the_range_comes_from_is_said_of_a_ratio(
    trust: Organisation, client: Client, number: int, is_said: bool
) -> None:
    record(trust, 2021, {2: "1.31", 3: "1.04", 5: "41.8%"})
    said = "NHS England set this range in 2019 for WRES indicator 3. Elsewhere it is a local yardstick."

    assert (said in page_of(client, number)) == is_said


def test_a_year_without_a_score_says_why_and_is_never_0(trust: Organisation, client: Client) -> None:
    record_typed(trust, 2020, {"2-published": "1.50"})
    record_typed(trust, 2021, {"2-missing": "Too few appointments to publish"})

    page = page_of(client, 2)

    assert "2021 Score Too few appointments to publish" in page
    assert "No score for 2021." in page
    assert "in 2021 0" not in page


def test_no_score_is_calculable_from_a_count_of_nobody(trust: Organisation, client: Client) -> None:
    record_typed(trust, 2021, counts(3, {"base": (1150, 658, 0), "count": (17, 0, 0)}))

    page = page_of(client, 3)

    assert "Not calculable in 2021." in page
    assert "BME 0 of 658, White 17 of 1,150" in page


def test_it_says_bme_as_the_organisation_does(trust: Organisation, client: Client) -> None:
    Organisation.objects.filter(pk=trust.pk).update(bme_label="Global majority")
    record_typed(trust, 2021, pair(5, "25.1%", "31.8%"))

    page = page_of(client, 5)

    assert "31.8% of Global majority staff who answered in 2021" in page
    assert "BME" not in page.replace("experienced by BME", "").replace("Percentage of BME staff experiencing", "")


# ---- what stands beside


def test_a_benchmark_has_its_scope_its_years_and_how_well_it_is_verified(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.05"})
    make_benchmark(scope="England NHS trusts", year=2020, value="1.61")
    make_benchmark(scope="England NHS trusts", year=2018, value="1.45", verified="yes-rounded")
    make_benchmark(scope="London", year=2021, value="1.43")
    make_benchmark(trust, scope="Neighbours", year=2021, value="1.30")

    page = page_of(client, 2)

    assert "England NHS trusts Year Value How it was verified 2018 1.45 Read in the source, which rounds it" in page
    assert "2020 1.61 Read in the source" in page
    assert "London, Neighbours" in page
    assert "2021 1.30 Added by your organisation" in page
    assert "England NHS trusts: 1.45 in 2018, 1.61 in 2020." in page  # in the words of the chart


def test_white_figures_of_others_stand_apart_from_bme_figures(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {5: "41.8%"})
    for part, value in (("score", "28.9"), ("white", "25.9")):
        make_benchmark(
            scope="England NHS trusts", number=5, part=part, group=part, value=value, places=1, unit="percent"
        )

    page = page_of(client, 5)

    assert "England NHS trusts, BME staff Year Value How it was verified 2021 28.9%" in page
    assert "England NHS trusts, White staff Year Value How it was verified 2021 25.9%" in page


def test_nobody_sees_the_figures_that_another_organisation_added(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.05"})
    make_benchmark(make_organisation(), scope="Somebody else's neighbours")

    assert "Somebody else" not in page_of(client, 2)


def test_the_target_stands_on_the_page_and_in_the_chart(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.31"})
    make_target(trust, year=2023, printed="1.10", value="1.10", note="Agreed by the board")

    page = page_of(client, 2)

    assert "1.10 by 2023. Agreed by the board" in page
    assert "Target: 1.10 in 2023." in page


def test_a_target_that_is_past_stays_on_the_page_and_leaves_the_chart(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.31"})
    make_target(trust, year=2020, printed="1.00")

    page = page_of(client, 2)

    assert "1.00 by 2020" in page
    assert "Target: 1.00 in 2020" not in page


def test_percentages_are_not_drawn_beside_a_difference_in_points(trust: Organisation, client: Client) -> None:
    record_typed(trust, 2021, {"9-difference": "-29.6"})
    make_target(trust, number=9, year=2023, printed="25%", value=25, places=0)
    make_benchmark(number=9, unit="percent", value="13.2", places=1, scope="England NHS trusts")

    page = page_of(client, 9)

    assert "25% by 2023" in page
    assert "England NHS trusts Year Value How it was verified 2021 13.2%" in page
    assert "Target: 25%" not in page
    assert "England NHS trusts: 13.2%" not in page


def test_actions_are_numbered_as_in_the_chart_with_their_status(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.31"})
    plan = make_plan(trust)
    make_action(plan, wording="Without a date", place=1)
    second = make_action(plan, wording="Train the panels", place=2, due_on=date(2022, 3, 31))
    make_action(plan, wording="Review adverts", place=3, due_on=date(2021, 11, 30))
    make_action(plan, wording="Of another indicator", place=4, indicators=(3,))
    make_update(second, by=make_member(trust, Role.LEAD), status="at_risk")

    response = client.get(address(2))
    page = words(response)

    items = re.findall(r'actions/\d+/">([^<]+)</a>', response.content.decode())
    assert items == ["Train the panels", "Review adverts", "Without a date"]
    assert "Train the panels At risk Timescale:" in page
    assert "Review adverts Not recorded Overdue Timescale:" in page
    for number, wording in enumerate(items[:2], start=1):
        assert f"Action {number}: {wording}, from" in page
        assert f" {number}. {wording}" in page
    assert "Of another indicator" not in page


def test_actions_of_the_plan_in_force_stand_before_those_of_a_plan_that_has_not_started(
    trust: Organisation, client: Client, on: Callable[..., None]
) -> None:
    on("2021-12-15")
    client.force_login(make_member(trust, Role.COMMITTEE))
    record(trust, 2021, {2: "1.31"})
    for year in (2020, 2022, 2021):
        plan = make_plan(trust, year=year, starts_on=date(year, 10, 1))
        make_action(plan, wording=f"Of {year}", due_on=date(year + 1, 3, 31))

    response = client.get(address(2))

    assert re.findall(r'actions/\d+/">([^<]+)</a>', response.content.decode()) == ["Of 2021", "Of 2020", "Of 2022"]


def test_an_ongoing_action_runs_on_in_the_chart(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.31"})
    plan = make_plan(trust)
    make_action(plan, wording="Whenever", place=1, timescale="To be decided")
    make_action(plan, wording="Support the network", place=2, timescale="Ongoing", ongoing=True)
    make_action(plan, wording="Mentors", place=3, due_on=date(2022, 2, 28), ongoing=True)
    make_action(plan, wording="Closed", place=4, ongoing=True, status="complete")

    response = client.get(address(2))
    page = words(response)

    items = re.findall(r'actions/\d+/">([^<]+)</a>', response.content.decode())
    assert items == ["Support the network", "Mentors", "Whenever", "Closed"]
    assert "Action 1: Support the network, from 1 October 2021, without an end." in page
    assert "Action 2: Mentors, from 1 October 2021, without an end." in page
    assert "Action 3:" not in page


def test_a_plan_of_many_actions_is_shown_in_part_and_says_so(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.31"})
    plan = make_plan(trust)
    for _ in range(60):
        make_action(plan)

    assert "These are 50 of 60 actions." in page_of(client, 2)


def test_a_distribution_shows_its_bands_and_the_race_disparity_ratio(trust: Organisation, client: Client) -> None:
    record_typed(trust, 2021, counts(1, BANDS | {"clinical.2": (1500, 500, 0)}))

    page = page_of(client, 1)

    assert "Clinical, Band 8a White 160 BME 48 Unknown 4 BME share 22.6%" in page
    assert "Clinical, Band 2 White 1,500" in page
    assert "Bands 8a and above: 22.6% are BME" in page
    assert "Race disparity ratio Local measure" in page
    assert (
        "For each group, the number of staff in the lower bands for each one in the higher bands; "
        "the BME figure divided by the White one. 1.00 is parity. "
        "Above 1.00, BME staff are under-represented in the higher bands." in page
    )
    assert "is not an indicator of the standard" in page
    assert re.search(r"Bands 5 and below to bands 8a and above 1\.4\d", page)


def test_a_distribution_without_senior_bands_has_no_race_disparity_ratio(trust: Organisation, client: Client) -> None:
    record_typed(trust, 2021, counts(1, {"clinical.5": (400, 300, 20)}))

    assert "Race disparity ratio" not in page_of(client, 1)


def test_only_who_may_set_targets_is_led_to_them(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.31"})
    assert "Set or change targets" in page_of(client, 2)

    client.force_login(make_member(trust, Role.COMMITTEE))

    assert "Set or change targets" not in page_of(client, 2)


# ---- where there is none


@pytest.mark.parametrize("kind", ["/", ".csv", ".svg", ".png"])
def test_another_organisations_indicator_does_not_exist(trust: Organisation, client: Client, kind: str) -> None:
    record(make_organisation(ods_code="RZZ"), 2021, {2: "1.05"})

    assert client.get(address(2, kind=kind, code="RZZ")).status_code == 404


@pytest.mark.parametrize("where", ["wres/0/", "wres/10/", "wres/99999999/", "wdes/2/"])
def test_an_indicator_that_the_standard_has_not_does_not_exist(trust: Organisation, client: Client, where: str) -> None:
    record(trust, 2021, {2: "1.05"})

    assert client.get(f"/RXY/indicators/{where}").status_code == 404


@pytest.mark.parametrize("kind", ["/", ".csv", ".svg", ".png"])
def test_before_the_first_score_there_is_no_page_but_a_way_back(trust: Organisation, client: Client, kind: str) -> None:
    response = client.get(address(2, kind=kind))

    assert response.status_code == 404
    assert "Go to the start page" in words(response)


def test_a_draft_is_nobodys_score_yet(trust: Organisation, client: Client) -> None:
    record(trust, 2020, {2: "1.31"})
    draft(trust, 2021, {"2-published": "9.99"})

    assert "9.99" not in page_of(client, 2)


# ---- how much it asks of the database


def queries(client: Client, number: int = 2) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page_of(client, number)
    return len(asked)


@pytest.mark.parametrize("number", [1, 2, 5, 9])
def test_the_queries_do_not_grow_with_the_years(trust: Organisation, client: Client, number: int) -> None:
    year = counts(1, BANDS) | counts(2, FAR) | pair(5, "25%", "31%") | counts(9, {"board": (12, 2, 1)})
    for when in (2016, 2017):
        record_typed(trust, when, year)
    few = queries(client, number)
    for when in range(2018, 2028):
        record_typed(trust, when, year)

    assert queries(client, number) == few


def test_the_queries_do_not_grow_with_the_actions(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.31"})
    plan = make_plan(trust)
    for _ in range(3):
        make_action(plan, due_on=date(2022, 3, 31))
    few = queries(client)
    for _ in range(57):
        make_action(plan, due_on=date(2022, 3, 31))

    assert queries(client) - few <= 1  # one to say how many there are in all


def test_the_queries_do_not_grow_with_what_others_scored(trust: Organisation, client: Client) -> None:
    record(trust, 2021, {2: "1.31"})
    make_benchmark(scope="England NHS trusts")
    make_target(trust)
    few = queries(client)
    for year in range(2016, 2021):
        make_benchmark(scope="England NHS trusts", year=year)
        make_benchmark(trust, scope=f"Region {year}", year=year)
        record(make_organisation(), year, {2: "1.31"})
    for year in range(2024, 2030):
        make_target(trust, year=year)

    assert queries(client) == few
