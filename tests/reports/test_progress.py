"""The progress of a quarter, as at its end."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from actions.models import Action, Deadline, Evidence, Plan, Revision
from actions.quarters import Quarter
from actions.statuses import Rating, Status
from reports import summary
from reports.progress import Progress, plan_in_force, progress_of
from tests.factories import (
    make_action,
    make_evidence,
    make_member,
    make_organisation,
    make_plan,
    make_update,
    make_user,
)

Q3 = Quarter(2021, 3)
Q4 = Quarter(2021, 4)
AFTER = date(2022, 1, 4)


@pytest.fixture
def plan(db: None) -> Plan:
    return make_plan(make_organisation())


@pytest.fixture
def person(db: None) -> User:
    return make_user()


def places(items: list[Any]) -> list[int]:
    return [item.action.place for item in items]


def q3_of(organisation: Organisation, *, on: date = AFTER) -> Progress:
    plan = plan_in_force(organisation, Q3)
    assert plan
    return progress_of(plan, Q3, on=on)


def test_kingstons_third_quarter_agrees_with_its_plan(kingston: Organisation) -> None:
    progress = q3_of(kingston)

    assert len(progress.items) == 22
    assert places(progress.overdue) == [5, 6, 10]  # December 2021, and the two quarterly ones
    assert places(progress.due_next) == [1, 2, 11, 12, 3, 5, 7, 10, 16]
    assert len(progress.without_update) == 22
    assert dict(progress.by_status)[Status.NOT_RECORDED] == 22


def test_while_the_quarter_lasts_what_is_due_on_its_last_day_is_not_overdue(kingston: Organisation) -> None:
    progress = q3_of(kingston, on=date(2021, 12, 15))

    assert progress.overdue == []
    assert places(progress.due_now) == [5, 6, 10]


def test_every_action_has_one_status_and_one_rating(kingston: Organisation) -> None:
    progress = q3_of(kingston)

    assert sum(count for _, count in progress.by_status) == 22
    assert sum(count for _, _, count in progress.by_rating) == 22


def test_actions_that_are_not_started_not_recorded_or_closed_are_counted_apart(plan: Plan) -> None:
    for status, number in ((Status.NOT_STARTED, 1), (Status.NOT_RECORDED, 2), (Status.CLOSED, 3)):
        for _ in range(number):
            make_action(plan, status=status)
    make_action(plan, status=Status.NOT_STARTED, due_on=date(2021, 10, 31))

    counted = {words: (rating, count) for rating, words, count in progress_of(plan, Q3, on=date(2022, 6, 1)).by_rating}

    assert counted["Not started"] == (Rating.GREY, 1)
    assert counted["Not recorded"] == (Rating.GREY, 2)
    assert counted["Closed"] == (Rating.GREY, 3)
    assert counted["Overdue or off track"] == (Rating.RED, 1)


def test_what_happened_later_does_not_change_a_past_quarter(plan: Plan, person: User) -> None:
    action = make_action(plan, due_on=date(2021, 12, 31))
    make_update(action, by=person, on=date(2021, 11, 1), status="at_risk")
    action.refresh_from_db()
    make_update(action, by=person, on=date(2022, 1, 10), status="complete")
    Deadline.objects.update(met_on=date(2022, 1, 10))

    (item,) = progress_of(plan, Q3, on=date(2022, 6, 1)).items

    assert (item.status, item.rating_words) == (Status.AT_RISK, Rating.RED.label)
    assert item.overdue


def test_before_its_first_update_an_action_stood_as_it_was_imported(plan: Plan, person: User) -> None:
    action = make_action(plan, status="not_started")
    make_update(action, by=person, on=date(2022, 2, 1), status="on_track")

    (item,) = progress_of(plan, Q3, on=AFTER).items

    assert item.status == Status.NOT_STARTED


@pytest.mark.parametrize(
    ("before", "after", "listed_under"),
    [
        ("not_recorded", "on_track", {"started"}),
        ("not_started", "at_risk", {"started", "exceptions"}),
        ("on_track", "complete", {"completed"}),
        ("not_recorded", "complete", {"completed"}),
        ("on_track", "closed", {"closed"}),
        ("on_track", "off_track", {"exceptions"}),
        ("complete", "complete", set()),
        ("at_risk", "on_track", set()),
    ],
)
def test_what_changed_in_the_quarter(before: str, after: str, listed_under: set[str], plan: Plan, person: User) -> None:
    action = make_action(plan, status=before)
    make_update(action, by=person, on=date(2021, 11, 1), status=after)

    progress = progress_of(plan, Q3, on=AFTER)

    named = {name for name in ("started", "completed", "closed", "exceptions") if getattr(progress, name)}
    assert named == listed_under


def test_an_update_that_was_taken_back_counts_for_nothing(plan: Plan, person: User) -> None:
    action = make_action(plan)
    update = make_update(action, by=person, on=date(2021, 11, 1), status="complete")
    update.withdrawn_at = update.made_at
    update.save()
    Action.objects.update(status="not_recorded")

    progress = progress_of(plan, Q3, on=AFTER)

    assert progress.completed == []
    assert len(progress.without_update) == 1


def test_an_older_quarter_of_a_repeating_action_is_on_record_and_not_overdue(plan: Plan) -> None:
    action = make_action(plan, repeat="quarterly", due_on=date(2021, 12, 31))
    Deadline.objects.create(action=action, due_on=date(2022, 3, 31), first_due_on=date(2022, 3, 31))
    Deadline.objects.filter(due_on=date(2021, 12, 31)).update(missed_on=date(2022, 7, 1))

    (item,) = progress_of(plan, Quarter(2022, 2), on=date(2022, 7, 15)).items

    assert item.overdue is None


def test_the_plan_of_a_quarter_is_the_newest_that_had_started(plan: Plan) -> None:
    newer = make_plan(plan.organisation, year=2022, starts_on=date(2022, 10, 1))

    assert plan_in_force(plan.organisation, Quarter(2021, 2)) is None
    assert plan_in_force(plan.organisation, Q4) == plan
    assert plan_in_force(plan.organisation, Quarter(2022, 3)) == newer


def test_the_summary_says_in_words_what_the_numbers_are(kingston: Organisation) -> None:
    assert summary.sentences(q3_of(kingston)) == [
        "The plan has 22 actions.",
        "22 actions have no status recorded yet.",
        "3 actions due by 31 December 2021 were not done.",
        "22 actions had no update in the quarter.",
    ]


def test_the_summary_counts_each_status(plan: Plan, person: User) -> None:
    for status in ("complete", "on_track", "on_track"):
        make_update(make_action(plan), by=person, on=date(2021, 11, 1), status=status)

    assert summary.sentences(progress_of(plan, Q3, on=AFTER)) == [
        "The plan has 3 actions: 2 on track and 1 complete.",
        "No action was overdue.",
    ]


def test_a_quarter_takes_the_same_number_of_queries_for_one_action_and_for_many(
    plan: Plan, person: User, django_assert_num_queries: Any
) -> None:
    for number in range(30):
        make_update(make_action(plan, due_on=date(2021, 12, number + 1)), by=person)

    with django_assert_num_queries(6):
        progress_of(plan, Q3, on=AFTER)


def test_an_update_taken_back_after_the_quarter_still_stood_at_its_end(plan: Plan, person: User) -> None:
    update = make_update(make_action(plan), by=person, on=date(2021, 12, 10), status="complete")
    update.withdrawn_at = datetime(2022, 1, 15, 9, tzinfo=UTC)
    update.save()

    assert len(progress_of(plan, Q3, on=date(2022, 2, 1)).completed) == 1
    assert progress_of(plan, Q4, on=date(2022, 2, 1)).items[0].latest is None


def test_what_was_met_in_a_quarter_stays_met_when_the_action_is_opened_again(plan: Plan, person: User) -> None:
    action = make_action(plan, due_on=date(2021, 12, 15))
    make_update(action, by=person, on=date(2021, 12, 10), status="complete")
    action.refresh_from_db()
    make_update(action, by=person, on=date(2022, 1, 10), status="on_track")

    (item,) = progress_of(plan, Q3, on=date(2022, 2, 1)).items

    assert item.met


def test_a_quarterly_action_is_due_next_quarter_before_its_deadline_is_made(plan: Plan) -> None:
    make_action(plan, repeat="quarterly", due_on=date(2021, 12, 31))

    (item,) = progress_of(plan, Q3, on=date(2021, 12, 15)).due_next

    assert item.due_next
    assert item.due_next.due_on == date(2022, 3, 31)


def test_what_is_overdue_from_before_is_also_due_again_this_quarter(plan: Plan) -> None:
    action = make_action(plan, repeat="quarterly", due_on=date(2021, 12, 31))
    Deadline.objects.create(action=action, due_on=date(2022, 3, 31), first_due_on=date(2022, 3, 31))

    progress = progress_of(plan, Q4, on=date(2022, 1, 10))

    assert places(progress.overdue) == places(progress.due_now) == [action.place]


def test_the_way_back_ends_where_no_plan_was_in_force(kingston: Organisation, client: Client) -> None:
    client.force_login(make_member(kingston, Role.COMMITTEE))

    first = client.get("/RAX/quarters/2021-22-Q3/").content.decode()
    second = client.get("/RAX/quarters/2021-22-Q4/").content.decode()

    assert "/RAX/quarters/2021-22-Q2/" not in first
    assert "/RAX/quarters/2021-22-Q3/" in second


def test_evidence_counts_in_a_quarter_from_the_day_it_was_added_until_it_was_taken_away(
    plan: Plan, person: User
) -> None:
    action = make_action(plan)
    make_evidence(action, by=person, title="Stays")
    removed = make_evidence(action, by=person, title="Was there until January")
    later = make_evidence(action, by=person, title="Came in January")
    Evidence.objects.filter(pk=removed.pk).update(removed_at=datetime(2022, 1, 3, 9, tzinfo=UTC))
    Evidence.objects.filter(pk=later.pk).update(added_at=datetime(2022, 1, 3, 9, tzinfo=UTC))

    (item,) = progress_of(plan, Q3, on=AFTER).items

    assert sorted(each.title for each in item.evidence) == ["Stays", "Was there until January"]


@pytest.mark.parametrize(
    ("repeats_from", "repeat", "due"),
    [
        (date(2022, 1, 31), "monthly", date(2022, 1, 31)),
        (date(2022, 2, 15), "quarterly", date(2022, 2, 15)),
        (date(2022, 6, 30), "six-monthly", None),
        (date(2021, 3, 31), "yearly", date(2022, 3, 31)),
        (date(2021, 10, 6), "weekly", date(2022, 1, 5)),
    ],
)
def test_whatever_repeats_is_due_next_quarter_where_one_of_its_times_lies_there(
    repeats_from: date, repeat: str, due: date | None, plan: Plan
) -> None:
    make_action(plan, repeat=repeat, repeats_from=repeats_from)

    found = progress_of(plan, Q3, on=date(2021, 12, 15)).due_next

    assert [item.due_next.due_on for item in found if item.due_next] == ([due] if due else [])


def test_what_was_moved_after_a_quarter_was_still_overdue_at_its_end(plan: Plan, person: User) -> None:
    action = make_action(plan, due_on=date(2022, 3, 31))
    Revision.objects.create(
        deadline=action.deadlines.get(),
        moved_from=date(2021, 12, 15),
        moved_to=date(2022, 3, 31),
        reason="The trainer is ill.",
        made_by=person,
        made_at=datetime(2022, 1, 10, 9, tzinfo=UTC),
    )

    assert places(progress_of(plan, Q3, on=date(2022, 2, 1)).overdue) == [action.place]
    assert places(progress_of(plan, Q4, on=date(2022, 2, 1)).overdue) == []


def test_a_week_that_was_missed_counts_against_what_was_due_in_the_quarter(plan: Plan) -> None:
    action = make_action(plan, repeat="weekly", repeats_from=date(2021, 12, 1))
    Deadline.objects.create(
        action=action, due_on=date(2021, 12, 1), first_due_on=date(2021, 12, 1), missed_on=date(2021, 12, 9)
    )
    Deadline.objects.create(
        action=action, due_on=date(2021, 12, 29), first_due_on=date(2021, 12, 29), met_on=date(2021, 12, 28)
    )

    (item,) = progress_of(plan, Q3, on=AFTER).items

    assert not item.met
    assert item.overdue is None
