"""What changed between two papers."""

from datetime import date
from typing import Any

import pytest

from actions.statuses import Status, rating_of, rating_words
from reports.papers.changes import Kind, changes_between
from reports.papers.content import Standing

DECEMBER, MARCH = date(2021, 12, 31), date(2022, 3, 31)


def stood(status: Status, *, action: int = 1, overdue_since: date | None = None, **fields: Any) -> Standing:
    is_overdue = overdue_since is not None
    given = {
        "action": action,
        "place": action,
        "wording": "Train the panels",
        "leads": "Head of Recruitment",
        "timescale": "March 2022",
        "status": status,
        "status_words": str(status.label),
        "rating": rating_of(status, overdue=is_overdue),
        "rating_words": rating_words(status, overdue=is_overdue),
        "overdue_since": overdue_since,
    }
    return Standing(**(given | fields))


def kinds(before: Standing | None, now: Standing | None) -> list[Kind]:
    was = {before.action: before} if before else {}
    return [change.kind for change in changes_between(was, [now] if now else [])]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (Status.ON_TRACK, Status.COMPLETE, Kind.COMPLETED),
        (Status.NOT_RECORDED, Status.COMPLETE, Kind.COMPLETED),
        (Status.NOT_RECORDED, Status.ON_TRACK, Kind.STARTED),
        (Status.NOT_STARTED, Status.ON_TRACK, Kind.STARTED),
        (Status.NOT_STARTED, Status.AT_RISK, Kind.WORSE),
        (Status.ON_TRACK, Status.OFF_TRACK, Kind.WORSE),
        (Status.OFF_TRACK, Status.ON_TRACK, Kind.BETTER),
        (Status.AT_RISK, Status.OFF_TRACK, Kind.WORSE),
        (Status.OFF_TRACK, Status.AT_RISK, Kind.OTHERWISE),
        (Status.COMPLETE, Status.ON_TRACK, Kind.REOPENED),
        (Status.CLOSED, Status.AT_RISK, Kind.REOPENED),
        (Status.ON_TRACK, Status.CLOSED, Kind.CLOSED),
        (Status.NOT_RECORDED, Status.NOT_STARTED, Kind.OTHERWISE),
    ],
)
def test_each_move_of_a_status_has_its_kind(before: Status, now: Status, kind: Kind) -> None:
    assert kinds(stood(before), stood(now)) == [kind]


@pytest.mark.parametrize("status", Status)
def test_what_stands_as_before_is_not_listed(status: Status) -> None:
    assert kinds(stood(status), stood(status)) == []


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("now", Status)
def test_every_move_is_listed_once(before: Status, now: Status) -> None:
    assert len(kinds(stood(before), stood(now))) == (before != now)


def test_what_became_overdue_is_listed_and_the_next_time_only_where_another_day_was_missed() -> None:
    late, later = (stood(Status.ON_TRACK, overdue_since=day) for day in (DECEMBER, MARCH))

    assert kinds(stood(Status.ON_TRACK), late) == [Kind.OVERDUE]
    assert kinds(late, late) == []
    assert kinds(late, later) == [Kind.OVERDUE]
    assert kinds(late, stood(Status.ON_TRACK)) == [Kind.CAUGHT_UP]


def test_what_is_complete_is_not_called_caught_up_as_well() -> None:
    late = stood(Status.ON_TRACK, overdue_since=DECEMBER)

    assert kinds(late, stood(Status.COMPLETE)) == [Kind.COMPLETED]


def test_that_somebody_confirmed_it_is_a_change() -> None:
    waits = stood(Status.COMPLETE, status_words="Complete, to be confirmed")

    assert kinds(stood(Status.ON_TRACK), waits) == [Kind.REPORTED]
    assert kinds(waits, stood(Status.COMPLETE)) == [Kind.COMPLETED]


@pytest.mark.parametrize("field", ["wording", "leads", "timescale"])
def test_other_words_are_a_change(field: str) -> None:
    assert kinds(stood(Status.ON_TRACK), stood(Status.ON_TRACK, **{field: "Other words"})) == [Kind.REWORDED]


def test_what_is_new_and_what_is_gone_are_told() -> None:
    assert kinds(None, stood(Status.NOT_STARTED)) == [Kind.NEW]
    assert kinds(None, stood(Status.COMPLETE)) == [Kind.COMPLETED, Kind.NEW]
    assert kinds(None, stood(Status.ON_TRACK, overdue_since=DECEMBER)) == [Kind.OVERDUE, Kind.NEW]
    assert kinds(stood(Status.ON_TRACK), None) == [Kind.GONE]


def test_changes_come_in_the_order_in_which_a_committee_reads_them() -> None:
    before = {1: stood(Status.ON_TRACK, action=1), 2: stood(Status.ON_TRACK, action=2)}
    now = [stood(Status.CLOSED, action=1), stood(Status.COMPLETE, action=2), stood(Status.NOT_STARTED, action=3)]

    found = changes_between(before, now)

    assert [(change.kind, change.standing.action) for change in found] == [
        (Kind.COMPLETED, 2),
        (Kind.CLOSED, 1),
        (Kind.NEW, 3),
    ]
