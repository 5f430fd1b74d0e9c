"""From one plan to the next in a browser: approve it, change it, carry it forward, and take that back."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organisation, Role
from actions.models import Action, Plan
from tests.factories import make_approval, make_member, make_organisation, make_standard
from tests.journeys.browsing import ON_A_DESK_AND_PLAINLY_ON_A_PHONE, check, go_by_menu
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser


def choose(page: Page, action: int, what: str) -> None:
    page.get_by_label(f"What happens to it? Action {action}", exact=True).select_option(label=what)


@ON_A_DESK_AND_PLAINLY_ON_A_PHONE
def test_a_plan_is_carried_forward_and_that_is_undone(
    width: int, javascript: bool, kingston: Organisation, open_as: OpenAs
) -> None:
    page = open_as(make_member(kingston, Role.EDI_LEAD), width=width, javascript=javascript, provoked=(422,))
    page.goto("/RAX/actions/")
    page.get_by_role("link", name="About the plan").click()
    page.get_by_role("link", name="Carry forward into the next plan").click()
    choose(page, 2, "Merge it with another")
    choose(page, 3, "Split it into several")
    choose(page, 4, "Close it")
    choose(page, 5, "Leave it as it is")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Check what goes on in the 2022 plan")
    page.get_by_label("Action 1: what will be done").fill("Interview panels are diverse at every band.")
    page.get_by_role("button", name="Confirm and carry forward").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Merge action 2 into").select_option(index=1)
    page.get_by_label("Action 3: part 2").fill("Refresh the training each year.")
    page.get_by_label("It was not achieved").check()
    page.get_by_label("Action 4: in a sentence").fill("Nobody had the time.")
    expect(page.get_by_label("Action 1: what will be done")).to_have_value(
        "Interview panels are diverse at every band."
    )
    page.get_by_role("button", name="Confirm and carry forward").click()

    expect(
        page.get_by_text("20 actions of the 2021 plan go on as 20 actions of the 2022 plan. 1 is closed.")
    ).to_be_visible()
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo carrying forward").click()
    expect(page.get_by_text("It is undone.")).to_be_visible()
    assert set(Action.objects.of(kingston).values_list("status", flat=True)) == {"not_recorded"}


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_plan_is_written_from_nothing(javascript: bool, open_as: OpenAs) -> None:
    make_standard()
    trust = make_organisation(ods_code="RXY")
    page = open_as(make_member(trust, Role.EDI_LEAD), width=320, javascript=javascript, provoked=(422,))
    page.goto("/RXY/actions/")
    page.get_by_role("button", name="Start an action plan").click()
    page.get_by_role("button", name="Start the plan").click()
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("What will be done?").fill("Train every interview panel.")
    page.get_by_label("2. Appointment from shortlisting").check()
    page.get_by_label("Who leads it?").fill("Head of Recruitment with support from MEGA")
    page.get_by_label("By when?").fill("March 2022")
    page.get_by_role("button", name="Add the action").click()

    understood = "Understood as: led by Head of Recruitment, with support from MEGA."
    expect(page.locator("#id_leads-error")).to_contain_text(understood)
    page.get_by_role("button", name="Add the action").click()

    expect(page.get_by_text("Action 1 is added.")).to_be_visible()
    expect(page.get_by_text("31 March 2022").first).to_be_visible()
    go_by_menu(page, "Action plan")
    expect(page.get_by_text("with support from MEGA")).to_be_visible()


def test_what_the_board_approved_is_told_from_what_was_changed_since(kingston: Organisation, open_as: OpenAs) -> None:
    lead = make_member(kingston, Role.EDI_LEAD)
    make_approval(Plan.objects.get(), body="Trust Board", by=lead)
    page = open_as(lead)
    page.goto(f"/RAX/actions/{Action.objects.of(kingston)[0].pk}/edit/")
    wording = page.get_by_label("What will be done?")
    wording.fill(wording.input_value().replace("Bands 7", "Bands 8a"))
    page.get_by_role("button", name="Save the action").click()
    go_by_menu(page, "Action plan")
    page.get_by_role("link", name="1 action changed since Trust Board approved it on 29 September 2021").click()

    expect(page.locator("del", has_text="7")).to_be_visible()
    expect(page.locator("ins", has_text="8a")).to_be_visible()
    check(page)


def test_an_action_is_moved_by_the_keyboard_alone(kingston: Organisation, open_as: OpenAs) -> None:
    page = open_as(make_member(kingston, Role.EDI_LEAD), width=320)
    page.goto(f"/RAX/plans/{Plan.objects.get().pk}/order/")
    second = Action.objects.of(kingston)[1]
    page.locator(f"#action-{second.pk}").get_by_role("button", name="Up").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("The action is number 1 now.")).to_be_visible()
    second.refresh_from_db()
    assert second.place == 1
