"""The summary names every kind of change that there is."""

import pytest

from actions.statuses import Status
from indicators.tables import ScoreTable
from reports.papers.changes import Change, Kind
from reports.papers.content import Counted
from reports.papers.sentences import in_three
from tests.reports.papers.test_changes import stood


@pytest.mark.parametrize("kind", Kind)
def test_no_change_is_passed_over(kind: Kind) -> None:
    change = Change(kind, stood(Status.ON_TRACK), stood(Status.AT_RISK))

    changed = in_three([], [change], ScoreTable(), since="March", waiting=0)[1]

    assert changed.startswith("Since March, 1 ")


def test_where_nothing_changed_it_says_so() -> None:
    assert in_three([], [], ScoreTable(), since="March", waiting=0)[1] == "Since March, no change is recorded."


def test_what_waits_to_be_confirmed_is_told_apart() -> None:
    counted = [Counted(tone="blue", words="Complete", number=3)]

    assert in_three(counted, [], ScoreTable(), since="March", waiting=1)[0] == (
        "The plan has 3 actions: 3 complete (1 of them to be confirmed)."
    )
