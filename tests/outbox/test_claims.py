"""Who sends a message, when there are several workers and any of them may stop at any moment."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, transaction

from accounts.models import Organisation
from outbox.delivery import LEASE, MOST_AGAIN, claim, deliver, finish, hand_over, release_abandoned
from outbox.models import Message
from tests.factories import NOW, make_message, make_organisation
from tests.outbox.conftest import Clock
from tests.outbox.mail_server import MailServer

State = Message.State
Found = TypeVar("Found")
WORKERS = 4

together = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests share one connection")


def at_once(work: Callable[[], Found]) -> list[Found]:
    """What each of several workers found, all started at the same moment."""
    barrier = Barrier(WORKERS)

    def worker(number: int) -> Found:
        barrier.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(worker, range(WORKERS)))


def claim_all() -> list[int]:
    claimed = []
    while message := claim(now=NOW):
        claimed.append(message.pk)
    return claimed


@together
@pytest.mark.django_db(transaction=True)
def test_several_workers_claim_each_message_once() -> None:
    trust = make_organisation()
    messages = [make_message(trust).pk for _ in range(40)]

    claimed = at_once(claim_all)

    assert sorted(pk for each in claimed for pk in each) == messages


@together
@pytest.mark.django_db(transaction=True)
def test_several_workers_send_each_message_once(server: MailServer, clock: Clock) -> None:
    trust = make_organisation()
    messages = [make_message(trust).message_id for _ in range(12)]

    at_once(lambda: deliver(clock=clock, refreshers={}))

    assert sorted(letter["Message-ID"] for letter in server.letters) == sorted(messages)
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


def test_what_is_claimed_is_not_claimed_again(trust: Organisation) -> None:
    messages = [make_message(trust).pk for _ in range(3)]

    assert claim_all() == messages
    assert claim_all() == []


def test_a_claim_has_its_own_lease_and_counts_the_attempt(message: Message) -> None:
    claimed = claim(now=NOW)

    assert claimed is not None
    assert (claimed.pk, claimed.state, claimed.attempts) == (message.pk, State.SENDING, 1)
    assert claimed.lease is not None
    assert claimed.leased_until == NOW + LEASE


@pytest.mark.parametrize("state", [state for state in State if state not in (State.PENDING, State.SENDING)])
def test_what_has_ended_is_not_claimed(message: Message, state: State) -> None:
    Message.objects.update(state=state, reason="Why.", sent_at=NOW, handed_over_at=NOW)

    assert claim(now=NOW) is None


@pytest.mark.parametrize(
    ("handed_over_at", "past_the_lease", "state"),
    [
        (None, True, State.PENDING),
        (NOW, True, State.UNKNOWN),
        (None, False, State.SENDING),
        (NOW, False, State.SENDING),
    ],
)
def test_what_a_worker_left_behind_goes_back_or_is_unknown(
    message: Message, clock: Clock, handed_over_at: datetime | None, past_the_lease: bool, state: State
) -> None:
    claim(now=NOW)
    Message.objects.update(handed_over_at=handed_over_at)
    clock.now = NOW + LEASE
    clock.move(seconds=int(past_the_lease))

    release_abandoned(now=clock.now)

    message.refresh_from_db()
    assert message.state == state
    assert (message.lease is None) is past_the_lease
    assert bool(message.reason) is (state == State.UNKNOWN)


def test_where_that_is_the_rule_what_may_have_gone_goes_again(
    server: MailServer, clock: Clock, message: Message
) -> None:
    Organisation.objects.update(resends_unknown=True)
    claim(now=NOW)
    Message.objects.update(handed_over_at=NOW)
    clock.move(minutes=6)

    deliver(clock=clock, refreshers={})

    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(server.letters) == 1


def test_what_stops_a_worker_after_five_days_too_is_given_up(message: Message, clock: Clock) -> None:
    claim(now=NOW)
    clock.move(days=6)
    release_abandoned(now=clock.now)
    message.refresh_from_db()
    assert message.state == State.PENDING  # no worker ran for days: that is no reason to give up
    assert claim(now=clock.now)
    clock.move(minutes=6)

    release_abandoned(now=clock.now)

    message.refresh_from_db()
    assert (message.state, message.reason) == (State.FAILED, "Given up after five days.")


def test_workers_that_stop_after_the_dot_do_not_make_it_go_again_for_ever(message: Message, clock: Clock) -> None:
    Organisation.objects.update(resends_unknown=True)
    states = []
    for _ in range(MOST_AGAIN + 1):
        claimed = claim(now=clock.now)
        assert claimed
        assert hand_over(claimed, now=clock.now)
        clock.move(minutes=6)
        release_abandoned(now=clock.now)
        message.refresh_from_db()
        states.append(message.state)

    assert states == [State.PENDING] * MOST_AGAIN + [State.UNKNOWN]


def test_the_lease_begins_anew_when_the_letter_goes(message: Message, clock: Clock) -> None:
    claimed = claim(now=NOW)
    assert claimed
    clock.move(minutes=4)

    hand_over(claimed, now=clock.now)

    message.refresh_from_db()
    assert message.leased_until == clock.now + LEASE


@together
@pytest.mark.django_db(transaction=True)
def test_a_claim_does_not_lock_the_organisation() -> None:
    trust = make_organisation()
    messages = [make_message(trust).pk for _ in range(2)]
    with transaction.atomic():
        first = claim(now=NOW)
        with ThreadPoolExecutor(1) as pool:
            second = pool.submit(claim_and_close).result(timeout=10)

    assert first is not None
    assert sorted([first.pk, second]) == messages


def claim_and_close() -> int:
    try:
        claimed = claim(now=NOW)
        return claimed.pk if claimed else 0
    finally:
        connection.close()


@pytest.mark.parametrize(("handed_over_at", "arrive"), [(None, 1), (NOW, 0)])
@pytest.mark.usefixtures("message")
def test_the_next_worker_sends_what_was_left_unless_it_may_have_gone(
    server: MailServer, clock: Clock, handed_over_at: datetime | None, arrive: int
) -> None:
    claim(now=NOW)
    Message.objects.update(handed_over_at=handed_over_at)
    clock.move(minutes=6)

    deliver(clock=clock, refreshers={})

    assert len(server.letters) == arrive


def take_over(message: Message, now: datetime) -> str:
    """What another worker does to the row while this one looks at its words."""
    Message.objects.filter(pk=message.pk).update(lease=uuid.UUID(int=7), leased_until=now + LEASE)
    message.text = "Words of the slow worker."
    return ""


def test_a_worker_that_was_overtaken_sends_and_writes_nothing(
    server: MailServer, clock: Clock, message: Message
) -> None:
    deliver(clock=clock, refreshers={"test": take_over})

    text = message.text
    message.refresh_from_db()
    assert server.letters == []
    assert (message.state, message.lease, message.text) == (State.SENDING, uuid.UUID(int=7), text)
    assert message.handed_over_at is None


def test_an_overtaken_worker_does_not_write_that_it_is_not_needed(
    server: MailServer, clock: Clock, message: Message
) -> None:
    deliver(clock=clock, refreshers={"test": lambda found, now: take_over(found, now) or "Not needed."})

    message.refresh_from_db()
    assert (message.state, message.reason) == (State.SENDING, "")


@pytest.mark.parametrize("state", [State.SENT, State.PENDING, State.FAILED, State.UNKNOWN])
def test_an_overtaken_worker_does_not_write_its_outcome(message: Message, clock: Clock, state: State) -> None:
    claimed = claim(now=NOW)
    assert claimed is not None
    assert hand_over(claimed, now=NOW)
    take_over(claimed, NOW)

    finish(claimed, state, reason="Of the slow worker.", sent_at=NOW)

    message.refresh_from_db()
    assert (message.state, message.reason, message.sent_at) == (State.SENDING, "", None)


def test_a_worker_whose_lease_ended_does_not_send(server: MailServer, clock: Clock, message: Message) -> None:
    def slow(message: Message, now: datetime) -> str:
        clock.now += LEASE
        return ""

    deliver(clock=clock, refreshers={"test": slow})

    message.refresh_from_db()
    assert server.letters == []
    assert message.handed_over_at is None
