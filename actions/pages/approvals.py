"""What changed in a plan since a body approved it, word by word."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from actions.models import Approval, ApprovedAction, Carrying, Update
from actions.models.updates import UpdateQuerySet
from actions.services.approving import Worded
from actions.statuses import GOES_ON, Status
from actions.word_diff import Part, compare, is_same

FIELDS = (("wording", "Wording"), ("timescale", "Timescale"), ("leads", "Leads"), ("indicators", "Indicators"))
# Closed by carrying its action forward: the plan that was approved is worded as it was.
IS_CARRIED = Q(
    Exists(Carrying.updates.through.objects.filter(update=OuterRef("pk"))),
    closed_because__in=GOES_ON,
)


@dataclass(frozen=True)
class Difference:
    """One action that is not as it was approved; `action` is None for one that is gone.

    `what` is 'changed', 'added', 'closed' or 'removed'. Its `fields` are those that differ; `reason` is why it closed.
    """

    what: str
    action: int | None
    place: int
    wording: str
    fields: list[tuple[str, list[Part]]]
    reason: str = ""


def differences(approval: Approval, now: Mapping[int, Worded]) -> list[Difference]:
    """In the order of the plan as it is now, and what is gone at the end: two queries."""
    approved = {each.action_id: each for each in approval.approved_actions.exclude(action=None)}
    closed = closed_since(approval)
    found = []
    for pk, worded in now.items():
        was = approved.get(pk)
        fields = fields_between(was, worded) if was else []
        if was is None:
            found.append(Difference("added", pk, worded.place, worded.wording, []))
        elif pk in closed:
            found.append(Difference("closed", pk, worded.place, worded.wording, fields, closed[pk]))
        elif fields:
            found.append(Difference("changed", pk, worded.place, worded.wording, fields))
    gone = approval.approved_actions.filter(action=None)
    return found + [Difference("removed", None, each.place, each.wording, []) for each in gone]


def fields_between(was: ApprovedAction, now: Worded) -> list[tuple[str, list[Part]]]:
    pairs = [(label, getattr(was, name), getattr(now, name)) for name, label in FIELDS]
    return [(label, compare(before, after)) for label, before, after in pairs if not is_same(before, after)]


def closed_since(approval: Approval) -> dict[int, str]:
    """The actions that were closed since, each with the reason given; not those that go on as they were."""
    closed = closings_since(approval).exclude(IS_CARRIED).order_by("made_at", "pk")
    return dict(closed.values_list("action", "progress"))


def going_on(approval: Approval) -> int:
    """How many actions were closed since for nothing but that they go on in a later plan."""
    return closings_since(approval).filter(IS_CARRIED).values("action").distinct().order_by().count()


def closings_since(approval: Approval) -> UpdateQuerySet:
    """What closed the actions that are closed, and were not yet when the approval was recorded."""
    return Update.objects.standing().filter(
        action__plan=approval.plan_id,
        action__status=Status.CLOSED,
        status=Status.CLOSED,
        made_at__gt=approval.recorded_at,
    )
