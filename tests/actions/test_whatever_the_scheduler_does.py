"""Reminders over many days between 2024 and 2040: whatever is due, and however often or seldom the scheduler runs."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from actions import reminders
from actions.choices import week_of
from actions.models import Reminder
from outbox.models import Message
from outbox.services import GIVE_UP_AFTER
from tests.actions import walk
from tests.actions.test_days_of_mail import is_worked
from tests.actions.walk import Asked, Contact, Day, State, Walk, World
from tests.factories import make_action, make_lead, make_organisation, make_plan, make_standard
from tests.outbox.test_claims import at_once, together

NUMBERS = st.lists(st.sampled_from([1, 3, 7, 14, 28, 30, 60]), unique=True, max_size=3)
RULES = st.fixed_dictionaries(
    {"remind_before": NUMBERS, "remind_after": NUMBERS, "escalate_after": st.sampled_from([1, 7, 14, 40])}
)
ADDRESSES = ["0@trust.example", "1@TRUST.example", ""]
CONTACTS = st.lists(
    st.builds(
        Contact,
        email=st.sampled_from(["0@trust.example", "edi@trust.example", "deputy@trust.example"]),
        before=st.none() | NUMBERS,
        weekly=st.booleans(),
    ),
    max_size=2,
    unique_by=lambda contact: contact.email,
)
ACTIONS = st.builds(
    Asked,
    lead=st.sampled_from([0, 0, 1, 1, 2, None]),
    due_in=st.integers(-30, 40),
    repeat=st.sampled_from(["", "", "", "weekly", "monthly", "quarterly"]),
    ongoing=st.just(False),
) | st.builds(Asked, lead=st.integers(0, 2), due_in=st.just(0), ongoing=st.just(True))
WORLDS = st.builds(
    World,
    starts_on=st.dates(date(2024, 1, 1), date(2040, 6, 30)),
    rules=RULES,
    addresses=st.just(ADDRESSES),
    contacts=CONTACTS,
    actions=st.lists(ACTIONS, min_size=1, max_size=4),
)
EVENTS = st.tuples(
    st.sampled_from(["move", "move", "change status", "change address"]), st.integers(0, 3), st.integers(0, 60)
)
WALKS = st.lists(
    st.builds(
        Day,
        after=st.sampled_from([1, 1, 2, 3, 4, 9, 30]),
        event=st.none() | EVENTS,
        later=st.none() | EVENTS,
        is_away=st.sampled_from([False, False, True]),
        is_overtaken=st.booleans(),
        hour=st.sampled_from([8, 8, 12, 23]),
    ),
    min_size=4,
    max_size=10,
)


# What was put off on Tuesday goes on Wednesday morning; later that day a date is moved, so that there is news.
USUAL = {"remind_before": [30, 7], "remind_after": [7, 14, 28], "escalate_after": 14}
MONDAY = date(2024, 5, 13)
ONE_ACTION = World(MONDAY, USUAL, ADDRESSES, [], [Asked(lead=0, due_in=8)])
PUT_OFF = [Day(after=1, is_away=True), Day(after=1, later=("move", 0, 1)), Day(after=1)]


@pytest.fixture
def mail(db: None, settings: Settings) -> Iterator[None]:
    settings.EMAIL_BACKEND = f"{walk.__name__}.MailServer"
    make_standard()
    yield
    walk.MailServer.is_away = False


@given(world=WORLDS, days=WALKS)
@example(world=ONE_ACTION, days=PUT_OFF)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_each_occasion_is_told_once_on_a_day_of_work_whenever_the_scheduler_runs(
    mail: None, caplog: pytest.LogCaptureFixture, world: World, days: list[Day]
) -> None:
    with transaction.atomic():
        walked = Walk(world)
        for day in days:
            go_through(walked, day)
        transaction.set_rollback(True)
    assert "could not be written" not in caplog.text


def go_through(walked: Walk, day: Day) -> None:
    """At night nothing goes. In the hours of mail the first tick writes all that has come, and any other nothing."""
    walked.day += timedelta(days=day.after)
    walk.MailServer.is_away = day.is_away
    if day.event:
        walked.happen(*day.event)
    sent = len(walked.sent_on)
    walked.tick(walked.at(7, 59))
    assert len(walked.sent_on) == sent
    now, known = walked.at(day.hour, 1), set(on_record())
    if day.is_overtaken:
        with walk.overtaken(by=lambda: reminders.plan(now=now)):
            reminders.plan(now=now)
    walked.tick(now)
    before = walk.rows()
    assert reminders.plan(now=now) == 0
    assert walk.rows() == before
    if is_worked(walked.day):
        check_what_was_told(walked, known, is_away=day.is_away)
    if day.later:
        walked.happen(*day.later)
        walked.tick(now + timedelta(minutes=30))
    check_what_was_sent(walked)


def check_what_was_sent(walked: Walk) -> None:
    """On days of work from 8 on; to nobody twice a day, or a week where that was chosen; and no occasion twice."""
    days = Counter((address, now.date()) for address, now in walked.sent_on.values())
    assert all(is_worked(day) for _, day in days)
    assert all(now.hour >= 8 for _, now in walked.sent_on.values())
    assert set(days.values()) <= {1}
    weeks = Counter((address, week_of(day)) for address, day in days if address in walked.weekly)
    assert set(weeks.values()) <= {1}
    carried = Reminder.objects.filter(state=Reminder.State.IN_MESSAGE, message__state=State.SENT)
    for *key, message in carried.values_list("action", "due_on", "occasion", "address", "message"):
        assert walked.told_in.setdefault(tuple(key), message) == message


def on_record() -> dict[walk.Key, Reminder]:
    rows = Reminder.objects.counting().select_related("message")
    return {(row.action_id, row.due_on, row.occasion, row.address): row for row in rows}


def check_what_was_told(walked: Walk, known: set[walk.Key], *, is_away: bool) -> None:
    """Of each deadline and address the newest occasion is in a message, and those before it are on record."""
    found = on_record()
    for (action, due_on, address), come in walked.come().items():
        if address in walked.weekly:
            continue
        *older, newest = ((action, due_on, name, address) for _, name in come)
        assert {*older, newest} <= set(found)
        assert all(found[key].state == Reminder.State.SUPERSEDED for key in older if key not in known)
        assert found[newest].state == Reminder.State.IN_MESSAGE
        check_its_message(found[newest].message, walked, is_away=is_away)


def check_its_message(message: Message | None, walked: Walk, *, is_away: bool) -> None:
    now = walked.at(12)
    assert message
    if message.state == State.FAILED:
        assert now - message.created_at > GIVE_UP_AFTER
    else:
        assert message.state in ({State.SENT, State.PENDING} if is_away else {State.SENT})


@together
@pytest.mark.django_db(transaction=True)
def test_several_planners_at_once_write_what_one_writes(caplog: pytest.LogCaptureFixture) -> None:
    trust = make_organisation()
    plan = make_plan(trust)
    for number in range(6):
        lead = make_lead(trust, address=f"{number}@trust.example")
        make_action(plan, due_on=MONDAY + timedelta(days=number), lead=lead)

    for days in (0, 1, 7, 8, 15):
        now = datetime.combine(MONDAY + timedelta(days=days), time(9), tzinfo=walk.ENGLAND)
        written = at_once(partial(reminders.plan, now=now))
        messages = list(Message.objects.filter(created_at=now).values_list("address", flat=True))
        assert sum(written) == len(messages) == len(set(messages)) > 0
        Message.objects.filter(state=State.PENDING).update(state=State.SENT, sent_at=now, handed_over_at=now)

    assert Reminder.objects.filter(state=Reminder.State.IN_MESSAGE, message=None).count() == 0
    assert "could not be written" not in caplog.text
