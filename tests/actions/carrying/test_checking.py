"""Checking how each action goes on, and confirming it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from actions.models import Action, Carrying, Plan
from indicators.models import Indicator
from tests.actions.carrying.carrying import address, check_page, name
from tests.factories import make_action, make_carrying, make_lead, make_member, make_update

STARTS = {"plan-starts_on_day": "1", "plan-starts_on_month": "10", "plan-starts_on_year": "2022"}


def typed(client: Client, page: str, **fields: Any) -> dict[str, Any]:
    """The page as it is shown, sent as it stands but for `fields`."""
    form = client.get(page).context["form"]
    sent: dict[str, Any] = {"shown": len(form.members)}
    for field in form:
        value = field.value()
        if isinstance(value, date):
            sent |= STARTS
        elif value is not None:
            sent[field.html_name] = value
    return sent | fields


def new_words(plan: Plan) -> list[str]:
    new = Action.objects.filter(plan__organisation=plan.organisation, plan__year=2022)
    return list(new.order_by("place").values_list("wording", flat=True))


def test_each_choice_does_what_it_says(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    lead = make_lead(plan.organisation, name="EMC")
    carried, merged, split, closed, left = (make_action(plan, wording=word, lead=lead) for word in "abcde")
    page = check_page(plan, {carried: "carry", merged: "merge", split: "split", closed: "close", left: "leave"})
    sent = typed(client, page) | {
        name(carried, "wording"): "a and b",
        name(merged, "into"): str(carried.pk),
        name(split, "part_2"): "c, the rest",
        name(closed, "because"): "not_achieved",
        name(closed, "words"): "Nobody had the time.",
    }

    answer = client.post(page, sent, follow=True)

    assert new_words(plan) == ["a and b", "c", "c, the rest"]
    statuses = dict(plan.actions.values_list("wording", "status"))
    assert statuses == dict.fromkeys("abcd", "closed") | {"e": "not_recorded"}
    assert closed.updates.get().closed_because == "not_achieved"
    assert merged.updates.get().closed_because == "merged"
    shown = answer.content.decode()
    said = " ".join(re.sub("<[^>]+>", "", shown).split())
    assert said.count("3 actions of the 2021 plan go on as 3 actions of the 2022 plan.") == 2
    assert "1 is closed." in said
    assert Plan.objects.get(year=2022).starts_on == date(2022, 10, 1)
    assert all(each.leaderships.get().lead == lead for each in Action.objects.filter(plan__year=2022))


@pytest.mark.parametrize(
    ("choice", "fields", "said"),
    [
        ("carry", {"wording": " "}, "Say what will be done."),
        ("carry", {"indicators": []}, "Choose at least one indicator."),
        ("carry", {"leads": "Nobody known"}, "Understood as: led by Nobody known."),
        ("carry", {"timescale": "Recruitment manager to determine."}, "No date could be read"),
        ("split", {"part_2": ""}, "Say what part 2 of action 7 is."),
        ("split", {"part_2": "Train  the PANELS"}, "Two parts have the same words."),
        ("merge", {"into": ""}, "Choose the action that it is merged into."),
        ("close", {"because": "", "words": "x"}, "Choose why it is closed."),
        ("close", {"because": "carried_forward", "words": "x"}, "There is a problem"),
        ("close", {"because": "superseded", "words": " "}, "Say in a sentence why it is closed."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    choice: str, fields: dict[str, Any], said: str, plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    action, other = make_action(plan, place=7, wording="Train the panels"), make_action(plan, place=8)
    page = check_page(plan, {action: choice, other: "carry"})
    sent = typed(client, page) | {name(action, field): value for field, value in fields.items()}

    answer = client.post(page, sent | {name(other, "wording"): "Kept as typed"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert "Kept as typed" in shown
    assert not Carrying.objects.exists()


def test_what_was_understood_is_asked_once(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    action = make_action(plan)
    page = check_page(plan, {action: "carry"})
    sent = typed(client, page) | {name(action, "leads"): "New Post", name(action, "timescale"): "By 2024"}

    asked = client.post(page, sent)
    again = client.post(
        page, sent | {name(action, "leads_seen"): "New Post", name(action, "timescale_seen"): "By 2024"}
    )

    assert asked.status_code == 422
    assert "is right, save again" in asked.content.decode()
    assert again.status_code == 302
    assert Action.objects.get(plan__year=2022).deadlines.get().due_on == date(2024, 12, 31)


@pytest.mark.parametrize("day", ["", "31/2", "1/10/2032"])
def test_the_start_of_the_new_plan_is_asked(day: str, plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    page = check_page(plan, {make_action(plan): "carry"})
    parts = [*day.split("/"), "", ""]
    sent = typed(client, page) | dict(zip(STARTS, parts, strict=False))

    answer = client.post(page, sent)

    assert answer.status_code == 422
    assert not Plan.objects.filter(year=2022).exists()


def test_an_indicator_that_was_redefined_goes_on_in_its_new_form(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    action = make_action(plan, indicators=(2, 3))
    old = Indicator.objects.get(standard=plan.standard, number=2)
    Indicator.objects.filter(number__in=(2, 3)).update(last_year=2021)
    newer = Indicator.objects.get(pk=old.pk)
    newer.pk, newer.first_year, newer.last_year = None, 2022, None
    newer.save()
    page = check_page(plan, {action: "carry"})

    shown = client.get(page).content.decode()
    client.post(page, typed(client, page) | {name(action, "indicators"): ["2"]})

    assert "Indicator 3 is not asked for in that year any more." in shown
    assert list(Action.objects.get(plan__year=2022).indicators.all()) == [newer]


def test_of_two_people_the_second_sees_what_changed_and_keeps_what_was_typed(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    other = make_member(plan.organisation, Role.EDI_LEAD, name="Amara Osei")
    changed, same = make_action(plan, wording="Changed"), make_action(plan)
    page = check_page(plan, {changed: "carry", same: "carry"})
    sent = typed(client, page) | {name(same, "wording"): "What I typed"}
    make_update(changed, by=other, status="off_track", progress="It stopped.")
    Action.objects.filter(pk=changed.pk).update(version=2)

    answer = client.post(page, sent)

    shown = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Something changed while you had this page open", "Off track", "Amara Osei", "What I typed"):
        assert words in shown
    assert not Carrying.objects.exists()
    assert client.post(page, sent | {name(changed, "version"): 2}).status_code == 302
    assert new_words(plan) == ["Changed", "What I typed"]


def test_what_somebody_else_carried_forward_meanwhile_is_not_carried_twice(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    carried, same = make_action(plan, wording="Carried"), make_action(plan, wording="Mine")
    page = check_page(plan, {carried: "carry", same: "carry"})
    sent = typed(client, page)
    make_carrying(plan, carried)

    answer = client.post(page, sent)

    assert answer.status_code == 409
    assert "Somebody else carried forward or removed some of the actions" in answer.content.decode()
    assert new_words(plan) == ["Carried"]
    assert client.post(page, sent | {"shown": 1}).status_code == 302
    assert new_words(plan) == ["Carried", "Mine"]


def test_words_sent_after_the_sign_in_ran_out_stand_in_the_form_when_the_person_is_back(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    person = member(plan.organisation)
    action = make_action(plan)
    page = check_page(plan, {action: "carry"})
    sent = typed(client, page) | {name(action, "wording"): "A long thought", "typed_by": person.pk}
    client.logout()
    client.post(page, sent, headers={"Referer": f"http://testserver{page}"})
    client.force_login(person)

    shown = client.get(page).content.decode()

    assert "A long thought" in shown
    assert "not saved yet" in shown


def test_kingston_goes_on_whole_without_a_word_being_typed(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    """Also the leads, whose names have commas, and the ten actions of four indicators."""
    member(kingston)
    plan = kingston.plans.get()
    page = check_page(plan, dict.fromkeys(plan.actions.all(), "carry"))
    leads = [list(each.leaderships.values_list("lead", "kind")) for each in plan.actions.all()]

    answer = client.post(page, typed(client, page), follow=True)

    assert "22 actions of the 2021 plan go on as 22 actions of the 2022 plan." in answer.content.decode()
    new = Plan.objects.get(year=2022).actions.all()
    assert [list(each.leaderships.values_list("lead", "kind")) for each in new] == leads
    assert [each.indicators.count() for each in new].count(4) == 10


def test_the_pages_take_the_same_number_of_queries_for_few_actions_and_for_many(
    plan: Plan, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    member(plan.organisation)

    def queries(actions: int) -> list[int]:
        for _ in range(actions):
            make_action(plan, lead=make_lead(plan.organisation), indicators=(5, 6), due_on=date(2022, 1, 31))
        page = check_page(plan, dict.fromkeys(plan.actions.all(), "carry"))
        return [count(page), count(address("carry_forward", plan)), count(address("about_plan", plan))]

    def count(page: str) -> int:
        with django_assert_max_num_queries(40) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    assert queries(2) == queries(20)
