"""Records that a body approved a plan, and keeps the words that it approved apart from later ones."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from actions.models import Action, Approval, ApprovedAction, Leadership, Plan, leads_in_words
from actions.services.planning import lock

# What a plan may become next. A published plan stays published, whoever approves or withdraws what.
MOVES: dict[str, frozenset[str]] = {
    Plan.State.DRAFT: frozenset({Plan.State.APPROVED}),
    Plan.State.APPROVED: frozenset({Plan.State.PUBLISHED, Plan.State.DRAFT}),
    Plan.State.PUBLISHED: frozenset(),
}


class NothingToApproveError(Exception):
    """The plan has no action."""


class ApprovedAlreadyError(Exception):
    """That this body approved the plan on that day is recorded already."""


@dataclass(frozen=True)
class Worded:
    """An action as the plan words it."""

    place: int
    wording: str
    timescale: str
    leads: str
    indicators: str


@transaction.atomic
def record_approval(*, plan: Plan, body: str, approved_on: date, by: User, at: datetime) -> Approval:
    """Freezes every action of the plan as it is worded now."""
    lock(plan)
    words = as_worded(plan)
    if not words:
        raise NothingToApproveError("The plan has no actions yet, so there is nothing to approve.")
    try:
        with transaction.atomic():
            approval = Approval.objects.create(
                plan=plan, body=body, approved_on=approved_on, recorded_by=by, recorded_at=at
            )
    except IntegrityError as error:
        raise ApprovedAlreadyError(f"That {body} approved the plan on that day is recorded already.") from error
    ApprovedAction.objects.bulk_create(
        ApprovedAction(approval=approval, action_id=pk, **vars(worded)) for pk, worded in words.items()
    )
    move(plan, Plan.State.APPROVED)
    return approval


@transaction.atomic
def withdraw_approval(*, approval: Approval, by: User, at: datetime) -> None:
    """Takes back an approval that was recorded by mistake. It stays on record, with the words that it kept."""
    lock(approval.plan)
    taken = Approval.objects.standing().filter(pk=approval.pk).update(withdrawn_by=by, withdrawn_at=at)
    if not taken:
        return
    approval.refresh_from_db()
    approval.save()  # for its history
    if not Approval.objects.standing().filter(plan=approval.plan).exists():
        move(approval.plan, Plan.State.DRAFT)


def move(plan: Plan, state: str) -> None:
    """Gives the plan another state where the table allows it; else it keeps the one that it has."""
    plan.refresh_from_db(fields=["state"])
    if state in MOVES[plan.state]:
        plan.state = state
        plan.save(update_fields=["state"])


def as_worded(plan: Plan) -> dict[int, Worded]:
    """Every action of a plan, by number, in order: three queries, as fast for 5,000 as they can be."""
    leads, indicators = leads_by_action(plan), indicators_by_action(plan)
    rows = Action.objects.filter(plan=plan).order_by("place", "pk").values_list("pk", "place", "wording", "timescale")
    return {
        pk: Worded(place, wording, timescale, leads_in_words(leads[pk]), ", ".join(indicators[pk]))
        for pk, place, wording, timescale in rows
    }


def leads_by_action(plan: Plan) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Leadership.objects.filter(action__plan=plan).order_by("kind", "place", "pk")
    for action, name, kind in rows.values_list("action", "lead__name", "kind"):
        found[action].append((name, kind))
    return found


def indicators_by_action(plan: Plan) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Action.objects.filter(plan=plan, indicators__isnull=False).order_by("indicators__number", "pk")
    for action, number in rows.values_list("pk", "indicators__number"):
        found[action].append(str(number))
    return found
