"""Links without an account: what they are made of, how long they last, and that they reach the right mail alone."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Organisation, Role
from actions import link_letters, reminders
from actions.models import Action, Lead, UpdateLink
from actions.services import links
from actions.tokens import hash_of
from outbox.delivery import deliver
from outbox.models import Message
from outbox.services import send_again
from tests.factories import NOW, make_action, make_lead, make_member, make_message, make_organisation, make_plan
from tests.outbox.conftest import Clock, server  # noqa: F401  # the server is a fixture
from tests.outbox.mail_server import MailServer
from wres_site.tick import REFRESHERS, SEALS

DUE = datetime.fromisoformat("2022-01-31T09:00+00:00").date()
MORNING = datetime.fromisoformat("2022-01-04T09:00+00:00")


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def recruitment(trust: Organisation) -> Lead:
    return make_lead(trust, name="Head of Recruitment", address="recruitment@trust.example")


@pytest.fixture
def action(trust: Organisation, recruitment: Lead) -> Action:
    return make_action(make_plan(trust), due_on=DUE, lead=recruitment, wording="Train the panels")


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = MORNING
    return clock


def send(clock: Clock) -> None:
    deliver(clock=clock, refreshers=REFRESHERS, seals=SEALS)


def token() -> str:
    """That of the only link."""
    return links.token_of(UpdateLink.objects.get())


def opens(token: str, *, at: datetime = MORNING) -> bool:
    return links.open_link(token, at=at) is not None


# ---- in the mail ----------------------------------------------------------------------------------


def test_a_reminder_carries_a_link_that_works_and_the_database_never_holds_it(
    server: MailServer,  # noqa: F811
    clock: Clock,
    action: Action,
    recruitment: Lead,
    settings: Settings,
) -> None:
    reminders.plan(now=MORNING)

    send(clock)

    (letter,) = server.letters
    text, html = (letter.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    page = f"{settings.SITE_ADDRESS}/update/{token()}/"
    for part in (text, html):
        assert part is not None
        assert page in part.get_content()
        assert f"{page}{action.pk}/" in part.get_content()
        assert "[private link" not in part.get_content()
    assert opens(token())
    dumped = StringIO()
    call_command("dumpdata", stdout=dumped)
    assert json.loads(dumped.getvalue())
    assert token() not in dumped.getvalue()


def test_a_message_that_is_tried_again_carries_the_same_link(
    server: MailServer,  # noqa: F811
    clock: Clock,
    action: Action,
) -> None:
    reminders.plan(now=MORNING)
    server.answers["RCPT"] = "450 busy"
    send(clock)
    first = token()
    server.answers.clear()

    clock.move(minutes=2)
    send(clock)

    assert token() == first
    assert first in server.letters[0].as_string().replace("=\n", "")


def test_a_message_that_somebody_sends_again_carries_the_same_link_while_it_works(
    server: MailServer,  # noqa: F811
    clock: Clock,
    action: Action,
) -> None:
    reminders.plan(now=MORNING)
    server.hangs_up_at = "DATA"
    send(clock)
    first = token()
    server.hangs_up_at = ""

    send_again(message=Message.objects.get(), now=clock.now)
    send(clock)

    assert token() == first


@pytest.mark.parametrize("ended", ["revoked", "expired", "made with another key"])
def test_in_place_of_a_link_that_opens_nothing_a_new_one_is_made(
    ended: str, trust: Organisation, recruitment: Lead, settings: Settings
) -> None:
    message = make_message(trust, address=recruitment.address)
    first = links.link_for(recruitment, message, at=MORNING)
    if ended == "revoked":
        links.revoke_link(link=first, at=MORNING)
    if ended == "made with another key":
        settings.SECRET_KEY = "another key of this install" * 3
    later = MORNING + timedelta(days=61 if ended == "expired" else 1)

    second = links.link_for(recruitment, message, at=later)

    assert second != first
    assert opens(links.token_of(second), at=later)
    first.refresh_from_db()
    assert first.message is None


def test_a_holder_of_two_posts_has_a_link_for_each(
    server: MailServer,  # noqa: F811
    clock: Clock,
    action: Action,
    recruitment: Lead,
) -> None:
    other = make_lead(recruitment.organisation, name="Head of Selection", address="Recruitment@trust.example")
    make_action(action.plan, due_on=DUE, lead=other)
    reminders.plan(now=MORNING)

    send(clock)

    assert set(UpdateLink.objects.values_list("lead__name", flat=True)) == {"Head of Recruitment", "Head of Selection"}
    text = server.letters[0].get_body(preferencelist=("plain",))
    assert text is not None
    for link in UpdateLink.objects.all():
        assert f"of {link.lead.name}: http://127.0.0.1:8000/update/{links.token_of(link)}/" in text.get_content()


def test_a_message_has_links_of_those_alone_whose_address_it_goes_to(trust: Organisation, recruitment: Lead) -> None:
    other, foreign = make_lead(trust, address="b@trust.example"), make_lead(make_organisation(), address="a@b.example")
    Lead.objects.filter(pk=foreign.pk).update(address=recruitment.address)
    text = f"[private link {recruitment.pk}] [private link {other.pk}] [private link {foreign.pk}] [private link x/1/2]"
    message = make_message(trust, address=recruitment.address)
    message.text = f"{text} [private link {'9' * 40}]"

    assert set(links.seal(message, MORNING)) == {str(recruitment.pk)}


def test_the_page_of_a_message_does_not_show_its_link(
    server: MailServer,  # noqa: F811
    clock: Clock,
    action: Action,
    client: Client,
) -> None:
    reminders.plan(now=MORNING)
    send(clock)
    organisation = action.plan.organisation
    client.force_login(make_member(organisation, Role.EDI_LEAD))
    message = Message.objects.get(address="recruitment@trust.example")

    page = client.get(reverse("outbox:message", args=[organisation.ods_code, message.pk])).content.decode()

    assert "Update it: [private link]" in page
    assert token() not in page
    assert f"[private link {action.leads.get().pk}" not in page


def test_an_edi_lead_sends_a_link_between_two_reminders(
    server: MailServer,  # noqa: F811
    clock: Clock,
    recruitment: Lead,
    client: Client,
    on: Callable[..., None],
) -> None:
    on("2022-01-04")
    organisation = recruitment.organisation
    client.force_login(make_member(organisation, Role.EDI_LEAD, email="edi@trust.example"))

    for _ in range(2):  # of two clicks one counts
        client.post(reverse("actions:send_link", args=[organisation.ods_code, recruitment.pk]))
    send(clock)

    (letter,) = server.letters
    assert letter["Reply-To"] == "edi@trust.example"
    text = letter.get_body(preferencelist=("plain",))
    assert text is not None
    assert f"/update/{token()}/" in text.get_content()


def test_without_an_address_no_link_is_sent(trust: Organisation, client: Client) -> None:
    lead = make_lead(trust, name="MEGA")
    client.force_login(make_member(trust, Role.EDI_LEAD))

    answer = client.post(reverse("actions:send_link", args=[trust.ods_code, lead.pk]), follow=True)

    assert "MEGA has no email address. Enter one first." in answer.content.decode()
    assert not Message.objects.exists()


def test_a_link_does_not_go_to_a_former_address(
    server: MailServer,  # noqa: F811
    clock: Clock,
    recruitment: Lead,
) -> None:
    link_letters.send_link(lead=recruitment, at=MORNING)
    Lead.objects.update(address="somebody.else@trust.example")

    send(clock)

    assert Message.objects.get().state == "skipped"
    assert server.letters == []


# ---- how long it works ----------------------------------------------------------------------------


def test_a_token_is_kept_as_its_hash_and_every_link_has_its_own(recruitment: Lead) -> None:
    one, other = (links.make_link(lead=recruitment, at=NOW) for _ in range(2))

    assert one.token_hash == hash_of(links.token_of(one))
    assert links.token_of(one) != links.token_of(other)
    assert len(links.token_of(one)) == 43


def test_without_the_key_of_the_install_the_seed_is_worth_nothing(recruitment: Lead, settings: Settings) -> None:
    link = links.make_link(lead=recruitment, at=NOW)
    right = links.token_of(link)

    settings.SECRET_KEY = "the key of whoever has a copy of the database" * 2

    assert links.token_of(link) != right


@pytest.mark.parametrize(("days", "works"), [(0, True), (59, True), (60, False)])
def test_a_link_works_for_sixty_days(days: int, works: bool, recruitment: Lead) -> None:
    made = links.make_link(lead=recruitment, at=NOW)

    assert opens(links.token_of(made), at=NOW + timedelta(days=days)) is works


def test_a_link_stops_with_the_address_even_where_nobody_revoked_it(recruitment: Lead) -> None:
    made = links.make_link(lead=recruitment, at=MORNING)

    Lead.objects.update(address="somebody.else@trust.example")

    assert not opens(links.token_of(made))


@pytest.mark.parametrize("wrong", ["", "x", "token", "A" * 43])
def test_what_is_no_token_opens_nothing(wrong: str, recruitment: Lead) -> None:
    links.make_link(lead=recruitment, at=MORNING)

    assert not opens(wrong)


def test_uses_are_counted_for_an_hour(recruitment: Lead) -> None:
    made = links.make_link(lead=recruitment, at=MORNING)
    UpdateLink.objects.update(counted_from=MORNING, counted=links.MOST_USES - 1)

    assert opens(links.token_of(made), at=MORNING + timedelta(minutes=30))
    with pytest.raises(links.UsedTooOftenError):
        links.open_link(links.token_of(made), at=MORNING + timedelta(minutes=59))
    assert opens(links.token_of(made), at=MORNING + timedelta(minutes=60))

    made.refresh_from_db()
    assert (made.counted, made.used_at) == (1, MORNING + timedelta(minutes=60))
