"""Adding an action, changing its words, and removing one that was added by mistake."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Role, User
from actions.models import Action, Lead, Plan, Reminder
from actions.services import editing, ordering
from actions.services.meanwhile import TouchedError
from indicators.models import Indicator
from tests.factories import make_action, make_lead, make_organisation, make_plan, make_update, make_user


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    return make_plan(trust)


@pytest.fixture
def action(plan: Plan) -> Action:
    recruitment = make_lead(plan.organisation, name="Head of Recruitment")
    return make_action(plan, place=1, wording="Train the panels", lead=recruitment, due_on=date(2022, 1, 31))


def address(name: str, row: Plan | Action) -> str:
    organisation = row.organisation if isinstance(row, Plan) else row.plan.organisation
    return reverse(f"actions:{name}", args=[organisation.ods_code, row.pk])


def indicators(plan: Plan, *numbers: int) -> list[int]:
    found = Indicator.objects.filter(standard=plan.standard, number__in=numbers).valid_in(plan.year)
    return list(found.order_by("number").values_list("pk", flat=True))


def answers(plan: Plan, *numbers: int, **fields: Any) -> dict[str, Any]:
    given = {"wording": "Train the panels", "leads": "", "timescale": "", "indicators": indicators(plan, *numbers)}
    return given | fields


def who(action: Action) -> list[tuple[str, str]]:
    return [(each.lead.name, each.kind) for each in action.leaderships.select_related("lead")]


# ---- adding ---------------------------------------------------------------------------------------


def test_an_action_is_added_with_leads_and_timescale_as_they_were_understood(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    for name in ("Head of Recruitment", "MEGA"):
        make_lead(plan.organisation, name=name)
    sent = answers(plan, 2, leads="head of recruitment with support from MEGA", timescale="January 2022")

    answer = client.post(address("add_action", plan), sent)

    made = plan.actions.get()
    assert answer.url == address("action", made)
    assert who(made) == [("Head of Recruitment", "accountable"), ("MEGA", "supporting")]
    assert (made.timescale, made.status) == ("January 2022", "not_recorded")
    assert made.deadlines.get().first_due_on == date(2022, 1, 31)
    assert [each.number for each in made.indicators.all()] == [2]


def test_a_lead_that_is_not_known_is_shown_once_and_then_added(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    sent = answers(plan, 2, leads="Hed of Recruitment")

    asked = client.post(address("add_action", plan), sent)
    again = client.post(address("add_action", plan), sent | {"leads_seen": "Hed of Recruitment"})

    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Understood as: led by Hed of Recruitment. New, and will be added to the leads" in page
    assert 'name="leads_seen" value="Hed of Recruitment"' in page
    assert again.status_code == 302
    assert Lead.objects.get().name == "Hed of Recruitment"


def test_other_words_than_those_that_were_shown_are_asked_about_again(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.post(address("add_action", plan), answers(plan, 2, leads="EMC", leads_seen="MEGA"))

    assert answer.status_code == 422
    assert not plan.actions.exists()


def test_a_doubt_about_the_timescale_is_shown_once_and_then_kept(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    sent = answers(plan, 2, timescale="Recruitment manager to determine.")

    asked = client.post(address("add_action", plan), sent)
    client.post(address("add_action", plan), sent | {"timescale_seen": "Recruitment manager to determine."})

    assert asked.status_code == 422
    assert "No date could be read" in asked.content.decode()
    assert plan.actions.get().doubts


def test_the_form_reads_a_timescale_as_one_types(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)

    page = client.get(address("add_action", plan)).content.decode()

    assert f"{reverse('actions:read_words', args=[plan.organisation.ods_code])}?starts_on={plan.starts_on}" in page
    assert 'hx-params="timescale"' in page


def test_an_answered_form_shows_how_the_timescale_is_read(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    asked = client.post(
        address("add_action", plan), answers(plan, 2, wording="", timescale="February 2022 and ongoing")
    )

    assert asked.status_code == 422
    assert "Understood as: due 28 February 2022, then continuing" in asked.content.decode()


def test_without_a_timescale_the_action_says_so(plan: Plan, member: Callable[..., User], client: Client) -> None:
    member(plan.organisation)

    client.post(address("add_action", plan), answers(plan, 2))

    assert plan.actions.get().doubts == ["No timescale is given for this action."]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"wording": "  "}, "Say what will be done."),
        ({"wording": "x" * 4001}, "4000"),
        ({"indicators": []}, "Choose at least one indicator."),
        ({"indicators": ["0"]}, "There is a problem"),
        ({"leads": "L" * 201}, "is too long for the name of one lead"),
        ({"timescale": "x" * 301}, "300"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    fields: dict[str, Any], said: str, plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)

    answer = client.post(address("add_action", plan), answers(plan, 2, **fields))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Train the panels" in page or "wording" in fields
    assert not plan.actions.exists()


def test_a_new_action_stands_behind_those_of_its_indicators(
    plan: Plan, member: Callable[..., User], client: Client
) -> None:
    member(plan.organisation)
    for place, numbers in enumerate([(2,), (2,), (3,), (5, 6), (6,)], 1):
        make_action(plan, place=place, wording=f"For {numbers}", indicators=numbers)

    for numbers in [(2,), (6, 5), (9,)]:
        client.post(address("add_action", plan), answers(plan, *numbers, wording=f"New {numbers}"))

    assert list(plan.actions.order_by("place").values_list("wording", flat=True)) == [
        "For (2,)",
        "For (2,)",
        "New (2,)",
        "For (3,)",
        "For (5, 6)",
        "New (6, 5)",
        "For (6,)",
        "New (9,)",
    ]


def test_the_form_offers_the_indicators_of_the_plans_year_and_the_leads_so_far(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    Indicator.objects.filter(number=4).update(last_year=2020)
    member(action.plan.organisation)

    page = client.get(address("add_action", action.plan)).content.decode()

    assert page.count('name="indicators"') == 8
    assert "Head of Recruitment" in page


# ---- changing -------------------------------------------------------------------------------------


def test_the_words_indicators_and_leads_are_changed(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    mega = make_lead(action.plan.organisation, name="MEGA")
    sent = answers(action.plan, 5, 6, wording="Train all panels", leads="MEGA\nwith support from Head of Recruitment")

    client.post(address("edit_action", action), sent | {"version": 1})

    action.refresh_from_db()
    assert (action.wording, action.version) == ("Train all panels", 2)
    assert [each.number for each in action.indicators.all()] == [5, 6]
    assert who(action) == [("MEGA", "accountable"), ("Head of Recruitment", "supporting")]
    assert mega.leaderships.get().place == 0


def test_goals_and_deadlines_stay_as_they_are(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(kingston)
    fifth = Action.objects.of(kingston).get(place=5)
    shown = client.get(address("edit_action", fifth)).context["form"].initial

    answer = client.post(address("edit_action", fifth), shown | {"wording": "Set a bolder timeframe"})

    assert answer.status_code == 302
    assert fifth.goals.count() == 6
    assert fifth.deadlines.count() == 1
    assert who(fifth) == [("Assistant Director – Equality, Diversity & Inclusion", "accountable")]


def test_what_the_form_shows_is_what_is_saved_again(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    """Names with commas among them: nobody becomes two leads because somebody corrects a letter of the wording."""
    member(kingston)
    before = {action.pk: who(action) for action in Action.objects.of(kingston)}

    for action in Action.objects.of(kingston):
        shown = client.get(address("edit_action", action)).context["form"].initial
        assert client.post(address("edit_action", action), shown).status_code == 302

    assert {action.pk: who(action) for action in Action.objects.of(kingston)} == before


def test_leads_whose_names_say_no_post_stay_two(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)
    for place, name in enumerate(["Jane Smith", "Recruitment", "Deputy Director"]):
        lead = make_lead(action.plan.organisation, name=name)
        action.leaderships.create(lead=lead, kind="accountable", place=place)
    before = who(action)
    shown = client.get(address("edit_action", action)).context["form"].initial

    answer = client.post(address("edit_action", action), shown | {"wording": "Train all panels"})

    assert answer.status_code == 302
    assert who(action) == before


def test_another_dash_adds_no_lead(action: Action, member: Callable[..., User], client: Client) -> None:
    member(action.plan.organisation)
    lead = make_lead(action.plan.organisation, name="Director \u2013 Equality")

    client.post(address("edit_action", action), answers(action.plan, 2, leads="director-equality", version=1))

    assert who(action) == [(lead.name, "accountable")]


def test_of_two_people_the_second_sees_both_and_chooses(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    seen = answers(action.plan, 2, wording="Mine", version=1, leads="Head of Recruitment")
    client.post(address("edit_action", action), seen | {"wording": "Theirs", "indicators": indicators(action.plan, 9)})

    answer = client.post(address("edit_action", action), seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("This action changed while you had it open", "Theirs", "Indicators: 9.", "Mine", 'value="2"'):
        assert words in page
    assert client.post(address("edit_action", action), seen | {"version": 2}).status_code == 302
    action.refresh_from_db()
    assert action.wording == "Mine"


def test_words_sent_after_the_sign_in_ran_out_stand_in_the_form_when_the_person_is_back(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    person = member(action.plan.organisation)
    for page in (address("edit_action", action), address("add_action", action.plan)):
        client.logout()
        sent = answers(action.plan, 2, wording="A long thought", version=1, typed_by=person.pk)
        client.post(page, sent, headers={"Referer": f"http://testserver{page}"})
        client.force_login(person)

        shown = client.get(page).content.decode()

        assert "A long thought" in shown
        assert "not saved yet" in shown


def test_the_action_shows_its_earlier_words_with_who_and_when(
    action: Action, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    on("2021-11-03")
    person = member(action.plan.organisation, name="Amara Osei")
    sent = answers(action.plan, 2, wording="Train all the panels", version=1, leads="Head of Recruitment")
    client.post(address("edit_action", action), sent)
    make_update(action, by=person)

    page = client.get(address("action", action)).content.decode()

    assert "Changed by Amara Osei on 3 November 2021" in page
    assert page.count("Changed by") == 1
    assert '[added: </span>all<span class="nhsuk-u-visually-hidden">]' in page


def test_saving_the_same_leads_writes_no_history_of_them(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    before = action.leaderships.get()

    client.post(address("edit_action", action), answers(action.plan, 2, version=1, leads="Head of Recruitment"))

    assert action.leaderships.get() == before
    assert before.history.count() == 1


# ---- removing -------------------------------------------------------------------------------------


def test_an_action_that_nothing_touched_is_removed_and_the_numbers_close(
    action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    later = [make_action(action.plan, place=place) for place in (2, 3)]

    answer = client.post(address("remove_action", action), {"version": 1}, follow=True)

    assert "The action is removed." in answer.content.decode()
    assert [each.pk for each in action.plan.actions.order_by("place")] == [each.pk for each in later]
    assert list(action.plan.actions.values_list("place", flat=True)) == [1, 2]
    assert Action.history.filter(id=action.pk, history_type="-").exists()


def test_an_action_that_was_put_elsewhere_meanwhile_leaves_no_gap_where_it_stood(action: Action) -> None:
    make_action(action.plan, place=2)
    seen = Action.objects.get(pk=action.pk)
    ordering.move_down(action=action)

    editing.remove_action(action=seen, version=seen.version)

    assert list(seen.plan.actions.values_list("place", flat=True)) == [1]


def met(action: Action) -> None:
    action.deadlines.update(met_on=date(2022, 1, 10))


def reminded(action: Action) -> None:
    Reminder.objects.create(
        action=action, due_on=date(2022, 1, 31), occasion="30-before", address="a@trust.example", state="superseded"
    )


@pytest.mark.parametrize("touch", [lambda action: make_update(action, by=make_user()), met, reminded])
def test_an_action_on_which_something_is_recorded_is_not_removed(
    touch: Callable[[Action], Any], action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)
    touch(action)

    shown = client.get(address("remove_action", action)).content.decode()
    answer = client.post(address("remove_action", action), {"version": 1})

    assert "cannot be removed" in shown
    assert "Close it with a reason" in shown
    assert answer.status_code == 409
    assert Action.objects.filter(pk=action.pk).exists()


@pytest.mark.parametrize("version", ["7", "", "x", "9" * 30])
def test_an_action_that_changed_meanwhile_is_not_removed(
    version: str, action: Action, member: Callable[..., User], client: Client
) -> None:
    member(action.plan.organisation)

    answer = client.post(address("remove_action", action), {"version": version}, follow=True)

    assert "The action is not removed, because it was changed meanwhile." in answer.content.decode()
    assert Action.objects.filter(pk=action.pk).exists()


def test_an_action_that_was_touched_between_the_page_and_the_answer_stays(action: Action) -> None:
    make_update(action, by=make_user())

    with pytest.raises(TouchedError, match="Close it with a reason"):
        editing.remove_action(action=action, version=1)

    action.refresh_from_db()
    assert action.version == 1


# ---- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ["edit_action", "remove_action"])
def test_who_may_change_or_remove_an_action(
    name: str, role: Role, action: Action, member: Callable[..., User], client: Client
) -> None:
    """Also not the lead whose post leads it: the words are those of the plan."""
    person = member(action.plan.organisation, role)
    Lead.objects.update(address=person.email)

    asked = client.get(address(name, action)).status_code
    link = address("edit_action", action) in client.get(address("action", action)).content.decode()

    assert asked == (200 if role == Role.EDI_LEAD else 403)
    assert link is (role == Role.EDI_LEAD)
