"""Changing the words of an action, whom it is for and who leads it."""

from collections.abc import Callable

from django.test import Client

from accounts.models import Organisation, User
from actions.models import Action
from tests.actions.editing.action_pages import address, answers, indicators, who
from tests.factories import make_lead, make_update


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
