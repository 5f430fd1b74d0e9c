from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Organisation, Role, User
from indicators.models import StaffInPost, StaffInPostGoal
from tests.factories import make_goal

Member = Callable[..., User]

PAGE = "/RYR/model-employer/"
ADD = f"{PAGE}add/"
FIRST, SECOND = date(2021, 9, 30), date(2021, 12, 31)


@pytest.fixture
def browser(trust: Organisation, client: Client, member: Member, on: Callable[[str], None]) -> Client:
    """Signed in as the trust's EDI lead, in January 2022."""
    on("2022-01-10")
    member(trust, Role.EDI_LEAD)
    return client


@pytest.fixture
def goal(trust: Organisation) -> StaffInPostGoal:
    return make_goal(trust, (FIRST, 48), (SECOND, 50), band="8A", place=5)


def words(answer: HttpResponse) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def new_goal(**changes: str) -> dict[str, str]:
    counted_on = {"counted_on_day": "30", "counted_on_month": "9", "counted_on_year": "2021"}
    return counted_on | {"band": "8A", "number": "48", "target": "73", "target_year": "2023"} | changes


def test_a_goal_is_added_below_the_others_with_its_first_reading(browser: Client, goal: StaffInPostGoal) -> None:
    answer = browser.post(ADD, new_goal(band="7", number="120", target="140"), follow=True)

    added = StaffInPostGoal.objects.get(band="7")
    assert (added.place, str(added), str(added.readings.get())) == (
        6,
        "140 in band 7 by 2023",
        "120 on 30 September 2021",
    )
    assert "The goal is added: 140 in band 7 by 2023." in words(answer)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"band": ""}, "band", "Enter the pay band, such as 8A."),
        ({"band": "vsm"}, "band", "Band vsm has a goal for 2023 already. Change that one."),
        ({"number": ""}, "number", "Enter a whole number of people, such as 48."),
        ({"target": "many"}, "target", "Enter a whole number of people, such as 48."),
        ({"target": "1000000"}, "target", "Enter a whole number of people, such as 48."),
        ({"target_year": ""}, "target_year", "Enter a year, such as 2025."),
        ({"target_year": "20223"}, "target_year", "Enter a year up to 2042."),
        (
            {"target_year": "2020"},
            "target_year",
            "Enter a year that ends after the first reading, of 30 September 2021.",
        ),
        ({"counted_on_year": "2023"}, "counted_on", "Enter a date up to today, 10 January 2022."),
    ],
)
def test_what_is_wrong_is_said_and_no_goal_is_added(
    browser: Client, trust: Organisation, changes: dict[str, str], field: str, message: str
) -> None:
    make_goal(trust, band="VSM")

    answer = browser.post(ADD, new_goal(**changes))

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [message]
    assert StaffInPostGoal.objects.count() == 1


def test_a_goal_is_changed_and_keeps_its_readings(browser: Client, goal: StaffInPostGoal) -> None:
    answer = browser.post(f"{PAGE}{goal.pk}/", {"band": "8a", "target": "80", "target_year": "2025"}, follow=True)

    goal.refresh_from_db()
    assert (goal.target, goal.target_year, goal.readings.count(), goal.history.count()) == (80, 2025, 2, 2)
    assert "The goal is changed: 80 in band 8a by 2025." in words(answer)


def test_a_changed_goal_still_ends_after_its_line_starts(browser: Client, goal: StaffInPostGoal) -> None:
    answer = browser.post(f"{PAGE}{goal.pk}/", {"band": "", "target": "80", "target_year": "2020"})

    assert set(answer.context["form"].errors) == {"band", "target_year"}
    assert "Change the goal for band 8A" in words(answer)


def test_a_goal_is_removed_and_what_goes_with_it_is_said(browser: Client, goal: StaffInPostGoal) -> None:
    address = f"{PAGE}{goal.pk}/remove/"

    page = words(browser.get(address))
    answer = browser.post(address, follow=True)

    assert "the reading of 30 September 2021: 48 in post" in page
    assert "the reading of 31 December 2021: 50 in post" in page
    assert "The goal is removed, with its readings: 73 in band 8A by 2023." in words(answer)
    assert not StaffInPost.objects.filter(goal__band="8A").exists()
    assert StaffInPost.history.filter(history_type="-").count() == 2
