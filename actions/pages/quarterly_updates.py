"""Whether an action that continues had its update in each quarter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actions.models import Action, Update
from actions.quarters import Quarter
from actions.statuses import Status


@dataclass(frozen=True)
class QuarterlyUpdate:
    """A quarter, and the last update in it; `lasts` while there is time to make one."""

    quarter: Quarter
    update: Update | None
    lasts: bool


def quarterly_updates(action: Action, updates: Iterable[Update], *, on: date) -> list[QuarterlyUpdate]:
    """The newest quarter first, from that in which the plan starts: until today, or until the action ended."""
    newest: dict[Quarter, Update] = {}
    for update in updates:
        newest.setdefault(Quarter.of(update.made_on), update)
    turn = last_quarter(action, newest, on=on)
    found = []
    while turn >= Quarter.of(action.plan.starts_on):
        found.append(QuarterlyUpdate(turn, newest.get(turn), turn.holds(on)))
        turn = turn.previous
    return found


def last_quarter(action: Action, reported: Iterable[Quarter], *, on: date) -> Quarter:
    today = Quarter.of(on)
    return max(reported, default=today) if action.status in Status.ended() else today


def update_this_quarter(action: Action, latest: Update | None, *, on: date) -> QuarterlyUpdate | None:
    """For the row of an open action that continues, from its latest update alone; None for any other."""
    quarter = Quarter.of(on)
    if not action.ongoing or action.status in Status.ended() or action.plan.starts_on > quarter.ends_on:
        return None
    return QuarterlyUpdate(quarter, latest if latest and quarter.holds(latest.made_on) else None, lasts=True)
