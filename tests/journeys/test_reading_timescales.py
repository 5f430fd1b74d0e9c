"""How a timescale is read, as one types it in a form about an action that does not exist yet."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role, User
from actions.models import Plan
from tests.journeys.browsing import ON_A_DESK_AND_PLAINLY_ON_A_PHONE, check
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

TYPED, READ = "February 2022 and ongoing", "Understood as: due 28 February 2022, then continuing"


@ON_A_DESK_AND_PLAINLY_ON_A_PHONE
def test_adding_an_action_shows_how_its_timescale_is_read(
    people: dict[Role, User], open_as: OpenAs, javascript: bool, width: int
) -> None:
    page = open_as(people[Role.EDI_LEAD], javascript=javascript, width=width, provoked=(422,))
    page.goto(f"/RAX/plans/{Plan.objects.get().pk}/actions/new/")

    page.get_by_label("By when?").fill(TYPED)
    if not javascript:
        expect(page.locator("#reading")).to_be_hidden()
        page.get_by_role("button", name="Add the action").click()

    expect(page.locator("#reading")).to_have_text(READ)
    if javascript:
        check(page)
