"""The pages of the plan, as the people who use them meet them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Lead, Plan, Update
from tests.factories import make_action, make_lead, make_member, make_organisation, make_plan, make_update, make_user

HTMX = {"HX-Request": "true"}


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def action(trust: Organisation) -> Action:
    return make_action(make_plan(trust), wording="Train the panels", timescale="January 2022", due_on=date(2022, 1, 31))


def address(name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.plan.organisation.ods_code, action.pk])


def answers(action: Action, **fields: Any) -> dict[str, Any]:
    return {"version": action.version, "status": "on_track", "progress": "Two of five are trained."} | fields


def test_the_plan_shows_what_is_printed_and_how_it_goes(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    make_update(action, by=member(action.plan.organisation))

    page = client.get(reverse("actions:plan", args=[action.plan.organisation.ods_code])).content.decode()

    for words in ("Train the panels", "January 2022", "No lead yet", "On track", "Trust score"):
        assert words in page


def test_an_action_that_serves_several_indicators_stands_once_in_their_block(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(kingston, Role.COMMITTEE)

    answer = client.get(reverse("actions:plan", args=["RAX"]))

    blocks = answer.context["blocks"]
    assert [[indicator.number for indicator, _ in block.indicators] for block in blocks] == [
        [2],
        [3],
        [4],
        [5, 6, 7, 8],
        [9],
    ]
    assert [len(block.rows) for block in blocks] == [7, 2, 2, 10, 1]
    assert [score for _, score in blocks[3].indicators] == ["41.8%", "34.2%", "72.9%", "18.6%"]


def test_without_a_plan_the_page_says_so(trust: Organisation, member: Callable[..., User], client: Client) -> None:
    member(trust)

    assert "There is no action plan yet." in client.get(reverse("actions:plan", args=[trust.ods_code])).content.decode()


def test_an_earlier_plan_can_be_chosen_by_its_year(action: Action, member: Callable[..., User], client: Client) -> None:
    trust = action.plan.organisation
    make_plan(trust, year=2022, starts_on=date(2022, 10, 1))
    member(trust)

    newest = client.get(reverse("actions:plan", args=[trust.ods_code]))
    earlier = client.get(reverse("actions:plan", args=[trust.ods_code]), {"year": 2021})
    nonsense = client.get(reverse("actions:plan", args=[trust.ods_code]), {"year": "x", "page": "x"})

    assert newest.context["plan"].year == nonsense.context["plan"].year == 2022
    assert earlier.context["plan"].year == 2021


def test_saving_an_update_leads_back_to_where_the_person_was(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    plan = reverse("actions:plan", args=[action.plan.organisation.ods_code])

    answer = client.post(address("update", action), answers(action, next=f"{plan}#action-{action.pk}"))

    assert answer.url == f"{plan}#action-{action.pk}"
    assert "Your update is saved." in client.get(plan).content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "foo", "/\\\\elsewhere"]
)
def test_it_never_leads_to_another_site(
    elsewhere: str, action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)

    answer = client.post(address("update", action), answers(action, next=elsewhere))

    assert answer.url == address("action", action)


def test_in_place_the_row_comes_back_with_undo(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)

    answer = client.post(address("update", action), answers(action), headers=HTMX)

    page = answer.content.decode()
    assert page.strip().startswith(f'<tr class="nhsuk-table__row" role="row" id="action-{action.pk}">')
    assert "Saved." in page
    assert reverse("actions:undo", args=[action.plan.organisation.ods_code, Update.objects.get().pk]) in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": ""}, "Choose how it is going."),
        ({"status": "splendid"}, "splendid"),
        ({"status": "at_risk", "progress": " "}, "Say what the trend is"),
        ({"status": "complete", "progress": ""}, "Say what was done"),
        ({"progress": "x" * 4001}, "4000"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    fields: dict[str, str],
    said: str,
    headers: dict[str, str],
    action: Action,
    member: Callable[..., User],
    client: Client,
) -> None:
    member(action.plan.organisation)

    answer = client.post(address("update", action), answers(action, **fields), headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "There is a problem" in page
    assert not Update.objects.exists()
    if "progress" not in fields:
        assert "Two of five are trained." in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_of_two_people_the_second_sees_both_and_chooses(
    headers: dict[str, str], action: Action, member: Callable[..., User], client: Client
) -> None:
    seen = answers(action, progress="Mine.")
    other = make_member(action.plan.organisation, Role.EDI_LEAD, name="Amara Osei")
    Action.objects.update(version=7)
    make_update(action, by=other, status="at_risk", progress="Theirs.")
    member(action.plan.organisation)

    answer = client.post(address("update", action), seen, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("This action changed while you had it open", "Amara Osei", "Theirs.", "Mine.", 'value="7"'):
        assert words in page
    again = client.post(address("update", action), seen | {"version": 7}, headers=headers)
    assert again.status_code in (200, 302)
    assert Update.objects.count() == 2


def test_after_somebody_took_an_update_back_the_form_says_that_the_action_changed(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    seen = answers(action)
    Action.objects.update(version=3)

    answer = client.post(address("update", action), seen)

    assert answer.status_code == 409
    assert "This action changed while you had it open" in answer.content.decode()


def test_undo_takes_the_update_back(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)
    client.post(address("update", action), answers(action))

    answer = client.post(
        reverse("actions:undo", args=[action.plan.organisation.ods_code, Update.objects.get().pk]), follow=True
    )

    action.refresh_from_db()
    assert action.status == "not_recorded"
    assert "Your update is undone." in answer.content.decode()


def test_a_sign_in_that_ran_out_is_told_in_place_and_leaves_the_words_where_they_are(
    action: Action, client: Client
) -> None:
    saving = client.post(address("update", action), answers(action), headers=HTMX)
    opening = client.get(address("update", action), headers=HTMX | {"HX-Current-URL": "http://testserver/RAX/actions/"})

    assert saving.status_code == 401
    assert opening.headers["HX-Redirect"] == "/sign-in/?next=/RAX/actions/"


def test_words_sent_after_the_sign_in_ran_out_stand_in_the_form_when_the_person_is_back(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    page = address("update", action)
    person = member(action.plan.organisation)
    client.logout()
    sent = answers(action, progress="The panel has met.", typed_by=person.pk)
    client.post(page, sent, headers={"Referer": f"http://testserver{page}"})
    client.force_login(person)

    shown = client.get(page).content.decode()

    assert "The panel has met." in shown
    assert "not saved yet" in shown
    assert not Update.objects.exists()


def test_no_page_of_a_member_is_kept_by_the_browser(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)

    assert "no-store" in client.get(address("action", action)).headers["Cache-Control"]


# ---- who may --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "holds", "may"),
    [
        (Role.EDI_LEAD, "", True),
        (Role.ADMIN, "", False),
        (Role.COMMITTEE, "", False),
        (Role.OVERSEER, "", False),
        (Role.LEAD, "", False),
        (Role.LEAD, "accountable", True),
        (Role.LEAD, "supporting", True),
        (Role.COMMITTEE, "accountable", False),
    ],
)
def test_who_may_update_an_action(
    role: Role, holds: str, may: bool, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    person = member(trust, role, email="sam@trust.example")
    lead = make_lead(trust, address="Sam@trust.example" if holds else "other@trust.example")
    supports = holds == "supporting"
    action = make_action(make_plan(trust), lead=None if supports else lead, support=lead if supports else None)

    shown = "Update<span" in client.get(reverse("actions:plan", args=[trust.ods_code])).content.decode()
    answer = client.post(address("update", action), answers(action))

    assert shown is may
    assert answer.status_code == (302 if may else 403)
    assert Update.objects.filter(made_by=person).exists() is may


def test_my_actions_are_those_of_the_posts_i_hold_the_most_urgent_first(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, Role.LEAD, email="sam@trust.example")
    mine, plan = make_lead(trust, address="sam@trust.example"), make_plan(trust)
    make_action(plan, lead=mine, wording="No date")
    make_action(plan, lead=mine, wording="Later", due_on=date(2022, 3, 31))
    make_action(plan, support=mine, wording="Sooner", due_on=date(2022, 1, 31))
    make_action(plan, lead=mine, wording="Done", status="complete")
    make_action(plan, lead=make_lead(trust), wording="Of others")

    rows = client.get(reverse("actions:mine", args=[trust.ods_code])).context["rows"]

    assert [row.action.wording for row in rows] == ["Sooner", "Later", "No date"]


@pytest.mark.parametrize(("holds", "said"), [(True, "There is nothing to update"), (False, "No post has your email")])
def test_without_actions_the_page_says_why(
    holds: bool, said: str, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    person = member(trust, Role.LEAD)
    if holds:
        make_lead(trust, address=person.email)

    assert said in client.get(reverse("actions:mine", args=[trust.ods_code])).content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDI_LEAD, 200), (Role.ADMIN, 200), (Role.COMMITTEE, 403), (Role.LEAD, 403)]
)
def test_who_may_read_the_messages(
    role: Role, status: int, trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust, role)

    assert client.get(reverse("actions:messages", args=[trust.ods_code])).status_code == status


# ---- that nothing grows ------------------------------------------------------------------------


def fill(plan: Plan, number: int) -> None:
    person = make_user()
    for _ in range(number):
        action = make_action(
            plan, due_on=date(2022, 1, 31), lead=make_lead(plan.organisation), indicators=(5, 6, 7, 8), ongoing=True
        )
        make_update(action, by=person, on=date(2021, 9, 1))


@pytest.mark.parametrize(
    "name", ["actions:plan", "actions:mine", "actions:leads", "actions:messages", "reports:overview", "reports:quarter"]
)
def test_a_list_takes_the_same_number_of_queries_for_one_action_and_for_many(
    name: str,
    trust: Organisation,
    member: Callable[..., User],
    client: Client,
    on: Callable[..., None],
    django_assert_max_num_queries: Any,
) -> None:
    on("2021-12-15")
    person = member(trust)
    plan = make_plan(trust)
    where = [trust.ods_code, "2021-22-Q3"] if name == "reports:quarter" else [trust.ods_code]

    def queries() -> int:
        with django_assert_max_num_queries(60) as captured:
            assert client.get(reverse(name, args=where)).status_code == 200
        return len(captured)

    fill(plan, 2)
    Lead.objects.filter(organisation=trust).update(address=person.email)
    few = queries()
    fill(plan, 20)
    Lead.objects.filter(organisation=trust).update(address=person.email)

    assert queries() == few


def test_five_thousand_actions_are_shown_a_page_at_a_time(
    trust: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(trust)
    plan = make_plan(trust)
    Action.objects.bulk_create(
        Action(plan=plan, place=number, wording=f"Do thing {number}") for number in range(1, 5001)
    )

    answer = client.get(reverse("actions:plan", args=[trust.ods_code]), {"page": 100})

    page = answer.content.decode()
    assert "5000 actions, 4951 to 5000 on this page" in page
    assert page.count('id="action-') == 50
