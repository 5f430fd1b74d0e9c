"""What a person sees when an update cannot be saved in place: that it is not saved, and the words still there."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from actions.models import Update
from actions.views import updates
from tests.journeys.browsing import row_of
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser

INTERVIEWING = "Implement diverse interviewing"
PLAN = "/RAX/actions/"
SENTENCE = "Panels of band 7 and above have had a BME member since November."

People = dict[Role, User]


def type_in_place(page: Page) -> None:
    page.goto(PLAN)
    row_of(page, INTERVIEWING).get_by_role("link", name="Update").click()
    page.get_by_role("radio", name="On track").check()
    page.get_by_label("What has happened?").fill(SENTENCE)


def see_not_saved(page: Page) -> None:
    expect(page.get_by_role("alert")).to_contain_text("not saved")
    expect(page.get_by_label("What has happened?")).to_have_value(SENTENCE)
    assert not Update.objects.exists()


def test_when_the_sign_in_has_run_out_the_words_are_still_there(people: People, open_as: OpenAs) -> None:
    page = open_as(people[Role.EDI_LEAD], provoked=(401,))
    type_in_place(page)
    Session.objects.all().delete()

    page.get_by_role("button", name="Save the update").click()

    see_not_saved(page)


def test_when_the_server_fails_the_words_are_still_there(
    people: People, open_as: OpenAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_as(people[Role.EDI_LEAD], provoked=(500,))
    type_in_place(page)
    monkeypatch.delattr(updates, "updating")

    page.get_by_role("button", name="Save the update").click()

    see_not_saved(page)


def test_when_the_network_is_gone_the_words_are_still_there_and_can_be_saved_later(
    people: People, open_as: OpenAs
) -> None:
    page = open_as(people[Role.EDI_LEAD], offline=True)
    type_in_place(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save the update").click()
    see_not_saved(page)

    page.context.set_offline(False)
    page.wait_for_timeout(1100)  # a second press within a second is taken for a double click
    page.get_by_role("button", name="Save the update").click()

    row = row_of(page, INTERVIEWING)
    expect(row.get_by_text("Saved.")).to_be_visible()
    expect(row).to_contain_text("On track")


def test_when_the_sign_in_has_run_out_an_update_asks_for_it_and_comes_back_to_the_plan(
    people: People, open_as: OpenAs
) -> None:
    page = open_as(people[Role.EDI_LEAD])
    page.goto(PLAN)
    Session.objects.all().delete()

    row_of(page, INTERVIEWING).get_by_role("link", name="Update").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_role("table")).to_have_count(0)
