"""What changed between two papers: how each action stood then, and how it stands now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from actions.statuses import Status
from reports.papers.content import Standing

NOT_BEGUN = (Status.NOT_RECORDED, Status.NOT_STARTED)
AT_RISK = (Status.AT_RISK, Status.OFF_TRACK)


class Kind(StrEnum):
    """Every way in which an action can stand otherwise, in the order in which a committee reads them."""

    COMPLETED = "Completed"
    REPORTED = "Reported complete, to be confirmed"
    STARTED = "Started"
    WORSE = "At risk or off track now"
    BETTER = "Back on track"
    REOPENED = "Reopened"
    CLOSED = "Closed"
    OVERDUE = "Overdue now"
    CAUGHT_UP = "No longer overdue"
    OTHERWISE = "Other changes of status"
    REWORDED = "Wording, leads or timescale changed"
    NEW = "New in the plan"
    GONE = "No longer in the plan"


ORDER = list(Kind)


@dataclass(frozen=True)
class Change:
    """One action that stands otherwise: as it stands, or last stood, and as it stood before; None for a new one."""

    kind: Kind
    standing: Standing
    before: Standing | None


def changes_between(before: Mapping[int, Standing], now: Sequence[Standing]) -> list[Change]:
    """In the order of their kinds; an action may be of several.

    `before` is by the number that the action has now.
    """
    pairs = [(before.get(each.action), each) for each in now]
    found = [Change(kind, each, was) for was, each in pairs for kind in kinds(was, each)]
    present = {each.action for each in now}
    found += [Change(Kind.GONE, each, each) for number, each in before.items() if number not in present]
    return sorted(found, key=lambda change: ORDER.index(change.kind))


def kinds(before: Standing | None, now: Standing) -> Iterator[Kind]:
    if before is None:
        yield Kind.NEW
        if now.status == Status.COMPLETE:
            yield Kind.REPORTED if now.waits else Kind.COMPLETED
        if now.overdue_since:
            yield Kind.OVERDUE
        return
    if before.status_words != now.status_words:
        yield kind_of_move(before, now)
    if now.overdue_since and now.overdue_since != before.overdue_since:
        yield Kind.OVERDUE
    if before.overdue_since and not now.overdue_since and not now.is_ended:
        yield Kind.CAUGHT_UP
    if words_of(before) != words_of(now):
        yield Kind.REWORDED


def words_of(standing: Standing) -> tuple[str, str, str]:
    return standing.wording, standing.leads, standing.timescale


def kind_of_move(before: Standing, now: Standing) -> Kind:
    if now.status == Status.COMPLETE:
        return Kind.REPORTED if now.waits else Kind.COMPLETED
    if now.status == Status.CLOSED:
        return Kind.CLOSED
    if before.is_ended:
        return Kind.REOPENED
    if now.status in AT_RISK:
        return Kind.OTHERWISE if before.status == Status.OFF_TRACK else Kind.WORSE
    if before.status in AT_RISK and now.status == Status.ON_TRACK:
        return Kind.BETTER
    if before.status in NOT_BEGUN and now.status not in NOT_BEGUN:
        return Kind.STARTED
    return Kind.OTHERWISE
