"""A private link stands in the mail, and nowhere else."""

from collections.abc import Mapping
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Organisation
from outbox.delivery import deliver
from outbox.models import Message
from outbox.private_links import filled, hidden, names_in, place_for
from outbox.services import Letter
from tests.factories import make_message
from tests.outbox.conftest import Clock
from tests.outbox.mail_server import MailServer

LINK = "https://tracker.example/update/secret/"
LETTER = Letter("To update", f"Here: {place_for('7/45')}\n", f'<p><a href="{place_for("7")}">Here</a></p>')


def seal(message: Message, now: datetime) -> Mapping[str, str]:
    return {"7": LINK, "7/45": f"{LINK}45/"}


def test_the_link_goes_out_in_both_parts_and_is_not_kept(server: MailServer, clock: Clock, trust: Organisation) -> None:
    message = make_message(trust, letter=LETTER)

    deliver(clock=clock, refreshers={}, seals={"test": seal})

    (letter,) = server.letters
    text, html = (letter.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert f"Here: {LINK}45/" in text.get_content()
    assert f'href="{LINK}"' in html.get_content()
    message.refresh_from_db()
    assert message.state == "sent"
    assert "secret" not in message.text + message.html


def test_a_link_that_cannot_be_made_is_tried_again(server: MailServer, clock: Clock, trust: Organisation) -> None:
    message = make_message(trust, letter=LETTER)

    def broken(message: Message, now: datetime) -> Mapping[str, str]:
        raise OSError("database went away")

    deliver(clock=clock, refreshers={}, seals={"test": broken})

    message.refresh_from_db()
    assert (message.state, message.reason) == ("pending", "It could not be drawn: OSError.")
    assert server.letters == []


def test_a_message_that_nobody_needs_gets_no_link(server: MailServer, clock: Clock, trust: Organisation) -> None:
    make_message(trust, letter=LETTER)
    made: list[Message] = []

    def remember(message: Message, now: datetime) -> Mapping[str, str]:
        made.append(message)
        return {}

    deliver(clock=clock, refreshers={"test": lambda message, now: "Not needed."}, seals={"test": remember})

    assert made == []


def test_what_somebody_typed_as_a_place_shows_no_name() -> None:
    assert filled("See [private link 9] and [private link 7].", {"7": LINK}) == f"See [private link] and {LINK}."


@given(names=st.lists(st.from_regex(r"\d{1,5}(/\d{1,5})?", fullmatch=True), unique=True))
def test_every_place_is_found_and_can_be_hidden(names: list[str]) -> None:
    text = " and ".join(place_for(name) for name in names)

    assert names_in(text, text) == names
    assert hidden(text) == " and ".join("[private link]" for _ in names)
