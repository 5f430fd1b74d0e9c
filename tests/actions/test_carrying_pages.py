"""The pages on which a plan is carried forward, and the trail on the action."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Carrying, Plan, Revision
from actions.pages import carrying as pages
from actions.services import uncarrying
from actions.services.meanwhile import ChangedMeanwhileError
from indicators.models import Indicator
from tests.factories import (
    NOW,
    make_action,
    make_carrying,
    make_lead,
    make_member,
    make_organisation,
    make_plan,
    make_update,
)

STARTS = {"plan-starts_on_day": "1", "plan-starts_on_month": "10", "plan-starts_on_year": "2022"}


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    return make_plan(trust)


def address(name: str, row: Plan | Action | Carrying) -> str:
    owner = {Plan: lambda: row, Action: lambda: row.plan, Carrying: lambda: row.origin}[type(row)]()
    return reverse(f"actions:{name}", args=[owner.organisation.ods_code, row.pk])


def check_page(plan: Plan, chosen: dict[Action, str]) -> str:
    asked = urlencode({f"choice-{action.pk}": choice for action, choice in chosen.items()})
    return f"{address('carry_check', plan)}?{asked}"


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


def name(action: Action, field: str) -> str:
    return f"action-{action.pk}-{field}"


def new_words(plan: Plan) -> list[str]:
    new = Action.objects.filter(plan__organisation=plan.organisation, plan__year=2022)
    return list(new.order_by("place").values_list("wording", flat=True))


# ---- choosing --------------------------------------------------------------------------------------


def test_open_actions_are_carried_on_and_ended_ones_left_unless_chosen_otherwise(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    make_action(plan, wording="Open", status="at_risk")
    make_action(plan, wording="Done", status="complete")
    make_carrying(plan, make_action(plan, wording="Goes on already"))

    answer = client.get(address("carry_forward", plan))

    found = answer.context["choices"]
    assert [(each.row.action.wording, each.chosen) for each in found.open] == [("Open", "carry")]
    assert [(each.row.action.wording, each.chosen) for each in found.ended] == [("Done", "leave")]
    assert "The 2022 plan has been begun" in answer.content.decode()


def test_the_choices_stand_as_they_were_made_when_somebody_comes_back_to_them(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    first, second = make_action(plan), make_action(plan)

    back = client.get(check_page(plan, {first: "close", second: "carry"})).context["back"]
    found = client.get(back).context["choices"].open

    assert [each.chosen for each in found] == ["close", "carry"]


def test_a_plan_of_which_all_goes_on_says_so(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    empty = client.get(address("carry_forward", plan)).content.decode()
    make_carrying(plan)

    assert "The plan has no actions." in empty
    assert (
        "Every action goes on in a later plan already." in client.get(address("carry_forward", plan)).content.decode()
    )


def test_a_year_without_indicators_takes_no_action(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)
    make_action(plan)
    Indicator.objects.update(last_year=2021)

    assert "has no indicators for 2022 yet" in client.get(address("carry_forward", plan)).content.decode()


@pytest.mark.parametrize("choice", ["leave", "nonsense", ""])
def test_without_a_choice_nothing_is_checked(
    choice: str, plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.get(check_page(plan, {make_action(plan): choice}), follow=True)

    assert "Choose at least one action, and at most 50 at once." in answer.content.decode()


def test_many_actions_are_carried_forward_in_several_goes(
    plan: Plan, member: Callable[..., User], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    member(plan.organisation)
    actions = [make_action(plan) for _ in range(3)]

    answer = client.get(address("carry_forward", plan))

    assert [each.row.action for each in answer.context["choices"].open] == actions[:2]
    assert "come back for the others" in answer.content.decode()


# ---- checking and confirming -----------------------------------------------------------------------


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
    assert "3 actions go on in the 2022 plan. 1 is closed." in shown
    assert "3 actions come from the" in shown
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

    assert "22 actions go on in the 2022 plan." in answer.content.decode()
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


# ---- the trail -------------------------------------------------------------------------------------


def test_the_trail_is_seen_both_ways(plan: Plan, member: Callable[..., User], client: Client) -> None:
    person = member(plan.organisation, Role.COMMITTEE)
    action = make_action(plan, place=7, status="at_risk", due_on=date(2022, 1, 31))
    deadline = action.deadlines.get()
    for moved_from, moved_to in [(1, 3), (3, 9)]:
        moves = {"moved_from": date(2022, moved_from, 28), "moved_to": date(2022, moved_to, 28)}
        Revision.objects.create(deadline=deadline, reason="Late.", made_by=person, made_at=NOW, **moves)
    make_carrying(plan, action)
    new = Action.objects.get(plan__year=2022)
    make_carrying(new.plan, new)
    newest = Action.objects.get(plan__year=2023)

    pages = [" ".join(client.get(address("action", each)).content.decode().split()) for each in (action, new, newest)]

    assert "action 1 of the 2022 plan</a>" in pages[0]
    came = "action 7 of the 2021 plan</a>, first due 31 January 2022, moved twice. Its status was then: at risk."
    assert came in pages[1]
    assert "action 1 of the 2023 plan</a>" in pages[1]
    assert "action 1 of the 2022 plan</a>, first due 31 January 2022, moved twice." in pages[2]
    assert came in pages[2]


def test_the_trail_takes_the_same_number_of_queries_for_one_origin_and_for_many(
    plan: Plan, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    member(plan.organisation)

    def queries(origins: int) -> int:
        make_carrying(plan, *(make_action(plan, due_on=date(2022, 1, 31)) for _ in range(origins)))
        new = Action.objects.latest("pk")
        for other in Action.objects.filter(carried_to__onto__plan=new.plan).exclude(carried_to__onto=new):
            other.carried_to.update(onto=new)
        with django_assert_max_num_queries(40) as captured:
            assert client.get(address("action", new)).status_code == 200
        return len(captured)

    assert queries(1) == queries(9)


@pytest.mark.parametrize(
    ("day", "said"),
    [("2022-07-04", "Overdue in the 2022 plan: 1 action"), ("2022-01-31", ""), ("2022-10-01", "Overdue: 1 action")],
)
def test_what_is_overdue_is_seen_on_the_overview_before_and_after_the_next_plan_starts(
    day: str, said: str, plan: Plan, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    make_carrying(plan, make_action(plan, due_on=date(2022, 1, 31)))
    on(day)
    member(plan.organisation)

    page = client.get(reverse("reports:overview", args=[plan.organisation.ods_code])).content.decode()

    assert said in page
    assert ("Overdue in the 2022 plan" in page) is (day == "2022-07-04")


# ---- taking it back --------------------------------------------------------------------------------


def test_carrying_forward_is_undone_from_the_page_of_the_plan(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    made = make_carrying(plan, make_action(plan, status="on_track"))

    listed = client.get(address("about_plan", plan)).content.decode()
    asked = client.get(address("undo_carrying", made)).content.decode()
    answer = client.post(address("undo_carrying", made), follow=True)

    assert address("undo_carrying", made) in listed
    assert "Undo carrying forward?" in asked
    assert "It is undone." in answer.content.decode()
    assert plan.actions.get().status == "on_track"
    assert "It is undone already" in client.get(address("undo_carrying", made)).content.decode()


def test_what_cannot_be_undone_says_why(plan: Plan, member: Callable[..., User], client: Client) -> None:
    person = member(plan.organisation)
    made = make_carrying(plan)
    make_update(Action.objects.get(plan__year=2022), by=person)

    asked = client.get(address("undo_carrying", made)).content.decode()
    answer = client.post(address("undo_carrying", made), follow=True)

    assert "This cannot be undone any more" in asked
    assert "Something was recorded since" in answer.content.decode()


def test_an_action_that_changes_at_the_moment_of_the_undo_is_told_and_no_error(
    plan: Plan, member: Callable[..., User], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(plan.organisation)
    made = make_carrying(plan)

    def changed(**given: Any) -> None:
        raise ChangedMeanwhileError([1])

    monkeypatch.setattr(uncarrying, "undo", changed)

    answer = client.post(address("undo_carrying", made), follow=True)

    assert "Somebody else changed this while you had it open." in answer.content.decode()


def test_what_closed_an_action_that_goes_on_is_not_taken_back_by_itself(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    person = member(plan.organisation)
    action = make_action(plan)
    made = make_carrying(plan, action, by=person)

    answer = client.post(reverse("actions:undo", args=[plan.organisation.ods_code, made.updates.get().pk]))

    action.refresh_from_db()
    assert answer.status_code == 403
    assert action.status == "closed"


def test_an_update_that_merged_an_action_by_hand_can_be_taken_back(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    person = member(plan.organisation)
    update = make_update(make_action(plan), by=person, status="closed", closed_because="merged")

    assert client.post(reverse("actions:undo", args=[plan.organisation.ods_code, update.pk])).status_code == 302


# ---- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", ["carry_forward", "carry_check", "undo_carrying"])
def test_who_may_carry_forward(page: str, role: Role, plan: Plan, member: Callable[..., User], client: Client) -> None:
    made = make_carrying(plan)
    member(plan.organisation, role)

    asked = client.get(address(page, made if page == "undo_carrying" else plan), follow=True).status_code
    listed = client.get(address("about_plan", plan)).content.decode()

    assert asked == (200 if role == Role.EDI_LEAD else 403)
    assert (address("carry_forward", plan) in listed) is (role == Role.EDI_LEAD)
