"""An EDI lead puts the leads of a plan in order, as brought in with their spellings."""

import pytest
from playwright.sync_api import expect

from accounts.models import Organisation, Role, User
from actions.models import Lead
from tests.factories import make_lead
from tests.journeys.browsing import NARROW, check
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.browser


def test_two_spellings_become_one_and_a_post_goes_to_its_new_holder(
    kingston: Organisation, people: dict[Role, User], open_as: OpenAs
) -> None:
    make_lead(kingston, name="Head of Recruitement", holder="Priya Nair", address="priya@kingston.example")
    page = open_as(people[Role.EDI_LEAD], width=NARROW, javascript=False)

    page.goto("/RAX/leads/")
    page.get_by_text("1 pair that may be the same lead").click()
    page.get_by_role("link", name="See what merging them does").click()
    page.get_by_role("radio", name="Head of Recruitment", exact=True).check()
    page.get_by_role("radio", name="priya@kingston.example").check()
    page.get_by_role("button", name="Merge them for good").click()
    expect(page.get_by_text("Head of Recruitement is merged into Head of Recruitment.")).to_be_visible()

    page.get_by_role("button", name="Hand over to somebody else").click()
    page.get_by_label("Who holds it from today").fill("Tom Ash")
    page.get_by_label("Their email address").fill("tom@kingston.example")
    page.get_by_role("button", name="Hand over").click()

    expect(page.get_by_text("Head of Recruitment is now held by Tom Ash.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Tom Ash, tom@kingston.example")).to_be_visible()
    assert Lead.objects.get(name="Head of Recruitment").spellings.get().name == "Head of Recruitement"


def test_what_merging_does_fits_a_phone(kingston: Organisation, people: dict[Role, User], look_as: OpenAs) -> None:
    one, other = make_lead(kingston, name="L" * 200, holder="A" * 150), make_lead(kingston, holder="B" * 150)
    page = look_as(people[Role.EDI_LEAD], provoked=(422,))
    page.goto(f"/RAX/leads/{one.pk}/merge/?other={other.pk}")
    check(page)

    page.get_by_role("button", name="Merge them for good").click()

    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    check(page)
