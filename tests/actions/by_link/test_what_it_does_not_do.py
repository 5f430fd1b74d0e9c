"""What nobody can do with a link, and what it tells nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation
from actions.models import Action, Lead, UpdateLink
from actions.services import links
from tests.actions.by_link.link_pages import ENDED, HTMX, answers, ends, form_of, page_of, text_of
from tests.factories import NOW, make_action, make_lead, make_organisation, make_plan

NAMES = ["by_link", "update_by_link", "card_by_link", "undo_by_link"]


@pytest.mark.parametrize("of", ["another lead", "another trust"])
@pytest.mark.parametrize("name", ["update_by_link", "card_by_link"])
def test_no_other_action_is_reached(of: str, name: str, token: str, action: Action, client: Client) -> None:
    organisation = make_organisation() if of == "another trust" else action.plan.organisation
    plan = make_plan(organisation) if of == "another trust" else action.plan
    other = make_action(plan, lead=make_lead(organisation, address="recruitment@trust.example"), wording="Of others")
    address = reverse(f"actions:{name}", args=[token, other.pk])

    for answer in (client.get(address, headers=HTMX), client.post(address, answers(other))):
        assert answer.status_code in (404, 405)
        assert "Of others" not in text_of(answer)
    assert not other.updates.exists()


def test_it_opens_none_of_the_pages_of_the_organisation(token: str, trust: Organisation, client: Client) -> None:
    client.get(page_of(token))

    for name in ("actions:plan", "actions:messages", "actions:leads", "indicators:scores", "reports:overview"):
        assert client.get(reverse(name, args=[trust.ods_code])).status_code == 302


@pytest.mark.parametrize("how", ENDED)
def test_a_link_that_ended_does_nothing(how: str, token: str, link: UpdateLink, action: Action, client: Client) -> None:
    ends(link, how)
    wrong = "A" * 43 if how == "never was" else token

    for name in NAMES:
        values = [wrong] if name == "by_link" else [wrong, action.pk]
        for method in ("get", "post"):
            answer = getattr(client, method)(reverse(f"actions:{name}", args=values), answers(action))
            assert answer.status_code == 404
            assert "This link does not work" in text_of(answer)
            assert "Train the panels" not in text_of(answer)
    assert not action.updates.exists()


def test_why_a_link_opens_nothing_is_not_said(recruitment: Lead, action: Action, client: Client) -> None:
    pages = set()
    for how in ENDED[:2] + ENDED[-1:]:
        made = links.make_link(lead=recruitment, at=NOW)
        token = "A" * 43 if how == "never was" else links.token_of(made)
        ends(made, how)
        pages.add(text_of(client.get(page_of(token))).replace(token, "token"))

    assert len(pages) == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("right", [True, False])
def test_no_answer_is_kept_indexed_or_told_to_others(
    name: str, right: bool, token: str, action: Action, client: Client
) -> None:
    values = [token if right else "x"] if name == "by_link" else [token if right else "x", action.pk]

    address = reverse(f"actions:{name}", args=values)
    for answer in (client.get(address), client.post(address)):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_nothing_on_the_pages_leads_to_another_host(token: str, action: Action, client: Client) -> None:
    for page in (page_of(token), form_of(token, action), page_of("x")):
        html = text_of(client.get(page)).replace("https://</", "").replace("http://www.w3.org/2000/svg", "")
        assert 'href="http' not in html
        assert 'src="http' not in html


def test_saving_from_elsewhere_is_refused(token: str, action: Action) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(form_of(token, action), answers(action)).status_code == 403
    assert not action.updates.exists()
