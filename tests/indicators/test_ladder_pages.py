from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.db import IntegrityError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, Role, User
from indicators.models import StaffInPost, StaffInPostGoal
from indicators.services.goals import record_readings
from tests.factories import make_goal, make_organisation, make_user

Member = Callable[..., User]

PAGE = "/RYR/model-employer/"
READINGS = f"{PAGE}readings/"
ADD = f"{PAGE}add/"
FIRST, SECOND = date(2021, 9, 30), date(2021, 12, 31)
SETS = (Role.ADMIN, Role.EDI_LEAD)
# Kingston's: the band, those in post in September 2021, and those to be in post by the end of 2023.
GOALS = (("8A", 48, 73), ("8B", 6, 17), ("8C", 8, 10), ("8D", 1, 5), ("9", 1, 1), ("VSM", 1, 5))


@pytest.fixture
def browser(trust: Organisation, client: Client, member: Member, on: Callable[[str], None]) -> Client:
    """Signed in as the trust's EDI lead, in January 2022."""
    on("2022-01-10")
    member(trust, Role.EDI_LEAD, name="Erin Lead")
    return client


@pytest.fixture
def goals(trust: Organisation) -> dict[str, StaffInPostGoal]:
    return {
        band: make_goal(trust, (FIRST, number), band=band, target=target, place=place)
        for place, (band, number, target) in enumerate(GOALS)
    }


def words(answer: HttpResponse) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def dated(day: date, **numbers: str) -> dict[str, str]:
    return {
        "counted_on_day": str(day.day),
        "counted_on_month": str(day.month),
        "counted_on_year": str(day.year),
    } | numbers


def counted(goals: dict[str, StaffInPostGoal], day: date, **numbers: str) -> dict[str, str]:
    """What the form of readings sends: counted(goals, SECOND, b8A='50')."""
    return dated(day) | {f"goal-{goals[band.removeprefix('b')].pk}": number for band, number in numbers.items()}


# ---- the ladder


def test_before_the_first_goal_the_page_says_so(browser: Client) -> None:
    page = words(browser.get(PAGE))

    assert "No goals yet" in page
    assert "Add a goal" in page
    assert "There is no goal to count for yet." in words(browser.get(READINGS))


def test_the_first_reading_alone_says_nothing_unless_the_target_is_reached(
    browser: Client, goals: dict[str, StaffInPostGoal]
) -> None:
    page = words(browser.get(PAGE))

    assert "1 band on the line or ahead, 5 not counted again yet" in page
    assert "48 in September 2021" in page
    assert "73 by the end of 2023" in page
    assert "No reading since September 2021" in page
    assert "No reading yet for the quarter that ended on 31 December 2021." in page


def test_the_heading_counts_the_bands_on_and_behind_the_line(
    browser: Client, goals: dict[str, StaffInPostGoal]
) -> None:
    browser.post(READINGS, counted(goals, SECOND, b8A="44", b8B="8", b8C="8", b8D="2"))

    page = words(browser.get(PAGE))

    assert "4 bands on the line or ahead, 1 behind, 1 not counted again yet" in page
    assert "Behind the line by 6, in December 2021." in page  # 50.8 on the line
    assert ">50.8</td>" in page
    assert "No reading yet for the quarter" not in page


def test_every_band_has_a_chart_with_ids_of_its_own(browser: Client, goals: dict[str, StaffInPostGoal]) -> None:
    page = words(browser.get(PAGE))

    titles = [part.split('"')[0] for part in page.split('<title id="')[1:]]
    assert len(titles) == len(set(titles)) == 6
    assert "style=" not in page


def test_a_goal_without_a_reading_has_no_chart(browser: Client, trust: Organisation) -> None:
    StaffInPostGoal.objects.create(organisation=trust, band="8A", place=0, target=73, target_year=2023)

    page = words(browser.get(PAGE))

    assert "No reading is recorded for this band." in page
    assert "<svg" not in page.split("<main", 1)[1]


# ---- readings


def test_the_readings_of_a_quarter_are_recorded_together(browser: Client, goals: dict[str, StaffInPostGoal]) -> None:
    answer = browser.post(READINGS, counted(goals, SECOND, b8A="50", b8B="7", b9="0"), follow=True)

    found = {reading.goal.band: reading.number for reading in StaffInPost.objects.filter(counted_on=SECOND)}
    assert found == {"8A": 50, "8B": 7, "9": 0}
    assert {each.recorded_by.name for each in StaffInPost.objects.filter(counted_on=SECOND)} == {"Erin Lead"}
    assert "For 31 December 2021: 3 new readings." in words(answer)


def test_the_day_is_at_first_the_last_of_the_last_quarter(browser: Client, goals: dict[str, StaffInPostGoal]) -> None:
    page = words(browser.get(READINGS))

    assert all(f'value="{part}"' in page for part in ("31", "12", "2021"))
    assert "Target: 73. Last reading: 48 on 30 September 2021." in page
    assert "To correct a reading, enter the same date again." in page


