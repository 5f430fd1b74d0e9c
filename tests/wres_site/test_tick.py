"""One tick: every step on its own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from outbox.models import Message
from tests.factories import make_message, make_organisation
from wres_site import tick


def fail(**given: Any) -> None:
    raise ZeroDivisionError


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("module", "name"), [(tick.deadlines, "roll"), (tick.reminders, "plan"), (tick.timetable, "keep")]
)
def test_mail_that_waits_goes_out_where_a_step_before_it_fails(
    module: Any, name: str, monkeypatch: pytest.MonkeyPatch, on: Callable[..., None]
) -> None:
    on("2021-12-15")
    make_message(make_organisation())
    monkeypatch.setattr(module, name, fail)

    with pytest.raises(tick.TickError):
        tick.tick()

    assert Message.objects.get().state == Message.State.SENT
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_the_command_does_one_tick(on: Callable[..., None]) -> None:
    on("2021-12-15")
    make_message(make_organisation())

    call_command("tick")

    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_message_that_cannot_be_drawn_waits_and_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, on: Callable[..., None]
) -> None:
    on("2021-12-15")
    trust = make_organisation()
    broken, whole = make_message(trust, kind="broken"), make_message(trust)
    monkeypatch.setitem(tick.REFRESHERS, "broken", lambda message, now: 1 / 0)

    tick.tick()

    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {broken.pk: "pending", whole.pk: "sent"}
