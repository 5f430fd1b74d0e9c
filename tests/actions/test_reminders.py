"""Who is reminded of what, and when: each once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Membership, Organisation, Role, User
from actions import reminders
from actions.models import Action, Deadline, Lead, Reminder
from actions.services.deadlines import roll
from outbox.delivery import NotNowError, claim
from outbox.models import Message
from tests.factories import make_action, make_lead, make_member, make_organisation, make_plan, make_update, make_user

DUE = date(2022, 1, 31)


def at(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00+00:00")


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def recruitment(trust: Organisation) -> Lead:
    return make_lead(trust, name="Head of Recruitment", address="recruitment@trust.example")


@pytest.fixture
def action(trust: Organisation, recruitment: Lead) -> Action:
    return make_action(
        make_plan(trust), due_on=DUE, lead=recruitment, wording="Train the panels", timescale="January 2022"
    )


def sent_to() -> list[str]:
    return list(Message.objects.order_by("created_at", "pk").values_list("address", flat=True))


def plan_and_send(now: datetime) -> None:
    """As on a day on which the mail server answers: nothing that was written still waits on the next."""
    reminders.plan(now=now)
    waiting = Message.objects.filter(state=Message.State.PENDING)
    waiting.update(state=Message.State.SENT, sent_at=now, handed_over_at=now)


def test_a_deadline_thirty_days_away_is_reminded_of_once(action: Action) -> None:
    for day in ("2022-01-04", "2022-01-04", "2022-01-05"):
        reminders.plan(now=at(day))

    assert sent_to() == ["recruitment@trust.example"]
    assert Message.objects.get().text.count("Train the panels") == 1


def test_nothing_is_sent_before_its_day(action: Action) -> None:
    assert reminders.plan(now=at("2021-12-31")) == 0


@pytest.mark.parametrize("moment", [at("2022-01-04", 7), at("2022-01-03"), at("2022-01-08")])
def test_nothing_is_planned_at_night_or_on_a_day_off(moment: datetime, action: Action) -> None:
    assert reminders.plan(now=moment) == 0
    assert not Reminder.objects.exists()


def test_of_several_missed_occasions_the_newest_is_sent_and_the_others_are_recorded(action: Action) -> None:
    reminders.plan(now=at("2022-02-08"))

    rows = dict(Reminder.objects.filter(address="recruitment@trust.example").values_list("occasion", "state"))
    assert rows == {
        "30 days before": "superseded",
        "7 days before": "superseded",
        "on the day": "superseded",
        "7 days after": "in_message",
    }
    assert sent_to() == ["recruitment@trust.example"]


def test_over_a_whole_year_each_occasion_is_sent_exactly_once(action: Action) -> None:
    day = date(2021, 12, 1)
    while day < date(2022, 12, 1):
        plan_and_send(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
        day += timedelta(days=1)

    carried = Reminder.objects.filter(state=Reminder.State.IN_MESSAGE)
    assert carried.count() == Reminder.objects.count() == Message.objects.count()
    names = set(carried.values_list("occasion", flat=True))
    assert {"30 days before", "7 days before", "on the day", "7 days after", "14 days after", "28 days after"} <= names


def test_moving_a_date_makes_new_occasions_and_moving_it_back_repeats_none(action: Action) -> None:
    reminders.plan(now=at("2022-01-04"))
    Deadline.objects.update(due_on=date(2022, 2, 2))
    reminders.plan(now=at("2022-01-05"))
    Deadline.objects.update(due_on=DUE)

    reminders.plan(now=at("2022-01-06"))

    assert Message.objects.count() == 2


def test_everything_for_one_address_goes_into_one_message_a_day(
    trust: Organisation, recruitment: Lead, action: Action
) -> None:
    other = make_lead(trust, address="Recruitment@trust.example")
    make_action(action.plan, due_on=DUE, lead=other, wording="Review the training")

    reminders.plan(now=at("2022-01-04"))

    message = Message.objects.get()
    assert "Train the panels" in message.text
    assert "Review the training" in message.text


def test_what_falls_due_after_the_message_of_the_day_waits_for_the_next(recruitment: Lead, action: Action) -> None:
    reminders.plan(now=at("2022-01-04"))
    make_action(action.plan, due_on=DUE, lead=recruitment, wording="Added at noon")

    assert reminders.plan(now=at("2022-01-04", 12)) == 0
    assert reminders.plan(now=at("2022-01-05")) == 1

    assert "Added at noon" in Message.objects.latest("created_at").text


@pytest.mark.parametrize("status", ["complete", "closed"])
def test_an_ended_action_is_not_reminded_of(status: str, action: Action) -> None:
    Action.objects.update(status=status)

    assert reminders.plan(now=at("2022-01-04")) == 0


def test_a_met_deadline_is_not_reminded_of(action: Action) -> None:
    Deadline.objects.update(met_on=date(2022, 1, 3))

    assert reminders.plan(now=at("2022-01-04")) == 0


def test_supporting_leads_are_not_reminded(trust: Organisation, action: Action) -> None:
    make_action(
        action.plan, due_on=DUE, lead=action.leads.get(), support=make_lead(trust, address="support@trust.example")
    )

    reminders.plan(now=at("2022-01-04"))

    assert sent_to() == ["recruitment@trust.example"]


@pytest.mark.parametrize(
    "arrange",
    [
        lambda trust, plan: make_action(plan, due_on=DUE, lead=make_lead(trust)),
        lambda trust, plan: make_action(plan, due_on=DUE),
    ],
    ids=["a lead without an address", "no lead at all"],
)
def test_what_reaches_nobody_goes_to_the_edi_leads(
    arrange: Callable[[Organisation, Any], Action], trust: Organisation
) -> None:
    make_member(trust, Role.EDI_LEAD, email="edi@trust.example")
    make_member(trust, Role.ADMIN, email="admin@trust.example")
    arrange(trust, make_plan(trust))

    reminders.plan(now=at("2022-01-04"))

    assert sent_to() == ["edi@trust.example"]


def test_without_an_edi_lead_it_goes_to_the_admins(trust: Organisation) -> None:
    make_member(trust, Role.ADMIN, email="admin@trust.example")
    make_action(make_plan(trust), due_on=DUE)

    reminders.plan(now=at("2022-01-04"))

    assert sent_to() == ["admin@trust.example"]


def test_the_edi_lead_is_told_fourteen_days_after(trust: Organisation, action: Action) -> None:
    make_member(trust, Role.EDI_LEAD, email="edi@trust.example")

    reminders.plan(now=at("2022-02-11"))
    before = sent_to()
    reminders.plan(now=at("2022-02-14"))

    assert "edi@trust.example" not in before
    assert sent_to().count("edi@trust.example") == 1


def test_a_reply_goes_to_the_edi_lead(trust: Organisation, action: Action) -> None:
    make_member(trust, Role.EDI_LEAD, email="edi@trust.example")

    reminders.plan(now=at("2022-01-04"))

    assert Message.objects.get().reply_to == "edi@trust.example"


def ongoing(trust: Organisation, lead: Lead) -> Action:
    return make_action(make_plan(trust), lead=lead, ongoing=True, timescale="Ongoing")


def test_an_ongoing_action_without_an_update_is_asked_about_before_the_quarter_ends(
    trust: Organisation, recruitment: Lead
) -> None:
    ongoing(trust, recruitment)

    assert reminders.plan(now=at("2021-12-16")) == 0
    assert reminders.plan(now=at("2021-12-17")) == 1
    assert reminders.plan(now=at("2021-12-20")) == 0
    assert "No update yet this quarter" in Message.objects.get().text


def test_an_ongoing_action_with_an_update_in_the_quarter_is_left_alone(trust: Organisation, recruitment: Lead) -> None:
    make_update(ongoing(trust, recruitment), by=make_user(), on=date(2021, 10, 2))

    assert reminders.plan(now=at("2021-12-17")) == 0


def test_a_digest_is_not_sent_when_all_of_it_was_dealt_with(action: Action) -> None:
    reminders.plan(now=at("2022-01-04"))
    Action.objects.update(status="complete")
    message = claim(now=at("2022-01-04"))
    assert message

    reason = reminders.refresh(message, at("2022-01-04"))

    assert reason.startswith("Everything in it was dealt with")
    assert Reminder.objects.get().state == Reminder.State.DROPPED


def test_a_digest_leaves_out_what_was_dealt_with_in_the_meantime(recruitment: Lead, action: Action) -> None:
    make_action(action.plan, due_on=DUE, lead=recruitment, wording="Review the training")
    reminders.plan(now=at("2022-01-04"))
    Action.objects.filter(pk=action.pk).update(status="complete")
    message = claim(now=at("2022-01-04"))
    assert message

    assert reminders.refresh(message, at("2022-01-04")) == ""

    assert "Train the panels" not in message.text + message.html
    assert message.subject.startswith("1 action to update")


def test_a_digest_does_not_follow_a_lead_to_a_new_address(recruitment: Lead, action: Action) -> None:
    reminders.plan(now=at("2022-01-04"))
    Lead.objects.update(address="successor@trust.example")
    message = claim(now=at("2022-01-04"))
    assert message

    assert reminders.refresh(message, at("2022-01-04"))
    reminders.plan(now=at("2022-01-05"))

    assert sent_to() == ["recruitment@trust.example", "successor@trust.example"]


def test_the_list_of_what_is_to_come_agrees_with_what_then_goes_out(
    trust: Organisation, kingston: Organisation
) -> None:
    """The planner run dry, day by day, against the planner itself."""
    make_member(kingston, Role.EDI_LEAD, email="edi@trust.example")
    start = date(2021, 12, 15)

    foretold = [
        (item.send_on, item.recipient.address, item.due.action.pk, item.occasion.name)
        for item in reminders.upcoming(kingston, on=start, days=30)
    ]

    for day in (start + timedelta(days=n) for n in range(31)):
        plan_and_send(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    carried = Reminder.objects.filter(state=Reminder.State.IN_MESSAGE).select_related("message")
    happened = [(row.message.created_at.date(), row.address, row.action_id, row.occasion) for row in carried]
    assert sorted(foretold) == sorted(happened)


def kingstons_people(kingston: Organisation) -> User:
    Lead.objects.of(kingston).filter(name="Head of Recruitment").update(address="recruitment@trust.example")
    Lead.objects.of(kingston).filter(name="Head of Equality, Diversity & Inclusion").update(address="edi@trust.example")
    return make_member(kingston, Role.EDI_LEAD, email="edi@trust.example", name="Amara Osei")


def test_on_15_december_2021_what_kingston_has_due_in_january_is_to_come_once_for_each_recipient(
    kingston: Organisation,
) -> None:
    kingstons_people(kingston)

    upcoming = reminders.upcoming(kingston, on=date(2021, 12, 15), days=30)

    january = [item for item in upcoming if item.due.due_on == DUE]
    assert {item.send_on for item in january} == {date(2022, 1, 4)}
    assert sorted((item.due.action.place, item.recipient.address) for item in january) == [
        (1, "edi@trust.example"),
        (1, "recruitment@trust.example"),
        (2, "edi@trust.example"),
        (2, "recruitment@trust.example"),
        (11, "edi@trust.example"),
    ]


def test_on_10_january_2022_kingston_writes_to_nobody_twice(kingston: Organisation) -> None:
    kingstons_people(kingston)

    reminders.plan(now=at("2022-01-10"))

    assert sorted(sent_to()) == ["edi@trust.example", "recruitment@trust.example"]


def test_planning_takes_the_same_number_of_queries_for_one_action_and_for_many(
    trust: Organisation, recruitment: Lead, action: Action, django_assert_max_num_queries: Any
) -> None:
    reminders.plan(now=at("2022-01-04"))

    def queries() -> int:
        with django_assert_max_num_queries(100) as captured:
            reminders.plan(now=at("2022-01-04", 12))
        return len(captured)

    few = queries()
    for number in range(20):
        other = make_organisation()
        make_action(make_plan(other), due_on=DUE, lead=make_lead(other, address=f"lead{number}@trust.example"))
    reminders.plan(now=at("2022-01-04", 13))

    assert queries() == few
    assert Membership.objects.count() == 0


def test_a_quarterly_action_is_reminded_of_for_each_quarter(trust: Organisation, recruitment: Lead) -> None:
    make_action(make_plan(trust), due_on=date(2021, 12, 31), repeat="quarterly", lead=recruitment)

    reminders.plan(now=at("2021-12-01"))
    roll(on=date(2022, 3, 1))
    reminders.plan(now=at("2022-03-01"))

    days = set(Reminder.objects.filter(state="in_message").values_list("due_on", flat=True))
    assert days == {date(2021, 12, 31), date(2022, 3, 31)}


def test_of_two_digests_that_wait_for_one_address_only_the_newer_goes(action: Action) -> None:
    reminders.plan(now=at("2022-01-04"))
    reminders.plan(now=at("2022-01-24"))

    older, newer = Message.objects.order_by("created_at")
    assert (older.state, newer.state) == (Message.State.SUPERSEDED, Message.State.PENDING)
    assert [row.occasion for row in newer.reminders.order_by("day")] == ["30 days before", "7 days before"]


def test_what_an_older_digest_said_is_said_where_all_else_in_the_newer_was_done(
    recruitment: Lead, action: Action
) -> None:
    other = make_action(action.plan, due_on=DUE + timedelta(days=1), lead=recruitment)
    reminders.plan(now=at("2022-01-24"))
    reminders.plan(now=at("2022-01-25"))
    Action.objects.filter(pk=other.pk).update(status="complete")
    newer = Message.objects.latest("created_at")

    assert reminders.refresh(newer, at("2022-01-25")) == ""
    assert "Train the panels" in newer.text


def test_while_one_digest_is_leaving_no_second_is_written(action: Action) -> None:
    reminders.plan(now=at("2022-01-04"))
    claim(now=at("2022-01-24"))

    assert reminders.plan(now=at("2022-01-24")) == 0


def test_whoever_got_this_morning_what_was_put_off_yesterday_gets_no_second_message_today(
    recruitment: Lead, action: Action
) -> None:
    make_action(action.plan, due_on=DUE + timedelta(days=1), lead=recruitment)
    reminders.plan(now=at("2022-01-24"))
    Message.objects.update(state="sent", sent_at=at("2022-01-25", 8), handed_over_at=at("2022-01-25", 8))

    assert reminders.plan(now=at("2022-01-25")) == 0
    assert reminders.plan(now=at("2022-01-26")) == 1


def test_what_was_dropped_before_it_went_is_reminded_of_when_it_is_open_again(action: Action) -> None:
    reminders.plan(now=at("2022-01-31"))
    Action.objects.update(status="complete")
    message = Message.objects.get()
    assert reminders.refresh(message, at("2022-01-31"))
    Message.objects.update(state=Message.State.SKIPPED, reason="Done.")
    Action.objects.update(status="on_track")

    assert reminders.plan(now=at("2022-02-01")) == 1
    row = Reminder.objects.get(occasion="on the day")
    assert (row.state, row.message) == (Reminder.State.IN_MESSAGE, Message.objects.latest("created_at"))


def test_what_was_dropped_and_goes_with_its_message_after_all_is_on_record_as_in_it(action: Action) -> None:
    reminders.plan(now=at("2022-01-31"))
    message = Message.objects.get()
    Action.objects.update(status="complete")
    reminders.refresh(message, at("2022-01-31"))
    Action.objects.update(status="on_track")

    assert reminders.refresh(message, at("2022-01-31")) == ""
    assert set(Reminder.objects.filter(message=message).values_list("state", flat=True)) == {"in_message"}


@pytest.mark.parametrize(
    ("moment", "until"),
    [(at("2022-01-05", 3), at("2022-01-05", 8)), (at("2022-01-08"), at("2022-01-10", 8)), (at("2022-04-15"), None)],
    ids=["at night", "on a Saturday", "on Good Friday"],
)
def test_a_digest_that_a_mail_server_put_off_waits_for_a_working_morning(
    action: Action, moment: datetime, until: datetime | None
) -> None:
    reminders.plan(now=at("2022-01-04"))

    with pytest.raises(NotNowError) as put_off:
        reminders.refresh(Message.objects.get(), moment)

    assert put_off.value.until == (until or at("2022-04-19", 8))


def test_a_digest_that_waited_says_what_is_true_on_the_day_it_goes(action: Action) -> None:
    reminders.plan(now=at("2022-01-31"))
    message = Message.objects.get()
    assert "Due today." in message.text

    reminders.refresh(message, at("2022-02-01"))

    assert "Overdue. It was due on 31 January 2022." in message.text


def test_a_long_digest_lists_the_first_and_counts_the_rest(recruitment: Lead, action: Action) -> None:
    for number in range(30):
        make_action(action.plan, due_on=DUE, lead=recruitment, wording=f"Number {number}")

    reminders.plan(now=at("2022-01-04"))

    message = Message.objects.get()
    assert message.subject.startswith("31 actions to update")
    assert message.text.count("Update it:") == 25
    assert "And 6 more." in message.text


def test_whoever_stands_in_is_led_to_the_plan_and_a_lead_to_a_private_list(
    trust: Organisation, recruitment: Lead, action: Action
) -> None:
    make_member(trust, Role.EDI_LEAD, email="edi@trust.example")
    make_action(action.plan, due_on=DUE)

    reminders.plan(now=at("2022-01-04"))

    texts = dict(Message.objects.values_list("address", "text"))
    assert f"Update the actions: [private link {recruitment.pk}]\n" in texts["recruitment@trust.example"]
    assert f"Update it: [private link {recruitment.pk}/{action.pk}]\n" in texts["recruitment@trust.example"]
    assert "This private link needs no account" in texts["recruitment@trust.example"]
    assert f"/{trust.ods_code}/actions/\n" in texts["edi@trust.example"]
    assert "private link" not in texts["edi@trust.example"]
    assert "nobody else can be reached" in texts["edi@trust.example"]


def test_the_holder_of_a_post_is_greeted_by_name(recruitment: Lead, action: Action) -> None:
    Lead.objects.update(holder="Priya Nair")

    reminders.plan(now=at("2022-01-04"))

    assert "Hello Priya Nair," in Message.objects.get().text


def test_a_weekly_action_is_asked_about_once_a_week_and_a_silence_is_not_made_up_for(
    trust: Organisation, recruitment: Lead
) -> None:
    make_action(
        make_plan(trust), due_on=date(2021, 10, 6), repeat="weekly", repeats_from=date(2021, 10, 6), lead=recruitment
    )
    day = date(2022, 1, 4)
    while day < date(2022, 2, 1):
        roll(on=day)
        reminders.plan(now=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
        day += timedelta(days=1)

    # One for the week before, which is still chased, and one for each Wednesday.
    days = [message.created_at.date() for message in Message.objects.order_by("created_at")]
    assert days == [date(2022, 1, 4), *(date(2022, 1, n) for n in (5, 12, 19, 26))]
