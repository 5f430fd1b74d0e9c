"""The plan filtered and in groups, all in the address."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Plan
from tests.actions.filters.varied_plan import FEBRUARY, JANUARY, MARCH, make_varied_plan
from tests.factories import make_action, make_lead, make_organisation, make_plan, make_update, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan_page(client: Client, kingston: Organisation, member: Callable[..., User], on: Callable[..., None]) -> Any:
    on("2021-12-15")
    member(kingston, Role.COMMITTEE)
    return lambda query="": client.get(f"/RAX/actions/?{query}")


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "0", "-1"])
def test_a_number_that_is_no_lead_is_said_to_be_none(plan_page: Any, number: str) -> None:
    answer = plan_page(f"lead={number}")

    assert answer.status_code == 422
    assert "Lead: the one in the address is not in this plan." in answer.content.decode()


def wordings(answer: Any) -> list[str]:
    return [row.action.wording for block in answer.context["blocks"] for row in block.rows]


def test_the_ten_shared_by_four_indicators_are_found_by_each_of_them(plan_page: Any) -> None:
    for number in (5, 6, 7, 8):
        page = plan_page(f"indicator={number}")

        assert len(wordings(page)) == 10
        assert "10 of 22 actions" in " ".join(page.content.decode().split())


def test_grouped_by_indicator_the_ten_stand_under_each_and_count_once(plan_page: Any) -> None:
    page = plan_page("group=indicator")

    blocks = {block.indicators[0][0].number: block.rows for block in page.context["blocks"]}
    text = " ".join(page.content.decode().split())
    assert {number: len(rows) for number, rows in blocks.items()} == {2: 7, 3: 2, 4: 2, 5: 10, 6: 10, 7: 10, 8: 9}
    assert "22 actions, 1 to 50 on this page" in text
    assert "stands under each of them, and counts once in the 22" in text
    assert len(wordings(plan_page("group=indicator&page=2"))) == 52 - 50


def test_a_row_that_stands_twice_has_one_address_and_is_updated_on_a_page_of_its_own(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(kingston)
    shared = Action.objects.of(kingston).filter(indicators__number=6).first()
    assert shared

    page = client.get("/RAX/actions/?group=indicator").content.decode()

    assert page.count(f'id="action-{shared.pk}"') == 1
    assert page.count(f"/RAX/actions/{shared.pk}/update/") == 4
    assert f'hx-get="/RAX/actions/{shared.pk}/update/' not in page


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("status", [("Not recorded", 3), ("At risk", 1), ("Complete", 1)]),
        ("lead", [("Head of Recruitment", 2), ("MEGA", 2), ("No lead yet", 2)]),
        (
            "due",
            [("November 2021", 1), ("February 2022", 1), ("March 2022", 1), ("No date", 1), ("Complete or closed", 1)],
        ),
    ],
)
def test_the_plan_in_other_groups(
    group: str,
    headings: list[tuple[str, int]],
    member: Callable[..., User],
    client: Client,
) -> None:
    plan = make_plan(make_organisation())
    first, second = (make_lead(plan.organisation, name=name) for name in ("Head of Recruitment", "MEGA"))
    both = make_action(plan, due_on=date(2021, 11, 30), lead=first)
    both.leaderships.create(lead=second, kind="accountable", place=1)
    make_action(plan, due_on=FEBRUARY, lead=first, status="at_risk")
    make_action(plan, due_on=MARCH, lead=second)
    make_action(plan, due_on=JANUARY, support=first, status="complete")
    make_action(plan)
    member(plan.organisation)

    page = client.get(reverse("actions:plan", args=[plan.organisation.ods_code]), {"group": group})

    assert [(block.heading, len(block.rows)) for block in page.context["blocks"]] == headings
    assert page.context["shown"] == 5


def test_pages_groups_and_updates_keep_the_filters(member: Callable[..., User], client: Client) -> None:
    plan = make_plan(make_organisation())
    for _ in range(51):
        make_action(plan, status="at_risk")
    make_action(plan)
    member(plan.organisation)

    page = client.get(
        reverse("actions:plan", args=[plan.organisation.ods_code]), {"status": "at_risk", "group": "lead"}
    )

    text = page.content.decode()
    for kept in (
        "?status=at_risk&amp;group=lead&amp;page=2",
        "?group=due&amp;status=at_risk",
        "next=%2F" + plan.organisation.ods_code + "%2Factions%2F%3Fstatus%3Dat_risk%26group%3Dlead%23action-",
        '<input type="hidden" name="group" value="lead"',
    ):
        assert kept in text


def test_a_page_with_a_filter_that_is_wrong_says_so_and_opens_the_form(plan_page: Any) -> None:
    page = plan_page("status=splendid&lead=<b>")

    text = page.content.decode()
    assert page.status_code == 422
    assert "There is a problem" in text
    assert "&#x27;splendid&#x27; is not in the list." in text
    assert "<b>" not in text
    assert " open>" in text
    assert len(wordings(page)) == 22


def test_where_nothing_fits_the_page_says_what_to_do(plan_page: Any) -> None:
    text = plan_page("words=unicorn").content.decode()

    assert "No action fits all of these filters." in text
    assert 'href="?"' in text


def test_two_standards_of_one_year_each_have_their_plan(member: Callable[..., User], client: Client) -> None:
    wres = make_plan(make_organisation())
    other = wres.standard
    other.pk, other.code, other.name = None, "WDES", "Disability"
    other.save()
    wdes = make_plan(wres.organisation, standard=other)
    member(wres.organisation)
    address = reverse("actions:plan", args=[wres.organisation.ods_code])

    chosen = [client.get(address, {"year": 2021, "standard": code}).context["plan"] for code in ("wres", "wdes")]

    assert chosen == [Plan.objects.get(pk=wres.pk), wdes]


def test_what_needs_attention_leads_to_the_same_actions_in_the_plan(
    client: Client, member: Callable[..., User], on: Callable[..., None]
) -> None:
    on("2021-12-15")
    plan = make_varied_plan()
    make_action(plan, due_on=date(2022, 1, 10), wording="Soon")
    member(plan.organisation)
    code = plan.organisation.ods_code
    matters = client.get(f"/{code}/").context["matters"]

    for matter in matters:
        page = client.get(f"/{code}/actions/?{matter.query}")

        assert page.context["shown"] == matter.count > 0, matter.title
        assert page.context["form"].active


@pytest.mark.parametrize("group", ["", "indicator", "status", "lead", "due"])
def test_the_queries_of_the_plan_do_not_grow(
    group: str, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan(make_organisation())
    member(plan.organisation)
    query = {"group": group, "words": "thing", "only": "no_update", "due_to": "2022-12-31", "indicator": "5"}

    def queries(number: int) -> int:
        for _ in range(number):
            action = make_action(plan, due_on=JANUARY, lead=make_lead(plan.organisation), indicators=(5, 6, 7, 8))
            make_update(action, by=make_user(), on=date(2020, 9, 1))
            make_update(action, by=make_user(), on=date(2020, 9, 2))
        with django_assert_max_num_queries(40) as captured:
            assert client.get(reverse("actions:plan", args=[plan.organisation.ods_code]), query).context["shown"]
        return len(captured)

    few = queries(5)

    assert queries(60) == few
