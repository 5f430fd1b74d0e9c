"""Starting a plan and changing it, and who may."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Plan
from actions.services import planning
from actions.timescales import read
from tests.actions.planning.plans import address
from tests.factories import make_action, make_plan, make_standard, make_submission


def new_plan(**fields: Any) -> dict[str, Any]:
    given = {"year": "2022", "starts_on_day": "1", "starts_on_month": "10", "starts_on_year": "2022"}
    return given | {"standard": make_standard().pk, "areas_of_focus": ""} | fields


def changed_plan(plan: Plan, **fields: Any) -> dict[str, Any]:
    given = {"version": plan.version, "starts_on_day": "1", "starts_on_month": "11", "starts_on_year": "2021"}
    return given | {"areas_of_focus": "reverse mentoring\n\n listening   events \n"} | fields


def test_an_empty_plan_is_started_as_a_draft(trust: Organisation, member: Callable[..., User], client: Client) -> None:
    member(trust)
    page = reverse("actions:start_plan", args=[trust.ods_code])

    answer = client.post(page, new_plan(areas_of_focus="mentoring\n\nlistening  events"), follow=True)

    made = trust.plans.get()
    assert (made.year, made.starts_on, made.state) == (2022, date(2022, 10, 1), "draft")
    assert made.areas_of_focus == ["mentoring", "listening events"]
    assert "The action plan for 2022 is started." in answer.content.decode()


@pytest.mark.parametrize(
    ("planned", "reported", "offered"),
    [
        ([], [], 2022),
        ([], [2021], 2021),
        ([2021], [2021], 2022),
        ([2021], [2021, 2022], 2022),
        ([2021, 2022], [2021], 2023),
        ([2021, 2022, 2023], [2021], 2020),
    ],
)
def test_the_form_offers_the_first_year_without_a_plan(
    planned: list[int],
    reported: list[int],
    offered: int,
    trust: Organisation,
    member: Callable[..., User],
    client: Client,
    on: Callable[..., None],
) -> None:
    on("2022-07-01")
    make_standard()
    member(trust)
    for year in planned:
        make_plan(trust, year=year)
    for year in reported:
        make_submission(trust, year=year)

    page = client.get(reverse("actions:start_plan", args=[trust.ods_code])).content.decode()

    assert f'name="year" value="{offered}"' in page


def test_a_start_that_is_left_empty_is_the_first_of_october_of_the_year(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    page = reverse("actions:start_plan", args=[trust.ods_code])

    client.post(page, new_plan(starts_on_day="", starts_on_month="", starts_on_year=""))

    assert trust.plans.get().starts_on == date(2022, 10, 1)
    assert "If you leave this empty, the plan starts on 1 October of its year." in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"year": "2021"}, "There is an action plan for 2021 already."),
        ({"year": ""}, "Enter a year, such as 2022."),
        ({"year": "2202"}, "Enter a year from 2015 to"),
        ({"year": "2015", "starts_on_year": "2015"}, "has no indicators for 2015"),
        ({"starts_on_year": "2032"}, "A plan for 2022 starts in 2022 or 2023."),
        ({"starts_on_day": "31", "starts_on_month": "2"}, "Enter a real date"),
        ({"areas_of_focus": "\n".join(map(str, range(21)))}, "Enter at most 20 areas"),
        ({"areas_of_focus": "x" * 301}, "Enter at most 20 areas, each with at most 300 characters"),
        ({"standard": "0"}, "There is a problem"),
    ],
)
def test_a_plan_that_is_not_right_is_refused_in_words(
    fields: dict[str, str], said: str, plan: Plan, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    on("2022-07-01")
    plan.standard.indicators.update(first_year=2016)
    member(plan.organisation)

    answer = client.post(reverse("actions:start_plan", args=[plan.organisation.ods_code]), new_plan(**fields))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert plan.organisation.plans.count() == 1


def test_of_two_who_start_the_same_plan_the_second_is_told(plan: Plan) -> None:
    with pytest.raises(planning.PlanExistsError, match="2021 already"):
        planning.start_plan(
            organisation=plan.organisation,
            standard=plan.standard,
            year=2021,
            starts_on=date(2021, 10, 1),
            areas_of_focus=[],
        )


def test_the_start_and_the_areas_of_focus_are_changed(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)

    answer = client.post(address("change_plan", plan), changed_plan(plan), follow=True)

    plan.refresh_from_db()
    assert (plan.starts_on, plan.areas_of_focus) == (date(2021, 11, 1), ["reverse mentoring", "listening events"])
    assert "listening events" in answer.content.decode()
    assert plan.history.count() == 2


def test_a_new_start_moves_no_date_and_asks_about_words_that_are_counted_from_it(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    due = date(2022, 3, 31)
    relative = make_action(plan, timescale="Within 6 months", due_on=due)
    fixed = make_action(plan, timescale="March 2022", due_on=due)
    by_hand = make_action(plan, timescale="Within 6 months", due_on=due, is_set_by_hand=True)
    ended = make_action(plan, timescale="Within 6 months", due_on=due, status="complete")
    meant = read("Within 6 months", plan_start=date(2022, 1, 1)).due

    planning.change_plan(plan=plan, version=1, starts_on=date(2022, 1, 1), areas_of_focus=[])

    relative.refresh_from_db()
    page = client.get(address("action", relative)).content.decode()
    assert meant
    assert f"these words mean {meant.day} {meant:%B %Y}" in relative.doubts[0]
    assert relative.deadlines.get().due_on == due
    assert "Understood as: due 31 March 2022" in page
    for other in (fixed, by_hand, ended):
        other.refresh_from_db()
        assert other.doubts == []


def test_the_question_goes_when_the_start_is_again_as_it_was(plan: Plan) -> None:
    due = read("Within 6 months", plan_start=plan.starts_on).due
    action = make_action(plan, timescale="Within 6 months", due_on=due, doubts=["Which panels?"])

    planning.change_plan(plan=plan, version=1, starts_on=date(2022, 1, 1), areas_of_focus=[])
    action.refresh_from_db()
    asked = len(action.doubts)
    planning.change_plan(plan=plan, version=2, starts_on=date(2021, 10, 1), areas_of_focus=[])

    action.refresh_from_db()
    assert (asked, action.doubts) == (2, ["Which panels?"])


def test_of_two_people_who_change_a_plan_the_second_sees_both(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    seen = changed_plan(plan, areas_of_focus="mine")
    planning.change_plan(plan=plan, version=1, starts_on=date(2021, 12, 1), areas_of_focus=["theirs"])

    answer = client.post(address("change_plan", plan), seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("This plan changed while you had it open", "1 December 2021", "theirs", "mine", 'value="2"'):
        assert words in page
    assert client.post(address("change_plan", plan), seen | {"version": 2}).status_code == 302


@pytest.mark.parametrize("name", ["change_plan", "start_plan"])
def test_words_sent_after_the_sign_in_ran_out_stand_in_the_form_when_the_person_is_back(
    name: str, plan: Plan, member: Callable[..., User], client: Client
) -> None:
    person = member(plan.organisation)
    page, sent = address("change_plan", plan), changed_plan(plan, areas_of_focus="a long thought")
    if name == "start_plan":
        page = reverse("actions:start_plan", args=[plan.organisation.ods_code])
        sent = new_plan(areas_of_focus="a long thought")
    client.logout()
    client.post(page, sent | {"typed_by": person.pk}, headers={"Referer": f"http://testserver{page}"})
    client.force_login(person)

    shown = client.get(page).content.decode()

    assert "a long thought" in shown
    assert "not saved yet" in shown
    assert plan.organisation.plans.count() == 1


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ["change_plan", "add_action", "order", "start_plan"])
def test_who_may_change_a_plan(name: str, role: Role, plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation, role)
    code = plan.organisation.ods_code
    page = reverse("actions:start_plan", args=[code]) if name == "start_plan" else address(name, plan)

    assert client.get(page).status_code == (200 if role == Role.EDI_LEAD else 403)


@pytest.mark.parametrize(("role", "may"), [(Role.EDI_LEAD, True), (Role.COMMITTEE, False), (Role.LEAD, False)])
def test_what_is_said_of_a_plan_is_for_all_and_its_links_for_those_who_may(
    role: Role, may: bool, plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation, role)

    page = client.get(address("about_plan", plan)).content.decode()

    assert "reverse mentoring" in page
    assert "1 October 2021" in page
    assert ("Add an action" in page) is may


def test_without_a_plan_the_edi_lead_is_led_to_start_one(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)

    page = client.get(reverse("actions:plan", args=[trust.ods_code])).content.decode()

    assert reverse("actions:start_plan", args=[trust.ods_code]) in page