def test_a_reading_is_corrected_by_the_same_day_again(browser: Client, goals: dict[str, StaffInPostGoal]) -> None:
    browser.post(READINGS, counted(goals, SECOND, b8A="50", b8B="7"))

    answer = browser.post(READINGS, counted(goals, SECOND, b8A="52", b8B="7", b8C="9"), follow=True)

    reading = goals["8A"].readings.get(counted_on=SECOND)
    assert (reading.number, reading.history.count()) == (52, 2)
    assert goals["8B"].readings.get(counted_on=SECOND).history.count() == 1
    assert "For 31 December 2021: 1 new and 1 corrected readings." in words(answer)
    assert "nothing changed" in words(browser.post(READINGS, counted(goals, SECOND, b8A="52"), follow=True))


@pytest.mark.parametrize(
    ("day", "numbers", "message"),
    [
        (SECOND, {}, "Enter the number of at least one band."),
        (SECOND, {"b8A": "50", "b8B": "seven"}, "Enter a whole number of people, such as 48."),
        (SECOND, {"b8A": "-1"}, "Enter a whole number of people, such as 48."),
        (SECOND, {"b8A": "7.5"}, "Enter a whole number of people, such as 48."),
        (date(2022, 1, 11), {"b8A": "50"}, "Enter a date up to today, 10 January 2022."),
        (
            date(2012, 12, 31),
            {"b8A": "50"},
            "The line of band 8A starts on 30 September 2021. Enter that day or a later one.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_no_reading_is_recorded(
    browser: Client, goals: dict[str, StaffInPostGoal], day: date, numbers: dict[str, str], message: str
) -> None:
    answer = browser.post(READINGS, counted(goals, day, **numbers))

    assert answer.status_code == 422
    assert [message] in answer.context["form"].errors.values()
    assert StaffInPost.objects.count() == len(GOALS)


def test_a_date_that_is_none_is_explained(browser: Client, goals: dict[str, StaffInPostGoal]) -> None:
    answer = browser.post(READINGS, counted(goals, SECOND, b8A="50") | {"counted_on_day": "32"})

    assert "Enter a date with day, month and year, such as 30 9 2021." in words(answer)


def test_readings_are_recorded_all_or_none(trust: Organisation) -> None:
    first, second = make_goal(trust), make_goal(trust)

    with pytest.raises(IntegrityError):
        record_readings(numbers={first: 50, second: -1}, counted_on=SECOND, by=make_user())

    assert not StaffInPost.objects.filter(counted_on=SECOND).exists()


def test_a_reading_of_a_wrong_day_is_removed_after_being_asked(
    browser: Client, goals: dict[str, StaffInPostGoal]
) -> None:
    browser.post(READINGS, counted(goals, SECOND, b8A="50"))
    reading = goals["8A"].readings.get(counted_on=SECOND)
    address = f"{READINGS}{reading.pk}/remove/"

    assert f'href="{address}"' in words(browser.get(f"{PAGE}{goals['8A'].pk}/"))
    assert "50 in post on 31 December 2021." in words(browser.get(address))

    browser.post(address)

    assert list(goals["8A"].readings.values_list("number", flat=True)) == [48]


def test_the_reading_from_which_the_line_starts_stays(browser: Client, goals: dict[str, StaffInPostGoal]) -> None:
    assert browser.post(f"{READINGS}{goals['8A'].readings.get().pk}/remove/").status_code == 404


# ---- who may


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_the_ladder_and_some_keep_it(
    trust: Organisation, goals: dict[str, StaffInPostGoal], client: Client, member: Member, role: Role
) -> None:
    member(trust, role)
    goal = goals["8A"]
    addresses = [ADD, READINGS, f"{PAGE}{goal.pk}/", f"{PAGE}{goal.pk}/remove/"]

    page = words(client.get(PAGE))

    may = role in SETS
    assert "Band 8A: 73 by the end of 2023" in page
    assert ("Record readings" in page) is may
    assert [client.get(address).status_code for address in addresses] == [200 if may else 403] * 4
    assert may or [client.post(address).status_code for address in addresses] == [403] * 4


def test_only_ones_own_goals_are_counted(browser: Client, goals: dict[str, StaffInPostGoal]) -> None:
    other = make_goal(make_organisation())

    answer = browser.post(READINGS, dated(SECOND) | {f"goal-{other.pk}": "99"})

    assert answer.status_code == 422
    assert other.readings.count() == 1


def test_the_queries_do_not_grow_with_the_goals_and_readings(
    browser: Client, trust: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_goal(trust)
    pages = (PAGE, READINGS)
    with CaptureQueriesContext(connection) as one:
        for page in pages:
            browser.get(page)
    for _ in range(6):
        make_goal(trust, *[(date(2021, month, 28), month) for month in range(1, 13)])

    with django_assert_num_queries(len(one)):
        for page in pages:
            browser.get(page)
