"""The links at the top of each page."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.access import Access
from accounts.models import Membership, Organisation, Role, User
from tests.factories import make_message, make_organisation, make_standard
from wres_site.navigation import links

Member = Callable[..., User]
On = Callable[..., None]

EVERYBODY = ["Overview", "Indicators", "Action plan", "This quarter", "Committee", "Reports", "Leads"]


def access(*roles: Role) -> Access:
    return Access(User(), Organisation(ods_code="RAX"), frozenset(role.value for role in roles))


def texts(*roles: Role) -> list[str]:
    return [link.text for link in links(access(*roles), "/RAX/")]


@pytest.mark.parametrize(
    ("role", "more"),
    [
        (Role.EDI_LEAD, {"My actions", "Messages", "Members", "Settings"}),
        (Role.ADMIN, {"Messages", "Members", "Settings"}),
        (Role.COMMITTEE, set()),
        (Role.LEAD, {"My actions"}),
        (Role.OVERSEER, set()),
    ],
)
def test_a_role_sees_the_links_that_it_may_follow(role: Role, more: set[str]) -> None:
    assert set(texts(role)) == set(EVERYBODY) | more


def test_several_roles_see_the_links_of_each_in_one_order() -> None:
    assert texts(Role.LEAD, Role.ADMIN) == [
        "Overview", "Indicators", "Action plan", "My actions", "This quarter", "Committee", "Reports", "Leads",
        "Messages", "Members", "Settings",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/RAX/", "Overview"),
        ("/RAX/indicators/", "Indicators"),
        ("/RAX/indicators/2021/", "Indicators"),
        ("/RAX/actions/", "Action plan"),
        ("/RAX/actions/7/update/", "Action plan"),
        ("/RAX/plans/7/carry-forward/", "Action plan"),
        ("/RAX/approvals/7/", "Action plan"),
        ("/RAX/my-actions/", "My actions"),
        ("/RAX/quarters/2021-22-Q3/", "This quarter"),
        ("/RAX/publications/7/", "Reports"),
        ("/RAX/committee/2021-22-Q3/", "Committee"),
        ("/RAX/leads/7/", "Leads"),
        ("/RAX/messages/", "Messages"),
        ("/RAX/messages/sent/7/", "Messages"),
        ("/RAX/members/add/", "Members"),
        ("/RAX/settings/", "Settings"),
    ],
)
def test_one_link_is_current_and_it_is_the_nearest(on: On, path: str, current: str) -> None:
    on("2021-12-15")

    found = links(access(Role.EDI_LEAD), path)

    assert [link.text for link in found if link.current] == [current]


@pytest.mark.parametrize(
    ("day", "at", "href"),
    [
        ("2021-12-31", "23:59", "/RAX/quarters/2021-22-Q3/"),
        ("2022-01-01", "00:00", "/RAX/quarters/2021-22-Q4/"),
        ("2022-03-31", "22:59", "/RAX/quarters/2021-22-Q4/"),
        ("2022-03-31", "23:00", "/RAX/quarters/2022-23-Q1/"),  # midnight in England
    ],
)
def test_this_quarter_is_that_of_the_day_in_england(on: On, day: str, at: str, href: str) -> None:
    on(day, at)

    found = links(access(Role.COMMITTEE), "/RAX/")

    assert [link.href for link in found if link.text == "This quarter"] == [href]


@pytest.mark.parametrize("role", Role)
def test_no_link_leads_to_a_refusal(db: None, client: Client, member: Member, role: Role) -> None:
    make_standard()
    trust = make_organisation(ods_code="RAX")
    member(trust, role)
    hrefs = [link.href for link in client.get("/RAX/").context["navigation_links"]]

    answers = {href: client.get(href).status_code for href in hrefs}

    assert set(answers.values()) == {200}


def test_the_page_marks_its_own_link(db: None, client: Client, member: Member) -> None:
    trust = make_organisation(ods_code="RAX")
    member(trust)
    message = make_message(trust)

    page = client.get(f"/RAX/messages/sent/{message.pk}/").content.decode()

    assert page.count('aria-current="true"') == 1
    assert 'href="/RAX/messages/" aria-current="true"' in page


@pytest.mark.parametrize("several", [False, True])
def test_only_somebody_of_several_organisations_can_change_it(
    db: None, client: Client, member: Member, *, several: bool
) -> None:
    user = member(make_organisation(ods_code="RAX"))
    if several:
        Membership.objects.create(user=user, organisation=make_organisation(), role=Role.LEAD)

    page = client.get("/RAX/members/").content.decode()

    assert ("Change organisation" in page) is several


@pytest.mark.parametrize("address", ["/sign-in/", "/accessibility/", "/no-such-page/"])
def test_outside_an_organisation_there_is_no_menu(db: None, client: Client, address: str) -> None:
    assert "navigation_links" not in (client.get(address, follow=True).context or {})
